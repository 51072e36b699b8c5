// Owns what the requests of every second may cost at a thousand tickets: statements asked and rows read, held to a written table.
// Leaves times to the bench: a timer fails on a busy machine, a count does not.
import { randomUUID } from 'node:crypto';
import type { WorklistCounts } from '@zhitongche/shared/ticket/contract.js';
import { Client } from 'pg';
import { CAST, HELP, RESIDENT_REPORT } from './cast.js';
import { signedFor } from './tickets.js';
import type { World } from './world.js';
import { openWorld } from './world.js';

const TICKETS = 1000;

/** Ended ones mostly, as after a year; a common word in every third, a rare one in one of a hundred. */
const FILL = `
  insert into ticket (id, version, line, number, status, round, title, text, complexity, subject_kind, subject_id, subject_name, village_code, town_unit_id,
    submitter_id, channel, desk_unit_id, lead_unit_id, involved_unit_ids, submitted_at, day0, due_day, due_at, updated_at)
  select gen_random_uuid(), 1, 'minqing', '民情〔2025〕' || i || '号', case when i % 25 = 0 then 'handling' when i % 25 = 1 then 'assessing' else 'closed' end, 1,
    case when i % 3 = 0 then '夜里路灯不亮' else '村口到小学没有公交' end || case when i % 100 = 7 then '龘' else '' end, '请尽快处理。', 'ordinary', 'household',
    d.code, d.name, d.code, 'town-' || d.parent_code, p.id, 'zhitongche', case when i % 2 = 0 then 'district' else 'town-' || d.parent_code end, u.id, array[u.id],
    timestamptz '2025-06-01' + i * interval '1 hour', '2025-06-01', '2025-06-20', '2025-06-21', '2025-06-21'
  from generate_series(1, $1::int) i join (select row_number() over (order by code) - 1 as n, * from division where kind in ('village', 'community')) d on d.n = i % 300
  join (select row_number() over (order by person_id) - 1 as n, person_id as id from person_role where role = 'cadre') p on p.n = i % 20
  join (select row_number() over (order by id = 'education' desc, id) - 1 as n, id from unit where kind = 'department') u on u.n = i % 15`;

const REPORTERS = `insert into ticket_reporter (id, ticket_id, origin_ticket_id, kind, name_sealed) select gen_random_uuid(), id, id, 'resident', '' from ticket`;

interface Plan {
  'Node Type': string; 'Actual Rows': number; 'Actual Loops': number;
  'Rows Removed by Filter'?: number; 'Rows Removed by Index Recheck'?: number; Plans?: Plan[];
}
interface Asked { text: string; values: unknown[] }
interface Cost { statements: number; rows: number }

let world: World;
let owner: Client;
let deafen: () => void;
let asked: Asked[] = [];

beforeAll(async () => {
  world = await openWorld('2026-03-02 09:00');
  owner = new Client({ connectionString: world.database.ownerUrl });
  await owner.connect();
  await owner.query(FILL, [TICKETS]);
  await owner.query(REPORTERS);
  // Filled at one stroke, the words still wait beside their index; a day's vacuum brings them in.
  await owner.query('vacuum analyze');
  // Among a thousand rows reading all is often cheapest. What is held here is that an index can answer: where none can, all rows are read and counted.
  await owner.query('set enable_seqscan = off; set enable_hashjoin = off; set enable_mergejoin = off');
  deafen = listen();
});
afterAll(async () => {
  deafen();
  await owner.end();
  await world.close();
});

/** Hears every statement that the application sends, as pg gets it, until the function it answers is called. */
function listen(): () => void {
  const clients = Client.prototype as unknown as { query: (...sent: unknown[]) => unknown }; // one of its many signatures is enough
  const { query } = clients;
  clients.query = function heard(this: unknown, ...sent) {
    const [first, values] = sent as [string | { text: string; values?: unknown[] }, unknown]; // the two forms that are used
    if (this !== owner) asked.push(typeof first === 'string' ? { text: first, values: Array.isArray(values) ? values : [] } : { text: first.text, values: first.values ?? [] });
    return query.apply(this, sent);
  };
  return () => { clients.query = query; };
}

/** What a request costs once the process has warmed up. */
async function cost(request: () => Promise<unknown>): Promise<Cost> {
  await request();
  asked = [];
  await request();
  const statements = asked;
  let rows = 0;
  for (const { text, values } of statements) if (/^\s*select/i.test(text)) rows += await rowsRead(text, values);
  return { statements: statements.length, rows };
}

/** Rows that the plan's scans looked at, whether they were wanted or not. */
async function rowsRead(text: string, values: unknown[]): Promise<number> {
  const { rows: [row] } = await owner.query<{ 'QUERY PLAN': { Plan: Plan }[] }>(`explain (analyze, timing off, format json) ${text}`, values);
  const scanned = (plan: Plan): number =>
    (plan['Node Type'].includes('Scan') && !plan.Plans
      ? (plan['Actual Rows'] + (plan['Rows Removed by Filter'] ?? 0) + (plan['Rows Removed by Index Recheck'] ?? 0)) * plan['Actual Loops'] : 0)
    + (plan.Plans ?? []).reduce((sum, each) => sum + scanned(each), 0);
  return Math.ceil(row === undefined ? 0 : scanned(row['QUERY PLAN'][0]!.Plan));
}

const within = (found: Cost, statements: number, rows: number): void => {
  expect({ ...found, within: found.statements <= statements && found.rows <= rows }).toEqual({ ...found, within: true });
};

it('submit: session, facts, one statement that writes everything', async () => {
  const cadre = world.as(CAST.cadre);
  within(await cost(() => cadre.submit({ ...RESIDENT_REPORT, id: randomUUID() })), 3, 40);
});

it('actions: the spine under its lock, then the page', async () => {
  const ids: string[] = [];
  for (const _ of [1, 2]) ids.push((await world.as(CAST.cadre).submit(RESIDENT_REPORT)).id);
  await world.runJobs();
  let dispatched = 0;
  let signed = 0;
  // `press` asks for the version itself: one statement that no user makes.
  within(await cost(() => world.as(CAST.townDesk).act(ids[dispatched++]!, 'dispatch', { ...HELP, leadUnitId: 'education' })), 11, 60);
  within(await cost(() => world.as(CAST.handler).act(ids[signed++]!, 'sign_for')), 9, 60);
});

it('the end of a life: the result, the link’s page, the rating', async () => {
  const ids: string[] = [];
  for (const _ of [1, 2]) ids.push(await signedFor(world));
  let answered = 0;
  within(await cost(() => world.as(CAST.handler).act(ids[answered++]!, 'submit_result', { kind: 'solved', text: '已开通。' })), 9, 60);
  for (const id of ids) {
    if ((await world.as(CAST.supervisor).ticket(id)).stage === 'supervisor') await world.as(CAST.supervisor).act(id, 'pass');
    await world.as(CAST.cadre).act(id, 'deliver', { channel: 'phone' });
  }
  const links = [await world.link(ids[0]!), await world.link(ids[1]!)];
  within(await cost(() => links[0]!.page()), 4, 60);
  let rated = 0;
  within(await cost(() => links[rated]!.act(ids[rated++]!, 'rate', { satisfaction: 'satisfied' })), 12, 60);
});

it('the page of a ticket', async () => {
  const { id } = await world.as(CAST.cadre).submit(RESIDENT_REPORT);
  within(await cost(() => world.as(CAST.cadre).ticket(id)), 3, 60);
});

it('the supervisor’s list: what is owed, not what there has been', async () => {
  const supervisor = world.as(CAST.supervisor);
  within(await cost(() => supervisor.get('/api/supervision')), 4, 700);
  for (const section of ['red', 'yellow', 'stage', 'soon', 'talk', 'contest', 'owing']) within(await cost(() => supervisor.get(`/api/supervision/items?section=${section}`)), 3, 300);
  within(await cost(() => supervisor.get('/api/supervision/documents')), 2, 40);
});

/** Rows of a page, of the counts, of a search. A search looks through the newest 300 first, then goes back step by step; what a list shows is read after what stands in it. */
describe.each<[string, string, number, number, number]>([
  ['cadre', CAST.cadre, 80, 60, 1500],
  ['handler', CAST.handler, 300, 250, 2000],
  ['head', CAST.head, 300, 250, 2000],
  ['town desk', CAST.townDesk, 80, 60, 6000],
  ['district desk', CAST.districtDesk, 700, 700, 4000],
  ['supervisor', CAST.supervisor, 140, 150, 4000],
  ['leader', CAST.leader, 160, 180, 4000],
  ['firm', CAST.account, 10, 10, 20],
])('%s', (_role, personId, page, counts, search) => {
  it('reads a page of each worklist', async () => {
    const { items } = (await world.as(personId).get('/api/tickets/counts')).body as WorklistCounts; // its contract is held elsewhere
    expect(items.length).toBeGreaterThan(0);
    for (const { worklist } of items) within(await cost(() => world.as(personId).list({ worklist })), 3, page);
  });

  it('counts them', async () => {
    within(await cost(() => world.as(personId).get('/api/tickets/counts')), 2, counts);
  });

  it.each(['灯', '龘', '路灯', '路灯不亮'])('searches for %s', async (q) => {
    within(await cost(() => world.as(personId).list({ q })), 5, search);
  });
});
