// Owns the grid status × action → who, written by hand from the domain, and a refusal for each empty cell.
// Leaves the conditions of the moment to the stories: each cell is tried in a ticket where only table and rights matter.
import type { TicketAction } from '@zhitongche/shared/ticket/action-inputs.js';
import { ACTIONS } from '@zhitongche/shared/ticket/actions.js';
import type { Status } from '@zhitongche/shared/ticket/vocabulary.js';
import { STATUSES } from '@zhitongche/shared/ticket/vocabulary.js';
import type { Actor, Capacity } from './actor.js';
import { CAPACITIES } from './actor.js';
import { judge } from './decide.js';
import { favourable, standIn } from './testing/capacities.js';
import { UNITS, accountOf, cadreOf, handlerOf, headOf, person, scanned, townDeskOf } from './testing/people.js';
import { IN_STATUS } from './testing/paths.js';
import { UNSAMPLED, calendar, minqing } from './testing/story.js';

/** Short names, so that the grid fits on a page. */
const WHO = {
  reporter: 'reporter', reader: 'reporter_reader', cadre: 'submitter', desk: 'desk_triage', triage: 'triage', handler: 'lead_handler',
  colleague: 'lead_colleague', head: 'lead_head', assist: 'assist_member', former: 'former_unit', supervisor: 'supervisor',
  leader: 'leader', linked: 'linked', system: 'system', joined_firm: 'merged_reporter', joined_cadre: 'merged_submitter',
} as const satisfies Record<string, Capacity>;
type Row = Partial<Record<TicketAction, string>>;

/** Words, urges and acts that are possible in any open status, before a unit has the ticket … */
const WORDS_ON_THE_DESK: Row = {
  note: 'cadre desk supervisor leader', message: 'reporter cadre desk', supplement: 'reporter cadre', urge: 'reporter cadre supervisor',
  instruct: 'leader', take_charge: 'leader', joint_review: 'supervisor desk', card: 'supervisor',
};
/** … and after. */
const WORDS: Row = {
  ...WORDS_ON_THE_DESK,
  note: 'cadre desk handler head assist supervisor leader', message: 'reporter cadre desk handler head assist',
};

const GRID: Record<Status, Row> = {
  submitted: {
    ...WORDS_ON_THE_DESK, route: 'system', assess: 'desk system', lift: 'desk', dispatch: 'desk system', withdraw: 'reporter cadre',
    light: 'system',
  },
  assessing: {
    ...WORDS_ON_THE_DESK, route: 'system', assess: 'desk system', lift: 'desk', dispatch: 'desk system', answer_at_once: 'desk',
    answer_finally: 'desk', merge: 'desk', decline: 'desk', designate: 'supervisor', withdraw: 'reporter cadre', light: 'system',
  },
  dispatched: {
    ...WORDS, sign_for: 'handler head', return: 'head', assign: 'head', assist_answer: 'assist', withdraw: 'reporter cadre', light: 'system',
  },
  handling: {
    ...WORDS, assign: 'head', ask_reporter: 'handler', pause: 'supervisor', ask_higher_level: 'head', call_units: 'handler',
    record_arrivals: 'handler', assist_answer: 'assist', submit_result: 'handler head', withdraw: 'reporter cadre', light: 'system',
  },
  awaiting_reporter: {
    ...WORDS, answer_question: 'reporter cadre', stop_waiting: 'system', assist_answer: 'assist', withdraw: 'reporter cadre',
  },
  paused: { ...WORDS, resume: 'supervisor head', assist_answer: 'assist', withdraw: 'reporter cadre' },
  reviewing: { ...WORDS, approve: 'head', send_back: 'head supervisor', pass: 'supervisor', light: 'system' },
  concluded: { ...WORDS, deliver: 'cadre joined_cadre system' },
  awaiting_rating: {
    ...WORDS, rate: 'reporter joined_firm cadre joined_cadre', reopen: 'system', close_unrated: 'system', record_callback: 'desk triage',
  },
  closed: {},
  merged: {},
  declined: { object: 'reporter cadre', uphold_decline: 'supervisor', overturn_decline: 'supervisor' },
  withdrawn: {},
  unrated_closed: { remark: 'reporter joined_firm' },
};

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
/** A clock that stands still lights nothing, though the status is open. */
const STANDING: Status[] = ['awaiting_reporter', 'paused', 'concluded', 'awaiting_rating'];

const TICKET_ACTIONS = ACTIONS.filter((action): action is TicketAction => action !== 'submit' && action !== 'submit_solved');
const cell = (status: Status, action: TicketAction): Capacity[] =>
  (GRID[status][action] ?? '').split(' ').filter(Boolean).map((name) => WHO[name as keyof typeof WHO]);
const everAllowed = (action: TicketAction): Set<Capacity> => new Set(STATUSES.flatMap((status) => cell(status, action)));
const TICKETS = Object.fromEntries(STATUSES.map((status) => [status, IN_STATUS[status]().ticket]));

function judged(status: Status, action: TicketAction, capacity: Capacity, actor?: Actor) {
  const base = TICKETS[status];
  if (!base) throw new Error(`no ticket in ${status}`);
  const { ticket, now } = favourable(action, base, capacity);
  const setting = { now, calendar, line: minqing, draw: UNSAMPLED, facts: {} };
  return judge(ticket, action, actor ?? standIn(capacity, ticket), setting);
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
    const may = cell(status, action);
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

test('looking on is all that some may do: a linked cadre, a colleague, a unit that had it, an earlier round’s code', () => {
  const lookingOn: Capacity[] = ['linked', 'lead_colleague', 'former_unit', 'reporter_reader'];
  expect(TICKET_ACTIONS.filter((action) => lookingOn.some((capacity) => everAllowed(action).has(capacity)))).toEqual([]);
});
