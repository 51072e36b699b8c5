// Owns what follows a result in a real district: reminders, call-backs and plans that fall due, once each, in the lists of those they concern.
// Leaves the days to domain/stories/aftercare.spec.ts.
import { CAST, HELP, RESIDENT_REPORT } from '../cast.js';
import { notices, times, toldOf } from '../reading.js';
import type { World } from '../world.js';
import { openWorld } from '../world.js';
import type { Worklist } from '@zhitongche/shared/ticket/worklists.js';

let world: World;
beforeAll(async () => { world = await openWorld(); });
afterAll(() => world.close());
beforeEach(() => { world.clock.at('2026-03-02 09:00'); });

const by = (part: keyof typeof CAST) => world.as(CAST[part]);
const listed = async (part: keyof typeof CAST, worklist: Worklist) => (await by(part).list({ worklist, limit: 100 })).items.map((item) => item.id);
const sweeps = () => Promise.all([world.sweep(), world.sweep(), world.sweep()]);

async function told(result: { kind: 'solved' | 'planned'; text: string; plannedFor?: string } = { kind: 'solved', text: '已开通。' }): Promise<string> {
  const { id } = await by('cadre').submit(RESIDENT_REPORT);
  await by('townDesk').act(id, 'dispatch', { ...HELP, leadUnitId: 'education' });
  await by('handler').act(id, 'sign_for');
  await by('handler').act(id, 'submit_result', result);
  if (result.kind === 'planned') await by('head').act(id, 'approve');
  await by('cadre').act(id, 'deliver', { channel: 'phone' });
  await world.runJobs();
  return id;
}

describe('call-backs', () => {
  it('five working days of silence: one reminder, one task for triage, however many sweep', async () => {
    const id = await told();
    world.clock.at('2026-03-09 23:59');
    await sweeps();
    expect(await times(world, id, 'rating.reminded')).toBe(0);
    expect(await listed('townDesk', 'to_call_back')).not.toContain(id);
    world.clock.at('2026-03-10 00:00');
    await sweeps();
    await sweeps();
    expect(await times(world, id, 'rating.reminded')).toBe(1);
    expect(await listed('townDesk', 'to_call_back')).toContain(id);
    for (const part of ['handler', 'head', 'supervisor', 'cadre'] as const) {
      expect((await by(part).get('/api/tickets?worklist=to_call_back')).status).toBe(403);
    }
    await world.runJobs();
    expect(await toldOf(world, id, 'rating.reminded')).toEqual(expect.arrayContaining([CAST.cadre, CAST.townDesk]));
    expect(await toldOf(world, id, 'rating.reminded')).not.toContain(CAST.handler);
    // At midnight nobody is woken for it.
    expect(await notices(world, CAST.townDesk, id)).not.toContain('rating.reminded');
    world.clock.at('2026-03-10 08:00');
    expect(await notices(world, CAST.townDesk, id)).toContain('rating.reminded');
  });

  it('not reached, tried again; reached, a fresh link, and the reporter rates by it', async () => {
    const id = await told();
    world.clock.at('2026-03-10 09:00');
    await sweeps();
    await by('townDesk').act(id, 'record_callback', { reached: false, words: '两次无人接听。' });
    expect(await listed('townDesk', 'to_call_back')).not.toContain(id);
    world.clock.at('2026-03-11 00:00');
    expect(await listed('townDesk', 'to_call_back')).toContain(id);
    await by('townDesk').act(id, 'record_callback', { reached: true, words: '车开了，愿意自己评价。' });
    const link = await world.link(id, CAST.townDesk);
    expect(await listed('townDesk', 'to_call_back')).not.toContain(id);
    expect(await world.source.query('select 1 from rating where ticket_id = $1', [id])).toEqual([]);
    expect((await link.act(id, 'rate', { satisfaction: 'satisfied' })).receipt.status).toBe('closed');
    expect((await by('supervisor').ticket(id)).events.filter((event) => event.type === 'callback.recorded').map((event) => event.data['reached'])).toEqual([false, true]);
    expect((await link.page()).events.map((event) => event.type)).not.toContain('callback.recorded');
  });

  it('who never answers is closed unrated after thirty days, and is called no more', async () => {
    const id = await told();
    world.clock.at('2026-03-10 09:00');
    await sweeps();
    world.clock.at('2026-04-02 00:00');
    await sweeps();
    expect((await by('townDesk').ticket(id)).status).toBe('unrated_closed');
    expect(await listed('townDesk', 'to_call_back')).not.toContain(id);
  });
});

describe('plans', () => {
  const PLAN = { kind: 'planned', text: '九月开通专线。', plannedFor: '2026-09-01' } as const;

  it('fall due on their day, once; the unit owes a word, the reporter hears of it', async () => {
    const id = await told(PLAN);
    const link = await world.link(id);
    await link.act(id, 'rate', { satisfaction: 'understands' });
    expect(await by('handler').ticket(id)).toMatchObject({ status: 'closed', followUp: { day: '2026-09-01', owedDay: null } });
    world.clock.at('2026-08-31 23:59');
    await sweeps();
    expect(await listed('handler', 'to_follow_up')).not.toContain(id);
    world.clock.at('2026-09-01 00:00');
    await sweeps();
    await sweeps();
    expect(await times(world, id, 'follow_up.asked')).toBe(1);
    await world.runJobs();
    for (const part of ['handler', 'head'] as const) expect(await listed(part, 'to_follow_up')).toContain(id);
    expect(await toldOf(world, id, 'follow_up.asked')).toEqual([CAST.cadre, CAST.handler, CAST.head].sort());
    const again = await world.link(id);
    expect((await again.page()).events.map((event) => event.type)).toContain('follow_up.asked');
    await by('handler').act(id, 'record_follow_up', { outcome: 'fulfilled', text: '专线已于九月一日开通。' });
    await world.runJobs();
    expect(await listed('handler', 'to_follow_up')).not.toContain(id);
    expect(await toldOf(world, id, 'follow_up.recorded')).toEqual([CAST.cadre]);
    expect(await by('cadre').ticket(id)).toMatchObject({ status: 'closed', round: 1, followUp: null });
  });

  it('unanswered they stand on the supervisor’s side, moved they come again', async () => {
    const id = await told({ ...PLAN, plannedFor: '2026-03-16' });
    world.clock.at('2026-03-16 00:00');
    await sweeps();
    world.clock.at('2026-03-23 23:59');
    expect(await listed('supervisor', 'follow_ups')).not.toContain(id);
    world.clock.at('2026-03-24 00:00');
    expect(await listed('supervisor', 'follow_ups')).toContain(id);
    expect(await by('handler').refused(id, 'record_follow_up', { outcome: 'moved', text: '等采购。' })).toMatchObject({ status: 422, code: 'FOLLOW_UP_DATE_MISSING' });
    await by('head').act(id, 'record_follow_up', { outcome: 'moved', plannedFor: '2026-03-26', text: '车辆采购推迟。' });
    expect(await listed('supervisor', 'follow_ups')).not.toContain(id);
    world.clock.at('2026-03-26 00:00');
    await sweeps();
    expect(await times(world, id, 'follow_up.asked')).toBe(2);
    expect(await listed('handler', 'to_follow_up')).toContain(id);
    // Meanwhile silence went its own way.
    expect(await times(world, id, 'rating.reminded')).toBe(1);
  });
});
