// Owns the checker's own picture of a legal history: what may follow on what, by the events alone.
// Leaves the product's table of moves alone: whether it was obeyed is the question.
import type { EventType } from '@zhitongche/shared/ticket/actions.js';
import type { Status } from '@zhitongche/shared/ticket/vocabulary.js';

/** `null`: the status before there is a ticket. */
export type Place = Status | null;

const AT_TRIAGE: readonly Place[] = ['submitted', 'assessing'];
const WITH_UNIT: readonly Place[] = ['dispatched', 'handling', 'awaiting_reporter', 'paused'];

/** Events that move a ticket: from where, to where. Where there are two ends, the first that the next event allows. */
const MOVES: Partial<Record<EventType, { from: readonly Place[]; to: Status }>> = {
  'ticket.submitted': { from: [null], to: 'submitted' },
  'ticket.solved_on_spot': { from: [null], to: 'reviewing' },
  'ticket.routed': { from: AT_TRIAGE, to: 'assessing' },
  'ticket.assessed': { from: AT_TRIAGE, to: 'assessing' },
  'ticket.dispatched': { from: AT_TRIAGE, to: 'dispatched' },
  'ticket.designated': { from: ['assessing'], to: 'dispatched' },
  'ticket.answered_at_once': { from: ['assessing'], to: 'reviewing' },
  'ticket.answered_finally': { from: ['assessing'], to: 'reviewing' },
  'ticket.merged': { from: ['assessing'], to: 'merged' },
  'ticket.declined': { from: ['assessing'], to: 'declined' },
  'decline.overturned': { from: ['declined'], to: 'assessing' },
  'ticket.returned': { from: ['dispatched'], to: 'assessing' },
  'ticket.signed': { from: ['dispatched'], to: 'handling' },
  'reporter.asked': { from: ['handling'], to: 'awaiting_reporter' },
  'reporter.answered': { from: ['awaiting_reporter'], to: 'handling' },
  'waiting.stopped': { from: ['awaiting_reporter'], to: 'handling' },
  'clock.paused': { from: ['handling'], to: 'paused' },
  'clock.resumed': { from: ['paused'], to: 'handling' },
  'result.submitted': { from: ['handling'], to: 'reviewing' },
  'result.approved': { from: ['reviewing'], to: 'reviewing' },
  'result.passed': { from: ['reviewing'], to: 'reviewing' },
  'result.sent_back': { from: ['reviewing'], to: 'handling' },
  'ticket.concluded': { from: ['reviewing'], to: 'concluded' },
  'result.delivered': { from: ['concluded'], to: 'awaiting_rating' },
  'ticket.reopened': { from: ['awaiting_rating'], to: 'assessing' },
  'ticket.closed': { from: ['awaiting_rating', 'concluded'], to: 'closed' },
  'ticket.unrated_closed': { from: ['awaiting_rating'], to: 'unrated_closed' },
  'ticket.withdrawn': { from: [...AT_TRIAGE, ...WITH_UNIT], to: 'withdrawn' },
};

/** Events that move nothing but are at home in some statuses only. */
const STAYS: Partial<Record<EventType, readonly Place[]>> = {
  'ticket.lifted': AT_TRIAGE,
  'ticket.assigned': ['dispatched', 'handling'],
  'decline.objected': ['declined'],
  'decline.upheld': ['declined'],
  'result.rated': ['awaiting_rating'],
  'callback.recorded': ['awaiting_rating'],
  'rating.remarked': ['unrated_closed'],
  'light.lit': [...AT_TRIAGE, ...WITH_UNIT, 'reviewing'],
  'assistance.answered': WITH_UNIT,
  'arrivals.recorded': ['handling'],
  'units.called': ['handling'],
  'higher_level.asked': ['handling'],
};

/** Whether the event may happen there. */
export function isLegal(type: EventType, at: Place): boolean {
  const from = MOVES[type]?.from ?? STAYS[type];
  return from === undefined ? at !== null : from.includes(at);
}

/** Where the ticket is after it. @param unsigned nobody had signed for it in this round */
export function placeAfter(type: EventType, at: Place, unsigned: boolean): Place {
  // An answer of triage goes back to triage.
  if (type === 'result.sent_back' && unsigned) return 'assessing';
  return MOVES[type]?.to ?? at;
}
