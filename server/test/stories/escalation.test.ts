// Owns what follows when an answer does not satisfy, step by step on dated days: joint review, leader in charge, final answer; and units that do not come.
// Leaves the rules to domain/stories and the first new round to school-run.test.ts.
import type { Worklist } from '@zhitongche/shared/ticket/worklists.js';
import { CAST, HELP, RESIDENT_REPORT, UNSATISFIED } from '../cast.js';
import { notices, toldOf } from '../reading.js';
import type { World } from '../world.js';
import { openWorld } from '../world.js';

let world: World;
beforeAll(async () => { world = await openWorld(); });
afterAll(() => world.close());

const by = (part: keyof typeof CAST) => world.as(CAST[part]);
const listed = async (part: keyof typeof CAST, worklist: Worklist) => (await by(part).list({ worklist, limit: 100 })).items.map((item) => item.id);

async function reported(): Promise<string> {
  const { id } = await by('cadre').submit(RESIDENT_REPORT);
  await world.runJobs();
  return id;
}

/** A unit has it and answers; the reporter is told and says no. */
async function answeredInVain(id: string, desk: keyof typeof CAST, unit: string, head: keyof typeof CAST): Promise<void> {
  await by(desk).act(id, 'dispatch', { ...HELP, leadUnitId: unit });
  await by(head).act(id, 'sign_for');
  await by(head).act(id, 'submit_result', { kind: 'solved', text: '已安排。' });
  const { stage } = await by('supervisor').ticket(id);
  if (stage === 'supervisor') await by('supervisor').act(id, 'pass');
  await by('cadre').act(id, 'deliver', { channel: 'phone' });
  await (await world.link(id)).act(id, 'rate', UNSATISFIED);
  await world.runJobs();
}

describe('a school run that satisfies nobody, March 2026', () => {
  let id: string;

  it('2 March: the first answer; 3 March: not satisfied. Triage may simply choose another unit', async () => {
    world.clock.at('2026-03-02 09:00');
    id = await reported();
    world.clock.at('2026-03-03 10:00');
    await answeredInVain(id, 'townDesk', 'education', 'head');
    expect(await by('townDesk').ticket(id)).toMatchObject({ round: 2, unsatisfiedCount: 1, owed: null });
    expect(await listed('supervisor', 'to_escalate')).not.toContain(id);
  });

  it('5 March: not satisfied again. A joint review is owed: said, listed, told, and nothing gets past it', async () => {
    world.clock.at('2026-03-05 10:00');
    await answeredInVain(id, 'townDesk', 'transport', 'transportHead');
    const seen = await by('districtDesk').ticket(id);
    expect(seen).toMatchObject({ round: 3, owed: 'joint_review', holder: { name: '区研判台' } });
    expect(seen.actions).toContain('joint_review');
    expect(seen.actions).not.toContain('dispatch');
    expect(await listed('supervisor', 'to_escalate')).toContain(id);
    expect(await listed('leader', 'to_escalate')).not.toContain(id);
    for (const person of [CAST.districtDesk, CAST.supervisor]) expect(await notices(world, person, id)).toContain('ticket.reopened');
    const { body } = await by('supervisor').get('/api/notices?limit=1');
    expect((body as { items: { text: string }[] }).items[0]?.text).toContain('不满意，重新办理（须先疑难会商）');
    for (const [action, input] of [
      ['dispatch', { ...HELP, leadUnitId: 'police' }], ['answer_at_once', { kind: 'answered', text: '不办。' }],
    ] as const) expect(await by('districtDesk').refused(id, action, input)).toMatchObject({ status: 409, code: 'JOINT_REVIEW_NEEDED' });
  });

  it('6 March: units meet and decide; only then it goes on, and meeting, units and decision stand in the history', async () => {
    world.clock.at('2026-03-06 15:00');
    await by('supervisor').act(id, 'joint_review', { heldOn: '2026-03-06', unitIds: ['education', 'transport', 'police'], decision: '由公安牵头护学。' });
    const seen = await by('districtDesk').ticket(id);
    expect(seen).toMatchObject({ owed: null });
    expect(seen.events.at(-1)).toMatchObject({ type: 'joint_review.recorded', data: { heldOn: '2026-03-06', unitIds: ['education', 'transport', 'police'], decision: '由公安牵头护学。' } });
    expect(await listed('supervisor', 'to_escalate')).not.toContain(id);
    expect((await by('cadre').ticket(id)).owed).toBeNull();
  });

  it('10 March: a third time. A leader or a final answer: said to leaders, too, and listed for them', async () => {
    world.clock.at('2026-03-10 10:00');
    await answeredInVain(id, 'districtDesk', 'police', 'policeHead');
    expect(await by('districtDesk').ticket(id)).toMatchObject({ round: 4, unsatisfiedCount: 3, owed: 'leader' });
    expect((await by('districtDesk').ticket(id)).actions).toContain('answer_finally');
    expect((await by('leader').ticket(id)).actions).toContain('take_charge');
    expect(await toldOf(world, id, 'ticket.reopened')).toContain(CAST.leader);
    for (const part of ['supervisor', 'leader'] as const) expect(await listed(part, 'to_escalate')).toContain(id);
    expect(await by('districtDesk').refused(id, 'dispatch', { ...HELP, leadUnitId: 'bus' })).toMatchObject({ status: 409, code: 'FINAL_ROUND_NEEDS_LEADER' });
    // Most urgent of all lists first: the page can be read, page by page.
    expect((await by('leader').list({ worklist: 'to_escalate', limit: 1 })).items).toHaveLength(1);
  });

  it('11 March: a leader takes charge, the reporter hears of it; units meet once more before it is handled', async () => {
    world.clock.at('2026-03-11 09:00');
    await by('leader').act(id, 'take_charge', { text: '一周内拿出办法，我来盯。' });
    await world.runJobs();
    expect(await toldOf(world, id, 'ticket.taken_in_charge')).toEqual(expect.arrayContaining([CAST.cadre, CAST.supervisor, CAST.districtDesk]));
    expect(await toldOf(world, id, 'ticket.taken_in_charge')).not.toContain(CAST.leader);
    expect(await listed('leader', 'to_escalate')).not.toContain(id);
    expect(await by('districtDesk').ticket(id)).toMatchObject({ owed: 'joint_review', leaderInCharge: expect.any(String) as unknown });
    await by('districtDesk').act(id, 'joint_review', { heldOn: '2026-03-11', unitIds: ['bus', 'education'], decision: '公交公司开定制公交。' });
    await by('districtDesk').act(id, 'dispatch', { ...HELP, leadUnitId: 'urban-management' });
    expect(await by('lightingHead').ticket(id)).toMatchObject({ status: 'dispatched', owed: null });
  });
});

it('a reasoned final answer: by triage, accepted by the supervisor, closed as unsatisfied and listed apart', async () => {
  world.clock.at('2026-04-08 09:00');
  const id = await reported();
  await answeredInVain(id, 'townDesk', 'education', 'head');
  expect(await by('townDesk').refused(id, 'answer_finally', { text: '不办。', reason: '办不了。' })).toMatchObject({ status: 409, code: 'FINAL_ANSWER_NOT_DUE' });
  await answeredInVain(id, 'townDesk', 'transport', 'transportHead');
  await by('supervisor').act(id, 'joint_review', { heldOn: '2026-04-08', unitIds: ['police'], decision: '由公安牵头。' });
  await answeredInVain(id, 'districtDesk', 'police', 'policeHead');
  world.clock.at('2026-04-09 09:00');
  await by('districtDesk').act(id, 'answer_finally', { text: '三公里以内不开校车，已安排志愿者护送。', reason: '三轮办理，政策依据明确。' });
  expect(await listed('supervisor', 'to_sample')).toContain(id);
  await by('supervisor').act(id, 'send_back', { reason: '理由要写明文件。' });
  expect(await by('districtDesk').ticket(id)).toMatchObject({ status: 'assessing', owed: 'leader', result: null });
  await by('districtDesk').act(id, 'answer_finally', { text: '依据浙教〔2024〕7号，三公里以内不开校车。', reason: '三轮办理，政策依据明确。' });
  await by('supervisor').act(id, 'pass');
  await world.runJobs();
  expect(await by('cadre').ticket(id)).toMatchObject({ status: 'closed', closedAs: 'final_unsatisfied', unsatisfiedCount: 3 });
  expect(await toldOf(world, id, 'ticket.closed')).toContain(CAST.cadre);
  expect(await world.source.query(`select count(*)::int as n from rating where ticket_id = $1 and satisfaction = 'unsatisfied'`, [id])).toEqual([{ n: 3 }]);
});

describe('吹哨', () => {
  it('who is called hears of it and may read; who does not come is named on the ticket and in the supervisor’s list', async () => {
    world.clock.at('2026-03-16 09:00');
    const id = await reported();
    await by('townDesk').act(id, 'dispatch', { ...HELP, leadUnitId: 'education' });
    await by('handler').act(id, 'sign_for');
    expect((await by('policeHead').get(`/api/tickets/${id}`)).status).toBe(404);
    expect(await by('handler').refused(id, 'record_arrivals', { arrivedUnitIds: [], text: '没人。' })).toMatchObject({ status: 409, code: 'UNITS_NOT_CALLED' });
    await by('handler').act(id, 'call_units', { stickingPoint: 'approval', unitIds: ['bus', 'police', 'bus'], text: '周三上午九点村口碰头。' });
    await world.runJobs();
    expect(await toldOf(world, id, 'units.called')).toEqual(expect.arrayContaining([CAST.policeHead, CAST.supervisor]));
    expect(await by('policeHead').ticket(id)).toMatchObject({ stickingPoint: 'approval', calledUnits: [{ id: 'bus', arrived: null }, { id: 'police', arrived: null }], actions: [] });
    expect(await listed('supervisor', 'absent_units')).not.toContain(id);

    world.clock.at('2026-03-18 11:00');
    await by('handler').act(id, 'record_arrivals', { arrivedUnitIds: ['bus', 'transport'], text: '公交公司到场，公安未到。' });
    expect((await by('supervisor').ticket(id)).calledUnits.map(({ id: unit, arrived }) => [unit, arrived])).toEqual([['bus', true], ['police', false]]);
    expect((await by('supervisor').ticket(id)).events.at(-1)?.data).toMatchObject({ arrivedUnitIds: ['bus'], absentUnitIds: ['police'] });
    expect(await listed('supervisor', 'absent_units')).toContain(id);
    expect((await by('handler').get('/api/tickets?worklist=absent_units')).status).toBe(403);
    // Everybody came in the end.
    await by('handler').act(id, 'record_arrivals', { arrivedUnitIds: ['bus', 'police'], text: '公安下午到场。' });
    expect(await listed('supervisor', 'absent_units')).not.toContain(id);
  });

  it('the unit complained about is not called to its own case', async () => {
    world.clock.at('2026-03-16 09:00');
    const { id } = await by('cadre').submit({ ...RESIDENT_REPORT, complainedUnitId: 'police' });
    await by('townDesk').act(id, 'dispatch', { ...HELP, leadUnitId: 'education' });
    await by('handler').act(id, 'sign_for');
    expect(await by('handler').refused(id, 'call_units', { stickingPoint: 'approval', unitIds: ['police'], text: '请到场。' })).toMatchObject({ status: 422, code: 'UNIT_COMPLAINED_ABOUT' });
  });
});

it('what triage answered itself concerns no unit: whoever led the round before is not told of its rating', async () => {
  world.clock.at('2026-06-01 09:00');
  const id = await reported();
  await answeredInVain(id, 'townDesk', 'education', 'head');
  world.clock.at('2026-06-02 09:00');
  await by('townDesk').act(id, 'answer_at_once', { kind: 'answered', text: '九月起开通。' });
  await by('supervisor').act(id, 'pass');
  await by('cadre').act(id, 'deliver', { channel: 'phone' });
  await (await world.link(id)).act(id, 'rate', UNSATISFIED);
  // The next round may be open before the rating is told.
  world.clock.at('2026-06-02 09:05');
  await world.sweep();
  await world.runJobs();
  expect((await by('cadre').ticket(id)).round).toBe(3);
  const rows = await world.source.query<{ round: number; person: string }[]>(
    `select e.round, n.person_id as person from notice n join ticket_event e on e.id = n.event_id where e.ticket_id = $1 and e.type = 'result.rated' order by 1, 2`, [id]);
  expect(rows.filter(({ person }) => person === CAST.head)).toEqual([{ round: 1, person: CAST.head }]);
});
