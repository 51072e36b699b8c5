// Owns bringing a database up to a version: the application's role, our migrations, the queue's own schema.
// Leaves data to the seed and restores, and everything else to the running processes, which may not change a table.
import { runMigrations } from 'bullmq';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { dataSourceOptions } from './data-source.js';
import { MIGRATIONS } from './migrations.js';

/** The role of few rights that API and worker use. */
const APP_ROLE = 'zhitongche_app';
/** Where BullMQ keeps its jobs when it stands on PostgreSQL. */
const QUEUE_SCHEMA = 'bullmq';
/** Any number; whoever migrates holds it. */
const MIGRATING = 5_139_701;
/** A statement that waits for a lock makes everybody behind it wait too: better to fail and be run again. */
const LOCK_MS = 5_000;
/** For a large index; nobody is locked out while it is built CONCURRENTLY. */
const STATEMENT_MS = 30 * 60_000;

/**
 * Migrates; running it again changes nothing, and of two at once one waits. Each migration is a transaction of its own
 * unless it says `transaction = false`: what was done before a failing one stays, and the next run goes on there.
 * @param ownerUrl address of a role that may create roles and tables
 * @param appUrl address the processes will use; its role is made with its password when missing
 * @param migrations fewer than all only to bring an old backup back
 */
export async function migrate(ownerUrl: string, appUrl: string, migrations = MIGRATIONS): Promise<void> {
  const app = new URL(appUrl);
  // The migrations grant to this name: another one would have no rights at all.
  if (app.username !== APP_ROLE) throw new Error(`configuration: DATABASE_URL must use the role ${APP_ROLE}, not ${app.username}`);
  const role = pg.escapeIdentifier(APP_ROLE);
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'zhitongche-migrate' });
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [MIGRATING]);
    await ensureRole(client, APP_ROLE, decodeURIComponent(app.password));
    const options = dataSourceOptions({ url: ownerUrl, pool: 2, entities: [], migrations, applicationName: 'zhitongche-migrate' });
    const source = await new DataSource({ ...options, extra: { lock_timeout: LOCK_MS, statement_timeout: STATEMENT_MS } }).initialize();
    try {
      await source.runMigrations({ transaction: 'each' });
    } finally {
      await source.destroy();
    }
    await runMigrations(client, QUEUE_SCHEMA);
    // CREATE: the queue makes a sequence for each of its queues when it is first used.
    await client.query(`GRANT USAGE, CREATE ON SCHEMA ${QUEUE_SCHEMA} TO ${role}`);
    await client.query(`GRANT ALL ON ALL TABLES IN SCHEMA ${QUEUE_SCHEMA} TO ${role}`);
    await client.query(`GRANT ALL ON ALL SEQUENCES IN SCHEMA ${QUEUE_SCHEMA} TO ${role}`);
    await client.query(`GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA ${QUEUE_SCHEMA} TO ${role}`);
  } finally {
    await client.end();
  }
}

async function ensureRole(client: pg.Client, name: string, password: string): Promise<void> {
  const known = await client.query('select 1 from pg_roles where rolname = $1', [name]);
  if (known.rowCount) return;
  const sql = `CREATE ROLE ${pg.escapeIdentifier(name)} LOGIN PASSWORD ${pg.escapeLiteral(password)}`;
  await client.query(sql).catch((error: unknown) => {
    // Roles belong to the cluster: another migration, of another database, may have made it just now.
    if (!(error instanceof pg.DatabaseError && (error.code === '42710' || error.code === '23505'))) throw error;
  });
}
