// Owns the way of a result: submitted, signed, sampled, sent back, concluded.
// Leaves telling and rating it to reporter-moves.ts.
import { refuse } from '@zhitongche/shared/errors.js';
import type { ReviewStage, ResultKind } from '@zhitongche/shared/ticket/vocabulary.js';
import { capacitiesOf } from '../actor.js';
import { dayAfter, stageDue } from '../clock.js';
import type { NewEvent } from '../events.js';
import { attached, internalEvent, publicEvent } from '../events.js';
import type { Move, MoveContext, Moved } from '../move.js';
import { actorId } from '../move.js';
import { roundAgain } from '../recompute.js';
import { endIsOpen } from '../request.js';
import { lookAgainOn } from './aftercare-moves.js';
import type { Ticket, TicketResult } from '../ticket.js';
import { lapsed } from './request-moves.js';

export const submitResult: Move<'submit_result'> = (ticket, input, ctx) => {
  const result = resultOf(ticket, input, ctx, false);
  // Drawn once and stored, so that a result sent back cannot be resubmitted until it escapes the sample.
  const sampled = ticket.sampled ?? ctx.draw < ctx.line.review.sampleRate;
  const submitted = internalEvent('result.submitted', {
    kind: result.kind, text: result.text, plannedFor: result.plannedFor, missingAssistance: result.missingAssistance, ...attached(input),
  });
  const base = { result, sampled, resultSubmittedAt: ctx.now, firstContactAt: ticket.firstContactAt ?? ctx.now };
  const stage = firstStage({ ...ticket, ...base }, ctx);
  return stage === null ? concluded(ticket, base, [submitted], ctx) : reviewing(stage, base, [submitted], ctx);
};

export const approve: Move<'approve'> = (ticket, input, ctx) => {
  const approved = internalEvent('result.approved', { opinion: input.opinion });
  return ticket.sampled || (ticket.resultSubmittedAt !== null && endIsOpen(ticket, ticket.resultSubmittedAt)) ? reviewing('supervisor', {}, [approved], ctx) : concluded(ticket, {}, [approved], ctx);
};

export const pass: Move<'pass'> = (ticket, input, ctx) => {
  const passed = internalEvent('result.passed', { opinion: input.opinion });
  if (!ticket.result?.final) return concluded(ticket, {}, [passed], ctx);
  return {
    changes: {
      status: 'closed', stage: null, closedAs: 'final_unsatisfied', concludedAt: ctx.now, closedAt: ctx.now,
      stageDueDay: null, stageDueAt: null,
    },
    events: [passed, concludedEvent(ticket), publicEvent('ticket.closed', { closedAs: 'final_unsatisfied' })],
  };
};

/** As if the clock had never stopped (domain section 4): a day that was kept because the result had come in time is the calendar's again. */
export const sendBack: Move<'send_back'> = (ticket, input, ctx) => {
  const again = { stage: null, result: null, resultSubmittedAt: null };
  const round = roundAgain({ ...ticket, ...again }, ctx);
  return {
    changes: {
      // An answer given by triage goes back to triage: no unit ever signed for it.
      status: ticket.signedAt === null ? 'assessing' : 'handling', ...again, ...round.changes,
      ...(ticket.signedAt === null ? stageDue('assess', ctx) : { stageDueDay: null, stageDueAt: null }),
    },
    events: [internalEvent('result.sent_back', { reason: input.reason, stage: ticket.stage }), ...round.events],
  };
};

/** A result as it is kept on the ticket; a plan needs a day that is still to come. */
export function resultOf(
  ticket: Ticket, input: { kind: ResultKind; text: string; plannedFor?: string | undefined; attachmentIds?: string[] | undefined }, ctx: MoveContext, final: boolean,
): TicketResult {
  const plannedFor = input.kind === 'planned' ? (input.plannedFor ?? null) : null;
  if (input.kind === 'planned' && (plannedFor === null || plannedFor <= dayAfter(ctx.now, 0))) refuse('PLAN_DATE_INVALID');
  return {
    kind: input.kind, text: input.text, plannedFor, final, submittedBy: actorId(ctx) ?? '',
    missingAssistance: ticket.assisting.filter((a) => a.answeredAt === null).map((a) => a.unitId), ...attached(input),
  };
}

/** Who looks at a result first: the head where the line says so, but never at the head's own. */
function firstStage(ticket: Ticket & { result: TicketResult }, ctx: MoveContext): ReviewStage | null {
  const { review } = ctx.line;
  const headSigns = review.headSignsKinds.includes(ticket.result.kind)
    || (review.headSignsComplex && ticket.complexity === 'complex')
    || ticket.round >= review.headSignsFromRound;
  if (headSigns) return capacitiesOf(ctx.actor, ticket).has('lead_head') ? 'supervisor' : 'head';
  // Whether it came in time the supervisor's decision on the request says.
  return ticket.sampled || endIsOpen(ticket, ctx.now) ? 'supervisor' : null;
}

function reviewing(stage: ReviewStage, changes: Moved['changes'], events: NewEvent[], ctx: MoveContext): Moved {
  return { changes: { ...changes, status: 'reviewing', stage, ...stageDue('review', ctx) }, events };
}

function concluded(ticket: Ticket, changes: Moved['changes'], events: NewEvent[], ctx: MoveContext): Moved {
  const { result } = { ...ticket, ...changes };
  const undecided = ticket.request === null ? [] : [lapsed(ticket.request)];
  return {
    changes: {
      ...changes, status: 'concluded', stage: null, request: null, concludedAt: ctx.now, stageDueDay: null, stageDueAt: null,
      // The plan's day may have come while the result was being looked at: then it is asked about at once.
      ...(result?.plannedFor ? lookAgainOn(result.plannedFor) : {}),
    },
    events: [...events, ...undecided, concludedEvent({ ...ticket, ...changes })],
  };
}

function concludedEvent(ticket: Pick<Ticket, 'result'>): NewEvent {
  const result = ticket.result ?? refuse('STATUS_CONFLICT');
  const { kind, text, plannedFor } = result;
  return publicEvent('ticket.concluded', { kind, text, plannedFor, ...attached(result) });
}
