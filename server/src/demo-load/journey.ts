// Owns what happens next to a loaded ticket, from what its submitter sees and what is meant to become of it.
// Pure: leaves sending it to play.ts. Nothing is remembered between steps, so a run may stop anywhere and go on.
import type { TicketView } from '@zhitongche/shared/ticket/contract.js';
import type { Status } from '@zhitongche/shared/ticket/vocabulary.js';

/** What is meant to become of a ticket. The first four stay on the way, as some always are. */
export const FATES = ['waits', 'dispatched', 'handled', 'unrated', 'declined', 'satisfied', 'mostly', 'returned', 'unsatisfied'] as const;
export type Fate = (typeof FATES)[number];

/** Share of each fate, summing to 1. */
const SHARES: Record<Fate, number> = {
  waits: 0.08, dispatched: 0.05, handled: 0.08, unrated: 0.06, declined: 0.03, satisfied: 0.37, mostly: 0.14, returned: 0.08, unsatisfied: 0.11,
};

/** The fate of a draw in [0, 1). */
export function fateOf(draw: number): Fate {
  let sum = 0;
  return FATES.find((fate) => (sum += SHARES[fate]) > draw) ?? 'satisfied';
}

export type Step =
  | { by: 'triage'; action: 'dispatch' | 'decline' }
  | { by: 'head'; action: 'return' | 'approve' }
  | { by: 'handler'; action: 'sign_for' | 'submit_result' }
  | { by: 'supervisor'; action: 'pass' }
  | { by: 'reporter'; action: 'deliver' | 'rate'; satisfaction: 'satisfied' | 'mostly_satisfied' | 'unsatisfied' }
  /** The worker has to do something first. */
  | 'wait'
  /** It is where it was meant to be, or where nobody here can bring it any further. */
  | 'there';

export type Seen = Pick<TicketView, 'status' | 'stage' | 'round' | 'reopening'>;

export interface Circumstances {
  fate: Fate;
  /** The lead unit is the one that gives this ticket back. */
  leadReturns: boolean;
  /** The reporter has an account: the system tells the result. */
  account: boolean;
}

const STAYS: Partial<Record<Fate, Status>> = { waits: 'assessing', dispatched: 'dispatched', handled: 'handling', unrated: 'awaiting_rating' };

/** @param seen the ticket as its submitter sees it */
export function nextStep(seen: Seen, { fate, leadReturns, account }: Circumstances): Step {
  if (STAYS[fate] === seen.status) return 'there';
  switch (seen.status) {
    case 'submitted': return 'wait';
    case 'assessing': return { by: 'triage', action: fate === 'declined' && seen.round === 1 ? 'decline' : 'dispatch' };
    case 'dispatched': return fate === 'returned' && leadReturns ? { by: 'head', action: 'return' } : { by: 'handler', action: 'sign_for' };
    case 'handling': return { by: 'handler', action: 'submit_result' };
    case 'reviewing': return seen.stage === 'supervisor' ? { by: 'supervisor', action: 'pass' } : { by: 'head', action: 'approve' };
    case 'concluded': return account ? 'wait' : { by: 'reporter', action: 'deliver', satisfaction: 'satisfied' };
    case 'awaiting_rating':
      if (seen.reopening) return 'wait';
      return { by: 'reporter', action: 'rate', satisfaction: verdict(fate, seen.round) };
    // Ends; and what only people outside of this play may do.
    case 'awaiting_reporter': case 'paused': case 'closed': case 'merged': case 'declined': case 'withdrawn': case 'unrated_closed': return 'there';
  }
}

function verdict(fate: Fate, round: number): 'satisfied' | 'mostly_satisfied' | 'unsatisfied' {
  if (fate === 'unsatisfied' && round === 1) return 'unsatisfied';
  return fate === 'mostly' ? 'mostly_satisfied' : 'satisfied';
}
