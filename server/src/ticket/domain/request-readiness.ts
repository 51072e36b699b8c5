// Owns the conditions of the moment for requests: before the end, one at a time, an extension once a round, nobody decides the own.
// Leaves the other actions' conditions to readiness.ts and what was typed to moves/request-moves.ts.
import type { ErrorCode } from '@zhitongche/shared/errors.js';
import type { TicketAction } from '@zhitongche/shared/ticket/action-inputs.js';
import type { ReviewStage } from '@zhitongche/shared/ticket/vocabulary.js';
import type { MoveContext } from './move.js';
import type { Ticket } from './ticket.js';

type Condition = (ticket: Ticket, ctx: MoveContext) => ErrorCode | null;

/** The moment of asking counts, so it lies before the end; and a clock that has run out cannot be stopped. */
const askable: Condition = (t, ctx) => {
  if (t.request !== null) return 'REQUEST_PENDING';
  return ctx.now >= t.dueAt ? 'REQUEST_AFTER_END' : null;
};

const decidable = (stage: ReviewStage | null): Condition => (t, ctx) => {
  if (t.request === null) return 'REQUEST_NONE';
  const own = ctx.actor.kind === 'person' && [t.request.askedById, t.request.endorsedById].includes(ctx.actor.personId);
  if (own) return 'OWN_REQUEST';
  return t.request.stage === stage ? null : 'REQUEST_STAGE_OTHER';
};

export const REQUEST_CONDITIONS: Partial<Record<TicketAction, Condition>> = {
  request_extension: (t, ctx) => {
    if (t.complexity === 'complex') return 'EXTENSION_COMPLEX';
    return t.extensionWorkingDays > 0 ? 'EXTENSION_USED' : askable(t, ctx);
  },
  request_pause: askable,
  request_complexity: askable,
  endorse_request: decidable('head'),
  grant_request: decidable('supervisor'),
  refuse_request: (t, ctx) => decidable(ctx.capacity === 'supervisor' ? 'supervisor' : 'head')(t, ctx),
  withdraw_request: (t, ctx) => {
    if (t.request === null) return 'REQUEST_NONE';
    return ctx.actor.kind === 'person' && ctx.actor.personId === t.request.askedById ? null : 'REQUEST_NOT_YOURS';
  },
};
