// Owns the stories of what follows a result that was told: asking the silent, and looking at a plan on its day.
// Leaves the end of silence to unrated.spec.ts and who is told to the receivers.
import fc from 'fast-check';
import { SYSTEM } from '../actor.js';
import { silentSince, windowOpen } from '../clock.js';
import { UNSATISFIED } from '../testing/inputs.js';
import { UNITS, cadre, colleague, districtDesk, handler, head, leader, scanned, supervisor, townDesk, wearing } from '../testing/people.js';
import { reported, signed, told } from '../testing/paths.js';
import { calendar, minqing, shanghai } from '../testing/story.js';

describe('silence', () => {
  /** Told on Friday 6 March 2026: five working days end with the 13th. */
  const reminded = () => told().at('2026-03-14 00:00').as(SYSTEM).does('remind_rating');

  test('is asked about once, after five working days: the reporter reminded, triage to call', () => {
    const story = told().as(SYSTEM);
    expect(story.at('2026-03-13 23:59').refusal('remind_rating')).toBe('REMINDER_NOT_DUE');
    story.at('2026-03-14 00:00').does('remind_rating');
    expect(story.ticket).toMatchObject({ status: 'awaiting_rating', remindedAt: shanghai('2026-03-14 00:00'), callbackDueAt: shanghai('2026-03-14 00:00') });
    expect(story.events.at(-1)).toMatchObject({ type: 'rating.reminded', visibility: 'public' });
    expect(story.at('2026-03-30 00:00').refusal('remind_rating')).toBe('REMINDER_NOT_DUE');
  });

  test.each([
    ['over Qingming', '2026-04-02 16:00', '2026-04-10 23:59', '2026-04-11 00:00'],
    ['over the National Day holiday', '2026-09-29 16:00', '2026-10-12 23:59', '2026-10-13 00:00'],
  ])('%s', (_what, at, before, due) => {
    const story = signed().at(at).as(handler).does('submit_result').as(cadre).does('deliver').as(SYSTEM);
    expect(story.at(before).refusal('remind_rating')).toBe('REMINDER_NOT_DUE');
    expect(story.at(due).refusal('remind_rating')).toBeNull();
  });

  test('the sweep looks for exactly those whose days are over', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 700 * 24 }), fc.integer({ min: 0, max: 40 * 24 }), (toldHours, waitedHours) => {
      const deliveredAt = new Date(shanghai('2026-01-05 00:30').getTime() + toldHours * 3_600_000);
      const now = new Date(deliveredAt.getTime() + waitedHours * 3_600_000);
      const due = !windowOpen('rating_reminder', deliveredAt, { now, calendar, line: minqing });
      expect({ deliveredAt, now, due: deliveredAt < silentSince({ now, calendar, line: minqing }) }).toEqual({ deliveredAt, now, due });
    }), { numRuns: 500 });
  });

  test('reached: words, no rating, nobody to call any more', () => {
    const story = reminded().at('2026-03-16 10:00').as(townDesk).does('record_callback', { reached: true, words: '说再看一个星期。' });
    expect(story.ticket).toMatchObject({ status: 'awaiting_rating', callbackDueAt: null, ratedReporterIds: [] });
    expect(story.as(SYSTEM).refusal('remind_rating')).toBe('REMINDER_NOT_DUE');
  });

  test('not reached: tried again the next working day, over a weekend too', () => {
    const story = reminded().at('2026-03-20 17:00').as(townDesk).does('record_callback', { reached: false, words: '无人接听。' });
    expect(story.ticket.callbackDueAt).toEqual(shanghai('2026-03-23 00:00'));
    const line = { ...minqing, limits: { ...minqing.limits, aftercare: { ...minqing.limits.aftercare, callbackAgainWorkingDays: 3 } } };
    const patient = told({ line }).at('2026-03-16 10:00').as(townDesk).does('record_callback', { reached: false, words: '无人接听。' });
    expect(patient.ticket.callbackDueAt).toEqual(shanghai('2026-03-19 00:00'));
  });

  test('never by who handles it, whatever other hat they wear', () => {
    const story = reminded().at('2026-03-16 10:00');
    for (const actor of [handler, head, colleague, cadre, supervisor, leader]) expect(story.as(actor).refusal('record_callback')).toBe('ACTION_FORBIDDEN');
    for (const both of [wearing(townDesk, handler), wearing(townDesk, head)]) expect(story.as(both).refusal('record_callback')).toBe('CALLBACK_BY_HANDLER');
    expect(story.as(townDesk).refusal('record_callback')).toBeNull();
  });

  test('who speaks meanwhile need not be called: satisfied it ends, unsatisfied a new round begins with none of it', () => {
    expect(reminded().as(scanned('mo', 1)).does('rate').ticket).toMatchObject({ status: 'closed', callbackDueAt: null });
    const again = reminded().as(scanned('mo', 1)).does('rate', UNSATISFIED);
    expect(again.ticket.callbackDueAt).toBeNull();
    expect(again.as(SYSTEM).refusal('remind_rating')).toBe('REMINDER_NOT_DUE');
    expect(again.does('reopen').ticket).toMatchObject({ round: 2, remindedAt: null, callbackDueAt: null });
    expect(reminded().at('2026-04-06 00:00').as(SYSTEM).does('close_unrated').ticket).toMatchObject({ status: 'unrated_closed', callbackDueAt: null });
  });
});

describe('a plan', () => {
  const PLAN = { kind: 'planned', text: '九月开通专线。', plannedFor: '2026-09-01' } as const;
  const planned = () => signed().at('2026-03-06 10:00').as(handler).does('submit_result', PLAN).as(head).does('approve');
  const closed = () => planned().as(cadre).does('deliver').as(scanned('mo', 1)).does('rate', { satisfaction: 'understands' });

  test('is looked at on its day, not before, also when the ticket has long been closed', () => {
    const story = closed().as(SYSTEM);
    expect(story.ticket).toMatchObject({ status: 'closed', followUpDay: '2026-09-01', followUpAt: shanghai('2026-09-01 00:00'), followUpOwedAt: null });
    expect(story.at('2026-08-31 23:59').refusal('ask_follow_up')).toBe('FOLLOW_UP_NOT_DUE');
    story.at('2026-09-01 00:00').does('ask_follow_up');
    expect(story.ticket).toMatchObject({ status: 'closed', followUpAt: null, followUpOwedDay: '2026-09-08', followUpOwedAt: shanghai('2026-09-09 00:00') });
    expect(story.events.at(-1)).toMatchObject({ type: 'follow_up.asked', visibility: 'public', payload: { plannedFor: '2026-09-01', owedDay: '2026-09-08', holder: 'lead', unitId: UNITS.education } });
    expect(story.refusal('ask_follow_up')).toBe('FOLLOW_UP_NOT_DUE');
  });

  test('fulfilled: nothing is owed any more, and nothing was reopened', () => {
    const story = closed().at('2026-09-01 00:00').as(SYSTEM).does('ask_follow_up').at('2026-09-03 10:00').as(handler).does('record_follow_up');
    expect(story.ticket).toMatchObject({ status: 'closed', round: 1, followUpDay: null, followUpAt: null, followUpOwedDay: null, followUpOwedAt: null });
    expect(story.events.at(-1)).toMatchObject({ type: 'follow_up.recorded', visibility: 'public', payload: { outcome: 'fulfilled' } });
    expect(story.refusal('record_follow_up')).toBe('FOLLOW_UP_NONE');
  });

  test('moved or going on: another day to come, and it falls due again then', () => {
    const story = closed().at('2026-09-01 00:00').as(SYSTEM).does('ask_follow_up').at('2026-09-03 10:00').as(head);
    for (const outcome of ['moved', 'kept'] as const) {
      expect(story.refusal('record_follow_up', { outcome })).toBe('FOLLOW_UP_DATE_MISSING');
      expect(story.refusal('record_follow_up', { outcome, plannedFor: '2026-09-03' })).toBe('FOLLOW_UP_DATE_MISSING');
    }
    story.does('record_follow_up', { outcome: 'moved', plannedFor: '2026-11-02', text: '车辆采购推迟。' });
    expect(story.ticket).toMatchObject({ followUpDay: '2026-11-02', followUpAt: shanghai('2026-11-02 00:00'), followUpOwedAt: null });
    story.at('2026-11-02 00:00').as(SYSTEM).does('ask_follow_up');
    expect(story.as(handler).does('record_follow_up').ticket.followUpDay).toBeNull();
  });

  test('may be fulfilled before its day; others may not say so', () => {
    const story = closed().at('2026-06-01 10:00');
    for (const actor of [cadre, supervisor, leader, townDesk, districtDesk]) expect(story.as(actor).refusal('record_follow_up')).not.toBeNull();
    expect(story.as(handler).does('record_follow_up').ticket.followUpAt).toBeNull();
  });

  test('whoever is not satisfied with it gets a new round instead; the plan of the old one is off', () => {
    const story = planned().as(cadre).does('deliver').as(scanned('mo', 1)).does('rate', UNSATISFIED);
    expect(story.at('2026-09-01 00:00').as(SYSTEM).refusal('ask_follow_up')).toBe('FOLLOW_UP_NOT_DUE');
    expect(story.does('reopen').ticket).toMatchObject({ followUpDay: null, followUpAt: null });
  });

  test('that triage gave itself is triage’s to report on', () => {
    const story = reported().at('2026-03-02 15:00').as(townDesk).does('assess').does('answer_at_once', PLAN);
    story.as(supervisor).does('pass').as(cadre).does('deliver').at('2026-09-01 00:00').as(SYSTEM).does('ask_follow_up');
    expect(story.events.at(-1)).toMatchObject({ payload: { holder: 'desk', unitId: null } });
    expect(story.as(townDesk).does('record_follow_up').ticket.followUpDay).toBeNull();
  });

  test('other results have none', () => {
    expect(told().ticket).toMatchObject({ followUpDay: null, followUpAt: null });
  });
});
