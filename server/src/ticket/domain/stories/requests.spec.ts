// Owns the story of requests: who asks, endorses and decides, and that what is granted holds from the moment of asking.
// Leaves a granted pause's own life to pause.spec.ts.
import { SYSTEM } from '../actor.js';
import { dueLights } from '../lights.js';
import { wouldBeDue } from '../request.js';
import { cadre, colleague, handler, head, headOf, supervisor, townDesk, wearing, UNITS } from '../testing/people.js';
import { paused, reported, signed } from '../testing/paths.js';
import type { Story } from '../testing/story.js';
import { SAMPLED, calendar, minqing, shanghai } from '../testing/story.js';

/** Signed on 3 March 2026; without anything due on Monday 23 March, never after 6 May. */
const asking = (at: string, workingDays = 5) => signed().at(at).as(handler).does('request_extension', { workingDays });
const endorsed = (at: string, workingDays = 5) => asking(at, workingDays).as(head).does('endorse_request');
const setting = { calendar, line: minqing };
const lit = ({ ticket }: Story, at: string) => dueLights(ticket, { ...setting, now: shanghai(at) }).map(({ level, mark }) => (mark === '' ? level : mark.split(':')[0]));

describe('an extension', () => {
  test('is asked by the handler, endorsed by the head, granted by the supervisor, and told to the reporter with its reason', () => {
    const story = endorsed('2026-03-18 10:00').at('2026-03-19 10:00').as(supervisor).does('grant_request', { opinion: '理由成立。' });
    expect(story.ticket).toMatchObject({ status: 'handling', request: null, extensionWorkingDays: 5, dueDay: '2026-03-30' });
    expect(story.events.slice(-4).map(({ type, visibility }) => `${type} ${visibility}`)).toEqual([
      'request.asked internal', 'request.endorsed internal', 'request.granted internal', 'clock.extended public',
    ]);
    expect(story.events.at(-1)?.payload).toEqual({ workingDays: 5, reason: '接送车要等招标结果，3月底才能开标。', dueBefore: '2026-03-23', dueDay: '2026-03-30' });
    expect(story.ticket.assisting).toMatchObject([{ dueDay: '2026-03-25' }]);
  });

  test.each([
    [1, '2026-03-24'],
    [15, '2026-04-14'],
  ])('of %i working days ends %s', (days, dueDay) => {
    expect(endorsed('2026-03-18 10:00', days).as(supervisor).does('grant_request').ticket.dueDay).toBe(dueDay);
  });

  test('of sixteen is too long', () => {
    expect(signed().as(handler).refusal('request_extension', { workingDays: 16 })).toBe('EXTENSION_TOO_LONG');
  });

  test('never goes past two months from day 0, and is not asked for nothing', () => {
    // A pause of twenty working days: due 21 April; fifteen more would be 14 May.
    const story = paused(signed().at('2026-03-05 09:00'), { until: '2026-04-02' }).at('2026-04-03 00:00').as(SYSTEM).does('resume');
    expect(story.ticket.dueDay).toBe('2026-04-21');
    story.as(head).does('request_extension', { workingDays: 15 }).as(supervisor).does('grant_request');
    expect(story.ticket).toMatchObject({ dueDay: '2026-05-06', extensionWorkingDays: 15 });
    const full = paused(signed().at('2026-03-05 09:00'), { until: '2026-05-08' }).at('2026-04-30 09:00').as(head).does('resume');
    expect(full.ticket.dueDay).toBe('2026-05-06');
    expect(full.refusal('request_extension')).toBe('REQUEST_MOVES_NOTHING');
  });

  test('is for ordinary tickets, once a round', () => {
    const complex = reported().as(townDesk).does('assess', { complexity: 'complex' }).does('dispatch', { complexity: 'complex' }).as(handler).does('sign_for');
    expect(complex.refusal('request_extension')).toBe('EXTENSION_COMPLEX');
    expect(endorsed('2026-03-18 10:00').as(supervisor).does('grant_request').as(handler).refusal('request_extension')).toBe('EXTENSION_USED');
  });

  test('refused, it changes nothing and may be asked again; the reason is there for who asked', () => {
    const story = endorsed('2026-03-18 10:00').as(supervisor).does('refuse_request', { reason: '请抓紧。' });
    expect(story.ticket).toMatchObject({ request: null, extensionWorkingDays: 0, dueDay: '2026-03-23' });
    expect(story.events.at(-1)).toMatchObject({ type: 'request.refused', visibility: 'internal', payload: { kind: 'extension', askedById: handler.personId, stage: 'supervisor', reason: '请抓紧。' } });
    expect(story.as(handler).refusal('request_extension')).toBeNull();
  });

  test('the head may refuse to endorse it', () => {
    const story = asking('2026-03-18 10:00').as(head).does('refuse_request');
    expect(story.events.at(-1)?.payload).toMatchObject({ stage: 'head' });
  });
});

describe('who', () => {
  test('nobody endorses or decides the own request, whatever hat they wear', () => {
    const both = wearing(handler, head, supervisor);
    const asked = signed().at('2026-03-18 10:00').as(both).does('request_extension');
    expect(asked.ticket.request).toMatchObject({ stage: 'supervisor', askedById: handler.personId });
    expect(asked.refusal('grant_request')).toBe('OWN_REQUEST');
    expect(asked.refusal('refuse_request')).toBe('OWN_REQUEST');
    expect(asked.as(supervisor).refusal('grant_request')).toBeNull();
  });

  test('who endorsed it does not decide it', () => {
    const both = wearing(head, supervisor);
    expect(asking('2026-03-18 10:00').as(both).does('endorse_request').refusal('grant_request')).toBe('OWN_REQUEST');
  });

  test('a head who asks has signed by asking: it goes to the supervisor', () => {
    const story = signed().as(head).does('request_extension');
    expect(story.ticket.request).toMatchObject({ stage: 'supervisor', endorsedById: null });
    expect(story.as(head).refusal('endorse_request')).toBe('OWN_REQUEST');
  });

  test('the supervisor decides nothing that the head has not signed', () => {
    expect(asking('2026-03-18 10:00').as(supervisor).refusal('grant_request')).toBe('REQUEST_STAGE_OTHER');
  });

  test('only who asked takes it back; a second one waits for the first', () => {
    const story = asking('2026-03-18 10:00');
    expect(story.as(head).refusal('withdraw_request')).toBe('REQUEST_NOT_YOURS');
    expect(story.as(head).refusal('request_pause')).toBe('REQUEST_PENDING');
    expect(story.as(handler).does('withdraw_request').ticket.request).toBeNull();
    expect(story.refusal('grant_request')).toBe('ACTION_FORBIDDEN');
  });

  test('others of the unit, other units and the reporter’s side do not ask', () => {
    for (const actor of [colleague, cadre, townDesk]) expect(signed().as(actor).refusal('request_extension')).toBe('ACTION_FORBIDDEN');
    expect(signed().as(headOf(UNITS.police)).refusal('request_extension')).toBe('TICKET_NOT_FOUND');
  });
});

describe('the moment of asking counts', () => {
  test('on the last day until its last minute, not a minute later', () => {
    expect(signed().at('2026-03-23 23:59').as(handler).refusal('request_extension')).toBeNull();
    for (const action of ['request_extension', 'request_pause', 'request_complexity'] as const) {
      expect(signed().at('2026-03-24 00:00').as(head).refusal(action)).toBe('REQUEST_AFTER_END');
    }
  });

  test('asked in time and granted after the old end: nothing was lit meanwhile, and nothing is', () => {
    const story = endorsed('2026-03-23 17:00');
    expect(lit(story, '2026-03-25 09:00')).toEqual(['early_warning', 'assisting', 'last_warning', 'request_supervisor']);
    story.at('2026-03-25 09:00').as(supervisor).does('grant_request');
    expect(story.ticket).toMatchObject({ dueDay: '2026-03-30', overdueAt: null });
    expect(lit(story, '2026-03-30 23:59')).not.toContain('yellow_light');
    expect(lit(story, '2026-03-31 00:00')).toContain('yellow_light');
  });

  test('granted too short for the day of the decision: the light of the new end burns at once', () => {
    const story = endorsed('2026-03-23 17:00', 1).at('2026-03-26 09:00').as(supervisor).does('grant_request');
    expect(story.ticket.dueDay).toBe('2026-03-24');
    expect(dueLights(story.ticket, { ...setting, now: shanghai('2026-03-26 09:00') }).find(({ level }) => level === 'yellow_light')?.dueAt).toEqual(shanghai('2026-03-25 00:00'));
  });

  test.each<[string, (story: Story) => Story]>([
    ['refused', (story) => story.as(supervisor).does('refuse_request')],
    ['taken back', (story) => story.as(handler).does('withdraw_request')],
  ])('%s after the end: every light has its own moment, as if nothing had been asked', (_how, end) => {
    const story = end(endorsed('2026-03-23 17:00').at('2026-03-27 09:00'));
    const burning = dueLights(story.ticket, { ...setting, now: shanghai('2026-03-27 09:00') });
    expect(burning.filter(({ mark }) => mark === '').map(({ level, dueAt }) => [level, dueAt])).toEqual(expect.arrayContaining([
      ['yellow_light', shanghai('2026-03-24 00:00')], ['red_light', shanghai('2026-03-27 00:00')],
    ]));
  });

  test('who lets it wait has a light of their own: first the head, then the supervisor', () => {
    expect(lit(asking('2026-03-18 10:00'), '2026-03-20 00:00')).toContain('request_head');
    const story = asking('2026-03-18 10:00').at('2026-03-19 10:00').as(head).does('endorse_request');
    expect(lit(story, '2026-03-20 23:59')).not.toContain('request_supervisor');
    expect(lit(story, '2026-03-21 00:00')).toContain('request_supervisor');
  });

  test('a pause begins with the asking: three days of waiting for the decision are paused, too', () => {
    const story = signed().at('2026-03-09 09:00').as(head).does('request_pause', { until: '2026-03-20' });
    expect(wouldBeDue(story.ticket, story.ticket.request!, { ...setting, now: shanghai('2026-03-12 09:00') })).toMatchObject({ dueDay: '2026-04-03' });
    story.at('2026-03-12 09:00').as(supervisor).does('grant_request');
    expect(story.ticket).toMatchObject({ status: 'paused', stoppedOn: '2026-03-09' });
    expect(story.at('2026-03-16 09:00').as(head).does('resume').ticket).toMatchObject({ pausedWorkingDays: 5, dueDay: '2026-03-30' });
  });

  test('a pause granted after its own last day counts and is over', () => {
    const story = signed().at('2026-03-18 09:00').as(head).does('request_pause', { until: '2026-03-20' }).at('2026-03-25 09:00').as(supervisor).does('grant_request');
    expect(story.ticket).toMatchObject({ status: 'handling', stoppedOn: null, pausedWorkingDays: 2, dueDay: '2026-03-25' });
    expect(story.ticket.stops).toMatchObject([{ kind: 'pause', from: '2026-03-18', to: '2026-03-20' }]);
  });
});

describe('a result before the decision', () => {
  test('in time: the request lapses with the conclusion', () => {
    const story = endorsed('2026-03-18 10:00').at('2026-03-20 10:00').as(handler).does('submit_result');
    expect(story.ticket).toMatchObject({ status: 'concluded', request: null });
    expect(story.events.at(-2)).toMatchObject({ type: 'request.lapsed', visibility: 'internal' });
  });

  test('after the old end: the supervisor decides first, and then it is late or not', () => {
    const submitted = () => endorsed('2026-03-23 17:00').at('2026-03-24 10:00').as(handler).does('submit_result');
    expect(submitted().ticket).toMatchObject({ status: 'reviewing', stage: 'supervisor' });
    expect(submitted().as(supervisor).refusal('pass')).toBe('REQUEST_UNDECIDED');
    const yes = submitted().as(supervisor).does('grant_request').does('pass').ticket;
    expect(yes).toMatchObject({ status: 'concluded', dueAt: shanghai('2026-03-31 00:00'), overdueAt: null });
    const no = submitted().as(supervisor).does('refuse_request').does('pass').ticket;
    expect(no.resultSubmittedAt! >= no.dueAt).toBe(true);
  });

  test('a pause granted then lasted until the result', () => {
    const story = signed().at('2026-03-20 10:00').as(head).does('request_pause', { until: '2026-04-10' });
    story.at('2026-03-25 10:00').as(handler).does('submit_result').as(supervisor).does('grant_request');
    expect(story.ticket).toMatchObject({ status: 'reviewing', pausedWorkingDays: 3, dueDay: '2026-03-26' });
  });

  test('sent back, the request still waits', () => {
    const story = endorsed('2026-03-20 17:00').drawing(SAMPLED).at('2026-03-23 10:00').as(handler).does('submit_result');
    expect(story.at('2026-03-24 10:00').as(supervisor).does('send_back').ticket.request).not.toBeNull();
    expect(lit(story, '2026-03-24 10:00')).not.toContain('yellow_light');
  });

  test('a wait for the reporter does not hold up the decision', () => {
    const story = endorsed('2026-03-18 10:00').as(handler).does('ask_reporter').as(supervisor).does('grant_request');
    expect(story.ticket).toMatchObject({ status: 'awaiting_reporter', extensionWorkingDays: 5 });
  });
});

describe('a change of complexity', () => {
  const complex = () => reported().as(townDesk).does('assess', { complexity: 'complex' }).does('dispatch', { complexity: 'complex' }).as(handler).does('sign_for');

  test('ordinary to complex counts two months from day 0, decided after the old end as well', () => {
    const story = signed().at('2026-03-23 10:00').as(handler).does('request_complexity').as(head).does('endorse_request').at('2026-03-25 10:00');
    expect(story.as(supervisor).does('grant_request').ticket).toMatchObject({ complexity: 'complex', dueDay: '2026-05-06', overdueAt: null });
    expect(story.events.at(-1)).toMatchObject({ type: 'complexity.changed', visibility: 'public', payload: { dueBefore: '2026-03-23', dueDay: '2026-05-06' } });
  });

  test('complex to ordinary while its end is still to come', () => {
    const story = complex().at('2026-03-10 10:00').as(head).does('request_complexity', { complexity: 'ordinary' }).as(supervisor).does('grant_request');
    expect(story.ticket).toMatchObject({ complexity: 'ordinary', dueDay: '2026-03-23' });
  });

  test('nobody is made late by it', () => {
    const story = complex().at('2026-03-20 10:00').as(head).does('request_complexity', { complexity: 'ordinary' });
    expect(story.at('2026-03-24 09:00').as(supervisor).refusal('grant_request')).toBe('REQUEST_END_PASSED');
    expect(complex().at('2026-03-24 09:00').as(head).refusal('request_complexity', { complexity: 'ordinary' })).toBe('REQUEST_END_PASSED');
  });

  test('to what it is already is no change; before the first dispatch triage sets it freely, afterwards nobody alone', () => {
    expect(signed().as(handler).refusal('request_complexity', { complexity: 'ordinary' })).toBe('REQUEST_MOVES_NOTHING');
    const story = reported().as(townDesk).does('assess', { complexity: 'complex' }).does('assess', { complexity: 'ordinary' }).does('dispatch').as(head).does('return');
    expect(story.as(townDesk).refusal('assess', { complexity: 'complex' })).toBe('COMPLEXITY_FIXED');
  });
});

test('withdrawing the matter ends the request; the next round begins with neither pause nor extension', () => {
  expect(asking('2026-03-18 10:00').as(cadre).does('withdraw').ticket.request).toBeNull();
});
