// Owns the story of a second round in the same hands: the same unit, the same person, each with a reason or not at all.
// Leaves who else may get it to the other stories.
import { SYSTEM } from '../actor.js';
import { UNSATISFIED } from '../testing/inputs.js';
import { UNITS, colleague, handler, head, scanned, townDesk } from '../testing/people.js';
import { dispatched, reported, told } from '../testing/paths.js';

const reopened = () => told().at('2026-03-09 10:00').as(scanned('mo', 1)).does('rate', UNSATISFIED).as(SYSTEM).does('reopen');
const again = () => reopened().as(townDesk).does('dispatch', { sameLeadReason: '校车由教育局主管。' });

test('the same lead unit needs a reason, which everybody reads', () => {
  const story = reopened().as(townDesk);
  expect(story.refusal('dispatch')).toBe('LEAD_REPEATED_NEEDS_REASON');
  expect(story.refusal('dispatch', { sameLeadReason: '   ' })).toBe('LEAD_REPEATED_NEEDS_REASON');
  expect(again().events.at(-1)).toMatchObject({ type: 'ticket.dispatched', visibility: 'public', payload: { sameLeadReason: '校车由教育局主管。' } });
});

test('another lead needs none, though it assisted before; the same one may assist now', () => {
  const story = reopened().as(townDesk);
  expect(story.refusal('dispatch', { leadUnitId: UNITS.transport, assistingUnitIds: [UNITS.education] })).toBeNull();
});

test('the same person needs a reason; a colleague needs none', () => {
  const story = again().as(head);
  expect(story.refusal('assign')).toBe('PERSON_REPEATED_NEEDS_REASON');
  expect(story.refusal('assign', { personId: colleague.personId })).toBeNull();
  story.does('assign', { reason: '熟悉学校情况，已谈话。' });
  expect(story.ticket.assigneeId).toBe(handler.personId);
  expect(story.events.at(-1)).toMatchObject({ type: 'ticket.assigned', visibility: 'internal', payload: { reason: '熟悉学校情况，已谈话。' } });
});

test('reassigning within a round needs none', () => {
  const story = dispatched().as(head).does('assign').does('assign', { personId: colleague.personId });
  expect(story.refusal('assign')).toBeNull();
});

test('nobody from another unit is assigned', () => {
  expect(dispatched().as(head).refusal('assign', { personId: 'transport.handler' })).toBe('PERSON_NOT_IN_UNIT');
});

test('a unit does not lead and assist at once, and assists once', () => {
  const story = reported().as(townDesk);
  expect(story.refusal('dispatch', { assistingUnitIds: [UNITS.education] })).toBe('LEAD_ALSO_ASSISTING');
  expect(story.does('dispatch', { assistingUnitIds: [UNITS.bus, UNITS.bus] }).ticket.assisting).toEqual([{ unitId: UNITS.bus, answeredAt: null, dueDay: '2026-03-18' }]);
});

test('who handled it before may sign again, but takes it only when the head says why', () => {
  const story = again().as(handler).does('sign_for');
  expect(story.ticket).toMatchObject({ status: 'handling', assigneeId: null });
  expect(story.as(head).refusal('assign', { personId: handler.personId })).toBe('PERSON_REPEATED_NEEDS_REASON');
});
