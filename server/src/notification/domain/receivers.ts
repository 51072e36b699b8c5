// Owns the table of who is told of what.
// Leaves finding the people behind a group to notification.service.ts; nobody is told of their own act.
import type { EventType } from '@zhitongche/shared/ticket/actions.js';

/** Groups around a ticket; each is resolved to people when the notice is written. */
export const GROUPS = [
  'desk', 'lead_heads', 'lead_handlers', 'assignee', 'assisting', 'supervisors', 'leaders', 'submitter', 'reporter_accounts', 'linked',
] as const;
export type Group = (typeof GROUPS)[number];

const REPORTER: readonly Group[] = ['submitter', 'reporter_accounts'];
const HANDLERS: readonly Group[] = ['assignee', 'lead_heads'];

export const RECEIVERS: Record<EventType, readonly Group[]> = {
  'ticket.submitted': ['desk', ...REPORTER],
  'ticket.solved_on_spot': REPORTER,
  'ticket.routed': [],
  'ticket.assessed': [],
  'ticket.lifted': ['desk'],
  'ticket.dispatched': ['lead_heads', 'lead_handlers', 'assisting', ...REPORTER],
  'ticket.designated': ['lead_heads', 'lead_handlers', 'assisting', ...REPORTER],
  'ticket.answered_at_once': ['supervisors'],
  'ticket.answered_finally': ['supervisors'],
  'ticket.merged': REPORTER,
  'ticket.merged_in': HANDLERS,
  'ticket.declined': REPORTER,
  'decline.objected': ['supervisors', 'desk'],
  'decline.upheld': [...REPORTER, 'desk'],
  'decline.overturned': [...REPORTER, 'desk'],
  'ticket.signed': REPORTER,
  'ticket.returned': ['desk'],
  'ticket.assigned': ['assignee'],
  'note.added': HANDLERS,
  'message.sent': [...HANDLERS, ...REPORTER],
  'ticket.supplemented': [...HANDLERS, 'desk'],
  'reporter.asked': REPORTER,
  'reporter.answered': HANDLERS,
  'waiting.stopped': HANDLERS,
  'clock.paused': [...HANDLERS, ...REPORTER],
  'clock.resumed': [...HANDLERS, ...REPORTER],
  'higher_level.asked': ['supervisors'],
  'units.called': ['supervisors'],
  'arrivals.recorded': [],
  'assistance.answered': HANDLERS,
  'result.submitted': ['lead_heads'],
  'result.approved': ['assignee'],
  'result.sent_back': ['assignee', 'lead_heads'],
  'result.passed': HANDLERS,
  'ticket.concluded': ['submitter', 'linked'],
  'result.delivered': ['reporter_accounts', 'submitter'],
  'result.rated': [...HANDLERS, 'submitter'],
  'rating.remarked': [],
  'ticket.reopened': ['desk', 'supervisors', ...REPORTER],
  'ticket.withdrawn': ['desk', ...HANDLERS],
  'ticket.urged': [...HANDLERS, 'desk'],
  'ticket.instructed': [...HANDLERS, 'supervisors', 'desk'],
  'ticket.taken_in_charge': [...HANDLERS, 'supervisors', 'desk', ...REPORTER],
  'joint_review.recorded': [...HANDLERS, 'desk'],
  'callback.recorded': [],
  'light.lit': [...HANDLERS, 'lead_handlers'],
  'card.issued': ['lead_heads'],
  'ticket.closed': REPORTER,
  'ticket.unrated_closed': REPORTER,
};
