// Owns the proof that the checker finds what is wrong: a whole district passes, and each way of spoiling it is named.
// Leaves the rules themselves to the suites of each; here the rows are changed behind the product's back.
import { DataSource } from 'typeorm';
import type { Finding } from '../src/invariants/domain/check.js';
import type { Rule } from '../src/invariants/domain/rules.js';
import { checkDatabase } from '../src/invariants/read-facts.js';
import { ticketIn } from './tickets.js';
import type { World } from './world.js';
import { openWorld } from './world.js';

let world: World;
/** Tables' owner: nothing stops it. */
let owner: DataSource;
/** Late in handling, so with every light; of two, one for each way of spoiling. */
let late: string[];
let closed: string;
let unsatisfied: string;

const findings = async (): Promise<Finding[]> => (await checkDatabase(world.database.ownerUrl, world.clock.instant)).findings;
const numberOf = async (id: string) => (await owner.query<{ number: string }[]>('select number from ticket where id = $1', [id]))[0]!.number;
/** Spoils one ticket, past the triggers that would not have it, and answers what is said about it. */
async function spoiled(id: string, sql: string): Promise<Finding[]> {
  await owner.transaction(async (manager) => {
    await manager.query('set local session_replication_role = replica');
    await manager.query(sql, [id]);
  });
  const number = await numberOf(id);
  return (await findings()).filter((finding) => finding.number === number);
}
const named = (found: Finding[]): Rule[] => [...new Set(found.map(({ rule }) => rule))].sort();

beforeAll(async () => {
  world = await openWorld();
  owner = await new DataSource({ type: 'postgres', url: world.database.ownerUrl }).initialize();
  late = [];
  for (let i = 0; i < 5; i += 1) late.push((await ticketIn(world, 'handling', { line: 'minqing' })).id);
  closed = (await ticketIn(world, 'closed', { line: 'minqing' })).id;
  const reporter = await ticketIn(world, 'awaiting_rating', { line: 'minqing' });
  unsatisfied = reporter.id;
  await reporter.link?.act(unsatisfied, 'rate', { satisfaction: 'unsatisfied', reason: 'not_solved', text: '还是老样子。' });
  await world.runJobs();
  for (const at of ['2026-03-10 00:00', '2026-03-17 00:00', '2026-03-24 00:00', '2026-03-27 00:00', '2026-04-15 00:00', '2026-04-16 09:00']) {
    world.clock.at(at);
    await world.sweep();
    await world.runJobs();
  }
});
afterAll(async () => {
  await owner.destroy();
  await world.close();
});

it('finds nothing where nothing is wrong', async () => {
  const { tickets, looked, findings: found } = await checkDatabase(world.database.ownerUrl, world.clock.instant);
  expect(found).toEqual([]);
  expect(tickets).toBe(7);
  // Five levels and the assisting unit's stage of each late one at least.
  expect(looked.lights).toBeGreaterThanOrEqual(30);
  expect(looked).toMatchObject({ ratings: 2, rounds: 2 });
});

it('names a light that is gone, from the table or from the history', async () => {
  expect(named(await spoiled(late[0]!, `delete from timer where ticket_id = $1 and level = 'red_light'`))).toEqual(['light']);
  const gone = await spoiled(late[1]!, `delete from ticket_event where ticket_id = $1 and type = 'light.lit' and payload->>'level' = 'yellow_light'`);
  expect(named(gone)).toEqual(['chain', 'light']);
  expect(gone.map(({ words }) => words)).toContainEqual(expect.stringContaining('第1轮 yellow_light 应于'));
});

it('names a light that was lit twice, or before its moment', async () => {
  const twice = await spoiled(late[2]!, `insert into ticket_event (ticket_id, seq, round, type, visibility, at, actor_id, capacity, payload, hash)
    select ticket_id, seq + 100, round, type, visibility, at, actor_id, capacity, payload, hash from ticket_event
    where ticket_id = $1 and type = 'light.lit' and payload->>'level' = 'red_light'`);
  expect(named(twice)).toEqual(expect.arrayContaining(['chain', 'light']));
  expect(twice.map(({ words }) => words)).toContainEqual(expect.stringMatching(/^第1轮 red_light .*重复/));
  const early = await spoiled(late[3]!, `update ticket_event set at = at - interval '30 days' where ticket_id = $1 and type = 'light.lit' and payload->>'level' = 'talk_due'`);
  expect(named(early)).toEqual(expect.arrayContaining(['chain', 'early']));
});

it('names a ticket past two months whose yellow light is off, and one that nobody has', async () => {
  world.clock.at('2026-05-08 09:00');
  const dark = await spoiled(late[4]!, `delete from timer where ticket_id = $1 and level = 'yellow_light'`);
  expect(named(dark)).toEqual(['light', 'two_months']);
  const lost = await spoiled(late[4]!, 'update unit set active = false where id = (select lead_unit_id from ticket where id = $1)');
  expect(named(lost)).toContain('place');
});

it('names a frozen fact that was touched, and a chain that was cut', async () => {
  const touched = await spoiled(closed, 'update ticket_round set late = not late where ticket_id = $1');
  expect(touched).toEqual([{ rule: 'frozen', number: await numberOf(closed), words: '第1轮的是否超期是 true，按经过应为 false' }]);
  expect(named(await spoiled(closed, 'delete from ticket_event where ticket_id = $1 and seq = (select max(seq) from ticket_event where ticket_id = $1)'))).toContain('chain');
});

it('names an unsatisfied rating that led to nothing, and a rating that was changed', async () => {
  const changed = await spoiled(unsatisfied, `update rating set satisfaction = 'satisfied' where ticket_id = $1`);
  expect(named(changed)).toEqual(['rating']);
  const nothing = await spoiled(closed, `with lost as (delete from ticket_event where ticket_id = $1 and type in ('ticket.closed', 'ticket.reopened'))
    update rating set satisfaction = 'unsatisfied', reason = 'too_slow' where ticket_id = $1`);
  expect(nothing.map(({ words }) => words)).toContain('第1轮不满意，没有开新一轮');
});

it('names a job that is owed for too long', async () => {
  await owner.query(`insert into event_delivery (event_id, job, created_at) select max(id), 'notification.write', $1 from ticket_event`, [new Date('2026-04-01T00:00:00Z')]);
  expect((await findings()).filter(({ rule }) => rule === 'owed')).toEqual([{ rule: 'owed', number: '', words: 'notification.write 未完成 1 项' }]);
});
