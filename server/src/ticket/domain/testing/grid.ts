// Owns the grid status × action → who, written by hand from the domain; the specs and the tests over HTTP both hold the product to it.
// Leaves trying it to grid.spec.ts and server/test/rights.test.ts. Used by tests only, never part of the product.
import type { TicketAction } from '@zhitongche/shared/ticket/action-inputs.js';
import { ACTIONS } from '@zhitongche/shared/ticket/actions.js';
import type { Status } from '@zhitongche/shared/ticket/vocabulary.js';
import { STATUSES } from '@zhitongche/shared/ticket/vocabulary.js';
import type { Capacity } from '../actor.js';

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
  instruct: 'leader', take_charge: 'leader', joint_review: 'supervisor desk', card: 'supervisor', exclude_rating: 'supervisor', keep_rating: 'supervisor',
};
/** … and after. */
const WORDS: Row = {
  ...WORDS_ON_THE_DESK,
  note: 'cadre desk handler head assist supervisor leader', message: 'reporter cadre desk handler head assist',
  contest_rating: 'head former assist',
};

/** A plan is looked at on its day, whatever became of the ticket. */
const PLAN: Row = { ask_follow_up: 'system', record_follow_up: 'handler head desk' };
/** What is done about lights and cards, in every status: by whoever was there to be lit. */
const measures = (...units: string[]): Row => {
  const voices = ['desk', ...units.filter((unit) => unit !== 'handler')].join(' ');
  return { explain_light: ['desk', ...units, 'supervisor'].join(' '), contest_measure: voices, uphold_measure: 'supervisor', revoke_measure: 'supervisor' };
};
const ANY_UNIT = measures('triage', 'handler', 'head', 'assist', 'former');
const BY_DESKS = measures('triage', 'former');
/** A request that is not decided yet. */
const REQUESTED: Row = {
  endorse_request: 'head', grant_request: 'supervisor', refuse_request: 'head supervisor', withdraw_request: 'handler head',
};

/** After the end the rating stands, and so may a unit's word against it; a talk that was due is held. */
const RATED: Row = { contest_rating: 'head former assist', exclude_rating: 'supervisor', keep_rating: 'supervisor', card: 'supervisor' };

const GRID: Record<Status, Row> = {
  submitted: {
    ...WORDS_ON_THE_DESK, ...measures(), route: 'system', assess: 'desk system', lift: 'desk', dispatch: 'desk system', withdraw: 'reporter cadre',
    light: 'system',
  },
  assessing: {
    ...WORDS_ON_THE_DESK, ...BY_DESKS, route: 'system', assess: 'desk system', lift: 'desk', dispatch: 'desk system', answer_at_once: 'desk',
    answer_finally: 'desk', merge: 'desk', decline: 'desk', contest_rating: 'former', designate: 'supervisor', withdraw: 'reporter cadre', light: 'system',
  },
  dispatched: {
    ...WORDS, ...ANY_UNIT, sign_for: 'handler head', return: 'head', assign: 'head', assist_answer: 'assist', withdraw: 'reporter cadre', light: 'system',
  },
  handling: {
    ...WORDS, ...ANY_UNIT, ...REQUESTED, request_extension: 'handler head', request_pause: 'head', request_complexity: 'handler head', assign: 'head', ask_reporter: 'handler', ask_higher_level: 'head', call_units: 'handler',
    record_arrivals: 'handler', assist_answer: 'assist', submit_result: 'handler head', withdraw: 'reporter cadre', light: 'system',
  },
  awaiting_reporter: {
    ...WORDS, ...ANY_UNIT, ...REQUESTED, answer_question: 'reporter cadre', stop_waiting: 'system', assist_answer: 'assist', withdraw: 'reporter cadre',
  },
  paused: { ...WORDS, ...ANY_UNIT, resume: 'supervisor head system', assist_answer: 'assist', withdraw: 'reporter cadre' },
  reviewing: { ...WORDS, ...ANY_UNIT, ...REQUESTED, approve: 'head', send_back: 'head supervisor', pass: 'supervisor', light: 'system' },
  concluded: { ...WORDS, ...ANY_UNIT, ...PLAN, deliver: 'cadre joined_cadre system' },
  awaiting_rating: {
    ...WORDS, ...ANY_UNIT, ...PLAN, rate: 'reporter joined_firm cadre joined_cadre', reopen: 'system', close_unrated: 'system', remind_rating: 'system',
    record_callback: 'desk triage',
  },
  closed: { ...RATED, ...PLAN, ...ANY_UNIT, remark: 'reporter joined_firm' },
  merged: BY_DESKS,
  declined: { ...BY_DESKS, object: 'reporter cadre', uphold_decline: 'supervisor', overturn_decline: 'supervisor' },
  withdrawn: ANY_UNIT,
  unrated_closed: { ...RATED, ...PLAN, ...ANY_UNIT, remark: 'reporter joined_firm' },
};

export const TICKET_ACTIONS = ACTIONS.filter((action): action is TicketAction => action !== 'submit' && action !== 'submit_solved');
/** Who may take the action in that status. */
export const cell = (status: Status, action: TicketAction): Capacity[] =>
  (GRID[status][action] ?? '').split(' ').filter(Boolean).map((name) => WHO[name as keyof typeof WHO]);
/** Who may ever take it. */
export const everAllowed = (action: TicketAction): Set<Capacity> => new Set(STATUSES.flatMap((status) => cell(status, action)));
