// Owns the story of 提级: from the town's desk to the district's, who sees what before and after.
// Leaves lifting by the second unsatisfied round to unsatisfied-rounds.spec.ts.
import { UNITS, districtDesk, townDesk, townDeskOf } from '../testing/people.js';
import { reported } from '../testing/paths.js';
import { reportedByFirm } from '../testing/story.js';

const lifted = () => reported().at('2026-03-03 10:00').as(townDesk).does('lift', { reason: '涉及全区线路。' });

test('before: the village’s ticket is its town’s alone', () => {
  const story = reported();
  expect(story.as(townDesk).capacities()).toEqual(['desk_triage']);
  expect(story.as(districtDesk).refusal('assess')).toBe('TICKET_NOT_FOUND');
  expect(story.as(townDeskOf(UNITS.otherTown)).refusal('assess')).toBe('TICKET_NOT_FOUND');
});

test('after: the district has it, with a working day to assess; the town looks on', () => {
  const story = lifted();
  expect(story.ticket).toMatchObject({ status: 'submitted', deskUnitId: 'district', stageDueDay: '2026-03-04', dueDay: '2026-03-23' });
  expect(story.events.at(-1)).toMatchObject({ type: 'ticket.lifted', visibility: 'internal', payload: { reason: '涉及全区线路。' } });
  expect(story.as(townDesk).capacities()).toEqual(['triage']);
  expect(story.refusal('assess')).toBe('ACTION_FORBIDDEN');
  expect(story.as(townDeskOf(UNITS.otherTown)).capacities()).toEqual([]);
  expect(story.as(districtDesk).does('assess').does('dispatch').ticket.status).toBe('dispatched');
});

test('also once assessed, and only once', () => {
  const story = reported().as(townDesk).does('assess').does('lift');
  expect(story.ticket).toMatchObject({ status: 'assessing', deskUnitId: 'district' });
  expect(story.as(districtDesk).refusal('lift')).toBe('LIFT_NOT_TOWN');
  expect(story.offers()).not.toContain('lift');
});

test('an enterprise’s ticket is the district’s from the start', () => {
  const story = reportedByFirm({ at: '2026-03-02 09:00' });
  expect(story.as(districtDesk).capacities()).toEqual(['desk_triage']);
  expect(story.refusal('lift')).toBe('LIFT_NOT_TOWN');
});
