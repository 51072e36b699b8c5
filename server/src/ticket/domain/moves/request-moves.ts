// Owns requests of a running clock: asked by the unit, endorsed by its head, decided by the supervisor, or taken back.
// Leaves what a grant does to the clock to request.ts and who may, and when, to the tables.
import { refuse } from '@zhitongche/shared/errors.js';
import type { ReviewStage } from '@zhitongche/shared/ticket/vocabulary.js';
import { capacitiesOf } from '../actor.js';
import { dayAfter, stageDue } from '../clock.js';
import type { NewEvent } from '../events.js';
import { attached, internalEvent, publicEvent } from '../events.js';
import type { Move, MoveContext, Moved } from '../move.js';
import { actorId } from '../move.js';
import { granted, proposed } from '../request.js';
import type { Asked, ClockRequest, Ticket } from '../ticket.js';

export const requestExtension: Move<'request_extension'> = (ticket, input, ctx) =>
  asks(ticket, { kind: 'extension', workingDays: input.workingDays, reason: input.reason }, input, ctx);

export const requestPause: Move<'request_pause'> = (ticket, input, ctx) => {
  const { reason, until, document, note = null } = input;
  return asks(ticket, { kind: 'pause', reason, until, document, note }, input, ctx);
};

export const requestComplexity: Move<'request_complexity'> = (ticket, input, ctx) =>
  asks(ticket, { kind: 'complexity', complexity: input.complexity, reason: input.reason }, input, ctx);

export const endorseRequest: Move<'endorse_request'> = (ticket, { opinion }, ctx) => {
  const request = standing(ticket);
  const endorsed = { ...request, opinion: opinion ?? null, endorsedById: actorId(ctx), ...holding('supervisor', ctx) };
  return { changes: { request: endorsed }, events: [internalEvent('request.endorsed', { kind: request.asked.kind, askedById: request.askedById, opinion, ...holder(ticket, 'supervisor') })] };
};

/** As of the moment it was asked, however late it is decided. */
export const grantRequest: Move<'grant_request'> = (ticket, { opinion }, ctx) => {
  const request = standing(ticket);
  const { asked, askedById, askedAt } = request;
  const changes = granted(ticket, request, ctx);
  const after = { ...ticket, ...changes };
  // Nobody is made late by a shorter limit that was decided after it had passed.
  if (after.dueAt <= ctx.now && after.dueAt < ticket.dueAt) refuse('REQUEST_END_PASSED');
  return {
    changes: { ...changes, request: null },
    events: [
      internalEvent('request.granted', { kind: asked.kind, askedById, askedAt, opinion, dueBefore: ticket.dueDay }),
      told(request, ticket.dueDay, after.dueDay),
    ],
  };
};

export const refuseRequest: Move<'refuse_request'> = (ticket, { reason }) => {
  const { asked, askedById, stage } = standing(ticket);
  return { changes: { request: null }, events: [internalEvent('request.refused', { kind: asked.kind, askedById, stage, reason })] };
};

export const withdrawRequest: Move<'withdraw_request'> = (ticket) => (
  { changes: { request: null }, events: [internalEvent('request.withdrawn', { kind: standing(ticket).asked.kind })] });

function asks(ticket: Ticket, asked: Asked, input: { attachmentIds?: string[] | undefined }, ctx: MoveContext): Moved {
  // A head who asks has signed by asking; nobody signs the own request, so it goes to the supervisor.
  const stage: ReviewStage = capacitiesOf(ctx.actor, ticket).has('lead_head') ? 'supervisor' : 'head';
  const request: ClockRequest = {
    asked, askedById: actorId(ctx) ?? '', askedAt: ctx.now.toISOString(), endorsedById: null, opinion: null, ...holding(stage, ctx), ...attached(input),
  };
  const due = proposed(ticket, asked, ctx);
  return {
    changes: { request },
    events: [internalEvent('request.asked', { ...asked, dueBefore: ticket.dueDay, dueDay: due.dueDay, ...holder(ticket, stage), ...attached(input) })],
  };
}

/** Each who has it has the limit of a review. */
function holding(stage: ReviewStage, ctx: MoveContext): Pick<ClockRequest, 'stage' | 'dueDay' | 'since'> {
  return { stage, since: ctx.now.toISOString(), dueDay: stageDue('review', ctx).stageDueDay ?? '' };
}

const holder = ({ leadUnitId }: Ticket, stage: ReviewStage) => ({ holder: stage, unitId: stage === 'head' ? leadUnitId : null });

/** What the reporter reads, with the reason. */
function told({ asked, askedAt }: ClockRequest, dueBefore: string, dueDay: string): NewEvent {
  const from = dayAfter(new Date(askedAt), 0);
  switch (asked.kind) {
    case 'extension': return publicEvent('clock.extended', { workingDays: asked.workingDays, reason: asked.reason, dueBefore, dueDay });
    case 'complexity': return publicEvent('complexity.changed', { complexity: asked.complexity, reason: asked.reason, dueBefore, dueDay });
    case 'pause': return publicEvent('clock.paused', { reason: asked.reason, from, until: asked.until, document: asked.document });
  }
}

function standing({ request }: Ticket): ClockRequest {
  return request ?? refuse('REQUEST_NONE');
}

/** A round that ends takes an undecided request with it. */
export const lapsed = ({ asked, askedById }: ClockRequest): NewEvent => internalEvent('request.lapsed', { kind: asked.kind, askedById });
