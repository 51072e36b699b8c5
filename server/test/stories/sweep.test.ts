// Owns what only time does, by the worker's sweep: ended waits, unrated ends, missed reopenings.
// Leaves the lights to ladder.test.ts and the dates themselves to the specs of deadline/domain.
import { CAST, UNSATISFIED } from '../cast.js';
import { times, trace } from '../reading.js';
import { signedFor } from '../tickets.js';
import type { World } from '../world.js';
import { openWorld } from '../world.js';

let world: World;
beforeAll(async () => { world = await openWorld(); });
afterAll(() => world.close());
beforeEach(() => { world.clock.at('2026-03-02 09:00'); });

const by = (part: keyof typeof CAST) => world.as(CAST[part]);

const handled = () => signedFor(world);

async function told(): Promise<string> {
  const id = await handled();
  await by('handler').act(id, 'submit_result', { kind: 'solved', text: '已开通。' });
  await by('cadre').act(id, 'deliver', { channel: 'in_person' });
  return id;
}

it('ends a wait after ten working days and gives the unit back exactly those', async () => {
  const id = await handled();
  await by('handler').act(id, 'ask_reporter', { question: '孩子们在哪个班？' });
  world.clock.at('2026-03-16 23:59');
  await world.sweep();
  expect((await by('handler').ticket(id)).status).toBe('awaiting_reporter');
  world.clock.at('2026-03-17 00:00');
  await world.sweep();
  await world.sweep();
  expect(await times(world, id, 'waiting.stopped')).toBe(1);
  // 23 March and ten working days, over Qingming (4–6 April).
  expect(await by('handler').ticket(id)).toMatchObject({ status: 'handling', dueDay: '2026-04-07' });
});

it('closes silence unrated after thirty days; a later word is kept as a remark', async () => {
  const id = await told();
  const link = await world.link(id);
  world.clock.at('2026-04-01 23:59');
  await world.sweep();
  expect((await by('cadre').ticket(id)).status).toBe('awaiting_rating');
  world.clock.at('2026-04-02 00:00');
  await world.sweep();
  await world.sweep();
  expect(await times(world, id, 'ticket.unrated_closed')).toBe(1);
  expect(await by('cadre').ticket(id)).toMatchObject({ status: 'unrated_closed', closedAs: null });
  expect(await link.refused(id, 'rate', { satisfaction: 'satisfied' })).toMatchObject({ status: 409, code: 'STATUS_CONFLICT' });
  expect((await link.page()).actions).toEqual(['remark']);
  await link.act(id, 'remark', { satisfaction: 'satisfied', text: '后来挺好。' });
  expect(await world.source.query('select 1 from rating where ticket_id = $1', [id])).toEqual([]);
});

it('opens a missed new round once, with day 0 on the day of the rating', async () => {
  const id = await told();
  const link = await world.link(id);
  world.clock.at('2026-03-04 20:00');
  await link.act(id, 'rate', UNSATISFIED);
  // The job is lost: nobody runs it.
  world.clock.at('2026-03-06 09:00');
  await Promise.all([world.sweep(), world.sweep()]);
  await world.runJobs();
  await world.sweep();
  expect(await times(world, id, 'ticket.reopened')).toBe(1);
  expect(await by('townDesk').ticket(id)).toMatchObject({ status: 'assessing', round: 2, dueDay: '2026-03-25' });
});

it('changes nothing where nothing is due', async () => {
  const id = await handled();
  await world.runJobs();
  const before = await trace(world, id);
  await world.sweep();
  await world.runJobs();
  expect(await trace(world, id)).toEqual(before);
});
