// Owns the story of a declined ticket: told path, one objection in five working days, upheld or overturned.
// Leaves how declined tickets are counted to the reports.
import { cadre, scanned, supervisor, townDesk } from '../testing/people.js';
import { reportedByCadre } from '../testing/story.js';

/** Declined on Thursday 30 April 2026; 1 to 5 May are off, Saturday 9 May is worked. */
const declined = () => reportedByCadre({ at: '2026-04-29 09:00' }).at('2026-04-30 10:00').as(townDesk).does('assess').does('decline');
const objected = () => declined().at('2026-05-08 09:00').as(scanned('mo', 1)).does('object');

test('the reporter is told the reason and the path, and until when they may object', () => {
  const story = declined();
  expect(story.ticket).toMatchObject({ status: 'declined', stageDueDay: '2026-05-11', objectedAt: null });
  expect(story.events.at(-1)).toMatchObject({ type: 'ticket.declined', visibility: 'public', payload: { reason: 'court' } });
});

test('five working days, over the holiday and the worked Saturday', () => {
  const story = declined().as(scanned('mo', 1));
  expect(story.at('2026-05-11 23:59').refusal('object')).toBeNull();
  expect(story.at('2026-05-12 00:00').refusal('object')).toBe('OBJECTION_WINDOW_OVER');
});

test('the cadre may object for the reporter; triage may not', () => {
  expect(declined().as(cadre).refusal('object')).toBeNull();
  expect(declined().as(townDesk).refusal('object')).toBe('ACTION_FORBIDDEN');
});

test('nothing to decide before there is an objection', () => {
  const story = declined().as(supervisor);
  expect(story.refusal('uphold_decline')).toBe('STATUS_CONFLICT');
  expect(story.refusal('overturn_decline')).toBe('STATUS_CONFLICT');
});

test('upheld: it stays declined, decided once, and a second objection is refused', () => {
  const story = objected().at('2026-05-11 09:00').as(supervisor).does('uphold_decline');
  expect(story.ticket).toMatchObject({ status: 'declined', objectionDecided: true, stageDueAt: null });
  expect(story.refusal('overturn_decline')).toBe('STATUS_CONFLICT');
  expect(story.as(scanned('mo', 1)).refusal('object')).toBe('OBJECTION_USED');
});

test('overturned: back to assessing on a clock that ran on', () => {
  const before = declined().ticket;
  const story = objected().at('2026-05-11 09:00').as(supervisor).does('overturn_decline');
  expect(story.ticket).toMatchObject({
    status: 'assessing', declinedAt: null, closedAt: null, stageDueDay: '2026-05-12', day0: '2026-04-29', dueDay: before.dueDay,
  });
  expect(story.as(townDesk).does('dispatch').ticket.status).toBe('dispatched');
});

test('declined again after that: the one objection is used', () => {
  const story = objected().at('2026-05-11 09:00').as(supervisor).does('overturn_decline').as(townDesk).does('decline', { reason: 'petition' });
  expect(story.as(scanned('mo', 1)).refusal('object')).toBe('OBJECTION_USED');
  expect(story.as(supervisor).refusal('uphold_decline')).toBe('STATUS_CONFLICT');
});

test('words are over on a declined ticket', () => {
  const story = declined();
  for (const action of ['note', 'message', 'supplement', 'urge'] as const) expect(story.as(cadre).refusal(action)).toBe('STATUS_CONFLICT');
});
