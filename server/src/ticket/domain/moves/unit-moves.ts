// Owns what a unit does between signing and its result: sign, return, assign, ask, wait, call others in, assist.
// Leaves the result itself to result-moves.ts.
import { refuse } from '@zhitongche/shared/errors.js';
import { afterStop, beginStop, dayAfter, stageDue } from '../clock.js';
import { attached, internalEvent, publicEvent } from '../events.js';
import type { Move, MoveContext } from '../move.js';
import { actorId } from '../move.js';
import type { Ticket } from '../ticket.js';

export const signFor: Move<'sign_for'> = (ticket, _input, ctx) => ({
  changes: {
    status: 'handling', signedAt: ctx.now,
    assigneeId: ticket.assigneeId ?? takerOf(ticket, ctx),
    ...stageDue('first_contact', ctx),
  },
  events: [publicEvent('ticket.signed', { unitId: ticket.leadUnitId })],
});

/** A handler who signs takes it. A head still has to name somebody, and so it is when the signer handled an earlier round: that needs a reason. */
function takerOf(ticket: Ticket, ctx: MoveContext): string | null {
  const signer = ctx.capacity === 'lead_handler' ? actorId(ctx) : null;
  return signer === null || ticket.pastAssigneeIds.includes(signer) ? null : signer;
}

export const returnTicket: Move<'return'> = (ticket, input, ctx) => ({
  changes: {
    status: 'assessing', leadUnitId: null, assigneeId: null, assisting: [], dispatchedAt: null,
    returnedUnitIds: [...ticket.returnedUnitIds, ticket.leadUnitId ?? ''], returnCount: ticket.returnCount + 1,
    proposedUnitId: input.proposedUnitId ?? null, ...stageDue('assess', ctx),
  },
  events: [publicEvent('ticket.returned', { unitId: ticket.leadUnitId, reason: input.reason, proposedUnitId: input.proposedUnitId })],
});

export const assign: Move<'assign'> = (ticket, input, ctx) => {
  if (!ctx.facts.personUnitIds?.includes(ticket.leadUnitId ?? '')) refuse('PERSON_NOT_IN_UNIT');
  if (ticket.pastAssigneeIds.includes(input.personId) && !input.reason) refuse('PERSON_REPEATED_NEEDS_REASON');
  return {
    changes: { assigneeId: input.personId },
    events: [internalEvent('ticket.assigned', { personId: input.personId, reason: input.reason })],
  };
};

export const askReporter: Move<'ask_reporter'> = (ticket, input, ctx) => {
  const last = stageDue('awaiting_reporter', ctx);
  return {
    changes: {
      status: 'awaiting_reporter', askedReporter: true, firstContactAt: ticket.firstContactAt ?? ctx.now, ...last,
      ...beginStop(ticket, { kind: 'wait', from: dayAfter(ctx.now, 0), until: last.stageDueDay, reason: null, document: null }),
    },
    events: [publicEvent('reporter.asked', { question: input.question, ...attached(input) })],
  };
};

export const answerQuestion: Move<'answer_question'> = (ticket, input, ctx) => ({
  changes: { status: 'handling', ...afterStop(ticket, ctx) },
  events: [publicEvent('reporter.answered', { text: input.text, ...attached(input) })],
});

export const stopWaiting: Move<'stop_waiting'> = (ticket, _input, ctx) => ({
  changes: { status: 'handling', ...afterStop(ticket, ctx) },
  events: [publicEvent('waiting.stopped')],
});

export const resume: Move<'resume'> = (ticket, input, ctx) => ({
  changes: { status: 'handling', ...afterStop(ticket, ctx) },
  events: [publicEvent('clock.resumed', { note: input.note, document: input.document, ...attached(input) })],
});

export const askHigherLevel: Move<'ask_higher_level'> = (_ticket, input) => ({
  changes: { higherLevelAsked: true },
  events: [publicEvent('higher_level.asked', { text: input.text })],
});

export const callUnits: Move<'call_units'> = (ticket, input) => {
  const unitIds = [...new Set(input.unitIds)];
  if (ticket.complainedUnitId !== null && unitIds.includes(ticket.complainedUnitId)) refuse('UNIT_COMPLAINED_ABOUT');
  return {
    changes: {
      stickingPoint: input.stickingPoint, unitsCall: { unitIds, arrivedUnitIds: null },
      // Who is to come must be able to read what about.
      involvedUnitIds: [...new Set([...ticket.involvedUnitIds, ...unitIds])],
    },
    events: [internalEvent('units.called', { stickingPoint: input.stickingPoint, unitIds, text: input.text })],
  };
};

export const recordArrivals: Move<'record_arrivals'> = (ticket, input) => {
  const called = ticket.unitsCall?.unitIds ?? refuse('UNITS_NOT_CALLED');
  const arrivedUnitIds = called.filter((u) => input.arrivedUnitIds.includes(u));
  const absentUnitIds = called.filter((u) => !arrivedUnitIds.includes(u));
  return {
    changes: { unitsCall: { unitIds: called, arrivedUnitIds } },
    events: [internalEvent('arrivals.recorded', { arrivedUnitIds, absentUnitIds, text: input.text, ...attached(input) })],
  };
};

export const assistAnswer: Move<'assist_answer'> = (ticket, input, ctx) => {
  const mine = ticket.assisting.find((a) => a.answeredAt === null && isMemberOf(ctx, a.unitId));
  if (!mine) refuse('ASSISTANCE_ANSWERED');
  return {
    changes: {
      assisting: ticket.assisting.map((a) => (a === mine ? { ...a, answeredAt: ctx.now.toISOString() } : a)),
    },
    events: [internalEvent('assistance.answered', { unitId: mine.unitId, text: input.text, ...attached(input) })],
  };
};

function isMemberOf(ctx: Parameters<Move<'assist_answer'>>[2], unitId: string): boolean {
  return ctx.actor.kind === 'person' && ctx.actor.grants.some((g) => g.key === unitId && (g.role === 'handler' || g.role === 'head'));
}
