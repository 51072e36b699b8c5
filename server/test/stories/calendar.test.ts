// Owns a notice that comes into a district with open tickets: looked at first, then every date moves once, is told, and comes back when undone.
// Leaves what a notice may look like to read-notice.spec.ts and the dates to recompute.spec.ts.
import { randomUUID } from 'node:crypto';
import { CalendarOverview, CalendarPreview } from '@zhitongche/shared/calendar/contract.js';
import type { CalendarChange, NoticeInput } from '@zhitongche/shared/calendar/contract.js';
import { DeadlineAnswer, TicketDeadlineAnswer } from '@zhitongche/shared/deadline/contract.js';
import { NoticePage } from '@zhitongche/shared/notification/contract.js';
import { jest } from '@jest/globals';
import { NOTICE_2027 } from '../../src/deadline/domain/testing/notice-2027.js';
import { CalendarJobs } from '../../src/calendar/calendar.jobs.js';
import { Recompute } from '../../src/ticket/actions/recompute.js';
import { RecomputeJobs } from '../../src/ticket/recompute.jobs.js';
import { CAST, FIRM_REPORT, HELP, RESIDENT_REPORT, UNSATISFIED } from '../cast.js';
import { brokenChains } from '../chains.js';
import { happened, notices, times } from '../reading.js';
import { expectRefusal } from '../refusals.js';
import { signedFor } from '../tickets.js';
import { read } from '../visitor.js';
import type { World } from '../world.js';
import { openWorld } from '../world.js';

let world: World;
beforeEach(async () => { world = await openWorld('2027-01-20 09:00'); });
afterEach(() => world.close());

const by = (part: keyof typeof CAST) => world.as(CAST[part]);
const notice: NoticeInput = { number: '国办发明电〔2026〕9号', issuedOn: '2026-11-05', file: JSON.stringify(NOTICE_2027) };
const SOURCE = '国务院办公厅关于2027年部分节假日安排的通知（国办发明电〔2026〕9号，2026-11-05）';
const overview = async () => read(CalendarOverview, await by('sysadmin').get('/api/calendar'), 'calendar');
const look = async (change: CalendarChange) => read(CalendarPreview, await by('sysadmin').post('/api/calendar/preview', change), 'preview');
const press = async (change: CalendarChange, id: string = randomUUID(), base?: number) =>
  by('sysadmin').post('/api/calendar/versions', { id, base: base ?? (await overview()).version, ...change });
const change = async (what: CalendarChange) => read(CalendarOverview, await press(what), 'change');
const recompute = () => world.app.get(RecomputeJobs).run();

/** Handled by the education bureau, assisted, reported on 20 January 2027: due on 12 February, then on the 16th. */
async function handled(): Promise<string> {
  const id = await signedFor(world, { assistingUnitIds: ['transport'] });
  await by('handler').act(id, 'message', { text: '收到，马上联系。' });
  await world.runJobs();
  return id;
}

/** All that the calendar decides of the tickets and their moments, without the version that says by which. */
const dates = () => world.source.query<object[]>(`select t.id, t.status, due_day, due_at, due_provisional, stage_due_day, stage_due_at, stage_from, stops, paused_working_days, assisting,
  (select jsonb_agg(jsonb_build_array(round, level, mark, due_at, state) order by round, level, mark, due_at) from timer m where m.ticket_id = t.id and state <> 'cancelled') as timers
  from ticket t order by t.id`);

it('is looked at first: nothing is written, and it says what moves and who must be told', async () => {
  const id = await handled();
  const { id: firm } = await by('account').submit(FIRM_REPORT);
  const before = await dates();
  const preview = await look({ notice });
  expect(preview).toMatchObject({
    base: 1, year: 2027, source: SOURCE, provisionalYears: [2028], tickets: { open: 2, moved: 2, later: 2, earlier: 0, onlyProvisional: 0, onlyStage: 0 },
    told: { submitters: 2, enterprises: 1 },
  });
  expect(preview.told.holders).toEqual(expect.arrayContaining([expect.objectContaining({ holder: 'lead', tickets: 1 }), expect.objectContaining({ holder: 'desk', unitName: '区研判台', tickets: 1 })]));
  expect(preview.told.first.map(({ from, to, provisional }) => [from, to, provisional])).toEqual([['2027-02-12', '2027-02-16', false], ['2027-02-12', '2027-02-16', false]]);
  expect(preview.days.items).toContainEqual({
    day: '2027-01-31', before: { working: false, reason: 'weekend', name: null }, after: { working: true, reason: 'make_up_work', name: '春节' },
  });
  expect(await dates()).toEqual(before);
  expect(await overview()).toMatchObject({ version: 1, recompute: null, history: [] });
  expect((await by('handler').ticket(id)).dueDay).toBe('2027-02-12');
  expect((await by('account').ticket(firm)).dueDay).toBe('2027-02-12');
});

it('moves every open ticket once, writes why, rewrites its moments and tells those it concerns', async () => {
  const id = await handled();
  const done = await change({ notice });
  expect(done).toMatchObject({ version: 2, alarm: null, recompute: { version: 2, total: 1, left: 1, endedAt: null } });
  expect(done.years).toEqual([expect.objectContaining({ year: 2027, provisional: false, source: SOURCE, version: 2, makeUpDays: 6 }), expect.objectContaining({ year: 2028, provisional: true, source: null })]);
  expect(done.history).toEqual([expect.objectContaining({ version: 2, act: 'imported', by: '王倩', inForce: true })]);

  await recompute();
  await recompute();
  await world.runJobs();
  expect(await by('handler').ticket(id)).toMatchObject({ dueDay: '2027-02-16', dueProvisional: false, assisting: [{ dueDay: '2027-02-04' }] });
  expect(await times(world, id, 'deadline.recomputed')).toBe(1);
  expect(await times(world, id, 'stage.recomputed')).toBe(1);
  const { events } = await by('handler').ticket(id);
  expect(events.find((event) => event.type === 'deadline.recomputed')).toMatchObject({ actor: '系统', data: { from: '2027-02-12', to: '2027-02-16', source: SOURCE } });
  expect(await notices(world, CAST.handler, id)).toContain('deadline.recomputed');
  expect(await notices(world, CAST.cadre, id)).toContain('deadline.recomputed');
  expect(await notices(world, CAST.cadre, id)).not.toContain('stage.recomputed');
  const rungs = await world.source.query<{ level: string; at: string }[]>(
    `select level, to_char(due_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI') as at from timer where ticket_id = $1 and state = 'waiting' order by due_at`, [id]);
  expect(rungs.filter((rung) => rung.level === 'yellow_light' || rung.level === 'red_light')).toEqual([
    { level: 'yellow_light', at: '2027-02-17 00:00' }, { level: 'red_light', at: '2027-02-20 00:00' },
  ]);
  expect((await overview()).recompute).toMatchObject({ left: 0, later: 1, earlier: 0, endedAt: expect.any(String) as string });
  const { derivation } = read(DeadlineAnswer, await by('handler').get(`/api/tickets/${id}/deadline`), 'deadline');
  expect(derivation?.count?.makeUpDays.map((each) => [each.day, each.source])).toEqual([['2027-01-31', SOURCE]]);
  expect(await brokenChains(world.source.manager)).toEqual([]);
});

it('the same request twice is one version, also at once; the same notice again is nothing new; another preview’s base is stale', async () => {
  const id = randomUUID();
  const answers = await Promise.all([1, 2, 3].map(() => press({ notice }, id, 1)));
  expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200]);
  expect(await world.source.query('select version from calendar_version')).toEqual([{ version: 2 }]);
  expectRefusal(await press({ restore: 1 }, id, 1), 409, 'COMMAND_REUSED');
  expectRefusal(await press({ notice }), 409, 'CALENDAR_UNCHANGED');
  expectRefusal(await press({ restore: 1 }, randomUUID(), 1), 409, 'CALENDAR_STALE');
  expectRefusal(await press({ restore: 9 }), 404, 'NOT_FOUND');
  expectRefusal(await press({}), 400, 'REQUEST_INVALID');
  expectRefusal(await press({ notice, restore: 1 }), 400, 'REQUEST_INVALID');
  expect(await world.source.query(`select count(*)::int as n from audit_log where act = 'calendar.changed'`)).toEqual([{ n: 1 }]);
});

it('undone gives back the very same dates and moments, with a second event each', async () => {
  const id = await handled();
  const { id: waiting } = await by('cadre').submit(RESIDENT_REPORT);
  const paused = await handled();
  await by('head').act(paused, 'request_pause', { reason: 'test', until: '2027-02-20', document: '检〔2027〕1号' });
  await by('supervisor').act(paused, 'grant_request');
  world.clock.at('2027-02-03 09:00');
  await by('supervisor').act(paused, 'resume');
  await world.sweep();
  await world.runJobs();
  const before = await dates();
  await change({ notice });
  await recompute();
  expect(await dates()).not.toEqual(before);
  await change({ restore: 1 });
  await recompute();
  await world.runJobs();
  expect(await dates()).toEqual(before);
  for (const each of [id, waiting, paused]) expect(await times(world, each, 'deadline.recomputed')).toBe(2);
  expect(await overview()).toMatchObject({ version: 3, history: [{ version: 3, act: 'restored', restored: 1, inForce: false }, { version: 2, inForce: false }] });
  expect(await brokenChains(world.source.manager)).toEqual([]);
});

it('killed in the middle it goes on: each ticket moves once', async () => {
  const ids: string[] = [];
  for (let i = 0; i < 60; i += 1) ids.push((await by('cadre').submit(RESIDENT_REPORT)).id);
  await change({ notice });
  const recomputing = world.app.get(Recompute);
  const { batch } = recomputing;
  let left = 1;
  const dying = jest.spyOn(recomputing, 'batch').mockImplementation(async (...given) => {
    if (left === 0) throw Object.assign(new Error('the worker is killed'), { code: '57P01' });
    left -= 1;
    return batch.apply(recomputing, given);
  });
  await expect(recompute()).rejects.toThrow('killed');
  dying.mockRestore();
  const { recompute: progress } = await overview();
  expect(progress?.left).toBeGreaterThan(0);
  expect(progress?.left).toBeLessThan(60);
  await Promise.all([recompute(), recompute()]);
  await recompute();
  expect((await overview()).recompute).toMatchObject({ left: 0, later: 60 });
  for (const id of ids) expect(await times(world, id, 'deadline.recomputed')).toBe(1);
});

it('whoever acts before the background came finds today’s dates, and nobody is lit by yesterday’s', async () => {
  const id = await handled();
  await change({ notice });
  await by('handler').act(id, 'note', { text: '看过新的安排。' });
  expect((await happened(world, id)).slice(-3)).toEqual(['deadline.recomputed', 'stage.recomputed', 'note.added']);
  const other = await handled();
  expect((await by('handler').ticket(other)).dueDay).toBe('2027-02-16');
  await change({ restore: 1 });
  // By the law alone yellow would come on the 13th at midnight; by the notice, which came back meanwhile, not before the 17th.
  await change({ notice });
  world.clock.at('2027-02-13 00:00');
  await world.sweep();
  const lit = await world.source.query<{ level: string }[]>(`select payload->>'level' as level from ticket_event where ticket_id = $1 and type = 'light.lit'`, [other]);
  expect(lit.map((each) => each.level)).not.toContain('yellow_light');
});

it('a concluded round keeps its dates for ever; the next one has the new', async () => {
  const id = await handled();
  await by('handler').act(id, 'submit_result', { kind: 'solved', text: '已开通。' });
  await by('cadre').act(id, 'deliver', { channel: 'in_person' });
  const link = await world.link(id);
  await change({ notice });
  await recompute();
  expect(await world.source.query('select due_day from ticket_round where ticket_id = $1', [id])).toEqual([{ due_day: '2027-02-12' }]);
  expect(await by('cadre').ticket(id)).toMatchObject({ dueDay: '2027-02-12' });
  await link.act(id, 'rate', { satisfaction: 'unsatisfied', reason: 'not_solved', text: '没有开通。' });
  await world.runJobs();
  expect(await by('cadre').ticket(id)).toMatchObject({ round: 2, dueDay: '2027-02-16', dueProvisional: false });
  expect(await times(world, id, 'deadline.recomputed')).toBe(0);
});

it('a declined ticket rests; overturned, it moves with its own notice. A wait’s last day on the sheet is the moved one', async () => {
  const { id } = await by('cadre').submit(RESIDENT_REPORT);
  await world.runJobs();
  await by('townDesk').act(id, 'assess', HELP);
  await by('townDesk').act(id, 'decline', { reason: 'court', path: '请向区人民法院起诉。' });
  await by('cadre').act(id, 'object', { text: '法院说不归他们管。' });
  const waiting = await handled();
  world.clock.at('2027-01-29 09:00');
  await by('handler').act(waiting, 'ask_reporter', { question: '孩子们在哪个班？' });
  await change({ notice });
  await recompute();
  await world.runJobs();
  expect(await times(world, id, 'deadline.recomputed')).toBe(0);
  await by('supervisor').act(id, 'overturn_decline', { text: '区里应当受理。' });
  await world.runJobs();
  expect(await by('cadre').ticket(id)).toMatchObject({ status: 'assessing', dueDay: '2027-02-16' });
  const { items } = read(NoticePage, await by('cadre').get('/api/notices?limit=100'), 'notices');
  expect(items.find((item) => item.ticketId === id && item.type === 'deadline.recomputed')?.text).toContain('（期限改为2027年2月16日）');
  const sheet = read(TicketDeadlineAnswer, await by('handler').get(`/api/tickets/${waiting}/deadline`), 'deadline');
  expect(sheet.stops).toEqual([expect.objectContaining({ kind: 'wait', from: '2027-01-29', to: null, until: '2027-02-18' })]);
  expect(await brokenChains(world.source.manager)).toEqual([]);
});

it('one ticket that cannot be counted holds up none behind it', async () => {
  const ids: string[] = [];
  for (let i = 0; i < 3; i += 1) ids.push((await by('cadre').submit(RESIDENT_REPORT)).id);
  const [broken = ''] = ids.sort();
  await world.source.query(`update ticket set stops = '[{"from": "2027-01-01", "to": "nonsense"}]' where id = $1`, [broken]);
  await change({ notice });
  await recompute();
  expect((await overview()).recompute).toMatchObject({ left: 1, endedAt: null });
  for (const id of ids) expect(await times(world, id, 'deadline.recomputed')).toBe(id === broken ? 0 : 1);
});

it('from 1 November on administrators are reminded by day, once a day, until the notice is there', async () => {
  const remind = () => world.app.get(CalendarJobs).remind();
  const reminded = async (part: keyof typeof CAST) =>
    read(NoticePage, await by(part).get('/api/notices'), 'notices').items.map(({ text, at, read: seen }) => [text.slice(0, 15), at.slice(0, 10), seen]);
  world.clock.at('2026-10-31 12:00');
  await remind();
  expect(await reminded('sysadmin')).toEqual([]);
  for (const moment of ['2026-11-01 07:59', '2026-11-01 08:00', '2026-11-01 19:00', '2026-11-01 20:00', '2026-11-02 09:00', '2026-11-02 09:00']) {
    world.clock.at(moment);
    await Promise.all([remind(), remind()]);
  }
  expect(await reminded('sysadmin')).toEqual([['2027年的放假通知还没有导入', '2026-11-02', false], ['2027年的放假通知还没有导入', '2026-11-01', false]]);
  for (const part of ['secadmin', 'supervisor', 'cadre'] as const) expect(await reminded(part)).toEqual([]);
  expect((await overview()).alarm).toBe(2027);
  expect((await by('sysadmin').post('/api/notices/read', {})).status).toBe(204);
  world.clock.at('2026-11-06 09:00');
  await change({ notice });
  expect((await overview()).alarm).toBeNull();
  await remind();
  expect((await reminded('sysadmin')).map(([, , seen]) => seen)).toEqual([true, true]);
});

it('is refused with its reason, and is for system administrators only', async () => {
  await by('cadre').submit(RESIDENT_REPORT);
  const of = (over: Partial<NoticeInput>) => by('sysadmin').post('/api/calendar/preview', { notice: { ...notice, ...over } });
  expectRefusal(await of({ file: '{' }), 422, 'CALENDAR_FILE_INVALID');
  expectRefusal(await of({ file: JSON.stringify({ ...NOTICE_2027, days: [] }) }), 422, 'CALENDAR_NOTICE_EMPTY');
  expectRefusal(await of({ file: JSON.stringify({ ...NOTICE_2027, year: 2031 }) }), 422, 'CALENDAR_DATE_OUT_OF_RANGE');
  expectRefusal(await of({ file: JSON.stringify({ year: 2026, papers: [], days: [{ name: '元旦', date: '2026-01-01', isOffDay: true }] }) }), 422, 'CALENDAR_YEAR_WRONG');
  expectRefusal(await of({ file: JSON.stringify({ ...NOTICE_2027, days: NOTICE_2027.days.slice(3) }) }), 422, 'CALENDAR_STATUTORY_WORKED');
  for (const part of ['cadre', 'supervisor', 'secadmin', 'auditor', 'leader'] as const) {
    expectRefusal(await by(part).get('/api/calendar'), 403, 'ROLE_FORBIDDEN');
    expectRefusal(await by(part).post('/api/calendar/preview', { notice }), 403, 'ROLE_FORBIDDEN');
    expectRefusal(await by(part).post('/api/calendar/versions', { id: randomUUID(), base: 1, notice }), 403, 'ROLE_FORBIDDEN');
  }
  expect(await world.source.query('select 1 from calendar_version')).toEqual([]);
});

it('days owed after a round move with it: a contest to decide, a plan to report on; closed tickets, too, each once', async () => {
  world.clock.at('2027-01-12 09:00');
  const told = async (result: object) => {
    const { id } = await by('cadre').submit(RESIDENT_REPORT);
    await by('townDesk').act(id, 'dispatch', { ...HELP, leadUnitId: 'education' });
    await by('handler').act(id, 'sign_for');
    await by('handler').act(id, 'submit_result', { kind: 'solved', text: '已开通。', ...result });
    const { status } = await by('head').ticket(id);
    if (status === 'reviewing') await by('head').act(id, 'approve');
    await by('cadre').act(id, 'deliver', { channel: 'phone' });
    await world.runJobs();
    return id;
  };
  const planned = await told({ kind: 'planned', plannedFor: '2027-02-03' });
  await (await world.link(planned)).act(planned, 'rate', { satisfaction: 'understands' });
  world.clock.at('2027-02-03 00:00');
  await world.sweep();
  expect(await by('handler').ticket(planned)).toMatchObject({ status: 'closed', followUp: { day: '2027-02-03', owedDay: '2027-02-12' } });
  const rated = await told({});
  await (await world.link(rated)).act(rated, 'rate', UNSATISFIED);
  await world.runJobs();
  world.clock.at('2027-02-03 10:00');
  await by('head').act(rated, 'contest_rating', { text: '线路不归本区管。' });
  const lit = await handled();
  await world.sweep();

  await change({ notice });
  await recompute();
  await recompute();
  await world.runJobs();
  expect((await overview()).recompute).toMatchObject({ left: 0, endedAt: expect.any(String) as string });
  expect(await by('handler').ticket(planned)).toMatchObject({ status: 'closed', followUp: { day: '2027-02-03', owedDay: '2027-02-17' } });
  expect((await by('supervisor').ticket(rated)).contests).toMatchObject([{ dueDay: '2027-02-23' }]);
  expect(await times(world, planned, 'stage.recomputed')).toBe(1);
  expect(await notices(world, CAST.handler, planned)).toContain('stage.recomputed');
  expect(await notices(world, CAST.supervisor, rated)).toContain('stage.recomputed');
  expect((await by('handler').ticket(lit)).dueDay).toBe('2027-03-02');
  expect(await brokenChains(world.source.manager)).toEqual([]);
});

