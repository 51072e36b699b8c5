// Owns the eight steps as a line with dates: what is done, where it stands, what is next and by when.
// Leaves drawing it to the mini-app.
import type { StepProgress } from '@zhitongche/shared/ticket/contract.js';
import type { Step } from '@zhitongche/shared/ticket/vocabulary.js';
import { STEPS, STEP_OF_STATUS } from '@zhitongche/shared/ticket/vocabulary.js';
import type { Ticket } from './ticket.js';

/** When each step of this round was finished, as far as it was. */
function finished(t: Ticket): Record<Step, Date | null> {
  return {
    report: t.submittedAt,
    assess: t.dispatchedAt ?? t.declinedAt ?? (t.status === 'merged' ? t.closedAt : null),
    dispatch: t.signedAt,
    handle: t.resultSubmittedAt,
    supervise: t.concludedAt,
    conclude: t.concludedAt,
    feedback: t.deliveredAt,
    rate: t.status === 'closed' || t.status === 'unrated_closed' ? t.closedAt : null,
  };
}

/** Steps before the present one are done, later ones ahead; a step that was skipped is done without a date. */
export function stepProgress(ticket: Ticket): StepProgress[] {
  const over = ticket.status === 'closed' || ticket.status === 'unrated_closed';
  const current = STEPS.indexOf(STEP_OF_STATUS[ticket.status]);
  const ends = finished(ticket);
  return STEPS.map((step, i) => {
    const state = over || i < current ? 'done' : i === current ? 'current' : 'ahead';
    return {
      step, state,
      at: state === 'ahead' ? null : (ends[step]?.toISOString() ?? null),
      dueDay: state === 'done' ? null : dueOf(step, state, ticket),
    };
  });
}

function dueOf(step: Step, state: StepProgress['state'], ticket: Ticket): string | null {
  if (ticket.closedAt !== null) return null;
  if (state === 'current' && ticket.stageDueDay !== null) return ticket.stageDueDay;
  // Once the result is in, the round's day is met or missed; while its clock stands still, nobody knows how far it will move.
  if (ticket.resultSubmittedAt !== null || ticket.stoppedOn !== null) return null;
  return step === 'handle' || step === 'conclude' ? ticket.dueDay : null;
}
