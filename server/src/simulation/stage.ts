// Owns what a simulated year is played on: a PostgreSQL of its own, the product's application for those who act, the worker beside it.
// Leaves what is played to year.ts; everything goes when it is closed, but the database and the keys of a district that is kept.
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { DataSource } from 'typeorm';
import { PersonEntity, PersonRoleEntity } from '../directory/directory.entities.js';
import { Application } from '../features.js';
import { anyFreePort } from '../local/free-port.js';
import { LOCAL_DATABASE } from '../local/local-data.js';
import { localKeys } from '../local/local-keys.js';
import { appRole, databaseUrl, ensureDatabase, initialise, ownerRole, startCluster } from '../local/postgres-cluster.js';
import { findPlace } from '../local/postgres-place.js';
import { carelessSettings, removeAtOnce, temporaryCluster, temporaryFolder } from '../local/temporary-cluster.js';
import { readConfig } from '../platform/config/config.js';
import { SECRETS } from '../platform/crypto/secrets.js';
import type { Secrets } from '../platform/crypto/secrets.js';
import { migrate } from '../platform/database/migrate.js';
import type { AnyQueue } from '../platform/jobs/queue-backend.js';
import { createQueueBackend } from '../platform/jobs/queue-backend.js';
import { createLogger, nestLogger } from '../platform/logging/logger.js';
import { loadBase } from '../platform/seed/load-base.js';
import { actingClock, actingDice } from './acting.js';
import type { District } from './district.js';
import type { SimulatedWorker } from './worker-process.js';
import { startWorker } from './worker-process.js';

const DATABASE = 'simulation';
const POOL = 6;

export interface Stage {
  app: INestApplicationContext;
  source: DataSource;
  worker: SimulatedWorker;
  /** The queue of the worker's sweeps. */
  sweeps: AnyQueue;
  /** For looking on. */
  ownerUrl: string;
  close(): Promise<void>;
}

/**
 * @param keepIn the taken folder in which the database stays when all is closed; null: nothing stays
 * @throws Error in production: the clock of those who act stands where a generator puts it
 */
export async function openStage(district: District, from: Date, keepIn: string | null): Promise<Stage> {
  if (process.env['NODE_ENV'] === 'production') throw new Error('simulate: refused when NODE_ENV=production');
  const closing: (() => Promise<unknown>)[] = [];
  const close = async () => { for (const each of closing.splice(0).toReversed()) await each(); };
  try {
    const { folder, ...database } = keepIn === null ? await passingDatabase(closing) : await keptDatabase(keepIn, closing);
    const env: NodeJS.ProcessEnv = {
      ...database.keys, PATH: process.env['PATH'], NODE_ENV: 'test', DATABASE_URL: database.appUrl, LOG_LEVEL: 'warn', LIMITS: 'off',
      ATTACHMENT_DIR: path.join(folder, 'attachments'), DATABASE_POOL: String(POOL),
    };
    const config = readConfig(env);
    const logger = createLogger('api', 'error');
    const app = await NestFactory.createApplicationContext(
      Application.with({ config, logger, clock: actingClock, applicationName: 'zhitongche-simulate' }, actingDice), { logger: nestLogger(logger), abortOnError: false });
    closing.push(() => app.close());
    const source = app.get(DataSource);
    await settle(source, app.get<Secrets>(SECRETS), district);
    const backend = createQueueBackend(config, logger);
    const sweeps = backend.queue('sweep');
    closing.push(async () => { await sweeps.close(); backend.close(); });
    const worker = await startWorker(env, from, path.join(folder, 'logs', 'worker.log'));
    const hurry = () => { worker.kill(); };
    process.once('exit', hurry);
    closing.push(async () => { process.off('exit', hurry); await worker.stop(); });
    return { app, source, worker, sweeps: sweeps.current(), ownerUrl: database.ownerUrl, close };
  } catch (error) {
    await close();
    throw error;
  }
}

interface Place {
  folder: string;
  ownerUrl: string;
  appUrl: string;
  keys: { DATA_KEY: string; HASH_KEY: string };
}

const SETTINGS = { ...carelessSettings, jit: 'off' };

async function passingDatabase(closing: (() => Promise<unknown>)[]): Promise<Place> {
  const folder = await temporaryFolder('simulate');
  const leave = () => { removeAtOnce([folder]); };
  process.once('exit', leave);
  closing.push(async () => { process.off('exit', leave); leave(); await Promise.resolve(); });
  await mkdir(path.join(folder, 'logs'));
  const cluster = await temporaryCluster(SETTINGS);
  closing.push(() => cluster.remove());
  await ensureDatabase(cluster.ownerUrl('postgres'), DATABASE);
  const [ownerUrl, appUrl] = [cluster.ownerUrl(DATABASE), cluster.appUrl(DATABASE)];
  await migrate(ownerUrl, appUrl);
  const key = () => randomBytes(32).toString('base64');
  return { folder, ownerUrl, appUrl, keys: { DATA_KEY: key(), HASH_KEY: key() } };
}

/** As `npm start` lays an installation out, so that it can open it: the same names, keys and roles. */
async function keptDatabase(folder: string, closing: (() => Promise<unknown>)[]): Promise<Place> {
  const { keys } = await localKeys(folder);
  const place = await findPlace(path.join(folder, 'postgres'));
  await initialise(place, keys.ownerPassword);
  const port = await anyFreePort();
  const cluster = await startCluster({ place, port, settings: SETTINGS, logFile: path.join(folder, 'logs', 'postgres.log') });
  const hurry = () => { cluster.kill(); };
  process.once('exit', hurry);
  closing.push(async () => { process.off('exit', hurry); await cluster.stop(); });
  await cluster.ready;
  await ensureDatabase(databaseUrl(port, ownerRole, keys.ownerPassword, 'postgres'), LOCAL_DATABASE);
  const ownerUrl = databaseUrl(port, ownerRole, keys.ownerPassword, LOCAL_DATABASE);
  const appUrl = databaseUrl(port, appRole, keys.appPassword, LOCAL_DATABASE);
  await migrate(ownerUrl, appUrl);
  return { folder, ownerUrl, appUrl, keys: { DATA_KEY: keys.dataKey, HASH_KEY: keys.hashKey } };
}

/** The district's base data, and the accounts of firms that the demo leaves without. */
async function settle(source: DataSource, secrets: Secrets, { newAccounts }: District): Promise<void> {
  await source.transaction(async (manager) => {
    await loadBase(manager, secrets);
    const phone = '13900000000';
    await manager.insert(PersonEntity, newAccounts.map(({ id, name, title, creditCode }) => ({
      id, name, title, unitId: null, enterpriseId: creditCode, phoneSealed: secrets.seal(phone), phoneHash: secrets.fingerprint(phone), story: null, storyRank: null, active: true,
    })));
    await manager.insert(PersonRoleEntity, newAccounts.map(({ id, creditCode }) => ({ personId: id, role: 'enterprise' as const, scope: 'enterprise' as const, key: creditCode })));
  });
}
