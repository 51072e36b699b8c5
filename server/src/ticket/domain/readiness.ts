// Owns the conditions of the moment that decide whether an allowed action makes sense now, before anything is typed.
// Leaves conditions on what was typed to the moves; decide.ts and available-actions.ts both ask here.
import { DISTRICT_DESK } from '@zhitongche/shared/directory/vocabulary.js';
import type { ErrorCode } from '@zhitongche/shared/errors.js';
import type { TicketAction } from '@zhitongche/shared/ticket/action-inputs.js';
import { unratedCloseDue } from '../../deadline/domain/stage-limits.js';
import { shanghaiDayOf } from '../../deadline/domain/calendar-day.js';
import { windowOpen } from './clock.js';
import { escalationOwed } from './escalation.js';
import { dueLights } from './lights.js';
import type { MeasureStep } from './measures.js';
import { isContested, stepsOn } from './measures.js';
import type { MoveContext } from './move.js';
import { notContestable, notDecidable } from './rating-contest.js';
import { endIsOpen } from './request.js';
import { REQUEST_CONDITIONS } from './request-readiness.js';
import type { Ticket } from './ticket.js';

type Condition = (ticket: Ticket, ctx: MoveContext) => ErrorCode | null;

/** Null when the action may be taken now, else why not. */
export function notReady(action: TicketAction, ticket: Ticket, ctx: MoveContext): ErrorCode | null {
  return CONDITIONS[action]?.(ticket, ctx) ?? null;
}

const CONDITIONS: Partial<Record<TicketAction, Condition>> = {
  lift: (t) => (t.deskUnitId === DISTRICT_DESK ? 'LIFT_NOT_TOWN' : null),
  // After the returns are used up triage has had its say: somebody is designated.
  dispatch: (t, ctx) => (returnsUsedUp(t, ctx) ? 'DESIGNATION_NEEDED' : escalated(t, ctx)),
  merge: firstRoundOnly,
  decline: firstRoundOnly,
  answer_at_once: escalated,
  designate: (t, ctx) =>
    t.returnCount < ctx.line.returnsPerTicket && t.returnedUnitIds.length === 0 ? 'DESIGNATE_NOT_DUE' : escalated(t, ctx),
  answer_finally: (t, ctx) => (t.unsatisfiedCount < ctx.line.limits.aftercare.leaderAfterUnsatisfied ? 'FINAL_ANSWER_NOT_DUE' : null),
  object: (t, ctx) => {
    if (t.objectedAt !== null) return 'OBJECTION_USED';
    return t.declinedAt !== null && windowOpen('objection', t.declinedAt, ctx) ? null : 'OBJECTION_WINDOW_OVER';
  },
  uphold_decline: objectionOpen,
  overturn_decline: objectionOpen,
  return: (t, ctx) => {
    if (t.designated) return 'RETURN_DESIGNATED';
    if (t.returnCount >= ctx.line.returnsPerTicket) return 'RETURN_LIMIT_REACHED';
    if (t.leadUnitId !== null && t.returnedUnitIds.includes(t.leadUnitId)) return 'RETURN_ALREADY_USED';
    return t.dispatchedAt !== null && windowOpen('return', t.dispatchedAt, ctx) ? null : 'RETURN_WINDOW_OVER';
  },
  ask_reporter: (t) => {
    if (t.askedReporter) return 'REPORTER_ALREADY_ASKED';
    // Granted, it would begin inside the wait.
    return t.request?.asked.kind === 'pause' ? 'REQUEST_PENDING' : null;
  },
  stop_waiting: stopNotOver,
  resume: (t, ctx) => (ctx.capacity === 'system' ? stopNotOver(t, ctx) : null),
  ...REQUEST_CONDITIONS,
  contest_rating: notContestable,
  exclude_rating: notDecidable,
  keep_rating: notDecidable,
  record_arrivals: (t) => (t.unitsCall === null ? 'UNITS_NOT_CALLED' : null),
  assist_answer: (t, ctx) =>
    t.assisting.some((a) => a.answeredAt === null && holdsUnit(ctx, a.unitId)) ? null : 'ASSISTANCE_ANSWERED',
  approve: (t, ctx) => {
    if (t.stage !== 'head') return 'REVIEW_STAGE_OTHER';
    return ownResult(t, ctx);
  },
  pass: (t, ctx) => {
    if (t.stage !== 'supervisor') return 'REVIEW_STAGE_OTHER';
    if (t.resultSubmittedAt !== null && endIsOpen(t, t.resultSubmittedAt)) return 'REQUEST_UNDECIDED';
    return ownResult(t, ctx);
  },
  send_back: (t, ctx) => {
    const reviewer = t.stage === 'head' ? 'lead_head' : 'supervisor';
    if (ctx.capacity !== reviewer) return 'REVIEW_STAGE_OTHER';
    return null;
  },
  rate: (t, ctx) => {
    const { reporter } = ctx.facts;
    const mayRate = ctx.actor.kind === 'link' ? [ctx.actor.reporterId] : reporter ? [reporter.id] : t.reporterIds;
    if (mayRate.every((id) => t.ratedReporterIds.includes(id))) return 'RATING_DONE';
    if (ctx.capacity !== 'submitter' && ctx.capacity !== 'merged_submitter') return null;
    if (reporter?.hasAccount) return 'RATING_BY_ACCOUNT';
    if (t.result?.kind === 'solved_on_spot') return 'RATING_BY_SOLVER';
    return involvedUnitOf(ctx, t) ? 'RATING_BY_HANDLING_UNIT' : null;
  },
  remark: (t, ctx) => {
    if (t.status !== 'closed') return null;
    const speaksFor = ctx.actor.kind === 'link' ? ctx.actor.reporterId : ctx.facts.reporter?.id;
    return t.closedAs === 'rated' && speaksFor !== undefined && !t.ratedReporterIds.includes(speaksFor) ? null : 'RATING_DONE';
  },
  withdraw: (t) => {
    if (t.round !== 1) return 'WITHDRAW_ROUND';
    // One of several reporters cannot end it for the others.
    return t.reporterIds.length > 1 ? 'WITHDRAW_MERGED' : null;
  },
  take_charge: (t, ctx) =>
    ctx.actor.kind === 'person' && t.leaderInChargeId === ctx.actor.personId ? 'TAKE_CHARGE_TAKEN' : null,
  joint_review: (t) => (t.unsatisfiedCount === 0 ? 'JOINT_REVIEW_NOT_DUE' : null),
  reopen: (t) => (t.unsatisfiedAt === null ? 'REOPEN_NOT_DUE' : null),
  remind_rating: (t, ctx) => {
    if (t.remindedAt !== null || t.unsatisfiedAt !== null || t.deliveredAt === null) return 'REMINDER_NOT_DUE';
    return windowOpen('rating_reminder', t.deliveredAt, ctx) ? 'REMINDER_NOT_DUE' : null;
  },
  record_callback: (t, ctx) => (handlesIt(ctx, t) ? 'CALLBACK_BY_HANDLER' : null),
  ask_follow_up: (t, ctx) => (t.followUpAt === null || ctx.now < t.followUpAt || t.unsatisfiedAt !== null ? 'FOLLOW_UP_NOT_DUE' : null),
  record_follow_up: (t, ctx) => {
    // A plan that triage itself gave in a direct answer is triage's to report on; a unit's is the unit's.
    if (ctx.capacity === 'desk_triage' && t.leadUnitId !== null) return 'ACTION_FORBIDDEN';
    return t.followUpDay === null ? 'FOLLOW_UP_NONE' : null;
  },
  close_unrated: (t, ctx) => {
    if (t.unsatisfiedAt !== null || t.deliveredAt === null) return 'UNRATED_NOT_DUE';
    return ctx.now < unratedCloseDue(shanghaiDayOf(t.deliveredAt), ctx.line.limits).at ? 'UNRATED_NOT_DUE' : null;
  },
  explain_light: (_t, ctx) => (maySome('explain', ctx) ? null : 'EXPLANATION_NOT_OWED'),
  contest_measure: (_t, ctx) => (maySome('contest', ctx) ? null : 'CONTEST_NOT_POSSIBLE'),
  uphold_measure: (_t, ctx) => contestToDecide(ctx),
  revoke_measure: (_t, ctx) => contestToDecide(ctx),
  light: (t, ctx) => (dueLights(t, ctx).length === 0 ? 'LIGHT_NOT_DUE' : null),
};

/** Whether there is a light or card on which this person may take the step. */
function maySome(step: MeasureStep, ctx: MoveContext): boolean {
  const othersDecide = ctx.facts.othersDecide ?? true;
  return (ctx.facts.measures ?? []).some((measure) => stepsOn(measure, ctx.actor, { ...ctx, othersDecide }).includes(step));
}

function contestToDecide(ctx: MoveContext): ErrorCode | null {
  if (maySome('decide', ctx)) return null;
  return (ctx.facts.measures ?? []).some(isContested) ? 'MEASURE_OWN' : 'CONTEST_NOT_WAITING';
}

/** The system waits for the last day of a wait or pause; where none was set there is none to wait for. */
function stopNotOver(t: Ticket, ctx: MoveContext): ErrorCode | null {
  if (ctx.capacity === 'system' && t.status === 'paused' && t.stageDueAt === null) return 'WAITING_NOT_OVER';
  return t.stoppedOn !== null && t.stageDueAt !== null && ctx.now < t.stageDueAt ? 'WAITING_NOT_OVER' : null;
}

/** Used up on the ticket, the last one in this round. */
function returnsUsedUp(t: Ticket, ctx: MoveContext): boolean {
  return t.returnCount >= ctx.line.returnsPerTicket && t.returnedUnitIds.length > 0;
}

/** Whom an answer has not satisfied cannot be declined or merged away. */
function firstRoundOnly(t: Ticket): ErrorCode | null {
  return t.round === 1 ? null : 'FIRST_ROUND_ONLY';
}

/** No unit and no answer before what an unsatisfied reporter is owed. */
function escalated(t: Ticket, ctx: MoveContext): ErrorCode | null {
  const owed = escalationOwed(t, ctx.line);
  if (owed === null) return null;
  return owed === 'leader' ? 'FINAL_ROUND_NEEDS_LEADER' : 'JOINT_REVIEW_NEEDED';
}

function objectionOpen(t: Ticket): ErrorCode | null {
  return t.objectedAt === null || t.objectionDecided ? 'STATUS_CONFLICT' : null;
}

/** Nobody approves the own result, whatever hat it was submitted in. */
function ownResult(t: Ticket, ctx: MoveContext): ErrorCode | null {
  return ctx.actor.kind === 'person' && ctx.actor.personId === t.result?.submittedBy ? 'OWN_RESULT' : null;
}

function holdsUnit(ctx: MoveContext, unitId: string): boolean {
  return ctx.actor.kind === 'person' && ctx.actor.grants.some((g) => g.key === unitId && (g.role === 'handler' || g.role === 'head'));
}

/** Whether the actor worked on it, in whatever other hat they come. */
function handlesIt(ctx: MoveContext, t: Ticket): boolean {
  const units = [t.leadUnitId, ...t.assisting.map((a) => a.unitId)].filter((id) => id !== null);
  return units.some((id) => holdsUnit(ctx, id)) || (ctx.actor.kind === 'person' && ctx.actor.personId === t.assigneeId);
}

function involvedUnitOf(ctx: MoveContext, t: Ticket): boolean {
  const units = [t.leadUnitId, ...t.assisting.map((a) => a.unitId)].filter((id) => id !== null);
  return units.some((id) => holdsUnit(ctx, id) || (ctx.actor.kind === 'person' && ctx.actor.unitId === id));
}
