// Owns what every kind's table can do: read all of its records, and write what a plan says.
// Leaves each table to its file.
import type { EntityManager } from 'typeorm';
import type { Secrets } from '../../platform/crypto/secrets.js';
import type { Kind } from '../domain/kind.js';
import type { Entry } from '../domain/plan.js';

export interface Writing {
  manager: EntityManager;
  secrets: Secrets;
  at: Date;
  /** A person's id, or `console`. */
  by: string;
}

export interface Table<T> {
  kind: Kind<T>;
  /** Kept from changing while a plan is applied. */
  locked: readonly string[];
  load(manager: EntityManager, secrets: Secrets): Promise<T[]>;
  save(writing: Writing, entries: readonly Entry<T>[]): Promise<void>;
}

const CHUNK = 2_000;

/** One statement for many rows: `$1` is their JSON. */
export async function inChunks(manager: EntityManager, sql: string, rows: readonly object[], ...params: unknown[]): Promise<void> {
  for (let i = 0; i < rows.length; i += CHUNK) await manager.query(sql, [JSON.stringify(rows.slice(i, i + CHUNK)), ...params]);
}
