// Owns the story of an approved pause: the shift is the working time that passed, and nothing goes past two months.
// Leaves the request before it to the clocks' own feature.
import { SYSTEM } from '../actor.js';
import { timersOf } from '../lights.js';
import { handler, head, supervisor, townDesk } from '../testing/people.js';
import { paused, reported, signed } from '../testing/paths.js';
import type { Story } from '../testing/story.js';
import { calendar, minqing, shanghai } from '../testing/story.js';

const pausedOn = (at: string) => paused(signed().at(at), { until: '2026-12-31' });

test('a pause has a reason, an end and a document, and stops the clock', () => {
  const story = pausedOn('2026-03-09 09:00');
  expect(story.ticket).toMatchObject({ status: 'paused', stoppedOn: '2026-03-09', stageDueDay: '2026-12-31', dueDay: '2026-03-23' });
  expect(story.ticket.stops).toEqual([{ kind: 'pause', from: '2026-03-09', to: null, until: '2026-12-31', reason: 'test', document: '环监〔2026〕7号' }]);
  expect(story.events.at(-1)).toMatchObject({
    type: 'clock.paused', visibility: 'public', payload: { reason: 'test', from: '2026-03-09', until: '2026-12-31', document: '环监〔2026〕7号' },
  });
});

test.each([
  ['2026-03-09 09:00', '2026-03-09 18:00', 0, '2026-03-23', 'within a day'],
  ['2026-03-09 09:00', '2026-03-12 09:00', 3, '2026-03-26', 'three working days'],
  ['2026-03-06 18:00', '2026-03-08 10:00', 0, '2026-03-23', 'a weekend is no working time'],
  ['2026-03-06 18:00', '2026-03-09 00:00', 1, '2026-03-24', 'to Monday'],
  ['2026-03-20 09:00', '2026-04-07 09:00', 11, '2026-04-08', 'over Qingming, which shifts nothing by itself'],
])('paused %s, resumed %s: shifted %i, due %s: %s', (from, to, pausedWorkingDays, dueDay) => {
  const story = pausedOn(from).at(to).does('resume');
  expect(story.ticket).toMatchObject({ status: 'handling', stoppedOn: null, pausedWorkingDays, dueDay });
});

test('the assisting units owe their answers three working days before the lead’s deadline, wherever that moves', () => {
  const story = pausedOn('2026-03-09 09:00');
  expect(story.ticket.assisting).toMatchObject([{ answeredAt: null, dueDay: '2026-03-18' }]);
  expect(story.at('2026-03-12 09:00').does('resume').ticket).toMatchObject({ dueDay: '2026-03-26', assisting: [{ dueDay: '2026-03-23' }] });
});

test('two pauses add up', () => {
  const story = pausedOn('2026-03-09 09:00').at('2026-03-10 09:00').does('resume');
  paused(story.at('2026-03-12 09:00')).at('2026-03-16 09:00').does('resume');
  expect(story.ticket).toMatchObject({ pausedWorkingDays: 3, dueDay: '2026-03-26' });
});

test('nothing goes past two months from day 0, which here end after the Labour Day holiday', () => {
  const story = pausedOn('2026-03-04 09:00').at('2026-06-01 09:00').does('resume');
  expect(story.ticket).toMatchObject({ status: 'handling', dueDay: '2026-05-06', day0: '2026-03-02' });
  expect(story.ticket.pausedWorkingDays).toBeGreaterThan(40);
});

test('a complex ticket’s two months are not shifted', () => {
  const story = reported().as(townDesk).does('assess', { complexity: 'complex' }).does('dispatch', { complexity: 'complex' });
  paused(story.as(handler).does('sign_for').at('2026-03-09 09:00')).at('2026-03-20 09:00').does('resume');
  expect(story.ticket).toMatchObject({ pausedWorkingDays: 9, dueDay: '2026-05-06' });
});

test('a pause ends later than today', () => {
  const story = signed().at('2026-03-09 09:00').as(head);
  expect(story.refusal('request_pause', { until: '2026-03-09' })).toBe('PAUSE_END_INVALID');
  expect(story.refusal('request_pause', { until: '2026-03-10' })).toBeNull();
});

test('the head asks and the supervisor decides; both may end it; the handler neither', () => {
  for (const actor of [handler, supervisor]) expect(signed().as(actor).refusal('request_pause')).toBe('ACTION_FORBIDDEN');
  const story = pausedOn('2026-03-09 09:00');
  expect(story.as(handler).refusal('resume')).toBe('ACTION_FORBIDDEN');
  for (const actor of [head, supervisor]) expect(story.as(actor).refusal('resume')).toBeNull();
  expect(story.does('resume', { note: '检测报告已出。', document: '检〔2026〕9号' }).events.at(-1)).toMatchObject({
    type: 'clock.resumed', visibility: 'public', payload: { note: '检测报告已出。', document: '检〔2026〕9号' },
  });
});

test('while it lasts: no result, no second pause, no question, no request, no light', () => {
  const story = pausedOn('2026-03-09 09:00').at('2026-04-30 09:00').as(head);
  for (const action of ['request_pause', 'request_extension', 'request_complexity'] as const) expect(story.refusal(action)).toBe('STATUS_CONFLICT');
  expect(story.as(handler).refusal('submit_result')).toBe('STATUS_CONFLICT');
  expect(story.refusal('ask_reporter')).toBe('STATUS_CONFLICT');
});

describe('its last day', () => {
  // 9 to 20 March are nine working days: 23 March becomes 3 April.
  const story = () => paused(signed().at('2026-03-09 09:00'), { until: '2026-03-20' });

  test('counts whole; then it ends by itself', () => {
    expect(story().at('2026-03-20 23:59').as(SYSTEM).refusal('resume')).toBe('WAITING_NOT_OVER');
    expect(story().at('2026-03-21 00:00').as(SYSTEM).does('resume').ticket).toMatchObject({ status: 'handling', pausedWorkingDays: 9, dueDay: '2026-04-03' });
  });

  test('however late somebody ends it, the pause was until then', () => {
    expect(story().at('2026-04-01 09:00').as(head).does('resume').ticket).toMatchObject({ pausedWorkingDays: 9, dueDay: '2026-04-03' });
    expect(story().at('2026-04-20 09:00').as(SYSTEM).does('resume').ticket).toMatchObject({ pausedWorkingDays: 9, dueDay: '2026-04-03' });
  });
});

describe('no pause and no wait holds back the end of two months, here 6 May', () => {
  const setting = { calendar, line: minqing };
  const yellow = (story: Story) => timersOf(story.ticket, setting).find(({ level }) => level === 'yellow_light')?.dueAt;

  test('paused beyond it, the yellow light falls with it', () => {
    const story = pausedOn('2026-03-09 09:00');
    expect(yellow(story)).toEqual(shanghai('2026-05-07 00:00'));
    expect(story.at('2026-05-06 23:59').as(SYSTEM).refusal('light')).toBe('LIGHT_NOT_DUE');
    expect(story.at('2026-05-07 00:00').does('light').events.at(-1)).toMatchObject({ payload: { level: 'yellow_light', dueDay: '2026-05-06' } });
  });

  test('a complex ticket’s lights fall as if nothing stood still', () => {
    const story = reported().as(townDesk).does('assess', { complexity: 'complex' }).does('dispatch', { complexity: 'complex' });
    paused(story.as(handler).does('sign_for').at('2026-03-09 09:00'));
    expect(yellow(story)).toEqual(shanghai('2026-05-07 00:00'));
  });

  test('a pause that ends in time takes every moment back until it is over', () => {
    expect(timersOf(paused(signed().at('2026-03-09 09:00')).ticket, setting)).toEqual([]);
  });
});
