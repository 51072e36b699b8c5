// Owns trying each cell of the grid in testing/grid.ts, and a refusal for each empty one.
// Leaves the conditions of the moment to the stories: each cell is tried in a ticket where only table and rights matter.
import type { TicketAction } from '@zhitongche/shared/ticket/action-inputs.js';
import type { Status } from '@zhitongche/shared/ticket/vocabulary.js';
import { STATUSES } from '@zhitongche/shared/ticket/vocabulary.js';
import type { Actor, Capacity } from './actor.js';
import { CAPACITIES } from './actor.js';
import { judge } from './decide.js';
import { favourable, standIn } from './testing/capacities.js';
import { TICKET_ACTIONS, cell, everAllowed } from './testing/grid.js';
import { UNITS, accountOf, cadreOf, handlerOf, headOf, person, scanned, townDeskOf } from './testing/people.js';
import { IN_STATUS } from './testing/paths.js';
import { UNSAMPLED, calendar, minqing } from './testing/story.js';

/** No unit has the ticket yet, or no longer: for its people it is not there. */
const NO_UNIT: Capacity[] = ['lead_handler', 'lead_colleague', 'lead_head', 'assist_member'];
const NOT_THERE: Partial<Record<Status, Capacity[]>> = {
  // Not lifted: still the town's alone. Nobody has returned it yet.
  submitted: [...NO_UNIT, 'triage', 'former_unit'],
  assessing: NO_UNIT, merged: NO_UNIT, declined: NO_UNIT,
  // Withdrawn from the town's desk, by the only reporter.
  withdrawn: ['triage', 'former_unit', 'merged_reporter', 'merged_submitter'],
};
/** Reporters merged in act for themselves; the ticket they were joined to is not theirs to see. */
const JOINED: Capacity[] = ['merged_reporter', 'merged_submitter'];
/** A clock that stands still lights nothing, though the status is open; a review has a limit of its own. */
const STANDING: Status[] = ['awaiting_reporter', 'paused', 'concluded', 'awaiting_rating'];

const TICKETS = Object.fromEntries(STATUSES.map((status) => [status, IN_STATUS[status]().ticket]));

function judged(status: Status, action: TicketAction, capacity: Capacity, actor?: Actor) {
  const base = TICKETS[status];
  if (!base) throw new Error(`no ticket in ${status}`);
  const { ticket, now, facts = {} } = favourable(action, base, capacity);
  const setting = { now, calendar, line: minqing, draw: UNSAMPLED, facts };
  return judge(ticket, action, actor ?? standIn(capacity, ticket, action), setting);
}

function refusalOf(status: Status, action: TicketAction, capacity: Capacity) {
  if (NOT_THERE[status]?.includes(capacity)) return 'TICKET_NOT_FOUND';
  if (!everAllowed(action).has(capacity)) return JOINED.includes(capacity) ? 'TICKET_NOT_FOUND' : 'ACTION_FORBIDDEN';
  return action === 'light' && STANDING.includes(status) ? 'LIGHT_NOT_DUE' : 'STATUS_CONFLICT';
}

describe.each(STATUSES)('a ticket that is %s', (status) => {
  test('is in that status', () => {
    expect(TICKETS[status]).toMatchObject({ status, round: 1 });
  });

  test.each(TICKET_ACTIONS)('%s: who is in the cell may, everybody else is refused', (action) => {
    const may = cell(status, action).filter((capacity) => !NOT_THERE[status]?.includes(capacity));
    for (const capacity of may) expect(judged(status, action, capacity)).toEqual({ capacity, refusal: null });
    for (const capacity of CAPACITIES.filter((c) => !may.includes(c))) {
      expect({ capacity, refusal: judged(status, action, capacity).refusal }).toEqual({ capacity, refusal: refusalOf(status, action, capacity) });
    }
  });

  test.each<[string, Actor]>([
    ['another town’s desk', townDeskOf(UNITS.otherTown)],
    ['a handler of another unit', handlerOf(UNITS.lighting)],
    ['a head of another unit', headOf(UNITS.lighting)],
    ['another cadre of the same town', cadreOf(UNITS.town, 'other')],
    ['an enterprise account', accountOf('somefirm')],
    ['a scanned code of another ticket', scanned('zhang', 1)],
    ['the three administrators in one', person('admin', null, (['sysadmin', 'secadmin', 'auditor'] as const).map((role) => ({ role, scope: 'district', key: null })))],
  ])('does not exist for %s', (_who, actor) => {
    for (const action of TICKET_ACTIONS) {
      expect({ action, ...judged(status, action, 'linked', actor) }).toEqual({ action, capacity: null, refusal: 'TICKET_NOT_FOUND' });
    }
  });
});

test('no action is left out of the grid', () => {
  expect(TICKET_ACTIONS.filter((action) => everAllowed(action).size === 0)).toEqual([]);
});

test('a unit that had it answers for what it was lit and rated for, and does nothing else', () => {
  expect(TICKET_ACTIONS.filter((action) => everAllowed(action).has('former_unit')).sort()).toEqual(['contest_measure', 'contest_rating', 'explain_light']);
});

test('looking on is all that some may do: a linked cadre, a colleague, an earlier round’s code', () => {
  const lookingOn: Capacity[] = ['linked', 'lead_colleague', 'reporter_reader'];
  expect(TICKET_ACTIONS.filter((action) => lookingOn.some((capacity) => everAllowed(action).has(capacity)))).toEqual([]);
});
