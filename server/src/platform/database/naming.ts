// Owns how TypeScript names become database names: snake_case, indexes and keys named after what they hold.
// Leaves types and constraints to the entities.
import type { NamingStrategyInterface, Table } from 'typeorm';
import { DefaultNamingStrategy } from 'typeorm';

const snake = (name: string): string => name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase();
const tableName = (table: Table | string): string => (typeof table === 'string' ? table : table.name).split('.').pop() ?? '';
const joined = (prefix: string, table: Table | string, columns: string[]): string =>
  [prefix, tableName(table), ...columns].join('_').slice(0, 63);

export class SnakeNaming extends DefaultNamingStrategy implements NamingStrategyInterface {
  override columnName(property: string, custom: string | undefined, prefixes: string[]): string {
    return [...prefixes.map(snake), custom ?? snake(property)].join('_');
  }

  override primaryKeyName(table: Table | string): string {
    return joined('pk', table, []);
  }

  override foreignKeyName(table: Table | string, columns: string[]): string {
    return joined('fk', table, columns);
  }
}
