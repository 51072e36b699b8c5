// Owns bringing a database up to this version: the application's role, our migrations, the queue's own schema.
// Leaves data to main.seed and everything else to the running processes, which may not change a table.
import 'reflect-metadata';
import { pathToFileURL } from 'node:url';
import { runMigrations } from 'bullmq';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { ENTITIES } from './entities.js';
import { createLogger } from './platform/logging/logger.js';
import { dataSourceOptions } from './platform/database/data-source.js';
import { MIGRATIONS } from './platform/database/migrations.js';

/** The role of few rights that API and worker use. */
const APP_ROLE = 'zhitongche_app';
/** Where BullMQ keeps its jobs when it stands on PostgreSQL. */
const QUEUE_SCHEMA = 'bullmq';

/**
 * Migrates; running it again changes nothing.
 * @param ownerUrl address of a role that may create roles and tables
 * @param appUrl address the processes will use; its role is made with its password when missing
 */
export async function migrate(ownerUrl: string, appUrl: string): Promise<void> {
  const app = new URL(appUrl);
  // The migrations grant to this name: another one would have no rights at all.
  if (app.username !== APP_ROLE) throw new Error(`configuration: DATABASE_URL must use the role ${APP_ROLE}, not ${app.username}`);
  const role = pg.escapeIdentifier(APP_ROLE);
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'zhitongche-migrate' });
  await client.connect();
  try {
    await ensureRole(client, APP_ROLE, decodeURIComponent(app.password));
    const source = await new DataSource(dataSourceOptions({
      url: ownerUrl, pool: 2, entities: ENTITIES, migrations: MIGRATIONS, applicationName: 'zhitongche-migrate',
    })).initialize();
    try {
      await source.runMigrations({ transaction: 'all' });
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

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { DATABASE_OWNER_URL: owner, DATABASE_URL: app } = process.env;
  const logger = createLogger('migrate', process.env['LOG_LEVEL'] ?? 'info');
  if (!owner || !app) throw new Error('configuration: DATABASE_OWNER_URL and DATABASE_URL are needed');
  await migrate(owner, app);
  logger.info('migrated');
}
