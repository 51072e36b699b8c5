// Owns the story of requests, foreign limits, frozen lateness and contested ratings over HTTP, on a real database.
// Leaves every single rule to the pure stories in domain/stories.
import { TicketDeadlineAnswer } from '@zhitongche/shared/deadline/contract.js';
import { NoticePage } from '@zhitongche/shared/notification/contract.js';
import { CAST, HELP, RESIDENT_REPORT, UNSATISFIED } from '../cast.js';
import { brokenChains } from '../chains.js';
import { lights, notices, timers } from '../reading.js';
import { PAUSE, signedFor } from '../tickets.js';
import { read } from '../visitor.js';
import type { World } from '../world.js';
import { openWorld } from '../world.js';

let world: World;
beforeAll(async () => { world = await openWorld(); });
beforeEach(() => { world.clock.at('2026-03-02 09:00'); });
afterAll(() => world.close());
const by = (part: keyof typeof CAST) => world.as(CAST[part]);

const handled = (report: Partial<typeof RESIDENT_REPORT> = {}) => signedFor(world, { report });
const deadline = async (id: string) => read(TicketDeadlineAnswer, await by('handler').get(`/api/tickets/${id}/deadline`), 'deadline');
const listed = async (part: keyof typeof CAST, worklist: 'to_endorse' | 'to_decide', id: string) =>
  (await by(part).list({ worklist })).items.find((item) => item.id === id);
const archived = async (part: keyof typeof CAST, id: string) => (await by(part).list({ limit: 100 })).items.find((item) => item.id === id);
const frozen = async (id: string) => world.source.query(
  `select round, due_day as due, late, late_working_days as days, late_seconds as seconds, complexity, extension_working_days as extension, jsonb_array_length(stops) as stops
   from ticket_round where ticket_id = $1 order by round`, [id]);

it('an extension asked on the last day and granted two days later: no light, each told of it, the reporter with its reason', async () => {
  const id = await handled();
  // A supervisor linked to the village stays a supervisor.
  await world.source.query("insert into subject_link (person_id, subject_id, kind) values ($1, $2, '组团联村')", [CAST.supervisor, RESIDENT_REPORT.subjectId]);
  world.clock.at('2026-03-23 17:00');
  await by('handler').act(id, 'request_extension', { workingDays: 5, reason: '接送车要等招标结果。' });
  expect(await listed('head', 'to_endorse', id)).toMatchObject({
    request: { kind: 'extension', stage: 'head', workingDays: 5, words: '接送车要等招标结果。', endsOn: '2026-03-23', wouldEndOn: '2026-03-30', dueDay: '2026-03-24' },
  });
  expect(await listed('supervisor', 'to_decide', id)).toBeUndefined();
  // Cards say that it was asked for: to those who may read what is internal, not to who is linked to the village.
  expect(await archived('supervisor', id)).toMatchObject({ asked: 'extension', overdue: false });
  expect(await archived('cadre', id)).toMatchObject({ asked: 'extension' });
  expect(await archived('linkedCadre', id)).toMatchObject({ asked: null });
  await by('head').act(id, 'endorse_request', { opinion: '情况属实。' });
  expect(await listed('head', 'to_endorse', id)).toBeUndefined();
  expect(await listed('supervisor', 'to_decide', id)).toMatchObject({ request: { stage: 'supervisor', opinion: '情况属实。' } });
  expect((await timers(world, id)).filter((timer) => timer.endsWith('request_pending'))).toEqual(['1 yellow_light request_pending', '1 red_light request_pending', '1 talk_due request_pending']);

  world.clock.at('2026-03-25 09:00');
  await world.sweep();
  expect(await lights(world, id)).toEqual(['1 early_warning', '1 last_warning', '1 request_supervisor']);
  await by('supervisor').act(id, 'grant_request');
  await world.runJobs();
  expect(await archived('supervisor', id)).toMatchObject({ asked: null });
  expect(await by('handler').ticket(id)).toMatchObject({ dueDay: '2026-03-30', overdue: false, request: null });
  expect(await deadline(id)).toMatchObject({ day: '2026-03-30', stops: [], derivation: { count: { limit: 15, extension: 5, paused: 0 } } });
  expect(await notices(world, CAST.handler, id)).toEqual(expect.arrayContaining(['request.endorsed', 'request.granted']));
  expect(await notices(world, CAST.head, id)).toContain('request.asked');
  expect(await notices(world, CAST.supervisor, id)).toContain('request.endorsed');
  expect(await notices(world, CAST.cadre, id)).toContain('clock.extended');
  const page = await (await world.link(id)).page();
  expect(page.events.find((event) => event.type === 'clock.extended')?.data).toMatchObject({ reason: '接送车要等招标结果。', dueDay: '2026-03-30' });
  expect(page.events.filter((event) => event.type.startsWith('request.'))).toEqual([]);

  world.clock.at('2026-03-31 00:00');
  await world.sweep();
  expect(await lights(world, id)).toContain('1 yellow_light');
  expect(await brokenChains(world.source.manager)).toEqual([]);
});

it('triage finds it complex: the day of the receipt moves, the reporter’s side is told the new one', async () => {
  const { id } = await by('cadre').submit(RESIDENT_REPORT);
  await world.runJobs();
  expect(await by('cadre').ticket(id)).toMatchObject({ dueDay: '2026-03-23' });
  await by('townDesk').act(id, 'dispatch', { ...HELP, complexity: 'complex', leadUnitId: 'education' });
  await world.runJobs();
  const { items } = read(NoticePage, await by('cadre').get('/api/notices?limit=100'), 'notices');
  const { number, title } = await by('cadre').ticket(id);
  expect(items.find((item) => item.ticketId === id && item.type === 'complexity.changed')?.text).toBe(`${number} 变更难易（期限改为2026年5月6日）：${title}`);
  const page = await (await world.link(id)).page();
  expect(page.events.find((event) => event.type === 'complexity.changed')?.data).toMatchObject({ dueBefore: '2026-03-23', dueDay: '2026-05-06' });
});

it('refused after the old end: yellow and red at once, and who asked reads why', async () => {
  const id = await handled();
  world.clock.at('2026-03-23 17:00');
  await by('head').act(id, 'request_extension', { workingDays: 5, reason: '等招标结果。' });
  expect(await by('supervisor').ticket(id)).toMatchObject({ request: { stage: 'supervisor', endorsedBy: null }, actions: expect.arrayContaining(['grant_request', 'refuse_request']) as string[] });
  world.clock.at('2026-03-27 09:00');
  await world.sweep();
  expect(await lights(world, id)).not.toContain('1 yellow_light');
  await by('supervisor').act(id, 'refuse_request', { reason: '招标不影响先开一班。' });
  await world.sweep();
  await world.runJobs();
  expect(await lights(world, id)).toEqual(expect.arrayContaining(['1 yellow_light', '1 red_light']));
  const [row] = await world.source.query<{ at: Date }[]>('select overdue_at as at from ticket where id = $1', [id]);
  expect(row?.at).toEqual(new Date('2026-03-24T00:00:00+08:00'));
  expect(await notices(world, CAST.head, id)).toContain('request.refused');
});

it('a pause ends by itself with its last day, and the sheet shows its days and document', async () => {
  const id = await handled();
  world.clock.at('2026-03-09 09:00');
  await by('head').act(id, 'request_pause', { ...PAUSE, until: '2026-03-13', note: '水样送检。' });
  world.clock.at('2026-03-10 09:00');
  await by('supervisor').act(id, 'grant_request');
  expect(await by('handler').ticket(id)).toMatchObject({ status: 'paused' });
  world.clock.at('2026-03-13 23:59');
  await world.sweep();
  expect(await by('handler').ticket(id)).toMatchObject({ status: 'paused' });
  world.clock.at('2026-03-14 00:00');
  await Promise.all([world.sweep(), world.sweep()]);
  expect(await by('handler').ticket(id)).toMatchObject({ status: 'handling', dueDay: '2026-03-27' });
  expect(await deadline(id)).toMatchObject({
    day: '2026-03-27', stops: [{ kind: 'pause', from: '2026-03-09', to: '2026-03-13', workingDays: 4, reason: 'test', document: PAUSE.document }],
  });
});

it('late is frozen with the round, and stays late in the list when the next round runs', async () => {
  const id = await handled();
  world.clock.at('2026-03-20 09:00');
  await by('head').act(id, 'request_extension', { workingDays: 1, reason: '等招标结果。' });
  await by('supervisor').act(id, 'grant_request');
  world.clock.at('2026-03-27 10:00');
  await by('handler').act(id, 'submit_result', { kind: 'solved', text: '已开一班。' });
  const facts = { round: 1, due: '2026-03-24', late: true, days: 3, seconds: 2 * 86_400 + 10 * 3600, complexity: 'ordinary', extension: 1, stops: 0 };
  expect(await frozen(id)).toEqual([facts]);
  await by('cadre').act(id, 'deliver', { channel: 'phone' });
  const of = async (overdue: 'true' | 'false') => (await by('supervisor').list({ overdue, limit: 100 })).items.find((item) => item.id === id);
  expect(await of('true')).toMatchObject({ overdue: true, overdueBefore: false, lateWorkingDays: 3 });
  await (await world.link(id)).act(id, 'rate', UNSATISFIED);
  await world.runJobs();
  expect(await of('true')).toMatchObject({ overdue: false, overdueBefore: true, round: 2 });
  expect(await of('false')).toBeUndefined();
  await expect(world.source.query('update ticket_round set late = false where ticket_id = $1', [id])).rejects.toThrow(/permission denied/);
  expect(await frozen(id)).toEqual([facts]);
});

it('a rating is contested by the unit that had the round, excluded with a public reason, and stays as it was', async () => {
  const id = await handled();
  await by('handler').act(id, 'submit_result', { kind: 'solved', text: '已开一班。' });
  await by('cadre').act(id, 'deliver', { channel: 'phone' });
  const resident = await world.link(id);
  await resident.act(id, 'rate', UNSATISFIED);
  await world.runJobs();
  const rating = () => world.source.query('select round, satisfaction, reason, text from rating where ticket_id = $1', [id]);
  const before = await rating();
  world.clock.at('2026-03-05 10:00');
  expect((await by('head').ticket(id)).actions).toEqual(['contest_rating']);
  await by('head').act(id, 'contest_rating', { text: '反映人要的线路不归本区管。' });
  expect(await listed('supervisor', 'to_decide', id)).toMatchObject({ contest: { ratedRound: 1, said: UNSATISFIED.text, text: '反映人要的线路不归本区管。', dueDay: '2026-03-19', decision: null } });
  await by('supervisor').act(id, 'exclude_rating', { reason: '线路审批权在市里，单位已依法答复。' });
  await world.runJobs();
  expect(await listed('supervisor', 'to_decide', id)).toBeUndefined();
  expect(await notices(world, CAST.head, id)).toContain('rating.excluded');
  expect((await resident.page()).events.find((event) => event.type === 'rating.excluded')?.data).toMatchObject({ reason: '线路审批权在市里，单位已依法答复。' });
  expect((await resident.page()).contests).toEqual([]);
  expect(await rating()).toEqual(before);
});

it('from another system: number, channel and the earlier day stay with it', async () => {
  const foreign = { channel: 'hotline_12345' as const, foreignNumber: 'HZ20260302001' };
  const id = await handled({ ...foreign, foreignDueDay: '2026-03-09' });
  expect(await by('handler').ticket(id)).toMatchObject({ ...foreign, foreignDueDay: '2026-03-09', dueDay: '2026-03-09' });
  expect(await deadline(id)).toMatchObject({ day: '2026-03-09', derivation: { stricter: { channel: 'hotline_12345', day: '2026-03-09', count: null } } });
  const send = (over: object) => by('cadre').post('/api/tickets', { ...RESIDENT_REPORT, ...over, id: crypto.randomUUID() });
  expect((await send({ ...foreign, foreignDueDay: '2026-03-01' })).body).toMatchObject({ code: 'FOREIGN_DUE_PAST' });
  expect((await send({ foreignDueDay: '2026-03-09' })).status).toBe(400);
});
