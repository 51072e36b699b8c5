// Owns the story of 直接答复: triage knows the answer, a supervisor looks at every one of them.
// Leaves the answers of units to review.spec.ts.
import { SYSTEM } from '../actor.js';
import { districtDesk, scanned, supervisor, townDesk, wearing } from '../testing/people.js';
import { reported } from '../testing/paths.js';
import { UNSAMPLED, reportedByFirm, shanghai } from '../testing/story.js';

const answered = () => reported().at('2026-03-02 10:00').as(townDesk).does('assess', { nature: 'consultation' })
  .drawing(UNSAMPLED).does('answer_at_once');

test('always before the supervisor, whatever the sample says; it is the first contact too', () => {
  expect(answered().ticket).toMatchObject({
    status: 'reviewing', stage: 'supervisor', sampled: true, stageDueDay: '2026-03-03', firstContactAt: shanghai('2026-03-02 10:00'),
    result: { kind: 'answered', submittedBy: townDesk.personId, final: false }, leadUnitId: null,
  });
  expect(reported().as(townDesk).refusal('answer_at_once')).toBe('STATUS_CONFLICT');
});

test('the reporter reads it only once it is passed', () => {
  const story = answered();
  expect(story.events.at(-1)).toMatchObject({ type: 'ticket.answered_at_once', visibility: 'internal' });
  story.at('2026-03-03 09:00').as(supervisor).does('pass');
  expect(story.ticket).toMatchObject({ status: 'concluded', stage: null, concludedAt: shanghai('2026-03-03 09:00') });
  expect(story.events.at(-1)).toMatchObject({ type: 'ticket.concluded', visibility: 'public', payload: { kind: 'answered' } });
});

test('sent back: to triage, with a working day to assess, on a clock that never stopped', () => {
  const story = answered().at('2026-03-03 09:00').as(supervisor).does('send_back');
  expect(story.ticket).toMatchObject({
    status: 'assessing', stage: null, result: null, resultSubmittedAt: null, stageDueDay: '2026-03-04', dueDay: '2026-03-23',
  });
  expect(story.as(townDesk).does('dispatch').ticket.status).toBe('dispatched');
});

test('nobody passes the own answer, though they wear both hats', () => {
  const both = wearing(districtDesk, supervisor);
  const story = reportedByFirm({ at: '2026-03-02 09:00' }).as(both).does('assess').does('answer_at_once');
  expect(story.refusal('pass')).toBe('OWN_RESULT');
  expect(story.offers()).not.toContain('pass');
  expect(story.as(supervisor).refusal('pass')).toBeNull();
});

test('a plan needs a day that is still to come', () => {
  const story = reported().at('2026-03-02 10:00').as(townDesk).does('assess');
  expect(story.refusal('answer_at_once', { kind: 'planned' })).toBe('PLAN_DATE_INVALID');
  expect(story.refusal('answer_at_once', { kind: 'planned', plannedFor: '2026-03-02' })).toBe('PLAN_DATE_INVALID');
  expect(story.does('answer_at_once', { kind: 'planned', plannedFor: '2026-03-03' }).ticket.result?.plannedFor).toBe('2026-03-03');
});

test('the reporter may say they understand', () => {
  const story = answered().as(supervisor).does('pass').as(SYSTEM).does('deliver').as(scanned('mo', 1));
  expect(story.does('rate', { satisfaction: 'understands' }).ticket).toMatchObject({ status: 'closed', closedAs: 'rated' });
});
