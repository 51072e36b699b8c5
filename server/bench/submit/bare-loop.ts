// Owns writing a submission's rows with nothing but the driver: BEGIN, one insert for each table, COMMIT.
// Leaves reading those rows to rows.ts. It computes nothing: no rights, no seals, no hashes, no answer for a reader.
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { atOnce } from '../at-once.js';
import type { Timed } from '../at-once.js';
import type { Rows } from './rows.js';

export interface BarePlan {
  databaseUrl: string;
  width: number;
  /** For each submission the rows the product left for the same report. */
  submissions: Rows[][];
}

interface Statement {
  /** Prepared once on each connection. */
  name: string;
  text: string;
  values: (string | null)[];
  /** Places of values that hold what only the database gives: an event's id, the ticket's number. */
  open: number[];
  /** What the rows were given when the product wrote them, in the order of the rows. */
  given: string[];
}

const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
/** 民情〔2026〕456号 */
const NUMBER = /^(\D+〔(\d{4})〕)\d+号$/;

/** Prepared statements, values and new ids are ready before the clock runs: as good as a plain loop can be. */
export async function bareSubmissions({ databaseUrl, width, submissions }: BarePlan): Promise<Timed> {
  const work = submissions.map(statements);
  const clients = Array.from({ length: width }, () => new pg.Client({ connectionString: databaseUrl, application_name: 'zhitongche-bare' }));
  try {
    await Promise.all(clients.map((client) => client.connect()));
    return await atOnce(work.length, width, (at, worker) => write(clients[worker]!, work[at]!));
  } finally {
    await Promise.all(clients.map((client) => client.end()));
  }
}

async function write(client: pg.Client, submission: Statement[]): Promise<void> {
  const fresh: [old: string, given: string][] = [];
  await client.query('BEGIN');
  for (const { name, text, values, open, given } of submission) {
    for (const at of open) values[at] = fresh.reduce((value, [old, now]) => value.replace(old, now), values[at] ?? '');
    const { rows } = await client.query<{ given: string }>({ name, text, values });
    for (const [at, old] of given.entries()) fresh.push([old, rows[at]!.given]);
  }
  await client.query('COMMIT');
}

/** The inserts that write these rows again under new ids. */
function statements(submission: Rows[]): Statement[] {
  const ids = new Map<string, string>();
  const renamed = (value: string) => value.replace(UUID, (id) => {
    const known = ids.get(id) ?? randomUUID();
    ids.set(id, known);
    return known;
  });
  const numberOf = ({ columns, values }: Rows) => values[0]?.[columns.indexOf('number')] ?? '';
  const number = numberOf(submission[0]!);
  return submission.map((rows) => {
    const { table, columns } = rows;
    const values: (string | null)[] = [];
    const open: number[] = [];
    const bind = (value: string | null) => `$${String(values.push(value === null ? null : renamed(value)))}`;
    const place = (column: string, value: string | null, row: (string | null)[]) => {
      if (table === 'ticket' && column === 'number') {
        const [, prefix = '', year = ''] = NUMBER.exec(number) ?? [];
        return `${bind(prefix)}::text || next_ticket_number(${bind(row[columns.indexOf('line')] ?? '')}, ${bind(year)}::int) || '号'`;
      }
      if (value !== null && (column === 'event_id' || value.includes(number))) open.push(values.length);
      return bind(value);
    };
    const tuples = rows.values.map((row) => `(${columns.map((column, at) => place(column, row[at] ?? null, row)).join(', ')})`);
    const returned = table === 'ticket' ? 'number' : rows.givenIds.length > 0 ? 'id' : null;
    return {
      name: `${table} ${String(tuples.length)}`, values, open, given: table === 'ticket' ? [number] : rows.givenIds,
      text: `insert into "${table}" (${columns.map((c) => `"${c}"`).join(', ')}) values ${tuples.join(', ')}${returned === null ? '' : ` returning ${returned} as given`}`,
    };
  });
}
