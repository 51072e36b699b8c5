// Owns the one table that says how a ticket moves: action → from → to, with the reason in words.
// Leaves who may act to permissions.ts and what changes besides the status to the moves.
import type { Action } from '@zhitongche/shared/ticket/actions.js';
import { ACTIONS } from '@zhitongche/shared/ticket/actions.js';
import type { Status } from '@zhitongche/shared/ticket/vocabulary.js';
import { END_STATUSES, OPEN_STATUSES, STATUSES } from '@zhitongche/shared/ticket/vocabulary.js';

/**
 * `stay`: the action leaves the status alone, and so does a status that `to` as a map does not name.
 * `from: 'nothing'`: it creates the ticket.
 */
export interface Transition {
  from: readonly Status[] | 'nothing';
  to: readonly Status[] | Partial<Record<Status, readonly Status[]>> | 'stay';
  why: string;
}

const TRIAGE: readonly Status[] = ['submitted', 'assessing'];
const UNIT_WORK: readonly Status[] = ['dispatched', 'handling', 'awaiting_reporter', 'paused'];
/** A result that stands, also after its ticket has ended: a plan outlives the rating. */
const PLANNED: readonly Status[] = ['concluded', 'awaiting_rating', 'closed', 'unrated_closed'];
/** A request stands on while the reporter is asked and while the result is reviewed. */
const REQUESTED: readonly Status[] = ['handling', 'awaiting_reporter', 'reviewing'];
/** While a round runs, or after its end: what is contested and issued about it. */
const HANDLED: readonly Status[] = [...OPEN_STATUSES, 'closed', 'unrated_closed'];
/** Anybody's words: in every open status. */
const anyOpen = (why: string): Transition => ({ from: OPEN_STATUSES, to: 'stay', why });

export const LIFECYCLE: Record<Action, Transition> = {
  submit: { from: 'nothing', to: ['submitted'], why: 'every issue begins by being reported' },
  submit_solved: { from: 'nothing', to: ['concluded'], why: 'solved at the door: nothing is left to handle' },

  route: { from: TRIAGE, to: ['assessing'], why: 'routing proposes category and units within seconds; triage has it' },
  assess: { from: TRIAGE, to: ['assessing'], why: 'nature, category and complexity decide route and limit' },
  lift: { from: TRIAGE, to: 'stay', why: 'what a town cannot judge goes to the district desk' },
  dispatch: { from: TRIAGE, to: ['dispatched'], why: 'one lead unit owes the answer from here on' },
  answer_at_once: { from: ['assessing'], to: ['reviewing'], why: 'triage knows the answer; a supervisor still looks at it' },
  answer_finally: { from: ['assessing'], to: ['reviewing'], why: 'after three unsatisfied rounds a reasoned final answer is honest' },
  merge: { from: ['assessing'], to: ['merged'], why: 'the same issue is handled once; every reporter stays' },
  decline: { from: ['assessing'], to: ['declined'], why: 'another channel is competent, and the reporter is told which' },
  object: { from: ['declined'], to: 'stay', why: 'a declined reporter may object once' },
  uphold_decline: { from: ['declined'], to: 'stay', why: 'the supervisor found the refusal right' },
  overturn_decline: { from: ['declined'], to: ['assessing'], why: 'the supervisor found the refusal wrong' },
  designate: { from: ['assessing'], to: ['dispatched'], why: 'after the returns are used up somebody must own it' },

  sign_for: { from: ['dispatched'], to: ['handling'], why: 'signing ends the right to return' },
  return: { from: ['dispatched'], to: ['assessing'], why: 'not this unit’s duty; the proposed unit is kept' },
  assign: { from: ['dispatched', 'handling'], to: 'stay', why: 'a named person handles it' },
  ask_reporter: { from: ['handling'], to: ['awaiting_reporter'], why: 'a fact only the reporter has; the clock waits' },
  answer_question: { from: ['awaiting_reporter'], to: ['handling'], why: 'the reporter answered; the clock runs' },
  stop_waiting: { from: ['awaiting_reporter'], to: ['handling'], why: 'ten working days are enough to wait' },
  resume: { from: ['paused'], to: ['handling'], why: 'the reason for the pause is over, or its last day' },
  request_extension: { from: ['handling'], to: 'stay', why: 'an ordinary ticket may need more time, once a round' },
  request_pause: { from: ['handling'], to: 'stay', why: 'inspection, test, hearing or expert opinion takes its own time' },
  request_complexity: { from: ['handling'], to: 'stay', why: 'after the first dispatch complexity is nobody’s to set alone' },
  endorse_request: { from: REQUESTED, to: 'stay', why: 'the head answers for what the unit asks' },
  grant_request: { from: REQUESTED, to: { handling: ['handling', 'paused'] }, why: 'the supervisor found reason; it holds from the moment of asking' },
  refuse_request: { from: REQUESTED, to: 'stay', why: 'no reason was found; the clock never stopped' },
  withdraw_request: { from: REQUESTED, to: 'stay', why: 'the unit needs it no more' },
  contest_rating: { from: HANDLED, to: 'stay', why: 'a unit may find a rating unreasonable; the rating stands' },
  exclude_rating: { from: HANDLED, to: 'stay', why: 'the supervisor leaves it out of the unit’s assessment, with a public reason' },
  keep_rating: { from: HANDLED, to: 'stay', why: 'the supervisor found the rating fair to the unit' },
  ask_higher_level: { from: ['handling'], to: 'stay', why: 'the city or province must help; the clock runs' },
  call_units: { from: ['handling'], to: 'stay', why: 'the sticking point needs other units on the spot' },
  record_arrivals: { from: ['handling'], to: 'stay', why: 'who did not come is on record' },
  assist_answer: { from: UNIT_WORK, to: 'stay', why: 'the assisting unit owes its part' },
  submit_result: { from: ['handling'], to: ['reviewing', 'concluded'], why: 'the unit says what it did or answers' },
  approve: { from: ['reviewing'], to: ['reviewing', 'concluded'], why: 'the head answers for the words' },
  send_back: { from: ['reviewing'], to: ['handling', 'assessing'], why: 'the result does not answer the issue' },
  pass: { from: ['reviewing'], to: ['concluded', 'closed'], why: 'the supervisor found the result right' },

  deliver: { from: ['concluded'], to: ['awaiting_rating'], why: 'the reporter knows the result' },
  rate: { from: ['awaiting_rating'], to: ['awaiting_rating', 'closed'], why: 'the reporter judges' },
  reopen: { from: ['awaiting_rating'], to: ['assessing'], why: 'an unsatisfied reporter gets a new round' },
  close_unrated: { from: ['awaiting_rating'], to: ['unrated_closed', 'closed'], why: 'silence is not satisfaction, but it ends' },
  remark: { from: ['unrated_closed', 'closed'], to: 'stay', why: 'a later rating is kept as a remark, also of one of several when the others ended it' },
  withdraw: { from: [...TRIAGE, ...UNIT_WORK], to: ['withdrawn'], why: 'the reporter no longer wants it' },

  note: anyOpen('words among staff'),
  message: anyOpen('words between reporter and staff'),
  supplement: anyOpen('new facts from the reporter’s side'),
  urge: anyOpen('somebody asks where it stands'),
  instruct: anyOpen('a leader’s instruction'),
  take_charge: anyOpen('a leader answers for it personally'),
  joint_review: anyOpen('units met and decided'),
  record_callback: { from: ['awaiting_rating'], to: 'stay', why: 'triage called; the words are kept, the rating stays the reporter’s' },
  remind_rating: { from: ['awaiting_rating'], to: 'stay', why: 'silence is asked about once: the reporter reminded, triage to call' },
  ask_follow_up: { from: PLANNED, to: 'stay', why: 'the promised day has come: the unit says what became of its plan' },
  record_follow_up: { from: PLANNED, to: 'stay', why: 'a plan is kept, moved or fulfilled in words the reporter reads' },
  light: anyOpen('the machine lights, people issue'),
  explain_light: { from: STATUSES, to: 'stay', why: 'a light is answered for, also after the ticket has ended' },
  contest_measure: { from: STATUSES, to: 'stay', why: 'a unit may hold a light or card to be wrong' },
  uphold_measure: { from: STATUSES, to: 'stay', why: 'the supervisor found the light or card right' },
  revoke_measure: { from: STATUSES, to: 'stay', why: 'the supervisor found it wrong; it stays on record and counts no more' },
  card: { from: HANDLED, to: 'stay', why: 'an act of the supervisor with a document number; a talk that was due is held after the end, too' },
};

/** Whether the table lets `action` start from `status`. */
export function allowsFrom(action: Action, status: Status): boolean {
  const { from } = LIFECYCLE[action];
  return from !== 'nothing' && from.includes(status);
}

/** Whether the table lets `action` lead from `from` to `to`. */
export function allowsMove(action: Action, from: Status, to: Status): boolean {
  return allowsFrom(action, from) && targets(LIFECYCLE[action], from).includes(to);
}

/** Where an action may lead from a status. */
function targets({ to }: Transition, from: Status): readonly Status[] {
  if (to === 'stay') return [from];
  return isList(to) ? to : (to[from] ?? [from]);
}

const isList = (to: Exclude<Transition['to'], 'stay'>): to is readonly Status[] => Array.isArray(to);

/**
 * Refuses a table with an unreachable status or a trap (an open status from which no end can be reached).
 * Called when the process starts, so that a wrong table never serves a request.
 * @throws Error naming the status.
 */
export function checkLifecycle(table: Record<Action, Transition> = LIFECYCLE): void {
  const edges: [Status, Status][] = [];
  const starts: Status[] = [];
  for (const action of ACTIONS) {
    const { from, to } = table[action];
    if (from !== 'nothing') for (const f of from) for (const t of targets(table[action], f)) edges.push([f, t]);
    else if (to !== 'stay' && isList(to)) starts.push(...to);
  }
  const reached = closure(starts, edges);
  const ending = closure(END_STATUSES, edges.map(([f, t]) => [t, f]));
  for (const status of STATUSES) {
    if (!reached.has(status)) throw new Error(`lifecycle: status ${status} is unreachable`);
    if (!ending.has(status)) throw new Error(`lifecycle: status ${status} is a trap`);
  }
}

function closure(starts: readonly Status[], edges: readonly (readonly [Status, Status])[]): Set<Status> {
  const seen = new Set(starts);
  // A set visits what is added while it is walked, so this is the whole search.
  for (const at of seen) for (const [from, to] of edges) if (from === at) seen.add(to);
  return seen;
}
