// Owns the ladder in a real district: rows that move with the ticket, lights at their moments, exactly once, told to the right people.
// Leaves the moments to ladder.spec.ts, workers that are killed to queue/lights.test.ts.
import { DataSource } from 'typeorm';
import { dataSourceOptions } from '../../src/platform/database/data-source.js';
import { AddTimers1795305600060 } from '../../src/platform/database/migrations/1795305600060-AddTimers.js';
import { CAST, HELP, RESIDENT_REPORT, UNSATISFIED } from '../cast.js';
import { brokenChains } from '../chains.js';
import { PAUSE, dispatched, signedFor } from '../tickets.js';
import { lights, notices, times, timers, toldOfLight } from '../reading.js';
import type { World } from '../world.js';
import { openWorld } from '../world.js';

let world: World;
beforeAll(async () => { world = await openWorld(); });
afterAll(() => world.close());
beforeEach(() => { world.clock.at('2026-03-02 09:00'); });

const by = (part: keyof typeof CAST) => world.as(CAST[part]);
const LEVELS = ['early_warning', 'last_warning', 'yellow_light', 'red_light', 'talk_due'];
const all = (round: number, state: string) => LEVELS.map((level) => `${String(round)} ${level} ${state}`);

const handled = (assistingUnitIds: string[] = []) => signedFor(world, { assistingUnitIds });

/** Lets time pass midnight by midnight, as the worker would see it. */
async function until(day: string, from = '2026-03-03'): Promise<void> {
  for (let at = new Date(`${from}T00:00:00Z`); at <= new Date(`${day}T00:00:00Z`); at = new Date(at.getTime() + 86_400_000)) {
    world.clock.at(`${at.toISOString().slice(0, 10)} 00:00`);
    await world.sweep();
  }
}

it('lights each level at 24:00 of its day, never earlier, exactly once however many sweep', async () => {
  const id = await handled();
  for (const [before, at, expected] of [
    ['2026-03-16 23:59', '2026-03-17 00:00', 1], ['2026-03-20 23:59', '2026-03-21 00:00', 2], ['2026-03-23 23:59', '2026-03-24 00:00', 3],
    ['2026-03-26 23:59', '2026-03-27 00:00', 4], ['2026-04-02 23:59', '2026-04-03 00:00', 5],
  ] as const) {
    world.clock.at(before);
    await world.sweep();
    expect(await lights(world, id)).toHaveLength(expected - 1);
    expect((await by('handler').ticket(id)).overdue).toBe(expected > 3);
    world.clock.at(at);
    await Promise.all([world.sweep(), world.sweep(), world.sweep()]);
    expect(await lights(world, id)).toEqual(LEVELS.slice(0, expected).map((level) => `1 ${level}`));
  }
  world.clock.at('2026-12-01 00:00');
  await world.sweep();
  expect(await lights(world, id)).toHaveLength(5);
  expect(await timers(world, id)).toEqual(['1 assess stage_done', '1 sign stage_done', ...all(1, 'lit')]);
  expect(await brokenChains(world.source.manager)).toEqual([]);
});

it('tells the holder, the head from the last warning on, the supervisors from red on, leaders of a talk; each once', async () => {
  const id = await handled();
  await until('2026-04-03');
  await world.runJobs();
  const told = Object.fromEntries(await Promise.all(LEVELS.map(async (level) => [level, await toldOfLight(world, id, level)] as const)));
  expect(told['early_warning']).toEqual([CAST.handler]);
  for (const level of ['last_warning', 'yellow_light']) expect(told[level]).toEqual([CAST.handler, CAST.head].sort());
  expect(told['red_light']).toEqual(expect.arrayContaining([CAST.head, CAST.supervisor, CAST.otherSupervisor]));
  expect(told['red_light']).not.toContain(CAST.handler);
  expect(told['talk_due']).toEqual(expect.arrayContaining([CAST.supervisor, CAST.leader]));
  expect(told['talk_due']).not.toContain(CAST.head);
  // Lights fall at midnight; people read of them in the morning, heads of all but the red one in their digest.
  expect(await notices(world, CAST.handler, id)).not.toContain('light.lit');
  world.clock.at('2026-04-03 08:00');
  await world.digest();
  expect((await notices(world, CAST.handler, id)).filter((type) => type === 'light.lit')).toHaveLength(3);
  const { body } = await by('head').get('/api/notices?limit=100');
  const [digest, ...single] = (body as { items: { text: string }[] }).items.map((item) => item.text.replace(/^民情\S+ /, ''));
  expect(digest).toMatch(/^4月3日晨报：\d+ 件已超期/);
  expect(new Set(single.filter((text) => text.includes('灯')).map((text) => text.slice(0, 3)))).toEqual(new Set(['红灯：']));
});

it('a ticket nobody dispatched lights at the desk: its triage and the town’s heads', async () => {
  const { id } = await by('cadre').submit(RESIDENT_REPORT);
  await until('2026-03-24');
  await world.runJobs();
  expect(await lights(world, id)).toEqual(['1 assess', '1 early_warning', '1 last_warning', '1 yellow_light']);
  expect(await toldOfLight(world, id, 'yellow_light')).toContain(CAST.townDesk);
  expect(await toldOfLight(world, id, 'yellow_light')).not.toContain(CAST.handler);
});

it('a result submitted after the deadline but before the sweep finds the deadline’s light: nobody slips through', async () => {
  const id = await handled();
  world.clock.at('2026-03-24 00:00');
  await by('handler').act(id, 'submit_result', { kind: 'solved', text: '已开通。' });
  expect(await lights(world, id)).toEqual(['1 early_warning', '1 last_warning', '1 yellow_light']);
  expect(await by('handler').ticket(id)).toMatchObject({ overdue: true, status: 'concluded' });
  expect(await world.source.query('select late from ticket_round where ticket_id = $1', [id])).toEqual([{ late: true }]);
  world.clock.at('2026-05-01 00:00');
  await world.sweep();
  expect(await lights(world, id)).toHaveLength(3);
});

it('also in the same second from many sides, and with the version that was seen before the light', async () => {
  const id = await handled();
  world.clock.at('2026-03-24 00:00');
  const { version } = await by('handler').ticket(id);
  const [answer] = await Promise.all([
    by('handler').press(id, 'submit_result', { kind: 'solved', text: '已开通。' }, version), world.sweep(), world.sweep(),
  ]);
  // Either the sweep was first and the sender must look again, or the command lit by itself.
  if (answer.status === 409) await by('handler').act(id, 'submit_result', { kind: 'solved', text: '已开通。' });
  expect(await lights(world, id)).toEqual(['1 early_warning', '1 last_warning', '1 yellow_light']);
});

it('a stopped clock takes its moments back with the reason; sent back they are there as before, due at once', async () => {
  const id = await handled();
  world.clock.at('2026-03-16 18:00');
  await by('handler').act(id, 'submit_result', { kind: 'answered', text: '暂时开不了，九月再议。' });
  expect(await timers(world, id)).toEqual(expect.arrayContaining([...all(1, 'result_submitted'), '1 review_head waiting']));
  world.clock.at('2026-03-30 09:00');
  await world.sweep();
  // The reviewer's own lateness, not the round's.
  expect(await lights(world, id)).toEqual(['1 review_head']);
  await world.runJobs();
  expect(await toldOfLight(world, id, 'review_head')).toEqual([CAST.head]);
  await by('head').act(id, 'send_back', { reason: '写明依据。' });
  await world.sweep();
  expect(await lights(world, id)).toEqual(['1 review_head', ...LEVELS.slice(0, 4).map((level) => `1 ${level}`)]);
  const [row] = await world.source.query<{ at: Date }[]>('select overdue_at as at from ticket where id = $1', [id]);
  expect(row?.at).toEqual(new Date('2026-03-24T00:00:00+08:00'));
});

async function pause(id: string, until: string): Promise<void> {
  await by('head').act(id, 'request_pause', { ...PAUSE, until });
  await by('supervisor').act(id, 'grant_request');
}

it.each([
  ['waiting', async (id: string) => { await by('handler').act(id, 'ask_reporter', { question: '孩子们在哪个班？' }); }],
  ['paused', async (id: string) => { await pause(id, '2026-03-27'); }],
  ['withdrawn', async (id: string) => { await by('cadre').act(id, 'withdraw', { words: '说不用了。' }); }],
] as const)('%s: nothing is lit, all five moments are taken back with that reason', async (why, stop) => {
  const id = await handled(['transport']);
  world.clock.at('2026-03-16 18:00');
  await stop(id);
  // What says that the end has passed rests from the asking on, before the pause is granted.
  const reasons = all(1, why).map((timer) => (why === 'paused' && /yellow|red|talk/.test(timer) ? timer.replace('paused', 'request_pending') : timer));
  expect(await timers(world, id)).toEqual(expect.arrayContaining(reasons));
  expect((await timers(world, id)).filter((timer) => timer.endsWith('waiting'))).toEqual(why === 'waiting' ? all(1, 'waiting') : []);
  if (why === 'withdrawn') {
    world.clock.at('2026-06-01 00:00');
    await world.sweep();
    expect(await lights(world, id)).toEqual([]);
  }
});

it('a pause moves every moment with the due day, and lights nothing early', async () => {
  const id = await handled();
  world.clock.at('2026-03-10 09:00');
  await pause(id, '2026-03-31');
  world.clock.at('2026-03-26 09:00');
  await world.sweep();
  expect(await lights(world, id)).toEqual([]);
  await by('head').act(id, 'resume', {});
  // Twelve working days: the 23rd of March becomes the 9th of April, over Qingming.
  expect((await by('handler').ticket(id)).dueDay).toBe('2026-04-09');
  world.clock.at('2026-04-01 23:59');
  await world.sweep();
  expect(await lights(world, id)).toEqual([]);
  world.clock.at('2026-04-02 00:00');
  await world.sweep();
  expect(await lights(world, id)).toEqual(['1 early_warning']);
});

it('merged tickets light nothing; the one that answers does', async () => {
  const [kept, other] = [await dispatched(world), (await by('cadre').submit(RESIDENT_REPORT)).id];
  await by('townDesk').act(other, 'assess', HELP);
  await by('townDesk').act(other, 'merge', { targetId: kept });
  expect(await timers(world, other)).toEqual(expect.arrayContaining(all(1, 'merged')));
  await until('2026-03-24');
  expect(await lights(world, other)).toEqual([]);
  expect(await lights(world, kept)).toContain('1 yellow_light');
});

it('a new round lights nothing in its first minute; its yellow is red at once where the round before had one', async () => {
  const id = await handled();
  world.clock.at('2026-03-24 09:00');
  await by('handler').act(id, 'submit_result', { kind: 'solved', text: '已开通。' });
  await by('cadre').act(id, 'deliver', { channel: 'in_person' });
  const link = await world.link(id);
  world.clock.at('2026-03-26 10:00');
  await link.act(id, 'rate', UNSATISFIED);
  // Nobody runs the job for two months; then the round opens, long past all its moments.
  world.clock.at('2026-06-01 09:00');
  await world.sweep();
  await world.sweep();
  expect(await times(world, id, 'ticket.reopened')).toBe(1);
  expect((await lights(world, id)).filter((light) => light.startsWith('2'))).toEqual([]);
  world.clock.at('2026-06-01 09:01');
  await world.sweep();
  expect((await lights(world, id)).filter((light) => light.startsWith('2'))).toEqual(LEVELS.map((level) => `2 ${level}`));
  const [red] = await world.source.query<{ why: string }[]>(
    `select payload->>'why' as why from ticket_event where ticket_id = $1 and round = 2 and payload->>'level' = 'red_light'`, [id]);
  expect(red?.why).toBe('second_yellow');
});

it('stages light by whoever holds them, apart from the ticket’s own', async () => {
  const id = await dispatched(world, { assistingUnitIds: ['transport'] });
  await until('2026-03-04');
  expect(await lights(world, id)).toEqual(['1 sign']);
  expect((await by('head').ticket(id)).overdue).toBe(false);
  await by('handler').act(id, 'sign_for');
  await until('2026-03-20', '2026-03-05');
  await world.runJobs();
  expect(await lights(world, id)).toEqual(['1 sign', '1 early_warning', '1 assisting']);
  expect(await toldOfLight(world, id, 'assisting')).toEqual(expect.arrayContaining([CAST.assistant, CAST.transportHead]));
  expect(await toldOfLight(world, id, 'assisting')).not.toContain(CAST.handler);
});

it('moments written under other settings are put right by the sweep, and nothing is lit by them', async () => {
  const id = await handled();
  await world.source.query(`update timer set due_at = '2026-03-02T09:00:00+08:00' where ticket_id = $1 and level = 'talk_due'`, [id]);
  await world.sweep();
  expect(await lights(world, id)).toEqual([]);
  expect(await world.source.query<{ at: Date }[]>(`select due_at as at from timer where ticket_id = $1 and level = 'talk_due'`, [id]))
    .toEqual([{ at: new Date('2026-04-03T00:00:00+08:00') }]);
});

it('a ticket without rows, as an earlier version left it, is found when its end has passed, and gets them', async () => {
  const id = await handled();
  await world.source.query('delete from timer where ticket_id = $1', [id]);
  world.clock.at('2026-03-24 00:00');
  await world.sweep();
  expect(await lights(world, id)).toEqual(['1 early_warning', '1 last_warning', '1 yellow_light']);
  await until('2026-04-03', '2026-03-25');
  expect(await lights(world, id)).toEqual(LEVELS.map((level) => `1 ${level}`));
});

it('an upgrade gives the tickets that are open their moments: nothing is lit twice, nothing early, nothing forgotten', async () => {
  const id = await handled();
  await until('2026-03-24');
  const before = await lights(world, id);
  const owner = await new DataSource(dataSourceOptions({ url: world.database.ownerUrl, pool: 1, entities: [], applicationName: 'zhitongche-test-owner' })).initialize();
  const runner = owner.createQueryRunner();
  try {
    await new AddTimers1795305600060().down(runner);
    await new AddTimers1795305600060().up(runner);
  } finally {
    await runner.release();
    await owner.destroy();
  }
  world.clock.at('2026-03-26 23:59');
  await world.sweep();
  expect(await lights(world, id)).toEqual(before);
  expect(await timers(world, id)).toEqual(expect.arrayContaining(['1 yellow_light lit', '1 red_light waiting', '1 talk_due waiting']));
  await until('2026-04-03', '2026-03-27');
  expect(await lights(world, id)).toEqual(LEVELS.map((level) => `1 ${level}`));
});
