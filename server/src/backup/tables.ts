// Owns what of a database belongs into a backup, and in which order it can be brought back without switching a rule off.
// Leaves copying to take-backup.ts and restore-backup.ts. The queue's schema is not in it: PostgreSQL's rows are the truth, and what is owed is handed over again.
import type pg from 'pg';

export interface TableShape {
  name: string;
  /** Those that hold something of their own: generated ones come back by themselves. */
  columns: string[];
}

/** Our own list of what has been applied: brought back by applying it. */
const NOT_COPIED = ['migration'];
/** Those into which a migration itself puts a first row: they are empty as long as nobody has written anywhere else. */
export const FILLED_BY_MIGRATIONS = ['base_version'];

/** Every table of ours, those first to which others refer. Unlogged ones hold nothing that outlasts a crash either. */
export async function tablesInOrder(client: pg.ClientBase): Promise<TableShape[]> {
  const { rows: tables } = await client.query<TableShape>(
    `select c.relname as name, array_agg(a.attname::text order by a.attnum) as columns
     from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
     where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relpersistence = 'p' and c.relname <> all($1)
     group by c.relname order by c.relname`, [NOT_COPIED]);
  const { rows: references } = await client.query<{ from: string; to: string }>(
    `select f.relname as from, t.relname as to from pg_constraint k join pg_class f on f.oid = k.conrelid join pg_class t on t.oid = k.confrelid
     where k.contype = 'f' and k.connamespace = 'public'::regnamespace and f.oid <> t.oid`);
  return inOrder(tables, references);
}

/** @throws Error when tables refer to each other in a circle: such rows could not be brought back one table after the other */
export function inOrder(tables: TableShape[], references: { from: string; to: string }[]): TableShape[] {
  const done = new Set<string>();
  const ordered: TableShape[] = [];
  while (ordered.length < tables.length) {
    const ready = tables.filter(({ name }) => !done.has(name) && references.every(({ from, to }) => from !== name || done.has(to)));
    if (ready.length === 0) throw new Error(`tables refer to each other in a circle: ${tables.filter(({ name }) => !done.has(name)).map(({ name }) => name).join(', ')}`);
    for (const table of ready) {
      done.add(table.name);
      ordered.push(table);
    }
  }
  return ordered;
}

export interface SequenceState {
  name: string;
  /** A bigint as text. */
  lastValue: string;
  isCalled: boolean;
}

/** As they are now: a sequence knows no snapshot, so read after the rows it is never behind them. */
export async function sequences(client: pg.ClientBase): Promise<SequenceState[]> {
  const { rows } = await client.query<{ name: string }>(
    `select relname as name from pg_class where relkind = 'S' and relnamespace = 'public'::regnamespace and relpersistence = 'p' order by relname`);
  const states: SequenceState[] = [];
  for (const { name } of rows) {
    const { rows: [state] } = await client.query<Omit<SequenceState, 'name'>>(
      `select last_value::text as "lastValue", is_called as "isCalled" from public.${client.escapeIdentifier(name)}`);
    if (state) states.push({ name, ...state });
  }
  return states;
}

/** Names of the applied migrations, in order; none when there is no such table. */
export async function appliedMigrations(client: pg.ClientBase): Promise<string[]> {
  const { rows: [known] } = await client.query<{ there: boolean }>(`select to_regclass('public.migration') is not null as there`);
  if (!known?.there) return [];
  return (await client.query<{ name: string }>('select name from migration order by timestamp')).rows.map((row) => row.name);
}
