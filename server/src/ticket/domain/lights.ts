// Owns which lights a ticket is still to get, at which moments, and whom each meets: who holds it then.
// Leaves the moments to deadline/domain/ladder.ts, lighting to the light move, and who is told to the receivers.
import type { LightStage, RungReason } from '@zhitongche/shared/deadline/vocabulary.js';
import type { LightHolder } from '@zhitongche/shared/ticket/vocabulary.js';
import type { CalendarDay } from '../../deadline/domain/calendar-day.js';
import { parseCalendarDay } from '../../deadline/domain/calendar-day.js';
import type { Rung, StageFacts } from '../../deadline/domain/ladder.js';
import { rungsToLight } from '../../deadline/domain/ladder.js';
import { endWhileStopped, limitsOf } from './clock.js';
import type { MoveContext } from './move.js';
import type { ClockRequest, Ticket } from './ticket.js';

/** Statuses in which the round's own clock runs, unless its result was submitted. */
const RUNNING: readonly Ticket['status'][] = ['submitted', 'assessing', 'dispatched', 'handling'];

/**
 * These rest while a request waits that was made before the end: it decides whether the end has passed. Refused, each
 * has its moment as if nothing had been asked; who lets it wait has a stage's light of their own.
 */
const AFTER_THE_END: readonly RungReason[] = ['limit_passed', 'days_over', 'second_yellow', 'days_after_red'];

interface Holder {
  holder: LightHolder;
  unitId: string | null;
}

/** A light still to be lit. */
export interface Timer extends Rung, Holder {}

/** A stage that somebody owes, and who. */
interface Stage extends StageFacts, Holder {}

/** All lights still to come, as things stand; recomputed after every move. @throws Refusal YEAR_OUT_OF_CALENDAR */
export function timersOf(ticket: Ticket, { line, calendar }: Pick<MoveContext, 'line' | 'calendar'>): Timer[] {
  const stages = stagesOf(ticket);
  const end = endInForce(ticket, { line, calendar });
  const stopped = end === null;
  if (stopped && stages.length === 0) return [];
  const rungs = rungsToLight({
    day0: parseCalendarDay(ticket.day0), dueDay: end ?? parseCalendarDay(ticket.dueDay), complexity: ticket.complexity, limits: limitsOf(ticket, line),
    extensionWorkingDays: ticket.extensionWorkingDays, round: ticket.round, openedAt: ticket.roundOpenedAt ?? ticket.submittedAt, earlierYellow: ticket.earlierYellow,
    // A rating of this very round opens the next one; it does not weigh on this one.
    unsatisfiedRounds: ticket.unsatisfiedCount - (ticket.unsatisfiedAt === null ? 0 : 1),
    lit: [...ticket.lightLit, ...ticket.stageLit], stopped, stages,
  }, calendar);
  const own = holderOf(ticket);
  return rungs.filter((rung) => ticket.request === null || !AFTER_THE_END.includes(rung.why)).map((rung) => {
    const { holder, unitId } = stages.find((stage) => stage.mark === rung.mark) ?? own;
    return { ...rung, holder, unitId };
  });
}

/** The day with which this round ends as things stand; null while its clock stands still and may yet move it. */
export function endInForce(ticket: Ticket, setting: Pick<MoveContext, 'line' | 'calendar'>): CalendarDay | null {
  if (RUNNING.includes(ticket.status) && ticket.resultSubmittedAt === null) return parseCalendarDay(ticket.dueDay);
  return endWhileStopped(ticket, setting)?.day ?? null;
}

/** The lights whose moment has come, earliest first. */
export function dueLights(ticket: Ticket, ctx: Pick<MoveContext, 'line' | 'calendar' | 'now'>): Timer[] {
  return timersOf(ticket, ctx).filter((timer) => timer.dueAt <= ctx.now).sort((a, b) => a.dueAt.getTime() - b.dueAt.getTime());
}

/** Who has it at this moment: the desk, the lead unit, or who reviews the result. */
export function holderOf(ticket: Pick<Ticket, 'stage' | 'leadUnitId'>): Holder {
  if (ticket.stage === 'supervisor') return { holder: 'supervisor', unitId: null };
  if (ticket.stage === 'head') return { holder: 'head', unitId: ticket.leadUnitId };
  return ticket.leadUnitId === null ? { holder: 'desk', unitId: null } : { holder: 'lead', unitId: ticket.leadUnitId };
}

/** Assess, sign, review: one at a time; beside them the answers of assisting units, while the lead works. */
function stagesOf(ticket: Ticket): Stage[] {
  const at = holderOf(ticket);
  const stages: Stage[] = [];
  const mark = stageMark(ticket);
  if (mark !== null && ticket.stageDueDay !== null) stages.push({ mark, dueDay: parseCalendarDay(ticket.stageDueDay), ...at });
  const { request } = ticket;
  if (request !== null) {
    const holder = request.stage === 'head' ? { holder: 'head' as const, unitId: ticket.leadUnitId } : { holder: 'supervisor' as const, unitId: null };
    stages.push({ mark: requestMark(request), dueDay: parseCalendarDay(request.dueDay), ...holder });
  }
  if (ticket.status !== 'dispatched' && ticket.status !== 'handling') return stages;
  const asked = ticket.dispatchedAt?.toISOString() ?? '';
  const unanswered = ticket.assisting.filter((each) => each.answeredAt === null);
  return [...stages, ...unanswered.map(({ unitId, dueDay }): Stage => (
    { mark: `${'assisting' satisfies LightStage}:${unitId}:${asked}`, dueDay: parseCalendarDay(dueDay), holder: 'assisting', unitId }))];
}

/** Head and supervisor each have their own, of each request. */
export const requestMark = ({ stage, askedAt }: ClockRequest): string => `request_${stage}:${askedAt}`;

/** Two stages of one kind with the same last day began before it: only the later one is still there when it ends. */
export function stageMark(ticket: Pick<Ticket, 'status' | 'stage' | 'stageDueDay'>): string | null {
  const stage = stageOf(ticket);
  return stage === null || ticket.stageDueDay === null ? null : `${stage}:${ticket.stageDueDay}`;
}

/** The stage whose limit lights. The first contact's does not: it is counted (响应率). */
function stageOf({ status, stage }: Pick<Ticket, 'status' | 'stage'>): LightStage | null {
  if (stage !== null) return stage === 'head' ? 'review_head' : 'review_supervisor';
  if (status === 'dispatched') return 'sign';
  return status === 'submitted' || status === 'assessing' ? 'assess' : null;
}
