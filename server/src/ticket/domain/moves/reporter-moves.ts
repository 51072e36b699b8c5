// Owns what the reporter decides: objecting, rating, remarking, withdrawing; and being told the result.
// Leaves opening the next round to system-moves.ts: a rating only asks for it.
import { refuse } from '@zhitongche/shared/errors.js';
import type { ActionInput } from '@zhitongche/shared/ticket/action-inputs.js';
import type { DeliveryChannel } from '@zhitongche/shared/ticket/vocabulary.js';
import { attached, internalEvent, publicEvent } from '../events.js';
import type { Move, MoveContext } from '../move.js';
import type { Ticket } from '../ticket.js';

export const object: Move<'object'> = (_ticket, input, ctx) => ({
  changes: { objectedAt: ctx.now },
  events: [publicEvent('decline.objected', { text: input.text, ...attached(input) })],
});

/** `channel` is the submitting cadre's word, or how the system reached the reporter. */
export function delivered(_ticket: Ticket, channel: DeliveryChannel, words: string | undefined, ctx: MoveContext) {
  return {
    changes: { status: 'awaiting_rating' as const, deliveredAt: ctx.now },
    events: [publicEvent('result.delivered', { channel, words })],
  };
}

export const deliver: Move<'deliver'> = (ticket, input, ctx) => delivered(ticket, input.channel, input.words, ctx);

export const rate: Move<'rate'> = (ticket, input, ctx) => {
  const reporter = ctx.facts.reporter ?? refuse('RATING_DONE');
  if (ticket.ratedReporterIds.includes(reporter.id)) refuse('RATING_DONE');
  const recordedBy = ctx.capacity === 'submitter' || ctx.capacity === 'merged_submitter';
  if (input.satisfaction === 'understands' && !understandable(ticket)) refuse('RATING_UNDERSTANDS_REFUSED');
  const unsatisfied = input.satisfaction === 'unsatisfied';
  if (unsatisfied && (!input.reason || !input.text)) refuse('RATING_REASON_MISSING');

  const ratedReporterIds = [...ticket.ratedReporterIds, reporter.id];
  const first = unsatisfied && ticket.unsatisfiedAt === null;
  const done = !unsatisfied && ticket.unsatisfiedAt === null && ticket.reporterIds.every((id) => ratedReporterIds.includes(id));
  const { satisfaction, reason, text } = input;
  return {
    changes: {
      ratedReporterIds,
      unsatisfiedReason: unsatisfied ? (reason ?? null) : ticket.unsatisfiedReason,
      ...(unsatisfied ? heldAgainst(ticket, reporter.id, input, ctx) : {}),
      ...(first ? { unsatisfiedAt: ctx.now, unsatisfiedCount: ticket.unsatisfiedCount + 1 } : {}),
      ...(done ? { status: 'closed' as const, closedAs: 'rated' as const, closedAt: ctx.now } : {}),
      // Who has spoken need not be asked; of several the silent ones still are.
      ...(done || first ? { callbackDueAt: null } : {}),
    },
    events: [
      publicEvent('result.rated', { reporterId: reporter.id, satisfaction, reason, text, recordedBy, ...attached(input) }),
      ...(done ? [publicEvent('ticket.closed', { closedAs: 'rated' })] : []),
    ],
  };
};

export const remark: Move<'remark'> = (_ticket, input) => ({
  changes: {},
  events: [internalEvent('rating.remarked', { satisfaction: input.satisfaction, text: input.text, ...attached(input) })],
});

export const withdraw: Move<'withdraw'> = (_ticket, input, ctx) => {
  const forAnother = ctx.capacity === 'submitter';
  if (forAnother && !input.words) refuse('WITHDRAW_WORDS_MISSING');
  return {
    changes: { status: 'withdrawn', closedAt: ctx.now, stageDueDay: null, stageDueAt: null, stoppedOn: null, request: null },
    events: [publicEvent('ticket.withdrawn', { words: input.words, forAnother })],
  };
};

/** What the unit that led may contest; where triage answered at once there is none. */
function heldAgainst(
  { badRatings, round, leadUnitId: unitId }: Ticket, reporterId: string, { reason, text }: ActionInput<'rate'>, { now }: MoveContext,
): Partial<Ticket> {
  if (unitId === null || !reason || !text) return {};
  return { badRatings: [...badRatings, { round, reporterId, unitId, at: now.toISOString(), reason, text, contest: null, decision: null }] };
}

/** 理解 is offered where the honest result is an answer, not a deed. */
function understandable(ticket: Pick<Ticket, 'result'>): boolean {
  return ticket.result !== null && ['answered', 'planned', 'unfounded'].includes(ticket.result.kind);
}
