// Owns the story of a question to the reporter: the clock waits exactly as long as the answer takes, ten working days at most.
// Leaves the approved pause to pause.spec.ts.
import { SYSTEM } from '../actor.js';
import { account, cadre, handler, head, scanned } from '../testing/people.js';
import { paused, signed } from '../testing/paths.js';
import { minqing, shanghai } from '../testing/story.js';

/** Asked on Thursday 5 March 2026; without the wait due on Monday 23 March. */
const asked = () => signed().at('2026-03-05 10:00').as(handler).does('ask_reporter');
const answeredAt = (at: string) => asked().at(at).as(scanned('mo', 1)).does('answer_question').ticket;

test('the wait begins, and is told to end after ten working days', () => {
  expect(asked().ticket).toMatchObject({
    status: 'awaiting_reporter', askedReporter: true, stoppedOn: '2026-03-05', stageDueDay: '2026-03-19', dueDay: '2026-03-23',
    firstContactAt: shanghai('2026-03-05 10:00'),
  });
});

test.each([
  ['2026-03-05 23:59', 0, '2026-03-23', 'the same day'],
  ['2026-03-06 00:00', 1, '2026-03-24', 'the next day, from its first minute'],
  ['2026-03-07 12:00', 1, '2026-03-24', 'on Saturday: one working day passed'],
  ['2026-03-09 12:00', 2, '2026-03-25', 'on Monday'],
  ['2026-03-19 23:59', 10, '2026-04-07', 'on the last day, over Qingming'],
])('answered %s: %i working days later, due %s: %s', (at, pausedWorkingDays, dueDay) => {
  expect(answeredAt(at)).toMatchObject({ status: 'handling', pausedWorkingDays, dueDay, stoppedOn: null, stageDueDay: null });
});

describe('without an answer', () => {
  test('it goes on after the tenth working day, not before', () => {
    const story = asked().as(SYSTEM);
    expect(story.at('2026-03-19 23:59').refusal('stop_waiting')).toBe('WAITING_NOT_OVER');
    expect(story.at('2026-03-20 00:00').does('stop_waiting').ticket).toMatchObject({ status: 'handling', pausedWorkingDays: 10, dueDay: '2026-04-07' });
  });

  test('however late the worker comes, the wait was ten working days', () => {
    const story = asked().at('2026-03-27 09:00').as(SYSTEM).does('stop_waiting');
    expect(story.ticket).toMatchObject({ pausedWorkingDays: 10, dueDay: '2026-04-07' });
  });

  test('and so it was for an answer that comes after it, before the worker', () => {
    expect(answeredAt('2026-03-24 09:00')).toMatchObject({ pausedWorkingDays: 10, dueDay: '2026-04-07' });
  });

  test('a line may wait less', () => {
    const stageWorkingDays = { ...minqing.limits.stageWorkingDays, awaiting_reporter: 3 };
    const line = { ...minqing, limits: { ...minqing.limits, stageWorkingDays } };
    const story = signed({ line }).at('2026-03-05 10:00').as(handler).does('ask_reporter').at('2026-03-11 00:00').as(SYSTEM);
    expect(story.does('stop_waiting').ticket).toMatchObject({ pausedWorkingDays: 3, dueDay: '2026-03-26' });
  });
});

test('once a round', () => {
  const story = asked().at('2026-03-06 10:00').as(scanned('mo', 1)).does('answer_question').as(handler);
  expect(story.refusal('ask_reporter')).toBe('REPORTER_ALREADY_ASKED');
  expect(story.offers()).not.toContain('ask_reporter');
});

test('never nested with a pause, and no result while waiting', () => {
  const story = asked();
  expect(story.as(head).refusal('request_pause')).toBe('STATUS_CONFLICT');
  const pending = signed().at('2026-03-05 10:00').as(head).does('request_pause');
  expect(pending.as(handler).refusal('ask_reporter')).toBe('REQUEST_PENDING');
  expect(story.as(handler).refusal('submit_result')).toBe('STATUS_CONFLICT');
  expect(story.as(head).refusal('ask_reporter')).toBe('ACTION_FORBIDDEN');
});

test('a pause afterwards adds to it', () => {
  const story = asked().at('2026-03-09 12:00').as(scanned('mo', 1)).does('answer_question');
  paused(story.at('2026-03-10 09:00')).at('2026-03-12 09:00').does('resume');
  expect(story.ticket).toMatchObject({ pausedWorkingDays: 4, dueDay: '2026-03-27' });
});

test('the cadre may answer for the resident; nobody else', () => {
  expect(asked().as(cadre).refusal('answer_question')).toBeNull();
  expect(asked().as(handler).refusal('answer_question')).toBe('ACTION_FORBIDDEN');
  expect(asked().as(account).refusal('answer_question')).toBe('TICKET_NOT_FOUND');
});
