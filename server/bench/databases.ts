// Owns the databases of a bench: made once for each number of tickets, copied for benches that write.
// Leaves the server to postgres.ts and making tickets to generate.ts.
import pg from 'pg';
import { DataSource } from 'typeorm';
import { ENTITIES } from '#product/entities.js';
import { migrate } from '#product/main.migrate.js';
import { dataSourceOptions } from '#product/platform/database/data-source.js';
import { loadBase } from '#product/platform/seed/load-base.js';
import { benchSecrets } from './keys.js';
import type { Postgres } from './postgres.js';

export interface Database {
  name: string;
  ownerUrl: string;
  appUrl: string;
}

/** A connection of the owner of the tables, closed afterwards. */
export async function asOwner<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, application_name: 'zhitongche-bench' });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

const at = (postgres: Postgres, name: string): Database => ({ name, ownerUrl: postgres.ownerUrl(name), appUrl: postgres.appUrl(name) });

/** How tickets come into an empty district; `recipe` is another when they would be others. */
export interface Generator {
  /** Databases of different shapes stand side by side. */
  shape: string;
  recipe: string;
  fill(owner: pg.Client): Promise<void>;
}

/**
 * The database with the demo's district and `tickets` generated tickets: made when it is not there yet or was made by
 * another recipe, else brought up to this version. It is made under another name first, so that an interrupted run leaves nothing that looks finished.
 */
export async function prepared(postgres: Postgres, tickets: number, generator: Generator | null): Promise<Database> {
  const name = `bench_${generator === null || generator.shape === 'usual' ? '' : `${generator.shape}_`}${String(tickets)}`;
  await asOwner(postgres.ownerUrl('postgres'), async (client) => {
    const recipe = generator?.recipe ?? 'no tickets';
    const { rows: [known] } = await client.query<{ recipe: string | null }>(
      `select shobj_description(oid, 'pg_database') as recipe from pg_database where datname = $1`, [name]);
    if (known?.recipe === recipe) return;
    const partial = `${name}_partial`;
    await client.query(`drop database if exists ${partial} with (force)`);
    await client.query(`create database ${partial}`);
    const making = at(postgres, partial);
    await migrate(making.ownerUrl, making.appUrl);
    await fill(making.appUrl);
    if (generator) await asOwner(making.ownerUrl, (owner) => generator.fill(owner));
    await client.query(`comment on database ${partial} is '${recipe}'`);
    await client.query(`drop database if exists ${name} with (force)`);
    await client.query(`alter database ${partial} rename to ${name}`);
  });
  const database = at(postgres, name);
  await migrate(database.ownerUrl, database.appUrl);
  return database;
}

/** Runs `work` in a copy that is removed afterwards, so that every run begins with the same tickets. */
export async function inCopy<T>(postgres: Postgres, database: Database, work: (copy: Database) => Promise<T>): Promise<T> {
  const name = `${database.name}_run`;
  return asOwner(postgres.ownerUrl('postgres'), async (client) => {
    await client.query(`drop database if exists ${name} with (force)`);
    await client.query(`create database ${name} template ${database.name} strategy file_copy`);
    try {
      return await work(at(postgres, name));
    } finally {
      await client.query(`drop database if exists ${name} with (force)`);
    }
  });
}

/** As the product's role, as the demo's seed does it. */
async function fill(url: string): Promise<void> {
  const source = await new DataSource(dataSourceOptions({ url, pool: 1, entities: ENTITIES, applicationName: 'zhitongche-bench' })).initialize();
  try {
    await source.transaction((manager) => loadBase(manager, benchSecrets));
  } finally {
    await source.destroy();
  }
}
