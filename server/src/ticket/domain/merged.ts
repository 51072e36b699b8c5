// Owns what a merged ticket's reporter may still do: it is done on the ticket that answers theirs.
// Leaves finding that ticket to the action and the presenter.
import type { TicketAction } from '@zhitongche/shared/ticket/action-inputs.js';

const ANSWERED_THERE: readonly TicketAction[] = ['rate', 'remark', 'deliver'];

/** Whether `action`, sent to a merged ticket, is meant for the one it was merged into. */
export const isAnsweredThere = (action: TicketAction): boolean => ANSWERED_THERE.includes(action);
