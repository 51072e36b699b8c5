// Owns what triage does: assess, lift, dispatch, answer, merge, decline, and the supervisor's designation.
// Leaves who may, and from which status, to the tables.
import { DISTRICT_DESK } from '@zhitongche/shared/directory/vocabulary.js';
import { refuse } from '@zhitongche/shared/errors.js';
import type { Complexity, Nature } from '@zhitongche/shared/ticket/vocabulary.js';
import { assistanceDue, roundDue, stageDue } from '../clock.js';
import type { NewEvent } from '../events.js';
import { attached, internalEvent, publicEvent } from '../events.js';
import type { Move, MoveContext, Moved } from '../move.js';
import { roundAgain } from '../recompute.js';
import type { Ticket } from '../ticket.js';
import { resultOf } from './result-moves.js';

interface Assessment {
  nature: Nature;
  categoryCode: string;
  complexity: Complexity;
}

export const assess: Move<'assess'> = (ticket, input, ctx) => {
  const judged = assessed(ticket, input, ctx);
  return { changes: { status: 'assessing', ...judged }, events: [publicEvent('ticket.assessed', { ...input }), ...newDay(ticket, judged)] };
};

export const lift: Move<'lift'> = (_ticket, input, ctx) => ({
  changes: { deskUnitId: DISTRICT_DESK, ...stageDue('assess', ctx) },
  events: [internalEvent('ticket.lifted', { reason: input.reason })],
});

export const dispatch: Move<'dispatch'> = (ticket, input, ctx) => {
  const { nature = ticket.nature, categoryCode = ticket.categoryCode, complexity = ticket.complexity } = input;
  if (nature === null || categoryCode === null) refuse('NATURE_MISSING');
  const repeated = ticket.pastLeadUnitIds.includes(input.leadUnitId);
  if (repeated && !input.sameLeadReason) refuse('LEAD_REPEATED_NEEDS_REASON');
  const judged = assessed(ticket, { nature, categoryCode, complexity }, ctx);
  return sendToUnit({ ...ticket, ...judged }, input, ctx, {
    changes: { ...judged, designated: false },
    events: [publicEvent('ticket.dispatched', {
      leadUnitId: input.leadUnitId, assistingUnitIds: input.assistingUnitIds,
      note: input.note, sameLeadReason: input.sameLeadReason, nature, categoryCode, complexity,
    }), ...newDay(ticket, judged)],
  });
};

export const designate: Move<'designate'> = (ticket, input, ctx) => {
  if (ticket.nature === null || ticket.categoryCode === null) refuse('NATURE_MISSING');
  return sendToUnit(ticket, input, ctx, {
    changes: { designated: true },
    events: [publicEvent('ticket.designated', {
      leadUnitId: input.leadUnitId, assistingUnitIds: input.assistingUnitIds, reason: input.reason,
    })],
  });
};

export const answerAtOnce: Move<'answer_at_once'> = (ticket, input, ctx) => ({
  changes: {
    status: 'reviewing', stage: 'supervisor', sampled: true, resultSubmittedAt: ctx.now,
    firstContactAt: ticket.firstContactAt ?? ctx.now,
    result: resultOf(ticket, input, ctx, false), ...stageDue('review', ctx),
  },
  events: [internalEvent('ticket.answered_at_once', { kind: input.kind, text: input.text, plannedFor: input.plannedFor, ...attached(input) })],
});

export const answerFinally: Move<'answer_finally'> = (ticket, input, ctx) => ({
  changes: {
    status: 'reviewing', stage: 'supervisor', sampled: true, resultSubmittedAt: ctx.now,
    result: resultOf(ticket, { kind: 'answered', text: input.text, attachmentIds: input.attachmentIds }, ctx, true), ...stageDue('review', ctx),
  },
  events: [internalEvent('ticket.answered_finally', { text: input.text, reason: input.reason, ...attached(input) })],
});

/** The source's half; {@link mergedIn} is the target's. */
export const merge: Move<'merge'> = (ticket, input, ctx) => {
  const target = ctx.facts.target;
  if (!target || !canReceive(target, ticket)) refuse('MERGE_TARGET_INVALID');
  return {
    changes: { status: 'merged', mergedIntoId: target.id, closedAt: ctx.now, stageDueDay: null, stageDueAt: null },
    events: [publicEvent('ticket.merged', { targetId: input.targetId, targetNumber: target.number })],
  };
};

/** What happens to the ticket another one is merged into: its reporters are joined, nobody's name is. */
export function mergedIn(target: Ticket, source: Ticket): Moved {
  return {
    changes: {
      reporterIds: [...target.reporterIds, ...source.reporterIds],
      // One of them asked not to be known, and names stand side by side on the ticket.
      hidden: target.hidden || source.hidden,
      mergedSubmitterIds: [...new Set([...target.mergedSubmitterIds, source.submitterId, ...source.mergedSubmitterIds])],
      mergedEnterpriseIds: [...new Set([...target.mergedEnterpriseIds, ...enterprisesOf(source)])],
    },
    events: [internalEvent('ticket.merged_in', { sourceId: source.id, sourceNumber: source.number })],
  };
}

export const decline: Move<'decline'> = (_ticket, input, ctx) => ({
  changes: { status: 'declined', declinedAt: ctx.now, closedAt: ctx.now, ...stageDue('objection', ctx) },
  events: [publicEvent('ticket.declined', { reason: input.reason, path: input.path })],
});

export const upholdDecline: Move<'uphold_decline'> = (_ticket, input) => ({
  changes: { objectionDecided: true, stageDueDay: null, stageDueAt: null },
  events: [publicEvent('decline.upheld', { text: input.text })],
});

export const overturnDecline: Move<'overturn_decline'> = (ticket, input, ctx) => {
  // What rested while it was declined is counted by the calendar that holds now, and told where that moves its day.
  const round = roundAgain(ticket, ctx);
  return {
    changes: { status: 'assessing', objectionDecided: true, declinedAt: null, closedAt: null, ...round.changes, ...stageDue('assess', ctx) },
    events: [publicEvent('decline.overturned', { text: input.text }), ...round.events],
  };
};

/** Complexity is triage's to set until the first dispatch; afterwards it changes only on request. */
function assessed(ticket: Ticket, input: Assessment, ctx: MoveContext) {
  if (ticket.firstDispatchedAt !== null && input.complexity !== ticket.complexity) refuse('COMPLEXITY_FIXED');
  const { nature, categoryCode, complexity } = input;
  return {
    nature, categoryCode, complexity,
    // 举报 hides its reporter whoever forgot to tick the box.
    hidden: ticket.hidden || nature === 'whistleblowing',
    ...roundDue({ ...ticket, complexity }, ctx),
  };
}

/** The reporter was told a day when the ticket was received: another one is told, too. */
function newDay({ dueDay: dueBefore }: Ticket, { complexity, dueDay }: Pick<Ticket, 'complexity' | 'dueDay'>): NewEvent[] {
  return dueDay === dueBefore ? [] : [publicEvent('complexity.changed', { complexity, dueBefore, dueDay })];
}

function sendToUnit(
  ticket: Ticket, to: { leadUnitId: string; assistingUnitIds: string[] }, ctx: MoveContext, moved: Moved,
): Moved {
  const { leadUnitId, assistingUnitIds } = to;
  if (assistingUnitIds.includes(leadUnitId)) refuse('LEAD_ALSO_ASSISTING');
  const chosen = [leadUnitId, ...new Set(assistingUnitIds)];
  if (ticket.complainedUnitId !== null && chosen.includes(ticket.complainedUnitId)) refuse('UNIT_COMPLAINED_ABOUT');
  return {
    changes: {
      ...moved.changes,
      status: 'dispatched', leadUnitId, assigneeId: null, proposedUnitId: null,
      assisting: chosen.slice(1).map((unitId) => ({ unitId, answeredAt: null, dueDay: assistanceDue(ctx.now, ticket.dueDay, ctx) })),
      involvedUnitIds: [...new Set([...ticket.involvedUnitIds, ...chosen])],
      dispatchedAt: ctx.now, firstDispatchedAt: ticket.firstDispatchedAt ?? ctx.now, signedAt: null,
      ...stageDue('sign', ctx),
    },
    events: moved.events,
  };
}

function enterprisesOf(ticket: Ticket): string[] {
  const own = ticket.subjectKind === 'enterprise' || ticket.subjectKind === 'talent' ? [ticket.subjectId] : [];
  return [...own, ...ticket.mergedEnterpriseIds];
}

function canReceive(target: Ticket, source: Ticket): boolean {
  const open = ['submitted', 'assessing', 'dispatched', 'handling', 'awaiting_reporter', 'paused', 'reviewing'];
  return target.id !== source.id && target.line === source.line && open.includes(target.status)
    // Whoever the source complains about must not see or handle it on the target either.
    && [null, target.complainedUnitId].includes(source.complainedUnitId)
    && [null, target.complainedEnterpriseId].includes(source.complainedEnterpriseId);
}

