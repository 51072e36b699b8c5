// Owns that the database itself keeps the records: what happened cannot be changed, removed, or written twice.
// Leaves what the application writes to the stories.
import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import { ENTITIES } from '../src/entities.js';
import { dataSourceOptions } from '../src/platform/database/data-source.js';
import { MIGRATIONS } from '../src/platform/database/migrations.js';
import { CAST } from './cast.js';
import { brokenChains } from './chains.js';
import { createTestDatabase } from './database.js';
import type { Made } from './tickets.js';
import { ticketIn } from './tickets.js';
import type { World } from './world.js';
import { openWorld } from './world.js';

let world: World;
let owner: DataSource;
let closed: Made;
const open = (url: string, migrations = MIGRATIONS) =>
  new DataSource(dataSourceOptions({ url, pool: 2, entities: ENTITIES, migrations, applicationName: 'zhitongche-test-owner' })).initialize();
beforeAll(async () => {
  world = await openWorld();
  owner = await open(world.database.ownerUrl);
  for (const status of ['paused', 'merged', 'declined', 'withdrawn', 'unrated_closed'] as const) await ticketIn(world, status, { line: 'minqing', merged: true });
  closed = await ticketIn(world, 'closed', { line: 'qinqing', merged: true });
  world.clock.at('2026-04-07 09:00');
  await world.runJobs();
  const [reporter] = (await world.as(CAST.districtDesk).ticket(closed.id)).reporters;
  expect((await world.as(CAST.districtDesk).post(`/api/tickets/${closed.id}/contact`, { reporterId: reporter!.id })).status).toBe(200);
});
afterAll(async () => {
  await owner.destroy();
  await world.close();
});

describe.each(['ticket_event', 'rating', 'ticket_round', 'command', 'audit_log'])('%s, for the application’s role', (table) => {
  it('can be read and added to, but not changed, removed or emptied', async () => {
    const [column] = await owner.query<{ name: string }[]>("select column_name as name from information_schema.columns where table_name = $1 and is_identity = 'NO' limit 1", [table]);
    const [{ n } = { n: 0 }] = await world.source.query<{ n: number }[]>(`select count(*)::int as n from ${table}`);
    expect(n).toBeGreaterThan(0);
    for (const statement of [
      `update ${table} set ${column!.name} = ${column!.name}`, `delete from ${table}`, `truncate ${table}`,
      `insert into ${table} select * from ${table} on conflict do nothing returning (select 1 from ${table} for update)`, `drop table ${table}`,
      `alter table ${table} disable trigger all`, `select * from ${table} for update`,
    ]) {
      expect({ statement, done: await world.source.query(statement).then(() => 'done', (error: unknown) => String(error)) })
        .toEqual({ statement, done: expect.stringMatching(/permission denied|must be owner/) as string });
    }
    expect(await world.source.query(`select count(*)::int as n from ${table}`)).toEqual([{ n }]);
  });
});

it('the application’s role may not touch the list of migrations or make tables', async () => {
  await expect(world.source.query('delete from migration')).rejects.toThrow(/permission denied/);
  await expect(world.source.query('create table mine ()')).rejects.toThrow(/permission denied/);
});

describe('the chain of events', () => {
  it('is whole for every ticket', async () => {
    expect(await world.source.getRepository('ticket').count()).toBeGreaterThan(10);
    expect(await brokenChains(world.source.manager)).toEqual([]);
  });

  it.each([
    ['a changed word', `update ticket_event set payload = payload || '{"satisfaction":"unsatisfied"}' where type = 'result.rated' and ticket_id = $1`],
    ['a changed moment', `update ticket_event set at = at - interval '1 millisecond' where seq = 2 and ticket_id = $1`],
    ['a changed actor', `update ticket_event set actor_id = null where type = 'ticket.signed' and ticket_id = $1`],
    ['a missing event', `delete from ticket_event where seq = 3 and ticket_id = $1`],
    ['a cut-off end', `delete from ticket_event where ticket_id = $1 and seq = (select max(seq) from ticket_event where ticket_id = $1)`],
  ])('shows %s, made with the owner’s power', async (_what, statement) => {
    const runner = owner.createQueryRunner();
    await runner.startTransaction();
    try {
      await runner.query(statement, [closed.id]);
      expect((await brokenChains(runner.manager)).length).toBeGreaterThan(0);
    } finally {
      await runner.rollbackTransaction();
      await runner.release();
    }
  });
});

describe('what may be there once only', () => {
  const copy = (table: string, columns: string, where: string) =>
    world.source.query(`insert into ${table} (${columns}) select ${columns} from ${table} where ${where} limit 1`);

  it.each([
    ['rating of a reporter in a round', 'rating', 'ticket_id, round, reporter_id, satisfaction, reason, text, recorded_by_id, at', 'true', 'rating_once'],
    ['notice of an event to a person', 'notice', 'event_id, ticket_id, person_id, created_at', 'true', 'notice_once'],
    ['event at its place', 'ticket_event', 'ticket_id, seq, round, type, visibility, at, actor_id, capacity, payload, hash', 'true', 'ticket_event_chain'],
    ['frozen round', 'ticket_round', 'ticket_id, round, day0, due_day, due_at, lead_unit_id, result_kind, result_submitted_at, concluded_at, late', 'true', 'pk_ticket_round'],
    ['command', 'command', 'id, actor_key, ticket_id, request_hash, receipt, at', 'true', 'pk_command'],
  ])('%s', async (_what, table, columns, where, index) => {
    await expect(copy(table, columns, where)).rejects.toThrow(new RegExp(`duplicate key value violates unique constraint "${index}"`));
  });

  it('reopening of a round, also at another place', async () => {
    const reopened = (seq: number) => world.source.query(
      `insert into ticket_event (ticket_id, seq, round, type, visibility, at, actor_id, capacity, payload, hash)
       values ($1, $2, 1, 'ticket.reopened', 'public', now(), null, 'system', '{}', '')`, [closed.id, seq]);
    await world.source.transaction(async () => { await reopened(901); });
    await expect(reopened(902)).rejects.toThrow(/ticket_event_one_reopening/);
    await owner.query('delete from ticket_event where seq = 901');
  });

  it('number', async () => {
    await expect(world.source.query('update ticket set number = (select min(number) from ticket)')).rejects.toThrow(/"ticket_number"/);
  });
});

it.each([
  ['a status that is not one', `status = 'done'`, 'ticket_status'],
  ['a stage without a review', `stage = 'head'`, 'ticket_stage'],
  ['work without a lead', `status = 'handling', lead_unit_id = null`, 'ticket_lead'],
  ['an unknown person', `assignee_id = 'nobody'`, 'fk_ticket_assignee_id'],
])('refuses %s', async (_what, change, constraint) => {
  await expect(world.source.query(`update ticket set ${change} where id = $1`, [closed.id])).rejects.toThrow(new RegExp(constraint));
});

it('refuses an unsatisfied rating without a reason', async () => {
  await expect(world.source.query(
    `insert into rating (ticket_id, round, reporter_id, satisfaction, at) select ticket_id, 9, reporter_id, 'unsatisfied', now() from rating limit 1`)).rejects.toThrow(/rating_reason/);
});

it('gives every number once, also to sixteen who ask at the same time in a new year', async () => {
  const asked = await Promise.all(Array.from({ length: 16 }, () => world.source.query<{ n: string }[]>(`select next_ticket_number('minqing', 2031) as n`)));
  expect(asked.map(([row]) => Number(row!.n)).sort((a, b) => a - b)).toEqual(Array.from({ length: 16 }, (_, i) => i + 1));
});

describe('migrations', () => {
  it('leave nothing to migrate: entities and tables say the same', async () => {
    const { upQueries } = await owner.driver.createSchemaBuilder().log();
    expect(upQueries.map((query) => query.query)).toEqual([]);
  });

  it('go down and up again to the same tables, indexes and rights', async () => {
    const database = await createTestDatabase();
    const source = await open(database.ownerUrl);
    try {
      const before = await picture(source);
      expect(before.length).toBeGreaterThan(100);
      for (const _ of MIGRATIONS) await source.undoLastMigration({ transaction: 'each' });
      expect((await picture(source)).filter((line) => !line.includes('migration'))).toEqual([]);
      await source.runMigrations({ transaction: 'each' });
      expect(await picture(source)).toEqual(before);
    } finally {
      await source.destroy();
      await database.drop();
    }
  });
});

/** Columns, constraints, indexes, functions and rights of our schema as sorted lines. */
async function picture(source: DataSource): Promise<string[]> {
  const rows = await source.query<{ line: string }[]>(`
    select format('column %s.%s %s %s %s', table_name, column_name, data_type, is_nullable, column_default) as line from information_schema.columns where table_schema = 'public'
    union all select format('constraint %s %s %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) from pg_constraint where connamespace = 'public'::regnamespace
    union all select 'index ' || indexdef from pg_indexes where schemaname = 'public'
    union all select format('right %s %s', relname, relacl::text) from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'S')
    union all select format('function %s %s', proname, proacl::text) from pg_proc where pronamespace = 'public'::regnamespace
    order by 1`);
  return rows.map((row) => row.line);
}

it('a transaction that fails leaves nothing', async () => {
  const id = randomUUID();
  await expect(world.source.transaction(async (manager) => {
    await manager.query(`insert into audit_log (at, person_id, act, ticket_id, detail) values (now(), 'x', 'session.opened', $1, '{}')`, [id]);
    throw new Error('on purpose');
  })).rejects.toThrow('on purpose');
  expect(await world.source.query('select 1 from audit_log where ticket_id = $1', [id])).toEqual([]);
});
