// Owns statements that PostgreSQL parses and plans once a connection, and a table's columns as those statements write them.
// Leaves the statements themselves to the features; TypeORM's builders remain for what is not asked for every second.
import type { Pool } from 'pg';
import type { DataSource, EntityManager, EntityTarget, ObjectLiteral } from 'typeorm';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js';

/** Its name is its own: PostgreSQL keeps the plan under it. */
export interface Statement {
  name: string;
  text: string;
}

type Queryable = Pick<Pool, 'query'>;

/** Executes it on the manager's connection, inside its transaction if there is one. Values come as pg makes them. */
export async function execute<R extends ObjectLiteral>(manager: EntityManager, statement: Statement, values: unknown[]): Promise<R[]> {
  const { rows } = await (await connectionOf(manager)).query<R>({ ...statement, values });
  return rows;
}

async function connectionOf({ queryRunner, dataSource }: EntityManager): Promise<Queryable> {
  if (queryRunner) return await queryRunner.connect() as Queryable; // TypeORM types its driver's connection as any
  return (dataSource.driver as PostgresDriver).master as Queryable; // the one driver there is; its pool is typed as any
}

export interface TableRows<T> {
  /** Its columns but those that PostgreSQL makes itself, quoted, in one order for both sides of an INSERT. */
  columns: string;
  /** The same and the key, each under its property's name, `alias.` before them; without some properties where they are named. */
  selected(alias: string, without?: readonly string[]): string;
  /** Column names of the given properties, quoted. */
  named(properties: readonly string[]): string;
  /** Rows for `json_populate_recordset(null::table, …)`: keys are column names, instants ISO; what is null is left out. All properties or `only` these. */
  json(rows: readonly Partial<T>[], only?: readonly string[]): string;
}

/** The rows of an entity's table. */
export function tableRows<T extends ObjectLiteral>(source: DataSource, entity: EntityTarget<T>): TableRows<T> {
  const columns = source.getMetadata(entity).columns;
  const nameOf = new Map(columns.map((column) => [column.propertyName, column.databaseName]));
  const quoted = (property: string): string => `"${nameOf.get(property) ?? property}"`;
  const keys = columns.map((column) => [column.propertyName, `"${column.databaseName}":`] as const);
  // Every report writes some two hundred columns: no arrays on the way.
  const row = (values: Partial<T>, wanted: typeof keys): string => {
    let text = '';
    for (const [property, key] of wanted) {
      const value: unknown = values[property];
      if (value !== null && value !== undefined) text += `${text === '' ? '' : ','}${key}${JSON.stringify(value)}`;
    }
    return text;
  };
  return {
    columns: columns.filter((column) => !column.isGenerated).map((column) => `"${column.databaseName}"`).join(', '),
    selected: (alias, without = []) => columns.filter((column) => !without.includes(column.propertyName)).map((column) => `${alias}."${column.databaseName}" as "${column.propertyName}"`).join(', '),
    named: (properties) => properties.map(quoted).join(', '),
    json: (rows, only) => {
      const wanted = only === undefined ? keys : keys.filter(([property]) => only.includes(property));
      return `[${rows.map((values) => `{${row(values, wanted)}}`).join(',')}]`;
    },
  };
}
