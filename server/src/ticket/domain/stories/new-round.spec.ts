// Owns the story of the first new round: its day 0, its full limit, what is fresh and what is remembered.
// Leaves further rounds to unsatisfied-rounds.spec.ts, and who calls reopen to the worker.
import { SYSTEM } from '../actor.js';
import { UNSATISFIED } from '../testing/inputs.js';
import { UNITS, cadre, districtDesk, handler, headOf, scanned, supervisor, townDesk } from '../testing/people.js';
import { signed, told } from '../testing/paths.js';
import { reportedByCadre, shanghai } from '../testing/story.js';

const rated = (at: string) => told().at(at).as(scanned('mo', 1)).does('rate', UNSATISFIED);

test('an unsatisfied rating is kept and waits for the worker; it moves nothing by itself', () => {
  const story = rated('2026-03-10 19:00');
  expect(story.ticket).toMatchObject({
    status: 'awaiting_rating', round: 1, unsatisfiedAt: shanghai('2026-03-10 19:00'), unsatisfiedReason: 'not_solved', closedAt: null,
  });
  expect(story.refusal('rate')).toBe('RATING_DONE');
});

test.each([
  ['2026-03-10 19:00', '2026-03-10 19:00', '2026-03-10', '2026-03-31'],
  ['2026-03-10 23:59', '2026-03-11 00:01', '2026-03-10', '2026-03-31'],
  ['2026-03-11 00:00', '2026-03-11 00:00', '2026-03-11', '2026-04-01'],
  ['2026-03-10 23:59', '2026-03-20 09:00', '2026-03-10', '2026-03-31'],
  ['2026-04-03 12:00', '2026-04-07 09:00', '2026-04-03', '2026-04-27'],
])('rated %s, reopened %s: day 0 is %s, due %s', (ratedAt, reopenedAt, day0, dueDay) => {
  const story = rated(ratedAt).at(reopenedAt).as(SYSTEM).does('reopen');
  expect(story.ticket).toMatchObject({ status: 'assessing', round: 2, day0, dueDay });
});

test('rated on New Year’s Eve, reopened in the new year: the limit counts from the eve', () => {
  const story = reportedByCadre({ at: '2025-12-25 09:00', solvedOnSpot: '已调解。' }).as(cadre).does('deliver');
  story.at('2025-12-31 23:59').as(scanned('mo', 1)).does('rate', UNSATISFIED);
  expect(story.at('2026-01-01 00:01').as(SYSTEM).does('reopen').ticket).toMatchObject({ day0: '2025-12-31', dueDay: '2026-01-22' });
});

test('everything of the round is fresh, and who did it before is remembered', () => {
  const story = told();
  const first = story.ticket;
  expect(first).toMatchObject({ leadUnitId: UNITS.education, assigneeId: handler.personId });
  story.at('2026-03-10 19:00').as(scanned('mo', 1)).does('rate', UNSATISFIED).as(SYSTEM).does('reopen');
  expect(story.ticket).toMatchObject({
    leadUnitId: null, assigneeId: null, assisting: [], result: null, sampled: null, stage: null, askedReporter: false,
    dispatchedAt: null, signedAt: null, firstContactAt: null, resultSubmittedAt: null, concludedAt: null, deliveredAt: null,
    ratedReporterIds: [], unsatisfiedAt: null, pausedWorkingDays: 0, lightLit: [], stageLit: [], earlierYellow: false, overdueAt: null, stageDueDay: '2026-03-11',
    pastLeadUnitIds: [UNITS.education], pastAssigneeIds: [handler.personId], unsatisfiedCount: 1,
    nature: first.nature, categoryCode: first.categoryCode, complexity: first.complexity, firstDispatchedAt: first.firstDispatchedAt,
  });
  expect(story.ticket.involvedUnitIds).toEqual([UNITS.education, UNITS.transport]);
  expect(story.events.at(-1)).toMatchObject({ type: 'ticket.reopened', visibility: 'public', payload: { round: 2, reason: 'not_solved' } });
  expect(story.as(handler).capacities()).toEqual(['former_unit']);
});

test('a complex ticket gets its two months again', () => {
  const story = reportedByCadre({ at: '2026-03-02 09:00' }).as(townDesk).does('assess', { complexity: 'complex' });
  story.does('answer_at_once').as(supervisor).does('pass').as(cadre).does('deliver');
  story.at('2026-06-30 09:00').as(scanned('mo', 1)).does('rate', UNSATISFIED).as(SYSTEM).does('reopen');
  expect(story.ticket).toMatchObject({ complexity: 'complex', day0: '2026-06-30', dueDay: '2026-08-31' });
});

test('once per round: a second call of the worker finds nothing to do', () => {
  const story = rated('2026-03-10 19:00').as(SYSTEM).does('reopen');
  expect(story.refusal('reopen')).toBe('STATUS_CONFLICT');
  expect(told().as(SYSTEM).refusal('reopen')).toBe('REOPEN_NOT_DUE');
});

test('a reason is owed with it: one tap and words', () => {
  const story = told().as(scanned('mo', 1));
  expect(story.refusal('rate', { satisfaction: 'unsatisfied' })).toBe('RATING_REASON_MISSING');
  expect(story.refusal('rate', { satisfaction: 'unsatisfied', reason: 'too_slow' })).toBe('RATING_REASON_MISSING');
  expect(story.refusal('rate', { satisfaction: 'unsatisfied', text: '太慢' })).toBe('RATING_REASON_MISSING');
});

test('it can be asked and returned afresh; the returns of the whole ticket still count', () => {
  const story = signed().as(handler).does('ask_reporter').at('2026-03-05 09:00').as(scanned('mo', 1)).does('answer_question');
  expect(story.ticket.pausedWorkingDays).toBe(2);
  story.at('2026-03-06 10:00').as(handler).does('submit_result').as(cadre).does('deliver');
  story.as(scanned('mo', 1)).does('rate', UNSATISFIED).as(SYSTEM).does('reopen');
  expect(story.ticket).toMatchObject({ pausedWorkingDays: 0, askedReporter: false, dueDay: '2026-03-27' });
  const to = (leadUnitId: string) => story.as(townDesk).does('dispatch', { leadUnitId, assistingUnitIds: [] });
  to(UNITS.transport).as(headOf(UNITS.transport)).does('return');
  to(UNITS.bus).as(headOf(UNITS.bus)).does('return');
  expect(story.as(townDesk).refusal('dispatch', { leadUnitId: UNITS.police, assistingUnitIds: [] })).toBe('DESIGNATION_NEEDED');
  story.as(supervisor).does('designate', { leadUnitId: UNITS.police, assistingUnitIds: [] });
  const police = { ...handler, personId: 'police.handler', grants: [{ role: 'handler' as const, scope: 'unit' as const, key: UNITS.police }] };
  expect(story.as(police).does('sign_for').does('ask_reporter').ticket).toMatchObject({ round: 2, askedReporter: true });
  expect(story.as(districtDesk).capacities()).toEqual([]);
});
