// Owns how the process reaches PostgreSQL through TypeORM.
// Leaves which tables there are to the features and their changes to migrations/.
import type { DataSourceOptions, EntityTarget, MigrationInterface, ObjectLiteral } from 'typeorm';

import pg from 'pg';
import { SnakeNaming } from './naming.js';

// A day is a day and not a midnight in the host's zone: dates come as 'YYYY-MM-DD'.
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);

type PostgresOptions = Extract<DataSourceOptions, { type: 'postgres' }>;

interface Connection {
  url: string;
  pool: number;
  entities: EntityTarget<ObjectLiteral>[];
  migrations?: (new () => MigrationInterface)[];
  applicationName: string;
}

/** A connection unused for so long is given back. After the driver's own ten seconds it would be made anew after every short rest. */
export const IDLE_CONNECTION_MS = 300_000;

export function dataSourceOptions({ url, pool, entities, migrations = [], applicationName }: Connection): PostgresOptions {
  return {
    type: 'postgres',
    url,
    entities: entities as (new () => ObjectLiteral)[],
    migrations,
    migrationsTableName: 'migration',
    synchronize: false,
    namingStrategy: new SnakeNaming(),
    applicationName,
    connectTimeoutMS: 5_000,
    poolSize: pool,
    extra: { statement_timeout: 30_000, idle_in_transaction_session_timeout: 60_000, idleTimeoutMillis: IDLE_CONNECTION_MS },
  };
}
