// Owns the few column kinds every table uses, so that types and their database forms agree everywhere.
// Leaves names and meaning to the entities.
import type { ColumnOptions } from 'typeorm';

export const id = { type: 'text' } satisfies ColumnOptions;
export const optionalId = { type: 'text', nullable: true } satisfies ColumnOptions;
export const text = { type: 'text' } satisfies ColumnOptions;
export const optionalText = { type: 'text', nullable: true } satisfies ColumnOptions;
export const texts = { type: 'text', array: true, default: '{}' } satisfies ColumnOptions;
export const uuids = { type: 'uuid', array: true, default: '{}' } satisfies ColumnOptions;
export const optionalUuid = { type: 'uuid', nullable: true } satisfies ColumnOptions;
/** Milliseconds, as a JavaScript Date holds them: what is hashed must come back the same. */
export const instant = { type: 'timestamptz', precision: 3 } satisfies ColumnOptions;
export const optionalInstant = { type: 'timestamptz', precision: 3, nullable: true } satisfies ColumnOptions;
/** A day of Asia/Shanghai as 'YYYY-MM-DD'. */
export const day = { type: 'date' } satisfies ColumnOptions;
export const optionalDay = { type: 'date', nullable: true } satisfies ColumnOptions;
export const json = { type: 'jsonb' } satisfies ColumnOptions;
export const optionalJson = { type: 'jsonb', nullable: true } satisfies ColumnOptions;
export const flag = { type: 'boolean', default: false } satisfies ColumnOptions;
/** False where something is out of use without being removed. */
export const inUse = { type: 'boolean', default: true } satisfies ColumnOptions;
export const count = { type: 'int', default: 0 } satisfies ColumnOptions;

/** A CHECK that holds a text column to a list: the vocabulary is in `shared`, the database keeps to it. */
export const oneOf = (column: string, values: readonly string[]): string =>
  `"${column}" in (${values.map((v) => `'${v}'`).join(', ')})`;
