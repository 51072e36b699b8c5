// Owns the story of 当场解决: solved at the door, told, rated by the reporter and never by who solved it.
// Leaves the visit around it to the visit feature.
import { SYSTEM } from '../actor.js';
import { UNSATISFIED } from '../testing/inputs.js';
import { cadre, cadreOf, scanned, supervisor, townDesk, UNITS } from '../testing/people.js';
import { SAMPLED, UNSAMPLED, reportedByCadre, shanghai } from '../testing/story.js';

const solved = (draw = UNSAMPLED) => reportedByCadre({ at: '2026-03-07 15:00', solvedOnSpot: '当场换了灯泡，试亮。', draw });
const toldOfIt = () => solved().at('2026-03-07 15:10').as(cadre).does('deliver', { channel: 'in_person' });

test('nothing is left to handle: concluded at once, by the cadre', () => {
  const story = solved();
  expect(story.ticket).toMatchObject({
    status: 'concluded', concludedAt: shanghai('2026-03-07 15:00'), stageDueAt: null, leadUnitId: null,
    result: { kind: 'solved_on_spot', text: '当场换了灯泡，试亮。', submittedBy: cadre.personId },
  });
  expect(story.events.map((event) => event.type)).toEqual(['ticket.solved_on_spot', 'ticket.concluded']);
});

test.each([[SAMPLED, true], [UNSAMPLED, false]])('drawn %d: in the supervisor’s sample %s', (draw, sampled) => {
  expect(solved(draw).ticket.sampled).toBe(sampled);
});

test('the cadre may not rate, nor another cadre of the town', () => {
  const story = toldOfIt();
  expect(story.as(cadre).refusal('rate')).toBe('RATING_BY_SOLVER');
  expect(story.offers()).not.toContain('rate');
  expect(story.as(cadreOf(UNITS.town, 'other')).refusal('rate')).toBe('TICKET_NOT_FOUND');
  expect(story.as(supervisor).refusal('rate')).toBe('ACTION_FORBIDDEN');
});

test('the reporter may, but 理解 is no answer to a deed', () => {
  const story = toldOfIt().as(scanned('mo', 1));
  expect(story.refusal('rate', { satisfaction: 'understands' })).toBe('RATING_UNDERSTANDS_REFUSED');
  expect(story.does('rate').ticket).toMatchObject({ status: 'closed', closedAs: 'rated', closedAt: shanghai('2026-03-07 15:10') });
});

test('unsatisfied: it gets a round with the town’s desk like any other', () => {
  const story = toldOfIt().at('2026-03-08 10:00').as(scanned('mo', 1)).does('rate', UNSATISFIED).as(SYSTEM).does('reopen');
  expect(story.ticket).toMatchObject({ status: 'assessing', round: 2, day0: '2026-03-08', deskUnitId: UNITS.town, result: null, sampled: null });
  expect(story.as(townDesk).refusal('dispatch')).toBeNull();
  expect(story.as(cadre).refusal('withdraw')).toBe('WITHDRAW_ROUND');
});
