// Owns a whole system for a suite: a database with base data, the queue's server, and starting API and worker on them.
// Leaves processes to processes.ts. REDIS_URL chooses the back end; the Redis itself is the suite's own.
import pg from 'pg';
import { DataSource } from 'typeorm';
import { ENTITIES } from '../../src/entities.js';
import { anyFreePort } from '../../src/local/free-port.js';
import { dataSourceOptions } from '../../src/platform/database/data-source.js';
import { loadBase } from '../../src/platform/seed/load-base.js';
import { TEST_KEYS, createBaseDatabase, testSecrets } from '../base-database.js';
import type { TestDatabase } from '../database.js';
import type { Program } from './processes.js';
import { startProgram } from './processes.js';
import type { RedisServer } from './redis-server.js';
import { redisServer } from './redis-server.js';
import { percentile } from './wait-for.js';

export const BACK_END = process.env['REDIS_URL'] ? 'Redis' : 'PostgreSQL';

/** A worker that is not like the rest: with more in its environment, or of another version. */
export interface OtherWorker {
  env?: NodeJS.ProcessEnv;
  /** Folder of its compiled code. */
  dist?: URL;
}

export interface System {
  url: string;
  /** Address of the database for the owner of its tables. */
  ownerUrl: string;
  env: NodeJS.ProcessEnv;
  /** Null when the queue stands on PostgreSQL. */
  redis: RedisServer | null;
  api(): Program;
  worker(other?: OtherWorker): Program;
  /** Asks the database as the owner of the tables. */
  query<T extends object>(sql: string, values?: unknown[]): Promise<T[]>;
  /** Something a test has opened, closed with the system also when the test fails. */
  atEnd(close: () => Promise<unknown>): void;
  /** Ends every program at once and removes the rest. */
  remove(): Promise<void>;
}

/** A system with base data in its database, or on another database; neither API nor worker runs yet, Redis does. */
export async function createSystem(database?: TestDatabase): Promise<System> {
  const given = database ?? (await createBaseDatabase());
  const redis = BACK_END === 'Redis' ? await redisServer() : null;
  await redis?.start();
  const port = await anyFreePort();
  const { REDIS_URL: _shared, ...inherited } = process.env;
  const env: NodeJS.ProcessEnv = {
    ...inherited, NODE_ENV: 'test', DATABASE_URL: given.appUrl, ...(redis ? { REDIS_URL: redis.url } : {}),
    ...TEST_KEYS, DEMO_SIGN_IN: '1', HOST: '127.0.0.1', PORT: String(port), LOG_LEVEL: 'warn', LIMITS: 'off',
  };
  const programs: Program[] = [];
  const opened: (() => Promise<unknown>)[] = [];
  const start = (name: 'main.api' | 'main.worker', other: OtherWorker = {}) => {
    const program = startProgram(name, { ...env, ...other.env }, other.dist);
    programs.push(program);
    return program;
  };
  const pool = new pg.Pool({ connectionString: given.ownerUrl, max: 4 });
  pool.on('error', () => undefined); // Some suites take the database away.
  return {
    url: `http://127.0.0.1:${String(port)}`,
    ownerUrl: given.ownerUrl,
    env,
    redis,
    api: () => start('main.api'),
    worker: (other) => start('main.worker', other),
    async query<T extends object>(sql: string, values: unknown[] = []) {
      return (await pool.query<T>(sql, values)).rows;
    },
    atEnd: (close) => { opened.push(close); },
    async remove() {
      await Promise.allSettled(opened.map((close) => close()));
      await Promise.all(programs.filter((program) => program.running()).map((program) => program.kill()));
      await pool.end();
      await redis?.remove();
      await given.drop();
    },
  };
}

/** Ways to lose everything the queue holds. */
export function queueLosses({ redis, query }: Pick<System, 'redis' | 'query'>): { what: string; lose(): Promise<unknown> }[] {
  if (redis === null) {
    return [
      { what: 'its jobs', lose: () => query('delete from bullmq.job') },
      { what: 'its jobs and schedules', lose: () => query('with jobs as (delete from bullmq.job) delete from bullmq.scheduler') },
    ];
  }
  return [
    { what: 'by FLUSHALL', lose: () => redis.command('FLUSHALL') },
    { what: 'by a restart that kept nothing', lose: async () => { await redis.lose(); await redis.start(); } },
  ];
}

/** What the domain promises between a person's act and the worker's answer. */
const PROMISED_MS = 5_000;
/** A host busy with other things may spoil one measurement, not each of several. */
const MEASUREMENTS = 4;

/**
 * Measures until one time all of a batch was as quick as promised, and prints every measurement.
 * @throws Error when it never was
 */
export async function quickEnough(what: string, measure: () => Promise<number[]>): Promise<void> {
  for (let n = 1; ; n += 1) {
    const took = await measure();
    const slowest = Math.max(...took);
    const line = `${what} on ${BACK_END}: p50 ${String(percentile(took, 0.5))} ms, p95 ${String(percentile(took, 0.95))} ms, slowest ${String(slowest)} ms`;
    process.stderr.write(`${line}\n`);
    if (slowest < PROMISED_MS) return;
    if (n === MEASUREMENTS) throw new Error(`${line}: slower than ${String(PROMISED_MS)} ms in each of ${String(n)} measurements`);
  }
}

/** Writes the base data into a database that is no copy of the run's template. */
export async function loadBaseInto(ownerUrl: string): Promise<void> {
  const source = await new DataSource(dataSourceOptions({ url: ownerUrl, pool: 1, entities: ENTITIES, applicationName: 'base-data' })).initialize();
  try {
    await source.transaction((manager) => loadBase(manager, testSecrets));
  } finally {
    await source.destroy();
  }
}
