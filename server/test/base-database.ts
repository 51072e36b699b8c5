// Owns the second template: migrated and filled with the base data, made once per run by whoever needs it first.
// Leaves the first template to global-setup.mjs and the data itself to the seed's loadBase.
import { DataSource } from 'typeorm';
import { ENTITIES } from '../src/entities.js';
import { createSecrets } from '../src/platform/crypto/secrets.js';
import { dataSourceOptions } from '../src/platform/database/data-source.js';
import { loadBase } from '../src/platform/seed/load-base.js';
import type { TestDatabase } from './database.js';
import { asOwner, createTestDatabase, databaseNamed, migratedTemplate } from './database.js';

const TEMPLATE = 'template_base';
const PARTIAL = `${TEMPLATE}_partial`;

/** Keys of every test database: what the template was sealed under must open in its copies. */
export const TEST_KEYS = { DATA_KEY: Buffer.alloc(32, 1).toString('base64'), HASH_KEY: Buffer.alloc(32, 2).toString('base64') };
export const testSecrets = createSecrets(Buffer.alloc(32, 1), Buffer.alloc(32, 2));

/** A copy of the district with its people, units, places and firms, and no ticket. */
export async function createBaseDatabase(): Promise<TestDatabase> {
  await asOwner(async (client) => {
    // Suites run in processes of their own; the lock goes with this connection.
    await client.query('SELECT pg_advisory_lock(hashtext($1))', [TEMPLATE]);
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [TEMPLATE]);
    if (rowCount) return;
    await client.query(`DROP DATABASE IF EXISTS ${PARTIAL}`);
    await client.query(`CREATE DATABASE ${PARTIAL} TEMPLATE ${client.escapeIdentifier(migratedTemplate())}`);
    await fill(databaseNamed(PARTIAL).appUrl);
    await client.query(`ALTER DATABASE ${PARTIAL} RENAME TO ${TEMPLATE}`);
  });
  return createTestDatabase(TEMPLATE);
}

/** As the product's role, as the seed does it. */
async function fill(url: string): Promise<void> {
  const source = await new DataSource(dataSourceOptions({ url, pool: 1, entities: ENTITIES, applicationName: 'zhitongche-test-base' })).initialize();
  try {
    await source.transaction((manager) => loadBase(manager, testSecrets));
  } finally {
    await source.destroy();
  }
}
