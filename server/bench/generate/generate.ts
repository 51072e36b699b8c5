// Owns filling a fresh database with any number of tickets, fast and by SQL alone.
// Leaves the draw to ground.sql.ts and the rows to tables.sql.ts. Only for benches: no action of the product makes these.
import { createHash } from 'node:crypto';
import type pg from 'pg';
import { benchSecrets } from '../keys.js';
import { rounded } from '../figures.js';
import type { Generator } from '../databases.js';
import type { Report } from '../report.js';
import { DRAW, POOLS, SHAPES } from './ground.sql.js';
import type { Shape } from './ground.sql.js';
import { NUMBERS, TABLES, TRIGGERS_AGREE } from './tables.sql.js';
import { words } from './words.js';

const REPORTERS = 2_000;

/** Changes with what is generated: a kept database made by another recipe is made again. */
const recipe = (shape: Shape): string =>
  createHash('sha256').update(JSON.stringify([POOLS, DRAW, SHAPES[shape], TABLES, NUMBERS, REPORTERS, words()])).digest('hex').slice(0, 16);

export const generator = (count: number, report: Report, shape: Shape = 'usual'): Generator =>
  ({ shape, recipe: recipe(shape), fill: (owner) => generate(owner, count, shape, report) });

/**
 * Writes `count` tickets with their events, reporters, ratings, rounds and receipts; `owner` must be a superuser or own
 * the tables and be allowed to put triggers aside. Indexes are dropped and made again: that is most of the speed. The
 * tables stay the product's own, logged as ever.
 */
async function generate(owner: pg.Client, count: number, shape: Shape, report: Report): Promise<void> {
  const startedAt = performance.now();
  const took: Record<string, number> = {};
  const timed = async (name: string, statements: readonly string[]) => {
    const began = performance.now();
    const { span, open } = SHAPES[shape];
    for (const statement of statements) {
      await owner.query(statement.replaceAll('%SPAN%', span).replaceAll('%OPEN%', open).replaceAll('%COUNT%', `${String(count)}::bigint`));
    }
    took[name] = rounded((performance.now() - began) / 1000);
  };
  await owner.query(`set synchronous_commit = off; set work_mem = '256MB'; set maintenance_work_mem = '1GB'; set temp_buffers = '256MB'; set jit = off`);
  // No trigger fires: foreign keys hold by construction, and what the product's own ones write is written here, a table at a time.
  await owner.query('set session_replication_role = replica');
  await pools(owner);
  await timed('draw', [...POOLS, ...DRAW]);
  const indexes = await plainIndexes(owner);
  for (const { name } of indexes) await owner.query(`drop index "${name}"`);
  for (const [table, statement] of Object.entries(TABLES)) await timed(table, [statement]);
  await timed('indexes', indexes.map((index) => index.definition));
  await timed('numbers', NUMBERS);
  await owner.query('reset session_replication_role');
  const { rows: [wrong] } = await owner.query<{ number: string }>(TRIGGERS_AGREE);
  if (wrong) throw new Error(`${wrong.number}: not as the ticket's triggers would have written it`);
  // Otherwise the autovacuum would do it in the middle of what is measured.
  await timed('vacuum', [`vacuum (analyze) ${Object.keys(TABLES).join(', ')}`, 'checkpoint']);
  const { rows: [size] } = await owner.query<{ mb: number; events: string }>(
    `select (pg_database_size(current_database()) / 1048576)::int as mb, (select count(*) from ticket_event) as events`);
  report.line('generated', { shape, tickets: count, events: Number(size?.events), databaseMb: size?.mb, seconds: rounded((performance.now() - startedAt) / 1000), took });
}

async function pools(owner: pg.Client): Promise<void> {
  const { paragraphs, titles } = words();
  const pool = async (name: string, texts: string[]) => {
    await owner.query(`create temp table ${name} as select k - 1 as k, text from unnest($1::text[]) with ordinality as x(text, k)`, [texts]);
  };
  await pool('paragraph', paragraphs);
  await pool('title', titles);
  const reporters = Array.from({ length: REPORTERS }, (_, k) => ({ name: `反映人${String(k)}`, phone: `1390000${String(k).padStart(4, '0')}` }));
  await owner.query(
    `create temp table reporter as select k - 1 as k, name, phone, hash from unnest($1::text[], $2::text[], $3::text[]) with ordinality as x(name, phone, hash, k)`,
    [reporters.map((r) => benchSecrets.seal(r.name)), reporters.map((r) => benchSecrets.seal(r.phone)), reporters.map((r) => benchSecrets.fingerprint(r.phone))]);
}

/** Every index of the filled tables that no constraint stands on. */
async function plainIndexes(owner: pg.Client): Promise<{ name: string; definition: string }[]> {
  const { rows } = await owner.query<{ name: string; definition: string }>(
    `select i.relname as name, pg_get_indexdef(x.indexrelid) as definition from pg_index x join pg_class i on i.oid = x.indexrelid
     where x.indrelid = any($1::regclass[]) and not exists (select from pg_constraint c where c.conindid = x.indexrelid)`, [Object.keys(TABLES)]);
  return rows;
}
