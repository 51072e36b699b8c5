// Owns the story of an approved pause: the shift is the working time that passed, and nothing goes past two months.
// Leaves the request before it to the clocks' own feature.
import { SYSTEM } from '../actor.js';
import { handler, head, supervisor, townDesk } from '../testing/people.js';
import { reported, signed } from '../testing/paths.js';

const pausedOn = (at: string) => signed().at(at).as(supervisor).does('pause');

test('a pause has a reason, an end and a document, and stops the clock', () => {
  const story = pausedOn('2026-03-09 09:00');
  expect(story.ticket).toMatchObject({ status: 'paused', stoppedOn: '2026-03-09', stageDueDay: null, dueDay: '2026-03-23' });
  expect(story.events.at(-1)).toMatchObject({
    type: 'clock.paused', visibility: 'public', payload: { reason: 'test', until: '2026-12-31', document: '环监〔2026〕7号' },
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
  story.at('2026-03-12 09:00').does('pause').at('2026-03-16 09:00').does('resume');
  expect(story.ticket).toMatchObject({ pausedWorkingDays: 3, dueDay: '2026-03-26' });
});

test('nothing goes past two months from day 0, which here end after the Labour Day holiday', () => {
  const story = pausedOn('2026-03-04 09:00').at('2026-06-01 09:00').does('resume');
  expect(story.ticket).toMatchObject({ status: 'handling', dueDay: '2026-05-06', day0: '2026-03-02' });
  expect(story.ticket.pausedWorkingDays).toBeGreaterThan(40);
});

test('a complex ticket’s two months are not shifted', () => {
  const story = reported().as(townDesk).does('assess', { complexity: 'complex' }).does('dispatch', { complexity: 'complex' });
  story.as(handler).does('sign_for').at('2026-03-09 09:00').as(supervisor).does('pause').at('2026-03-20 09:00').does('resume');
  expect(story.ticket).toMatchObject({ pausedWorkingDays: 9, dueDay: '2026-05-06' });
});

test('a pause ends later than today', () => {
  const story = signed().at('2026-03-09 09:00').as(supervisor);
  expect(story.refusal('pause', { until: '2026-03-09' })).toBe('PAUSE_END_INVALID');
  expect(story.refusal('pause', { until: '2026-03-10' })).toBeNull();
});

test('the supervisor decides; the head may end it; the handler neither', () => {
  expect(signed().as(head).refusal('pause')).toBe('ACTION_FORBIDDEN');
  expect(signed().as(handler).refusal('pause')).toBe('ACTION_FORBIDDEN');
  const story = pausedOn('2026-03-09 09:00');
  expect(story.as(handler).refusal('resume')).toBe('ACTION_FORBIDDEN');
  expect(story.as(head).refusal('resume')).toBeNull();
});

test('while it lasts: no result, no second pause, no question, no light', () => {
  const story = pausedOn('2026-03-09 09:00').at('2026-04-30 09:00');
  expect(story.refusal('pause')).toBe('STATUS_CONFLICT');
  expect(story.as(handler).refusal('submit_result')).toBe('STATUS_CONFLICT');
  expect(story.refusal('ask_reporter')).toBe('STATUS_CONFLICT');
  expect(story.as(SYSTEM).refusal('light')).toBe('LIGHT_NOT_DUE');
});
