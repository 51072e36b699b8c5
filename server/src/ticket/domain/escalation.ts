// Owns what an unsatisfied reporter is owed before the ticket goes to a unit again: units that meet, a leader, or a final answer.
// Leaves refusing what comes too early to readiness.ts, and showing it to the presenter.
import type { LineSettings } from '@zhitongche/shared/line/settings.js';
import type { Escalation } from '@zhitongche/shared/ticket/vocabulary.js';
import type { Ticket } from './ticket.js';

type Escalated = Pick<Ticket, 'status' | 'round' | 'unsatisfiedCount' | 'leaderInChargeId' | 'jointReviewRound'>;

/** Of the present round, while it lies on a desk. The review of an earlier round does not count for this one; a leader stays in charge. */
export function escalationOwed(ticket: Escalated, { limits: { aftercare } }: Pick<LineSettings, 'limits'>): Escalation | null {
  if (ticket.status !== 'submitted' && ticket.status !== 'assessing') return null;
  if (ticket.unsatisfiedCount >= aftercare.leaderAfterUnsatisfied && ticket.leaderInChargeId === null) return 'leader';
  return ticket.unsatisfiedCount >= aftercare.jointReviewAfterUnsatisfied && ticket.jointReviewRound !== ticket.round ? 'joint_review' : null;
}
