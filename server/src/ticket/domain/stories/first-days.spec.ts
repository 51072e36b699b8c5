// Owns the story of a ticket's first days: day 0, the round's deadline, and the limit of each stage on real days.
// Leaves the calendar itself to deadline/domain.
import { SYSTEM } from '../actor.js';
import { colleague, handler, head, headOf, supervisor, townDesk, UNITS } from '../testing/people.js';
import { dispatched, reported, signed } from '../testing/paths.js';
import type { Story } from '../testing/story.js';
import { reportedByCadre, reportedByFirm, shanghai } from '../testing/story.js';

describe('reported', () => {
  test.each([
    ['2025-12-31 10:00', '2025-12-31', '2026-01-22', '2026-01-04', false, 'over New Year; Sunday 4 January is worked'],
    ['2026-02-16 20:30', '2026-02-16', '2026-03-13', '2026-02-24', false, 'in the Spring Festival'],
    ['2026-06-30 23:59', '2026-06-30', '2026-07-21', '2026-07-01', false, 'a minute before midnight'],
    ['2026-07-01 00:00', '2026-07-01', '2026-07-22', '2026-07-02', false, 'at midnight'],
    ['2026-08-01 08:00', '2026-08-01', '2026-08-21', '2026-08-03', false, 'on a Saturday'],
    ['2026-12-28 09:00', '2026-12-28', '2027-01-19', '2026-12-29', true, 'into a year without a notice: provisional'],
  ])('%s: day 0 %s, due %s, to be assessed by %s, provisional %s: %s', (at, day0, dueDay, stageDueDay, dueProvisional) => {
    expect(reportedByCadre({ at }).ticket).toMatchObject({ status: 'submitted', round: 1, day0, dueDay, stageDueDay, dueProvisional });
  });

  test('a deadline ends at 24:00 of its day in Shanghai', () => {
    expect(reported().ticket).toMatchObject({ dueDay: '2026-03-23', dueAt: shanghai('2026-03-24 00:00') });
  });

  test('the firm’s lies with the district, the resident’s with the town; both have one reporter', () => {
    expect(reportedByFirm({ at: '2026-03-02 09:00' }).ticket).toMatchObject({ deskUnitId: 'district', reporterIds: ['zhou'], line: 'qinqing' });
    expect(reported().ticket).toMatchObject({ deskUnitId: UNITS.town, reporterIds: ['mo'], line: 'minqing' });
  });
});

test('routed: the proposal with the words that decided lies before triage, which is free to choose otherwise', () => {
  const story = reported().as(SYSTEM).does('route').as(townDesk);
  expect(story.ticket).toMatchObject({
    status: 'assessing', nature: null, categoryCode: null, leadUnitId: null, stageDueDay: '2026-03-03',
    suggestion: { nature: 'help', candidates: [{ leadUnitId: UNITS.education, words: ['上学', '接送'] }] },
  });
  expect(story.events.at(-1)).toMatchObject({ type: 'ticket.routed', visibility: 'internal' });
  expect(story.does('dispatch', { leadUnitId: UNITS.transport, assistingUnitIds: [] }).ticket.leadUnitId).toBe(UNITS.transport);
});

describe('assessed', () => {
  test('as complex: two months from day 0, whatever day it is assessed', () => {
    const story = reportedByCadre({ at: '2025-12-31 10:00' }).at('2026-01-04 09:00').as(townDesk).does('assess', { complexity: 'complex' });
    expect(story.ticket).toMatchObject({ status: 'assessing', dueDay: '2026-02-28', day0: '2025-12-31' });
    expect(story.does('assess', { complexity: 'ordinary' }).ticket.dueDay).toBe('2026-01-22');
  });

  test('the day that the receipt told moves only with its own event, also by the dispatch itself', () => {
    const moved = (story: Story) => story.events.filter(({ type }) => type === 'complexity.changed').map(({ visibility, payload }) => ({ visibility, ...payload }));
    const toComplex = { visibility: 'public', complexity: 'complex', dueBefore: '2026-03-23', dueDay: '2026-05-06' };
    const story = reported().as(townDesk).does('assess', { complexity: 'complex' });
    expect(moved(story)).toEqual([toComplex]);
    expect(moved(story.does('assess', { complexity: 'ordinary' }))).toEqual([toComplex, { ...toComplex, complexity: 'ordinary', dueBefore: '2026-05-06', dueDay: '2026-03-23' }]);
    expect(moved(reported().as(townDesk).does('assess').does('dispatch', { complexity: 'complex' }))).toEqual([toComplex]);
    expect(moved(dispatched())).toEqual([]);
    // Another system's earlier day decides either way.
    expect(moved(reported({ channel: 'hotline_12345', foreignDueDay: '2026-03-10' }).as(townDesk).does('assess', { complexity: 'complex' }))).toEqual([]);
  });

  test('is needed before a unit can be chosen, in the same move or before', () => {
    const story = reported().as(townDesk);
    const blank = { nature: undefined, categoryCode: undefined, complexity: undefined };
    expect(story.refusal('dispatch', blank)).toBe('NATURE_MISSING');
    expect(story.does('assess').refusal('dispatch', blank)).toBeNull();
    expect(story.does('dispatch', { ...blank, complexity: 'complex' }).ticket).toMatchObject({ complexity: 'complex', dueDay: '2026-05-06' });
  });

  test('complexity is fixed by the first dispatch', () => {
    const story = dispatched().as(headOf(UNITS.education)).does('return').as(townDesk);
    expect(story.refusal('assess', { complexity: 'complex' })).toBe('COMPLEXITY_FIXED');
    expect(story.refusal('dispatch', { complexity: 'complex' })).toBe('COMPLEXITY_FIXED');
    expect(story.does('assess', { nature: 'complaint' }).ticket).toMatchObject({ nature: 'complaint', complexity: 'ordinary' });
  });
});

describe('dispatched and signed', () => {
  test('sign within a working day, first contact within one after signing, then no stage runs', () => {
    const story = dispatched();
    expect(story.ticket).toMatchObject({ status: 'dispatched', stageDueDay: '2026-03-03', firstDispatchedAt: shanghai('2026-03-02 15:00') });
    story.at('2026-03-06 09:00').as(handler).does('sign_for');
    expect(story.ticket).toMatchObject({ status: 'handling', stageDueDay: '2026-03-09', assigneeId: handler.personId, firstContactAt: null });
    story.at('2026-03-09 10:00').does('message');
    expect(story.ticket).toMatchObject({ firstContactAt: shanghai('2026-03-09 10:00'), stageDueDay: null, stageDueAt: null });
    expect(story.at('2026-03-10 10:00').does('message').ticket.firstContactAt).toEqual(shanghai('2026-03-09 10:00'));
  });

  test('a word before signing is a first contact, but the signature stays due', () => {
    const story = dispatched().at('2026-03-03 09:00').as(head).does('message');
    expect(story.ticket).toMatchObject({ firstContactAt: shanghai('2026-03-03 09:00'), stageDueDay: '2026-03-03' });
  });

  test('an assisting unit’s word is not the lead’s contact', () => {
    const story = signed().as(headOf(UNITS.transport)).does('message');
    expect(story.ticket).toMatchObject({ firstContactAt: null, stageDueDay: '2026-03-04' });
  });

  test('who signs as handler has it; a head who signs still names somebody, and colleagues only look on then', () => {
    const story = dispatched().as(head).does('sign_for');
    expect(story.ticket.assigneeId).toBeNull();
    expect(story.as(colleague).capacities()).toEqual(['lead_handler']);
    expect(story.as(head).does('assign').ticket.assigneeId).toBe(handler.personId);
    expect(story.as(colleague).capacities()).toEqual(['lead_colleague']);
    expect(story.refusal('submit_result')).toBe('ACTION_FORBIDDEN');
  });

  test('a review has one working day, over Qingming three days more', () => {
    const story = signed().at('2026-04-03 10:00').as(handler).does('submit_result', { kind: 'answered' });
    expect(story.ticket).toMatchObject({ status: 'reviewing', stage: 'head', stageDueDay: '2026-04-07' });
  });

  test('units called in: who came and who did not is on record, the clock runs', () => {
    const story = signed().as(handler);
    expect(story.refusal('record_arrivals')).toBe('UNITS_NOT_CALLED');
    story.does('call_units').does('record_arrivals', { arrivedUnitIds: [UNITS.bus, UNITS.education] });
    expect(story.ticket).toMatchObject({ stickingPoint: 'approval', unitsCall: { arrivedUnitIds: [UNITS.bus] }, dueDay: '2026-03-23' });
    expect(story.events.at(-1)).toMatchObject({
      type: 'arrivals.recorded', visibility: 'internal', payload: { arrivedUnitIds: [UNITS.bus], absentUnitIds: [UNITS.police] },
    });
    expect(story.as(head).does('ask_higher_level').ticket).toMatchObject({ higherLevelAsked: true, status: 'handling', dueDay: '2026-03-23' });
  });

  test('instructions and cards move nothing', () => {
    const story = signed();
    const before = story.ticket;
    story.as(supervisor).does('card').does('note').does('urge');
    expect({ ...story.ticket, version: before.version }).toEqual(before);
  });
});
