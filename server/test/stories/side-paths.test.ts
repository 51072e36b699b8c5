// Owns the paths beside the straight one over HTTP: lifted, returned until designated, declined and objected, solved at the door, told in person.
// Leaves the straight path to school-run.test.ts and what only time does to sweep.test.ts.
import { CAST, HELP, RESIDENT_REPORT, VILLAGE } from '../cast.js';
import { notices } from '../reading.js';
import { readRefusal } from '../visitor.js';
import type { World } from '../world.js';
import { openWorld } from '../world.js';

let world: World;
beforeAll(async () => { world = await openWorld('2026-03-02 09:00'); });
afterAll(() => world.close());
beforeEach(() => { world.clock.at('2026-03-02 09:00'); });

const by = (part: keyof typeof CAST) => world.as(CAST[part]);
async function reported(over: Partial<typeof RESIDENT_REPORT> = {}): Promise<string> {
  const { id } = await by('cadre').submit({ ...RESIDENT_REPORT, ...over });
  await world.runJobs();
  return id;
}

it('a town lifts what it cannot judge: the district decides, the town keeps sight', async () => {
  const id = await reported();
  expect((await by('districtDesk').get(`/api/tickets/${id}`)).status).toBe(404);
  expect(await by('townDesk').ticket(id)).toMatchObject({ holder: { name: expect.stringMatching(/研判台$/) as string } });
  await by('townDesk').act(id, 'lift', { reason: '涉及全区公交线路。' });
  await world.runJobs();
  expect(await notices(world, CAST.districtDesk, id)).toEqual(['ticket.lifted']);
  expect((await by('districtDesk').ticket(id)).holder.name).toBe('区研判台');
  expect(await by('townDesk').refused(id, 'dispatch', { ...HELP, leadUnitId: 'education' })).toMatchObject({ status: 403, code: 'ACTION_FORBIDDEN' });
  await by('districtDesk').act(id, 'dispatch', { ...HELP, leadUnitId: 'education' });
  expect((await by('townDesk').ticket(id)).lead?.id).toBe('education');
});

it('returned twice, then only designated: that is final, and the clock ran on', async () => {
  const id = await reported({ title: '村口路灯半年不亮' });
  const desk = by('townDesk');
  const { dueDay } = await desk.ticket(id);
  await desk.act(id, 'dispatch', { ...HELP, leadUnitId: 'police' });
  expect(await by('supervisor').refused(id, 'designate', { leadUnitId: 'urban-management', reason: '太早。' })).toMatchObject({ code: 'STATUS_CONFLICT' });
  world.clock.at('2026-03-03 17:00');
  await by('policeHead').act(id, 'return', { reason: '路灯由交通局管养。', proposedUnitId: 'transport' });
  expect(await desk.ticket(id)).toMatchObject({ status: 'assessing', proposedUnit: { id: 'transport' }, lead: null });
  expect((await by('policeHead').ticket(id)).actions).toEqual([]);
  await desk.act(id, 'dispatch', { ...HELP, leadUnitId: 'transport' });
  world.clock.at('2026-03-04 23:59');
  await by('transportHead').act(id, 'return', { reason: '村道路灯不归交通。' });
  expect(await desk.refused(id, 'dispatch', { ...HELP, leadUnitId: 'urban-management' })).toMatchObject({ status: 409, code: 'DESIGNATION_NEEDED' });
  await by('supervisor').act(id, 'designate', { leadUnitId: 'urban-management', assistingUnitIds: ['transport'], reason: '两家都说不归自己。' });
  expect(await by('lightingHead').refused(id, 'return', { reason: '不归我们。' })).toMatchObject({ status: 409, code: 'RETURN_DESIGNATED' });
  await world.runJobs();
  expect(await notices(world, CAST.lightingHead, id)).toEqual([]);
  world.clock.at('2026-03-05 08:00');
  expect(await notices(world, CAST.lightingHead, id)).toContain('ticket.designated');
  expect(await by('lightingHead').ticket(id)).toMatchObject({ status: 'dispatched', dueDay, lead: { id: 'urban-management' } });
});

it('a unit that lets its working day pass can return no more', async () => {
  const id = await reported();
  await by('townDesk').act(id, 'dispatch', { ...HELP, leadUnitId: 'police' });
  world.clock.at('2026-03-04 00:00');
  expect(await by('policeHead').refused(id, 'return', { reason: '不归公安。' })).toMatchObject({ status: 409, code: 'RETURN_WINDOW_OVER' });
});

describe('declined', () => {
  const decline = { reason: 'other_district', path: '请向拱墅区反映，电话 0571-12345。' } as const;

  it('objected once, found right, and assessed again', async () => {
    const id = await reported();
    const link = await world.link(id);
    await by('townDesk').act(id, 'decline', decline);
    expect(await link.page()).toMatchObject({ status: 'declined', actions: ['object'] });
    expect((await link.page()).events.at(-1)?.data).toMatchObject(decline);
    expect((await by('supervisor').list({ worklist: 'objections' })).items).toEqual([]);
    world.clock.at('2026-03-09 23:59');
    await link.act(id, 'object', { text: '路在余杭。' });
    expect(await by('cadre').refused(id, 'object', { text: '再说一次。' })).toMatchObject({ status: 409, code: 'OBJECTION_USED' });
    await world.runJobs();
    expect((await by('supervisor').list({ worklist: 'objections' })).items.map((item) => item.id)).toEqual([id]);
    world.clock.at('2026-03-10 08:00');
    expect(await notices(world, CAST.supervisor, id)).toEqual(['decline.objected']);
    await by('supervisor').act(id, 'overturn_decline', { text: '路确在本区。' });
    await world.runJobs();
    expect(await by('townDesk').ticket(id)).toMatchObject({ status: 'assessing', suggestion: expect.any(Array) as unknown });
    await by('townDesk').act(id, 'dispatch', { ...HELP, leadUnitId: 'education' });
  });

  it('upheld: it stays declined and nobody may object again', async () => {
    const id = await reported();
    await by('townDesk').act(id, 'decline', decline);
    await by('cadre').act(id, 'object', { text: '路在余杭。' });
    await by('supervisor').act(id, 'uphold_decline', { text: '路在拱墅。' });
    expect((await by('cadre').ticket(id)).actions).toEqual([]);
    expect(await by('supervisor').refused(id, 'overturn_decline', { text: '改主意。' })).toMatchObject({ status: 409, code: 'STATUS_CONFLICT' });
  });

  it('five working days are the window', async () => {
    const id = await reported();
    await by('townDesk').act(id, 'decline', decline);
    world.clock.at('2026-03-10 00:00');
    expect(await by('cadre').refused(id, 'object', { text: '太晚。' })).toMatchObject({ status: 409, code: 'OBJECTION_WINDOW_OVER' });
  });
});

describe('told and judged without an account', () => {
  it('solved at the door: the reporter may rate by link, the cadre may not', async () => {
    const { id, receipt } = await by('cadre').submit({ ...RESIDENT_REPORT, title: '老人证不会办', solvedOnSpot: '当场用手机替他办好了。' });
    expect(receipt.status).toBe('concluded');
    const link = await world.link(id);
    expect(await by('cadre').ticket(id)).toMatchObject({ status: 'awaiting_rating', result: { kind: 'solved_on_spot' } });
    expect((await by('cadre').ticket(id)).actions).not.toContain('rate');
    expect(await by('cadre').refused(id, 'rate', { satisfaction: 'satisfied' })).toMatchObject({ status: 403, code: 'RATING_BY_SOLVER' });
    expect((await link.act(id, 'rate', { satisfaction: 'satisfied' })).receipt.status).toBe('closed');
  });

  async function concluded(): Promise<string> {
    const id = await reported();
    await by('townDesk').act(id, 'dispatch', { ...HELP, leadUnitId: 'education' });
    await by('handler').act(id, 'sign_for');
    await by('handler').act(id, 'submit_result', { kind: 'solved', text: '已开通。' });
    return id;
  }

  it('the cadre tells in person, and writes down what the reporter said: counted apart', async () => {
    const id = await concluded();
    await world.runJobs();
    expect((await by('cadre').ticket(id)).status).toBe('concluded');
    await by('cadre').act(id, 'deliver', { channel: 'in_person', words: '阿根点头。' });
    const { ticket } = await by('cadre').act(id, 'rate', { satisfaction: 'satisfied' });
    expect(ticket?.events.find((event) => event.type === 'result.rated')?.data).toMatchObject({ recordedBy: true });
    expect(await world.source.query('select recorded_by_id as by from rating where ticket_id = $1', [id])).toEqual([{ by: CAST.cadre }]);
  });

  it('a link made before: the worker delivers by it', async () => {
    const id = await reported();
    const link = await world.link(id);
    await by('townDesk').act(id, 'dispatch', { ...HELP, leadUnitId: 'education' });
    await by('handler').act(id, 'sign_for');
    await by('handler').act(id, 'submit_result', { kind: 'solved', text: '已开通。' });
    await world.runJobs();
    expect(await link.page()).toMatchObject({ status: 'awaiting_rating', actions: expect.arrayContaining(['rate']) as unknown });
  });

  it('a link lasts ninety days, to the second', async () => {
    const id = await reported();
    const link = await world.link(id);
    world.clock.at('2026-05-31 08:59');
    expect((await link.page()).id).toBe(id);
    world.clock.at('2026-05-31 09:00');
    expect(readRefusal(await world.send('GET', `/api/follow/${link.token}`))).toMatchObject({ status: 410, code: 'LINK_EXPIRED' });
    expect(await link.refused(id, 'urge', { text: '还没有消息。' })).toMatchObject({ status: 410, code: 'LINK_EXPIRED' });
  });

  it('a cadre whose own unit worked on it may not write the rating down', async () => {
    const id = await reported();
    await by('townDesk').act(id, 'dispatch', { ...HELP, leadUnitId: 'education', assistingUnitIds: ['town-330110109'] });
    await by('handler').act(id, 'sign_for');
    await by('handler').act(id, 'submit_result', { kind: 'solved', text: '已开通。' });
    await by('cadre').act(id, 'deliver', { channel: 'phone' });
    expect(await by('cadre').refused(id, 'rate', { satisfaction: 'satisfied' })).toMatchObject({ status: 403, code: 'RATING_BY_HANDLING_UNIT' });
  });

  it('sampled: the supervisor looks once more before anybody is told', async () => {
    world.dice.draw = 0;
    const id = await concluded();
    world.dice.draw = 0.99;
    await world.runJobs();
    expect(await by('supervisor').ticket(id)).toMatchObject({ status: 'reviewing', stage: 'supervisor' });
    expect((await by('supervisor').list({ worklist: 'to_sample' })).items.map((item) => item.id)).toContain(id);
    await by('supervisor').act(id, 'send_back', { reason: '没有写明何时开通。' });
    await by('handler').act(id, 'submit_result', { kind: 'solved', text: '三月九日开通。' });
    expect((await by('supervisor').act(id, 'pass')).receipt.status).toBe('concluded');
    expect((await by('cadre').ticket(id)).events.map((event) => event.type)).toContain('ticket.concluded');
  });
});

it('a village’s own matter is the village’s: its link rates', async () => {
  const { id } = await by('cadre').submit({ ...RESIDENT_REPORT, subjectKind: 'village', subjectId: VILLAGE, reporter: null });
  const seen = await by('cadre').ticket(id);
  expect(seen.reporters).toEqual([expect.objectContaining({ kind: 'village', linkable: true, callable: false })]);
});
