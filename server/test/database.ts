// Owns a database per test suite: a copy of the migrated template, removed afterwards.
// Leaves the cluster and the template to global-setup.mjs, and what is in the copy to factories and stories.
import { randomBytes } from 'node:crypto';
import { Client } from 'pg';

export interface TestDatabase {
  /** Address for the owner of the tables: looks at everything, breaks rules on purpose. */
  ownerUrl: string;
  /** Address for the role of few rights that the product uses. */
  appUrl: string;
  /** Removes the database, also while somebody is still connected to it. */
  drop(): Promise<void>;
}

/**
 * Copies the migrated template, or another one.
 *
 * @throws Error when the run has no cluster, that is outside of jest's `db` project.
 */
export async function createTestDatabase(template = migratedTemplate()): Promise<TestDatabase> {
  const name = `test_${randomBytes(8).toString('hex')}`;
  await asOwner((client) => client.query(`CREATE DATABASE ${name} TEMPLATE ${client.escapeIdentifier(template)}`));
  return databaseNamed(name);
}

/** A new database without a single table, as an operator makes one. */
export async function createEmptyDatabase(): Promise<TestDatabase> {
  const name = `empty_${randomBytes(8).toString('hex')}`;
  await asOwner((client) => client.query(`CREATE DATABASE ${name}`));
  return databaseNamed(name);
}

/** A database of the run's cluster by its name. */
export function databaseNamed(name: string): TestDatabase {
  return {
    ownerUrl: withDatabase(templateUrl('TEST_TEMPLATE_OWNER_URL'), name),
    appUrl: withDatabase(templateUrl('TEST_TEMPLATE_APP_URL'), name),
    drop: () => asOwner((client) => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)).then(() => undefined),
  };
}

/** The template that global-setup.mjs made. */
export function migratedTemplate(): string {
  return new URL(templateUrl('TEST_TEMPLATE_OWNER_URL')).pathname.slice(1);
}

/** Works as the cluster's owner. Not in a template itself: a template in use cannot be copied. */
export async function asOwner<T>(work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: withDatabase(templateUrl('TEST_TEMPLATE_OWNER_URL'), 'postgres') });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function templateUrl(name: 'TEST_TEMPLATE_OWNER_URL' | 'TEST_TEMPLATE_APP_URL'): string {
  const url = process.env[name];
  if (url === undefined) throw new Error(`${name} is not set: run this through jest's project "db"`);
  return url;
}

function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}
