// Owns docker-compose.yml as it runs in a suite: its commands beside a throw-away PostgreSQL, with the demo's data.
// Leaves what is asked of it to the suites.
//
// NODE_ENV and DEMO_SIGN_IN differ from the file on purpose, and only they: production refuses the demo's sign-in,
// and without it nobody of a test could enter.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { ensureDatabase } from '../../src/local/postgres-cluster.js';
import { temporaryCluster } from '../../src/local/temporary-cluster.js';
import type { ComposeRun } from '../../tools/compose-run.mjs';
import { composeRun } from '../../tools/compose-run.mjs';
import { freshSecrets } from '../../tools/make-secrets.mjs';

export interface Installation extends ComposeRun {
  /** Where attachments, the queue and the web server's own log are. */
  data: string;
  /** Address of its Redis, as its services have it. */
  redis: string;
  /** Asks the database as the owner of the tables. */
  query<T extends object>(sql: string, values?: unknown[]): Promise<T[]>;
  remove(): Promise<void>;
}

const DATABASE = 'zhitongche';
/** What an installation of a test says otherwise than the file. */
export const OTHERWISE = { NODE_ENV: 'test', DEMO_SIGN_IN: '1' };

/** What is there before anything of ours is started: PostgreSQL with an empty database, and secrets. */
export interface Ground {
  owner: string;
  secrets: ReturnType<typeof freshSecrets>;
  /** Writes the demo's data once the tables are there. */
  seed(): Promise<void>;
  remove(): Promise<void>;
}

export async function ground(): Promise<Ground> {
  const cluster = await temporaryCluster();
  const owner = cluster.ownerUrl(DATABASE);
  await ensureDatabase(cluster.ownerUrl('postgres'), DATABASE);
  const secrets = freshSecrets();
  return {
    owner, secrets,
    async seed() {
      const appUrl = new URL(owner);
      appUrl.username = 'zhitongche_app';
      appUrl.password = secrets.APP_DB_PASSWORD;
      const seed = fork(fileURLToPath(new URL('../../dist/main.seed.js', import.meta.url)), [], {
        env: { NODE_ENV: 'test', DATABASE_URL: appUrl.href, DATA_KEY: secrets.DATA_KEY, HASH_KEY: secrets.HASH_KEY }, stdio: 'ignore',
      });
      await once(seed, 'exit');
    },
    remove: () => cluster.remove(),
  };
}

/** @param more variables of the .env */
export async function install(more: Record<string, string> = {}): Promise<Installation> {
  const below = await ground();
  const data = await mkdtemp(path.join(tmpdir(), 'zhitongche-installation-'));
  const run = await composeRun({ postgres: below.owner, env: { ...below.secrets, ...more }, replicas: { api: 2, worker: 2 }, set: OTHERWISE, data }).catch(async (error: unknown) => {
    await below.remove();
    await rm(data, { recursive: true });
    throw error;
  });
  await below.seed();
  const pool = new pg.Pool({ connectionString: below.owner, max: 2 });
  return {
    ...run, data,
    redis: `redis://:${below.secrets.REDIS_PASSWORD}@127.0.0.1:${run.running['redis']?.[0]?.ports['6379'] ?? ''}`,
    async query<T extends object>(sql: string, values: unknown[] = []) {
      return (await pool.query<T>(sql, values)).rows;
    },
    async remove() {
      await pool.end();
      await run.stop();
      await below.remove();
      await rm(data, { recursive: true });
    },
  };
}
