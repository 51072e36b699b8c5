// Owns the table of who is told of what.
// Leaves finding the people behind a group to audience.ts and when they are told to timing.ts; nobody is told of their own act.
import type { EventType } from '@zhitongche/shared/ticket/actions.js';
import type { Escalation, LightLevel } from '@zhitongche/shared/ticket/vocabulary.js';

/** Groups around a ticket; each is resolved to people when the notice is written. */
export const GROUPS = [
  'desk', 'lead_heads', 'lead_handlers', 'assignee', 'assisting', 'assisting_heads', 'called_heads', 'supervisors', 'leaders', 'submitter', 'reporter_accounts', 'linked',
  'holder', 'holder_heads', 'asker',
] as const;
export type Group = (typeof GROUPS)[number];

const REPORTER: readonly Group[] = ['submitter', 'reporter_accounts'];
const HANDLERS: readonly Group[] = ['assignee', 'lead_heads'];
const ASSISTANTS: readonly Group[] = ['assisting', 'assisting_heads'];

const RECEIVERS: Record<EventType, readonly Group[]> = {
  'ticket.submitted': ['desk', ...REPORTER],
  'ticket.solved_on_spot': REPORTER,
  'ticket.routed': [],
  'ticket.assessed': [],
  'ticket.lifted': ['desk'],
  'ticket.dispatched': ['lead_heads', 'lead_handlers', ...ASSISTANTS, ...REPORTER],
  'ticket.designated': ['lead_heads', 'lead_handlers', ...ASSISTANTS, ...REPORTER],
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
  'clock.paused': REPORTER,
  'clock.resumed': [...HANDLERS, ...REPORTER],
  'higher_level.asked': ['supervisors'],
  'units.called': ['supervisors', 'called_heads'],
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
  'light.lit': [],
  'light.explained': [],
  'measure.contested': ['supervisors'],
  'measure.upheld': ['holder_heads'],
  'measure.revoked': ['holder_heads'],
  'card.issued': ['holder_heads'],
  'ticket.closed': REPORTER,
  'ticket.unrated_closed': REPORTER,
  'rating.reminded': [...REPORTER, 'desk'],
  'follow_up.asked': ['holder', 'holder_heads', ...REPORTER],
  'follow_up.recorded': REPORTER,
  'deadline.recomputed': ['holder', ...REPORTER],
  'stage.recomputed': ['holder', 'assisting', 'asker'],
  'request.asked': ['holder'],
  'request.endorsed': ['holder', 'asker'],
  'request.granted': ['asker', ...HANDLERS],
  'request.refused': ['asker', ...HANDLERS],
  'request.withdrawn': ['lead_heads'],
  'request.lapsed': ['asker'],
  'clock.extended': REPORTER,
  'complexity.changed': REPORTER,
  'rating.contested': ['supervisors'],
  'rating.excluded': ['asker', 'reporter_accounts', 'submitter'],
  'rating.kept': ['asker'],
};

/** A light is told by its level (催办与督办), to whoever held the ticket when it was lit. */
const LIGHT_RECEIVERS: Record<LightLevel, readonly Group[]> = {
  early_warning: ['holder'],
  last_warning: ['holder', 'holder_heads'],
  yellow_light: ['holder', 'holder_heads'],
  red_light: ['holder_heads', 'supervisors'],
  talk_due: ['supervisors', 'leaders'],
  stage_overdue: ['holder', 'holder_heads'],
};

/** Who is told of an event; `level` is a light's, `owed` what a new round needs first. */
export function receiversOf(type: EventType, level: LightLevel | null, owed: Escalation | null = null): readonly Group[] {
  if (level !== null) return LIGHT_RECEIVERS[level];
  return owed === 'leader' ? [...RECEIVERS[type], 'leaders'] : RECEIVERS[type];
}
