// Owns the story of the village lamp: returned by two units, designated to a third, while the clock runs on.
// Leaves what the third unit does with it to the other stories.
import { UNITS, cadre, handlerOf, headOf, supervisor, townDesk } from '../testing/people.js';
import { reportedByCadre, shanghai } from '../testing/story.js';

/** Friday 26 September 2025; Sunday 28 is worked for the National Day, 1 to 8 October are off. */
const lamp = () => reportedByCadre({ at: '2025-09-26 09:00', title: '村口路灯半年不亮', subjectKind: 'village' })
  .at('2025-09-26 11:00').as(townDesk).does('assess').does('dispatch', { leadUnitId: UNITS.transport, assistingUnitIds: [] });
const returnedOnce = () => lamp().at('2025-09-28 23:59').as(headOf(UNITS.transport)).does('return', { proposedUnitId: UNITS.lighting });
const returnedTwice = () => returnedOnce().at('2025-09-29 09:00').as(townDesk).does('dispatch', { leadUnitId: UNITS.town, assistingUnitIds: [] })
  .at('2025-09-30 17:00').as(headOf(UNITS.town)).does('return');

test('a return keeps the proposed unit, and the unit keeps its view', () => {
  const story = returnedOnce();
  expect(story.ticket).toMatchObject({
    status: 'assessing', leadUnitId: null, dispatchedAt: null, proposedUnitId: UNITS.lighting, returnCount: 1,
    returnedUnitIds: [UNITS.transport], stageDueDay: '2025-09-29',
  });
  expect(story.as(handlerOf(UNITS.transport)).capacities()).toEqual(['former_unit']);
  expect(story.as(townDesk).does('dispatch', { leadUnitId: UNITS.lighting, assistingUnitIds: [] }).ticket.proposedUnitId).toBeNull();
});

test('the window is one working day: to the end of the worked Sunday, not a minute more', () => {
  const story = lamp().as(headOf(UNITS.transport));
  expect(story.at('2025-09-28 23:59').refusal('return')).toBeNull();
  expect(story.at('2025-09-29 00:00').refusal('return')).toBe('RETURN_WINDOW_OVER');
});

test('signing ends the right to return, and only the head has it', () => {
  const story = lamp();
  expect(story.as(handlerOf(UNITS.transport)).refusal('return')).toBe('ACTION_FORBIDDEN');
  expect(story.does('sign_for').as(headOf(UNITS.transport)).refusal('return')).toBe('STATUS_CONFLICT');
});

test('once per unit and round', () => {
  const story = returnedOnce().at('2025-09-29 09:00').as(townDesk).does('dispatch', { leadUnitId: UNITS.transport, assistingUnitIds: [] });
  expect(story.as(headOf(UNITS.transport)).refusal('return')).toBe('RETURN_ALREADY_USED');
});

test('twice per ticket: triage cannot try a third unit, somebody has to be designated', () => {
  const story = returnedTwice().as(townDesk);
  expect(story.refusal('dispatch', { leadUnitId: UNITS.lighting, assistingUnitIds: [] })).toBe('DESIGNATION_NEEDED');
});

test('designated after two returns: final, by the supervisor, with a reason', () => {
  const story = returnedTwice();
  expect(story.as(townDesk).refusal('designate')).toBe('ACTION_FORBIDDEN');
  story.at('2025-10-09 10:00').as(supervisor).does('designate');
  expect(story.ticket).toMatchObject({
    status: 'dispatched', designated: true, leadUnitId: UNITS.lighting, assisting: [{ unitId: UNITS.transport, answeredAt: null }],
    returnCount: 2, stageDueDay: '2025-10-10',
  });
  expect(story.as(headOf(UNITS.lighting)).refusal('return')).toBe('RETURN_DESIGNATED');
  expect(story.as(handlerOf(UNITS.transport)).capacities()).toEqual(['assist_member']);
});

test('a dispute after one return is enough to designate; without any there is nothing to decide', () => {
  expect(returnedOnce().as(supervisor).refusal('designate')).toBeNull();
  const fresh = reportedByCadre({ at: '2025-09-26 09:00' }).as(townDesk).does('assess').as(supervisor);
  expect(fresh.refusal('designate')).toBe('DESIGNATE_NOT_DUE');
});

test('the clock never stopped: two returns, a designation and a holiday later the deadline is the same', () => {
  const story = returnedTwice();
  const told = { dueDay: '2025-10-23', dueAt: shanghai('2025-10-24 00:00'), day0: '2025-09-26', pausedWorkingDays: 0 };
  expect(story.ticket).toMatchObject(told);
  expect(story.at('2025-10-09 10:00').as(supervisor).does('designate').ticket).toMatchObject(told);
});

test('the reporter’s side sees each station in the timeline', () => {
  const story = returnedTwice().as(supervisor).does('designate');
  const shown = story.events.filter((event) => event.visibility === 'public').map((event) => event.type);
  expect(shown).toEqual([
    'ticket.submitted', 'ticket.assessed', 'ticket.dispatched', 'ticket.returned', 'ticket.dispatched', 'ticket.returned', 'ticket.designated',
  ]);
  expect(story.as(cadre).capacities()).toEqual(['submitter']);
});
