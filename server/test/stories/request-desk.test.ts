// Owns what people see before they ask and decide: the day a request would give, and lists whose lines say why they are there and can be answered from there.
// Leaves what a request does once it is made to requests.test.ts.
import { RequestPreview } from '@zhitongche/shared/deadline/contract.js';
import type { PersonAction } from '@zhitongche/shared/ticket/action-inputs.js';
import type { Worklist } from '@zhitongche/shared/ticket/worklists.js';
import { CAST, HELP, UNSATISFIED } from '../cast.js';
import { expectRefusal } from '../refusals.js';
import { PAUSE, signedFor } from '../tickets.js';
import { read } from '../visitor.js';
import type { World } from '../world.js';
import { openWorld } from '../world.js';

let world: World;
beforeAll(async () => { world = await openWorld(); });
beforeEach(() => { world.clock.at('2026-03-02 09:00'); });
afterAll(() => world.close());
const by = (part: keyof typeof CAST) => world.as(CAST[part]);

/** Due on the 23rd, never after 6 May. */
const handled = () => signedFor(world);
const looks = (part: keyof typeof CAST, id: string, query: string) => by(part).get(`/api/tickets/${id}/deadline/preview?${query}`);
const listed = async (part: keyof typeof CAST, worklist: Worklist) => (await by(part).list({ worklist, limit: 100 })).items;
const line = async (part: keyof typeof CAST, worklist: Worklist, id: string) => (await listed(part, worklist)).find((item) => item.id === id);

describe('before asking', () => {
  it.each<[string, PersonAction, object, string, string]>([
    ['kind=extension&workingDays=5', 'request_extension', { workingDays: 5, reason: '等招标。' }, '2026-03-30', 'five working days later'],
    ['kind=extension&workingDays=15', 'request_extension', { workingDays: 15, reason: '等招标。' }, '2026-04-14', 'over Qingming, the 6th being off'],
    ['kind=pause&until=2026-03-20', 'request_pause', PAUSE, '2026-04-13', 'fourteen working days stand still'],
    ['kind=complexity&complexity=complex', 'request_complexity', { complexity: 'complex', reason: '涉及三条线路。' }, '2026-05-06', 'two months end in the holiday of May'],
  ])('%s is said as it will be', async (query, action, input, day, _why) => {
    const id = await handled();
    const before = await by('handler').ticket(id);
    expect(read(RequestPreview, await looks('head', id, query), query)).toEqual({ endsOn: '2026-03-23', wouldEndOn: day, wouldBeProvisional: false });
    expect((await by('handler').ticket(id)).version).toBe(before.version);
    await by('head').act(id, action, input);
    expect((await by('supervisor').ticket(id)).request).toMatchObject({ endsOn: '2026-03-23', wouldEndOn: day, wouldBeProvisional: false });
  });

  it('who may not ask learns nothing; what cannot be asked says why', async () => {
    const id = await handled();
    const five = 'kind=extension&workingDays=5';
    expectRefusal(await looks('strangeCadre', id, five), 404, 'TICKET_NOT_FOUND');
    expectRefusal(await looks('cadre', id, five), 403, 'ACTION_FORBIDDEN');
    expectRefusal(await looks('handler', id, 'kind=pause&until=2026-03-20'), 403, 'ACTION_FORBIDDEN');
    expectRefusal(await looks('handler', id, 'kind=extension'), 400, 'REQUEST_INVALID');
    expectRefusal(await looks('handler', id, 'kind=extension&workingDays=16'), 422, 'EXTENSION_TOO_LONG');
    expectRefusal(await looks('handler', id, 'kind=complexity&complexity=ordinary'), 422, 'REQUEST_MOVES_NOTHING');
    expectRefusal(await looks('head', id, 'kind=pause&until=2026-03-02'), 422, 'PAUSE_END_INVALID');
    world.clock.at('2026-03-24 00:00');
    expectRefusal(await looks('handler', id, five), 409, 'REQUEST_AFTER_END');
  });
});

describe('a line of the list', () => {
  it('of a request carries the version and what its reader may answer; nobody decides the own', async () => {
    const id = await handled();
    await by('handler').act(id, 'request_extension', { workingDays: 5, reason: '等招标。' });
    const { version } = await by('head').ticket(id);
    expect(await line('head', 'to_endorse', id)).toMatchObject({ decision: { version, actions: ['endorse_request', 'refuse_request'] } });
    await by('head').act(id, 'endorse_request');
    const seen = (await line('supervisor', 'to_decide', id))?.decision;
    expect(seen).toEqual({ version: version + 1, actions: ['grant_request', 'refuse_request'] });
    // Granted by somebody else meanwhile: the version that the list showed is stale, and nothing is granted twice.
    await by('otherSupervisor').act(id, 'grant_request');
    const late = await by('supervisor').post(`/api/tickets/${id}/actions`, { commandId: '5f0c0b43-9a55-4a0e-8f62-2b8c7d1f7a10', version: seen?.version, action: 'grant_request', input: {} });
    expectRefusal(late, 409, 'VERSION_STALE');
    expect(await by('handler').ticket(id)).toMatchObject({ dueDay: '2026-03-30', request: null });
  });

  it('stands where its own answer is due, whatever the ticket’s limit', async () => {
    const second = await handled();
    const first = await handled();
    await by('head').act(first, 'request_extension', { workingDays: 5, reason: '等招标。' });
    world.clock.at('2026-03-03 09:00');
    await by('head').act(second, 'request_complexity', { complexity: 'complex', reason: '涉及三条线路。' });
    const ids = (await listed('supervisor', 'to_decide')).map((item) => item.id).filter((id) => id === first || id === second);
    expect(ids).toEqual([first, second]);
  });

  it('says who did not come, what is owed before it goes on, and by when a plan is reported on', async () => {
    const called = await handled();
    await by('handler').act(called, 'call_units', { stickingPoint: 'approval', unitIds: ['bus', 'police'], text: '周三村口碰头。' });
    await by('handler').act(called, 'record_arrivals', { arrivedUnitIds: ['police'], text: '公交公司没有来。' });
    expect((await line('supervisor', 'absent_units', called))?.absent).toEqual({ unitNames: ['公交公司'], stickingPoint: 'approval' });

    const planned = await handled();
    await by('handler').act(planned, 'submit_result', { kind: 'planned', text: '四月开通。', plannedFor: '2026-04-01' });
    await by('head').act(planned, 'approve');
    world.clock.at('2026-04-01 00:00');
    await world.sweep();
    expect((await line('handler', 'to_follow_up', planned))?.followUp).toEqual({ day: '2026-04-01', owedDay: '2026-04-09' });

    const twice = await handled();
    for (const unit of ['education', 'transport'] as const) {
      const head = unit === 'education' ? 'head' : 'transportHead';
      if (unit !== 'education') {
        await by('townDesk').act(twice, 'dispatch', { ...HELP, leadUnitId: unit });
        await by(head).act(twice, 'sign_for');
      }
      await by(head).act(twice, 'submit_result', { kind: 'solved', text: '已安排。' });
      if ((await by('supervisor').ticket(twice)).stage === 'supervisor') await by('supervisor').act(twice, 'pass');
      await by('cadre').act(twice, 'deliver', { channel: 'phone' });
      await (await world.link(twice)).act(twice, 'rate', UNSATISFIED);
      await world.runJobs();
    }
    expect((await line('supervisor', 'to_escalate', twice))?.owed).toBe('joint_review');
  });
});
