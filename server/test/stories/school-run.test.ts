// Owns the demo's first story over HTTP with the worker's jobs: from the doorstep through 不满意 and joint review to 满意.
// Leaves who else may press the buttons to rights.test.ts.
import { LIANHUA, UNSATISFIED } from '../cast.js';
import { notices, times } from '../reading.js';
import type { Reporter } from '../visitor.js';
import { readRefusal } from '../visitor.js';
import type { World } from '../world.js';
import { openWorld } from '../world.js';

const EDUCATION = { nature: 'help', categoryCode: 'public.school.commute', complexity: 'ordinary', leadUnitId: 'education', assistingUnitIds: ['transport', 'bus'] } as const;

let world: World;
let id: string;
let granddaughter: Reporter;
beforeAll(async () => { world = await openWorld('2026-03-02 16:35'); });
afterAll(() => world.close());

it('is reported at the door after a visit; the receipt says number, holder and date', async () => {
  const shen = world.as('shen-jiahui');
  const visitId = '5c5b0b1e-52a3-4ae3-9a3b-6a8f4b0f7a11';
  const visit = await shen.post('/api/visits', { id: visitId, line: 'minqing', subjectKind: 'household', subjectId: LIANHUA, visitedOn: '2026-03-02', said: '孩子接送吃力。' });
  expect(visit.status).toBe(201);
  const answer = await shen.submit({
    line: 'minqing', title: '莲花社区孩子上学接送难', text: '莫阿婆早晚骑三轮车接送两个孙辈，下雨天心里发慌。', advice: '按社区集中接送算人头。',
    subjectKind: 'household', subjectId: LIANHUA, reporter: { name: '莫阿婆' }, visitId,
  });
  id = answer.id;
  expect(answer.receipt).toMatchObject({ number: '民情〔2026〕1号', status: 'submitted', round: 1, version: 1, at: '2026-03-02T08:35:00.000Z' });
  expect(answer.ticket).toMatchObject({ dueDay: '2026-03-23', dueProvisional: false, stageDueDay: '2026-03-03', holder: { name: '塘栖镇研判台' }, submitter: '沈佳慧（塘栖镇）' });
  expect(((await shen.get(`/api/visits/${visitId}`)).body as { tickets: unknown[] }).tickets).toEqual([expect.objectContaining({ id, number: '民情〔2026〕1号' })]);
});

it('is routed by the worker, which shows why; triage of the town is told', async () => {
  await world.runJobs();
  const seen = await world.as('jin-li').ticket(id);
  expect(seen).toMatchObject({ status: 'assessing', step: 'assess' });
  expect(seen.suggestion).toHaveLength(3);
  expect(seen.suggestion[0]).toMatchObject({ categoryCode: 'public.school.commute', leadUnitId: 'education' });
  expect(seen.suggestion[0]?.words.length).toBeGreaterThan(0);
  expect(await notices(world, 'jin-li', id)).toEqual(['ticket.submitted']);
  expect(await notices(world, 'shen-jiahui', id)).toEqual([]);
});

it('is dispatched with one act and answered “距离不足” on day 6', async () => {
  world.clock.at('2026-03-02 17:05');
  await world.as('jin-li').act(id, 'dispatch', { ...EDUCATION, assistingUnitIds: ['transport', 'bus'] });
  await world.runJobs();
  expect(await notices(world, 'fu-qiang', id)).toEqual(['ticket.dispatched']);
  world.clock.at('2026-03-03 09:10');
  await world.as('fu-qiang').act(id, 'sign_for');
  await world.as('fu-qiang').act(id, 'note', { text: '社区门口到学校2.3公里。' });
  world.clock.at('2026-03-05 15:00');
  await world.as('zhang-chuchu').act(id, 'assist_answer', { text: '单独绕进社区要多六分钟。' });
  world.clock.at('2026-03-08 10:00');
  await world.as('fu-qiang').act(id, 'submit_result', { kind: 'answered', text: '距离不足，无法开通专线。' });
  const reviewing = await world.as('he-sheng').ticket(id);
  expect(reviewing).toMatchObject({ status: 'reviewing', stage: 'head', result: { missingUnits: ['交通局'] } });
  expect(reviewing.assisting.map(({ id: unit, answered }) => [unit, answered])).toEqual([['transport', false], ['bus', true]]);
  expect((await world.as('shen-jiahui').ticket(id)).actions).not.toContain('deliver');
  await world.as('he-sheng').act(id, 'approve');
});

it('waits for the cadre to tell a reporter without account, link or phone', async () => {
  await world.runJobs();
  const shen = world.as('shen-jiahui');
  expect(await shen.ticket(id)).toMatchObject({ status: 'concluded' });
  expect((await shen.list({ worklist: 'to_deliver' })).items.map((item) => item.id)).toEqual([id]);
  granddaughter = await world.link(id);
  const page = await granddaughter.page();
  expect(page).toMatchObject({ status: 'awaiting_rating', asReporter: true, result: { kind: 'answered', text: '距离不足，无法开通专线。' } });
  expect(page.actions).toEqual(['message', 'supplement', 'rate', 'urge']);
  expect(page.events.map((event) => event.type)).not.toContain('note.added');
});

it('is judged 不满意 by the granddaughter: the worker opens round 2 with day 0 on that day', async () => {
  world.clock.at('2026-03-09 12:18');
  expect(await granddaughter.refused(id, 'rate', { satisfaction: 'unsatisfied' })).toMatchObject({ status: 422, code: 'RATING_REASON_MISSING' });
  await granddaughter.act(id, 'rate', UNSATISFIED);
  expect(await granddaughter.page()).toMatchObject({ status: 'awaiting_rating', reopening: true, actions: ['message', 'supplement', 'urge'] });
  await world.runJobs();
  const again = await world.as('jin-li').ticket(id);
  expect(again).toMatchObject({ status: 'assessing', round: 2, reopening: false, unsatisfiedCount: 1, dueDay: '2026-03-30', result: null, lead: null });
  expect(await times(world, id, 'ticket.reopened')).toBe(1);
  expect(await notices(world, 'fu-qiang', id)).toContain('result.rated');
  expect(await notices(world, 'qian-wei', id)).toEqual(['ticket.reopened']);
});

it('goes to the same lead only with a reason, after a joint review', async () => {
  const jin = world.as('jin-li');
  await jin.act(id, 'joint_review', { heldOn: '2026-03-09', unitIds: ['education', 'transport', 'bus'], decision: '按十九名学生集中需求办理。' });
  expect(await jin.refused(id, 'dispatch', { ...EDUCATION, assistingUnitIds: ['bus'] })).toMatchObject({ status: 422, code: 'LEAD_REPEATED_NEEDS_REASON' });
  await jin.act(id, 'dispatch', { ...EDUCATION, assistingUnitIds: ['bus'], sameLeadReason: '换办法不换单位。' });
  const he = world.as('he-sheng');
  expect(await he.refused(id, 'assign', { personId: 'fu-qiang' })).toMatchObject({ status: 422, code: 'PERSON_REPEATED_NEEDS_REASON' });
  expect(await he.refused(id, 'assign', { personId: 'han-yan' })).toMatchObject({ status: 422, code: 'PERSON_NOT_IN_UNIT' });
  await he.act(id, 'assign', { personId: 'fu-qiang', reason: '情况他最熟。' });
  await world.as('fu-qiang').act(id, 'sign_for');
});

it('ends 满意 by a fresh link; the first round’s link reads but rates no more, and is void once there is the fresh one', async () => {
  world.clock.at('2026-03-18 09:00');
  await world.as('fu-qiang').act(id, 'submit_result', { kind: 'solved', text: '接送车已连续跑了四天，十九名学生全部上车。' });
  expect(await world.as('fu-qiang').refused(id, 'approve')).toMatchObject({ status: 403, code: 'ACTION_FORBIDDEN' });
  await world.as('he-sheng').act(id, 'approve');
  await world.as('shen-jiahui').act(id, 'deliver', { channel: 'phone' });
  expect(await granddaughter.refused(id, 'rate', { satisfaction: 'satisfied' })).toMatchObject({ status: 403, code: 'LINK_ROUND_OVER' });
  expect((await granddaughter.page()).actions).toEqual([]);
  const fresh = await world.link(id);
  expect(await granddaughter.refused(id, 'rate', { satisfaction: 'satisfied' })).toMatchObject({ status: 410, code: 'LINK_REPLACED' });
  expect(readRefusal(await world.send('GET', `/api/follow/${granddaughter.token}`))).toMatchObject({ status: 410, code: 'LINK_REPLACED' });
  expect(await fresh.refused(id, 'rate', { satisfaction: 'understands' })).toMatchObject({ status: 422, code: 'RATING_UNDERSTANDS_REFUSED' });
  await fresh.act(id, 'rate', { satisfaction: 'satisfied', text: '弟弟说车上的爷爷会给他们点名。' });
  await world.runJobs();
  const closed = await world.as('shen-jiahui').ticket(id);
  expect(closed).toMatchObject({ status: 'closed', closedAs: 'rated', round: 2, unsatisfiedCount: 1, actions: [] });
  expect(closed.steps.map((step) => step.state)).toEqual(Array(8).fill('done'));
  expect(closed.events.filter((event) => event.type === 'result.rated').map((event) => [event.round, event.data['satisfaction'], event.actor]))
    .toEqual([[1, 'unsatisfied', '反映人'], [2, 'satisfied', '反映人']]);
});

it('froze the facts of both rounds', async () => {
  const rounds = await world.source.query<unknown[]>('select round, day0, due_day as "dueDay", result_kind as kind, late from ticket_round where ticket_id = $1 order by round', [id]);
  expect(rounds).toEqual([
    { round: 1, day0: '2026-03-02', dueDay: '2026-03-23', kind: 'answered', late: false },
    { round: 2, day0: '2026-03-09', dueDay: '2026-03-30', kind: 'solved', late: false },
  ]);
});
