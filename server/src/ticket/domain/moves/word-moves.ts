// Owns the actions that leave words on a ticket and move nothing.
// Leaves the moves that change a status to the other files here.
import { refuse } from '@zhitongche/shared/errors.js';
import { dayAfter } from '../clock.js';
import { attached, internalEvent, publicEvent } from '../events.js';
import type { Move } from '../move.js';
import type { Ticket } from '../ticket.js';

export const note: Move<'note'> = (_ticket, input) => ({ changes: {}, events: [internalEvent('note.added', { text: input.text, ...attached(input) })] });

export const message: Move<'message'> = (ticket, input, ctx) => ({
  // The unit's first public word to the reporter is the first contact (响应率 counts it).
  changes: ctx.capacity === 'lead_handler' || ctx.capacity === 'lead_head' ? contacted(ticket, ctx.now) : {},
  events: [publicEvent('message.sent', { text: input.text, ...attached(input) })],
});

export const supplement: Move<'supplement'> = (_ticket, input) => ({
  changes: {}, events: [publicEvent('ticket.supplemented', { text: input.text, ...attached(input) })],
});

export const urge: Move<'urge'> = (_ticket, input) => ({ changes: {}, events: [publicEvent('ticket.urged', { text: input.text })] });

export const instruct: Move<'instruct'> = (_ticket, input) => ({
  changes: {}, events: [internalEvent('ticket.instructed', { text: input.text })],
});

export const takeCharge: Move<'take_charge'> = (_ticket, input, ctx) => ({
  changes: { leaderInChargeId: ctx.actor.kind === 'person' ? ctx.actor.personId : null },
  events: [publicEvent('ticket.taken_in_charge', { text: input.text })],
});

/** What is recorded has been held: an invitation decides nothing. */
export const jointReview: Move<'joint_review'> = (ticket, input, ctx) => {
  if (input.heldOn > dayAfter(ctx.now, 0)) refuse('DATE_INVALID');
  return {
    changes: { jointReviewRound: ticket.round },
    events: [internalEvent('joint_review.recorded', { heldOn: input.heldOn, unitIds: input.unitIds, decision: input.decision })],
  };
};

/** While a unit handles it, the only stage limit that runs is the one for this first contact. */
function contacted(ticket: Ticket, now: Date): Partial<Ticket> {
  const firstContactAt = ticket.firstContactAt ?? now;
  return ticket.status === 'handling' ? { firstContactAt, stageDueDay: null, stageDueAt: null } : { firstContactAt };
}
