// Owns which PostgreSQL a bench uses: the one it was given, one that is kept in a folder, or one that goes with it.
// Leaves the databases in it to databases.ts.
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { chmod, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { anyFreePort } from '#product/local/free-port.js';
import { appRole, databaseUrl, initialise, isInitialised, ownerRole, startCluster } from '#product/local/postgres-cluster.js';
import { findPlace } from '#product/local/postgres-place.js';
import { carelessSettings, temporaryCluster } from '#product/local/temporary-cluster.js';
import type { Options } from './options.js';

export interface Postgres {
  ownerUrl(database: string): string;
  appUrl(database: string): string;
  /** Its own log, when it is ours. */
  logFile: string | null;
  /** In words, for the report. */
  place: string;
  close(): Promise<void>;
}

/** As a small server would be set up; what is committed is on the disk. `--careless` trades that for speed. */
const SETTINGS = { max_connections: '200', shared_buffers: '1GB', max_wal_size: '4GB', maintenance_work_mem: '512MB' };

export async function openPostgres(options: Options): Promise<Postgres> {
  const { DATABASE_OWNER_URL: owner, DATABASE_URL: app } = process.env;
  if (owner && app) {
    return {
      ownerUrl: (name) => named(owner, name), appUrl: (name) => named(app, name), place: 'given by DATABASE_OWNER_URL',
      logFile: null, close: () => Promise.resolve(),
    };
  }
  const settings = {
    ...SETTINGS, ...(options.careless || options.quick ? carelessSettings : {}),
    ...(options.statements ? { 'shared_preload_libraries': 'pg_stat_statements', 'pg_stat_statements.track_planning': 'on' } : {}),
  };
  if (options.keep !== null) return kept(options.keep, settings);
  const cluster = await temporaryCluster(settings);
  return { ownerUrl: cluster.ownerUrl, appUrl: cluster.appUrl, logFile: cluster.logFile, place: 'temporary', close: () => cluster.remove() };
}

/** The first run makes it, later ones find it with everything that was generated. */
async function kept(folder: string, settings: Record<string, string>): Promise<Postgres> {
  const home = path.resolve(folder);
  await mkdir(home, { recursive: true });
  await chmod(home, 0o755); // PostgreSQL's own account enters it.
  const place = await findPlace(path.join(home, 'postgres'));
  const passwordFile = path.join(home, 'password');
  if (!existsSync(passwordFile)) writeFileSync(passwordFile, randomBytes(12).toString('hex'), { mode: 0o600 });
  const password = readFileSync(passwordFile, 'utf8');
  if (!(await isInitialised(place))) await initialise(place, password);
  const port = await anyFreePort();
  const logFile = path.join(home, 'postgres.log');
  const cluster = await startCluster({ place, port, settings, logFile });
  const hurry = () => { cluster.kill(); };
  process.once('exit', hurry);
  await cluster.ready;
  return {
    ownerUrl: (name) => databaseUrl(port, ownerRole, password, name), appUrl: (name) => databaseUrl(port, appRole, password, name),
    logFile, place: `kept in ${folder}`,
    async close() {
      process.off('exit', hurry);
      await cluster.stop();
    },
  };
}

function named(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.href;
}
