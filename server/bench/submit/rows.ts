// Owns what a submission leaves in the database: which tables got rows, how they are filled, and the rows themselves as text.
// Leaves writing them again to bare-loop.ts. It asks the catalogue, so that a table or column that is added later is not forgotten.
import type pg from 'pg';

/** How much there is in a table: rows, bytes, and values that are not null in each column. */
export interface Fill {
  rows: number;
  bytes: number;
  columns: Record<string, number>;
}

export type Fills = Record<string, Fill>;

interface Column {
  table: string;
  column: string;
  /** The database fills it by itself: an identity, a generated column. */
  byItself: boolean;
}

async function columns(owner: pg.Client): Promise<Column[]> {
  const { rows } = await owner.query<Column>(
    `select c.relname as "table", a.attname as "column", (a.attidentity <> '' or a.attgenerated <> '') as "byItself"
     from pg_class c join pg_attribute a on a.attrelid = c.oid
     where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped
       and c.relname <> all($1) order by c.relname, a.attnum`, [COUNTERS]);
  return rows;
}

function groups<T>(list: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const found = new Map<string, T[]>();
  for (const item of list) found.set(key(item), [...(found.get(key(item)) ?? []), item]);
  return found;
}

/** Counters of senders, not of what they sent: keeping them is the product's cost alone. */
const COUNTERS = ['rate_limit'];

/** Their rows come by triggers of `ticket`: whoever writes a ticket has written them, and pays for them. */
const BY_TRIGGER = ['ticket_search', 'ticket_unit'];

/** Counts every table of the product. */
export async function fills(owner: pg.Client): Promise<Fills> {
  const found: Fills = {};
  for (const [table, its] of groups(await columns(owner), (c) => c.table)) {
    const counted = its.map(({ column }, at) => `count(t."${column}") as c${String(at)}`);
    const { rows: [row] } = await owner.query<Record<string, string>>(
      `select count(*) as rows, coalesce(sum(pg_column_size(t.*)), 0) as bytes, ${counted.join(', ')} from "${table}" t`);
    found[table] = {
      rows: Number(row?.['rows']), bytes: Number(row?.['bytes']),
      columns: Object.fromEntries(its.map(({ column }, at) => [column, Number(row?.[`c${String(at)}`])])),
    };
  }
  return found;
}

/** What has come since, of tables that changed. */
export function gained(before: Fills, after: Fills): Fills {
  return Object.fromEntries(Object.entries(after).flatMap(([table, now]) => {
    const then = before[table] ?? { rows: 0, bytes: 0, columns: {} };
    if (now.rows === then.rows) return [];
    const more = Object.fromEntries(Object.entries(now.columns).map(([column, count]) => [column, count - (then.columns[column] ?? 0)]));
    return [[table, { rows: now.rows - then.rows, bytes: now.bytes - then.bytes, columns: more }]];
  }));
}

/** A tenth more or less bytes would be other texts; ids, numbers and times differ by a few. */
const SAME_BYTES = 0.02;

/** In words, everything in which two gains differ; empty when they are the same rows. */
export function differences(left: Fills, right: Fills): string[] {
  const tables = [...new Set([...Object.keys(left), ...Object.keys(right)])];
  return tables.flatMap((table) => {
    const [a, b] = [left[table], right[table]];
    if (!a || !b) return [`${table}: ${String(a?.rows ?? 0)} rows against ${String(b?.rows ?? 0)}`];
    const found = a.rows === b.rows ? [] : [`${table}: ${String(a.rows)} rows against ${String(b.rows)}`];
    for (const column of Object.keys(a.columns)) {
      if (a.columns[column] !== b.columns[column]) found.push(`${table}.${column}: ${String(a.columns[column])} values against ${String(b.columns[column])}`);
    }
    if (Math.abs(a.bytes - b.bytes) > SAME_BYTES * a.bytes) found.push(`${table}: ${String(a.bytes)} bytes against ${String(b.bytes)}`);
    return found;
  });
}

/** Rows of one table that one submission left, as PostgreSQL writes them. */
export interface Rows {
  table: string;
  columns: string[];
  values: (string | null)[][];
  /** Ids that the database gave to these rows, where others refer to them. */
  givenIds: string[];
}

/** By ticket, every row each of these submissions wrote itself, the ticket's own first and what refers to events after the events. */
export async function rowsOf(owner: pg.Client, tables: readonly string[], ticketIds: readonly string[]): Promise<Map<string, Rows[]>> {
  const all = await columns(owner);
  const found = new Map<string, Rows[]>(ticketIds.map((id) => [id, []]));
  const asText = { getTypeParser: () => (value: string) => value };
  for (const table of tables.filter((each) => !BY_TRIGGER.includes(each)).toSorted((a, b) => rank(a) - rank(b))) {
    const its = all.filter((c) => c.table === table);
    const written = its.filter((c) => !c.byItself).map((c) => c.column);
    const has = (column: string) => its.some((c) => c.column === column);
    const ticket = table === 'ticket' ? 't.id' : has('ticket_id') ? 't.ticket_id' : has('event_id') ? 'e.ticket_id' : null;
    if (ticket === null) throw new Error(`a submission leaves rows in ${table}, which the bare loop cannot tell apart by ticket`);
    const { rows } = await owner.query<(string | null)[]>({
      text: `select ${ticket} as of, ${has('id') ? 't.id' : 'null'} as given, ${written.map((c) => `t."${c}"`).join(', ')}
             from "${table}" t ${ticket.startsWith('e.') ? 'join ticket_event e on e.id = t.event_id' : ''} where ${ticket} = any($1) order by 1, 2`,
      values: [ticketIds], rowMode: 'array', types: asText,
    });
    const identified = has('id') && !written.includes('id');
    for (const [id, its] of groups(rows, (row) => String(row[0]))) {
      found.get(id)?.push({ table, columns: written, values: its.map((row) => row.slice(2)), givenIds: identified ? its.map((row) => String(row[1])) : [] });
    }
  }
  return found;
}

const rank = (table: string): number => (table === 'ticket' ? 0 : table === 'ticket_event' ? 1 : 2);
