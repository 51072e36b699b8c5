// Owns which lights a ticket is still to get, at which moments, and whom each meets: who holds it then.
// Leaves the moments to deadline/domain/ladder.ts, lighting to the light move, and who is told to the receivers.
import type { LightStage } from '@zhitongche/shared/deadline/vocabulary.js';
import type { LightHolder } from '@zhitongche/shared/ticket/vocabulary.js';
import { parseCalendarDay } from '../../deadline/domain/calendar-day.js';
import type { Rung, StageFacts } from '../../deadline/domain/ladder.js';
import { rungsToLight } from '../../deadline/domain/ladder.js';
import type { MoveContext } from './move.js';
import type { Ticket } from './ticket.js';

/** Statuses in which the round's own clock runs, unless its result was submitted. */
const RUNNING: readonly Ticket['status'][] = ['submitted', 'assessing', 'dispatched', 'handling'];

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
  const stopped = !RUNNING.includes(ticket.status) || ticket.resultSubmittedAt !== null;
  if (stopped && stages.length === 0) return [];
  const rungs = rungsToLight({
    day0: parseCalendarDay(ticket.day0), dueDay: parseCalendarDay(ticket.dueDay), complexity: ticket.complexity, limits: line.limits,
    extensionWorkingDays: 0, round: ticket.round, openedAt: ticket.roundOpenedAt ?? ticket.submittedAt, earlierYellow: ticket.earlierYellow,
    // A rating of this very round opens the next one; it does not weigh on this one.
    unsatisfiedRounds: ticket.unsatisfiedCount - (ticket.unsatisfiedAt === null ? 0 : 1),
    lit: [...ticket.lightLit, ...ticket.stageLit], stopped, stages,
  }, calendar);
  const own = holderOf(ticket);
  return rungs.map((rung) => {
    const { holder, unitId } = stages.find((stage) => stage.mark === rung.mark) ?? own;
    return { ...rung, holder, unitId };
  });
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
  if (ticket.status !== 'dispatched' && ticket.status !== 'handling') return stages;
  const asked = ticket.dispatchedAt?.toISOString() ?? '';
  const unanswered = ticket.assisting.filter((each) => each.answeredAt === null);
  return [...stages, ...unanswered.map(({ unitId, dueDay }): Stage => (
    { mark: `${'assisting' satisfies LightStage}:${unitId}:${asked}`, dueDay: parseCalendarDay(dueDay), holder: 'assisting', unitId }))];
}

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
