// Owns the story of an unreasonable rating: contested by the unit, excluded with a public reason or not, never changed.
// Leaves contests of lights and cards to their own.
import { SYSTEM } from '../actor.js';
import { UNSATISFIED } from '../testing/inputs.js';
import { UNITS, cadre, handler, head, headOf, scanned, supervisor, wearing } from '../testing/people.js';
import { anotherRound, told } from '../testing/paths.js';
import { minqing } from '../testing/story.js';

/** Rated on Monday 9 March 2026, and a new round opened at once: three working days end with the 12th. */
const unsatisfied = () => told().at('2026-03-09 09:00').as(scanned('mo', 1)).does('rate', UNSATISFIED).as(SYSTEM).does('reopen');
const contested = () => unsatisfied().at('2026-03-10 10:00').as(head).does('contest_rating');

test('the unit contests while the next round runs; the supervisor has ten working days', () => {
  const story = contested();
  expect(story.ticket).toMatchObject({ status: 'assessing', round: 2, contestDueDay: '2026-03-24' });
  expect(story.ticket.badRatings).toMatchObject([{ round: 1, reporterId: 'mo', unitId: UNITS.education, reason: 'not_solved', contest: { byId: head.personId }, decision: null }]);
  expect(story.events.at(-1)).toMatchObject({ type: 'rating.contested', visibility: 'internal', payload: { ratedRound: 1, unitId: UNITS.education } });
});

test('three working days, the last one whole', () => {
  expect(unsatisfied().at('2026-03-12 23:59').as(head).refusal('contest_rating')).toBeNull();
  expect(unsatisfied().at('2026-03-13 00:00').as(head).refusal('contest_rating')).toBe('RATING_CONTEST_OVER');
});

test('before the new round opens it is the lead’s head who contests', () => {
  expect(told().at('2026-03-09 09:00').as(scanned('mo', 1)).does('rate', UNSATISFIED).as(head).refusal('contest_rating')).toBeNull();
});

test('excluded: the rating and its round stand, the reporter reads the reason', () => {
  const story = contested().at('2026-03-12 10:00').as(supervisor).does('exclude_rating', { reason: '线路审批权在市里。' });
  expect(story.ticket).toMatchObject({ contestDueDay: null, unsatisfiedCount: 1, round: 2 });
  expect(story.ticket.badRatings).toMatchObject([{ reason: 'not_solved', text: UNSATISFIED.text, decision: { excluded: true, reason: '线路审批权在市里。' } }]);
  expect(story.events.at(-1)).toMatchObject({ type: 'rating.excluded', visibility: 'public', payload: { reporterId: 'mo', reason: '线路审批权在市里。' } });
});

test('not excluded: it counts, and only staff read why; it is not contested twice', () => {
  const story = contested().as(supervisor).does('keep_rating');
  expect(story.events.at(-1)).toMatchObject({ type: 'rating.kept', visibility: 'internal' });
  expect(story.ticket.badRatings[0]?.decision?.excluded).toBe(false);
  expect(story.as(head).refusal('contest_rating')).toBe('RATING_CONTEST_NONE');
  expect(story.as(supervisor).refusal('exclude_rating')).toBe('RATING_CONTEST_UNDECIDED_NONE');
});

test('a late decision is still a decision', () => {
  expect(contested().at('2026-04-20 09:00').as(supervisor).refusal('exclude_rating')).toBeNull();
});

test('nobody decides the own contest', () => {
  const both = wearing(head, supervisor);
  const story = unsatisfied().at('2026-03-10 10:00').as(both).does('contest_rating');
  for (const action of ['exclude_rating', 'keep_rating'] as const) expect(story.refusal(action)).toBe('OWN_RATING_CONTEST');
  expect(story.as(supervisor).refusal('exclude_rating')).toBeNull();
});

test('only the head of the unit that was rated', () => {
  const story = unsatisfied();
  expect(story.as(handler).refusal('contest_rating')).toBe('RATING_CONTEST_NONE');
  expect(story.as(headOf(UNITS.transport)).refusal('contest_rating')).toBe('RATING_CONTEST_NONE');
  for (const actor of [cadre, supervisor]) expect(story.as(actor).refusal('contest_rating')).toBe('ACTION_FORBIDDEN');
  expect(story.as(headOf(UNITS.lighting)).refusal('contest_rating')).toBe('TICKET_NOT_FOUND');
});

test('each round’s rating is its own unit’s; two contests are decided in the order they came', () => {
  const story = contested().at('2026-03-11 09:00');
  anotherRound(story, '2026-03-11', UNITS.lighting).as(scanned('mo', 2)).does('rate', UNSATISFIED);
  expect(story.as(head).refusal('contest_rating')).toBe('RATING_CONTEST_NONE');
  story.as(headOf(UNITS.lighting)).does('contest_rating');
  expect(story.ticket.badRatings.map(({ round, unitId }) => [round, unitId])).toEqual([[1, UNITS.education], [2, UNITS.lighting]]);
  expect(story.as(supervisor).does('keep_rating').ticket.badRatings.map(({ decision }) => decision?.excluded ?? null)).toEqual([false, null]);
  expect(story.does('exclude_rating').ticket.badRatings.map(({ decision }) => decision?.excluded ?? null)).toEqual([false, true]);
});

test('a good word has nothing to contest; a line may give more days', () => {
  expect(told().as(scanned('mo', 1)).does('rate').as(head).refusal('contest_rating')).toBe('RATING_CONTEST_NONE');
  const line = { ...minqing, limits: { ...minqing.limits, stageWorkingDays: { ...minqing.limits.stageWorkingDays, contest: 5 } } };
  const story = told({ line }).at('2026-03-09 09:00').as(scanned('mo', 1)).does('rate', UNSATISFIED);
  expect(story.at('2026-03-16 23:59').as(head).refusal('contest_rating')).toBeNull();
});
