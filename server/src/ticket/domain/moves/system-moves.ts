// Owns what only the system does: a new round, the end of silence, a light.
// Leaves when to run them to the worker's jobs and the sweep.
import { refuse } from '@zhitongche/shared/errors.js';
import { DISTRICT_DESK } from '@zhitongche/shared/directory/vocabulary.js';
import { dayAfter, roundDue, roundLimitsOf, stageDue } from '../clock.js';
import { escalationOwed } from '../escalation.js';
import { internalEvent, publicEvent } from '../events.js';
import type { Timer } from '../lights.js';
import { dueLights, endInForce } from '../lights.js';
import { debtOf } from '../measures.js';
import type { Move, MoveContext } from '../move.js';
import type { Ticket } from '../ticket.js';
import { NO_AFTERCARE } from './aftercare-moves.js';

/** Routing's proposal; triage decides. */
export const route: Move<'route'> = (_ticket, input) => ({
  changes: { status: 'assessing', suggestion: input.suggestion },
  events: [internalEvent('ticket.routed', { candidates: input.suggestion.candidates.map(({ categoryCode, leadUnitId, words }) => ({ categoryCode, leadUnitId, words })) })],
});

/** A new round: day 0 is the day of the rating, the full limit again; who did it before is remembered. */
export const reopen: Move<'reopen'> = (ticket, _input, ctx) => {
  if (ticket.unsatisfiedAt === null) refuse('REOPEN_NOT_DUE');
  const round = ticket.round + 1;
  const day0 = dayAfter(ticket.unsatisfiedAt, 0);
  const clear = { stops: [], pausedWorkingDays: 0, extensionWorkingDays: 0, stoppedOn: null, request: null, roundLimits: roundLimitsOf(ctx.line) };
  return {
    changes: {
      round, day0, status: 'assessing', stage: null,
      // What a town could not settle to the reporter's satisfaction twice is the district's.
      deskUnitId: round > 2 ? DISTRICT_DESK : ticket.deskUnitId,
      pastLeadUnitIds: remember(ticket.pastLeadUnitIds, ticket.leadUnitId),
      pastAssigneeIds: remember(ticket.pastAssigneeIds, ticket.assigneeId),
      leadUnitId: null, assigneeId: null, assisting: [], proposedUnitId: null, returnedUnitIds: [], designated: false,
      askedReporter: false, stickingPoint: null, unitsCall: null, result: null, sampled: null,
      ratedReporterIds: [], unsatisfiedAt: null,
      dispatchedAt: null, signedAt: null, firstContactAt: null, resultSubmittedAt: null, concludedAt: null, deliveredAt: null,
      ...clear, lightLit: [], stageLit: [], overdueAt: null,
      ...NO_AFTERCARE,
      roundOpenedAt: ctx.now, earlierYellow: ticket.earlierYellow || (ticket.lightLit.includes('yellow_light') && !ticket.yellowRevoked), yellowRevoked: false,
      ...roundDue({ ...ticket, ...clear, round, day0 }, ctx), ...stageDue('assess', ctx),
    },
    events: [publicEvent('ticket.reopened', {
      round, reason: ticket.unsatisfiedReason, owed: escalationOwed({ ...ticket, round, status: 'assessing' }, ctx.line),
    })],
  };
};

/** After the window: nobody rated → unrated; somebody was content and the rest silent → closed. */
export const closeUnrated: Move<'close_unrated'> = (ticket, _input, ctx) => {
  if (ticket.ratedReporterIds.length > 0) {
    return {
      changes: { status: 'closed', closedAs: 'rated', closedAt: ctx.now, callbackDueAt: null },
      events: [publicEvent('ticket.closed', { closedAs: 'rated' })],
    };
  }
  return { changes: { status: 'unrated_closed', closedAt: ctx.now, callbackDueAt: null }, events: [publicEvent('ticket.unrated_closed')] };
};

/** Each level exactly once per round, each stage once: what is lit is emptied only by a new round. The moment it belongs to is its timer's, not the lamp-lighter's. */
export const light: Move<'light'> = (ticket, { level, mark = '' }, ctx) => {
  if ((mark === '' ? ticket.lightLit : ticket.stageLit).includes(mark === '' ? level : mark)) refuse('LIGHT_ALREADY_LIT');
  const timer = dueLights(ticket, ctx).find((each) => each.level === level && each.mark === mark) ?? refuse('LIGHT_NOT_DUE');
  const { holder, unitId, dueAt, why } = timer;
  const stage = mark === '' ? undefined : mark.split(':')[0];
  const say = level === 'yellow_light' || level === 'red_light' ? publicEvent : internalEvent;
  return {
    changes: {
      ...(mark === '' ? { lightLit: [...ticket.lightLit, level] } : { stageLit: [...ticket.stageLit, mark] }),
      ...(level === 'yellow_light' ? { overdueAt: dueAt } : {}),
    },
    events: [say('light.lit', {
      level, stage, why, holder, unitId, dueDay: endInForce(ticket, ctx) ?? ticket.dueDay, dueAt: dueAt.toISOString(), ...recordOf(timer, ticket, ctx),
    })],
  };
};

/** What the record of the light needs beside: a warning has none. Who answers for it is a unit, or a desk by its key. */
function recordOf({ level, mark, holder, unitId }: Timer, ticket: Ticket, { line }: MoveContext): Record<string, unknown> {
  const debt = debtOf(level);
  if (debt === null) return {};
  return { mark, debt, owedBy: holder === 'supervisor' ? line.supervisingUnitId : (unitId ?? ticket.deskUnitId) };
}

/** The last one remembered is the one of the round that just ended. */
function remember(past: string[], id: string | null): string[] {
  return id === null ? past : [...past.filter((each) => each !== id), id];
}
