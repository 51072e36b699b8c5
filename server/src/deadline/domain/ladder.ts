// Owns the ladder of a round (催办与督办): which light falls at which moment, and why.
// Leaves the due date to due-date.ts, storing the moments and lighting at them to the ticket feature.
import type { LimitSettings } from '@zhitongche/shared/deadline/limits.js';
import type { RungReason } from '@zhitongche/shared/deadline/vocabulary.js';
import type { Complexity, LightLevel } from '@zhitongche/shared/ticket/vocabulary.js';
import { addDays, endOfDay, type CalendarDay } from './calendar-day.js';
import type { WorkingCalendar } from './working-calendar.js';
import { addWorkingDays, countWorkingDays, workingDaysBetween } from './working-days.js';

/** A limit of whoever holds the ticket at this moment, apart from the round's own. */
export interface StageFacts {
  /** Tells it from the other stages of the round: the same mark is the same stage, however often it is computed. */
  readonly mark: string;
  /** Its last day. */
  readonly dueDay: CalendarDay;
}

/** What the ladder of a round follows from. */
export interface RoundFacts {
  readonly day0: CalendarDay;
  readonly dueDay: CalendarDay;
  readonly complexity: Complexity;
  readonly limits: LimitSettings;
  /** Working days granted by extension, 0 without one. */
  readonly extensionWorkingDays: number;
  readonly round: number;
  readonly openedAt: Date;
  /** Whether a yellow light was lit in an earlier round of the ticket. */
  readonly earlierYellow: boolean;
  /** Unsatisfied ratings before this round was opened. */
  readonly unsatisfiedRounds: number;
  /** Levels of the round that are lit, and marks of stages that are. */
  readonly lit: readonly string[];
  /** Whether the round's clock stands still: waiting, paused, result submitted, or ended. A stage's own clock is not stopped by it. */
  readonly stopped: boolean;
  readonly stages: readonly StageFacts[];
}

export interface Rung {
  readonly level: LightLevel;
  /** The mark of a stage; '' for the round's own levels. */
  readonly mark: string;
  /** Lit at this instant or after it, never before. */
  readonly dueAt: Date;
  readonly why: RungReason;
}

/**
 * What is still to be lit, in the order of the ladder, the stages last. Nothing lit is listed again; while the clock
 * stands still only stages are, and once it runs again every level has its moment as if it had never stopped.
 * @throws Refusal YEAR_OUT_OF_CALENDAR
 */
export function rungsToLight(facts: RoundFacts, calendar: WorkingCalendar): Rung[] {
  const own = facts.stopped ? [] : ladderOf(facts, calendar).filter((rung) => !facts.lit.includes(rung.level));
  return [...own, ...facts.stages.filter((stage) => !facts.lit.includes(stage.mark)).map((stage) => stageRung(stage, facts))];
}

/**
 * The five levels of a round with their moments. "k working days left" begins at the first instant with at most k
 * working days d such that the instant lies before 24:00 of d and d <= the due day.
 * @throws Refusal YEAR_OUT_OF_CALENDAR
 */
export function ladderOf(facts: Omit<RoundFacts, 'lit' | 'stopped' | 'stages'>, calendar: WorkingCalendar): Rung[] {
  const { dueDay, earlierYellow, unsatisfiedRounds } = facts;
  const { ladder } = facts.limits;
  const left = (days: number): Date => endOfDay(countWorkingDays(addDays(dueDay, 1), -(days + 1), calendar).to);
  // A limit too short for a third of its own still gives its first warning no later than the last.
  const early = Math.max(Math.floor(limitOf(facts, calendar) / ladder.earlyWarningPart), ladder.lastWarningWorkingDays);
  const redDay = earlierYellow ? dueDay : addWorkingDays(dueDay, ladder.redAfterWorkingDays, calendar);
  const often = unsatisfiedRounds >= ladder.talkUnsatisfiedRounds;
  const talkAt = often ? facts.openedAt : endOfDay(addWorkingDays(redDay, ladder.talkAfterWorkingDays, calendar));
  const rung = (level: LightLevel, moment: Date, why: RungReason): Rung => ({ level, mark: '', dueAt: notInTheFirstMinute(moment, facts), why });
  return [
    rung('early_warning', left(early), 'a_third_left'),
    rung('last_warning', left(ladder.lastWarningWorkingDays), 'last_days_left'),
    rung('yellow_light', endOfDay(dueDay), 'limit_passed'),
    rung('red_light', endOfDay(redDay), earlierYellow ? 'second_yellow' : 'days_over'),
    rung('talk_due', talkAt, often ? 'unsatisfied_again' : 'days_after_red'),
  ];
}

function stageRung(stage: StageFacts, facts: RoundFacts): Rung {
  return { level: 'stage_overdue', mark: stage.mark, dueAt: notInTheFirstMinute(endOfDay(stage.dueDay), facts), why: 'stage_limit_passed' };
}

/** Working days the round has in all; of a complex one those up to its end. */
function limitOf(facts: Pick<RoundFacts, 'day0' | 'dueDay' | 'complexity' | 'limits' | 'extensionWorkingDays'>, calendar: WorkingCalendar): number {
  const all = workingDaysBetween(facts.day0, facts.dueDay, calendar);
  // Pauses are no part of the limit; a channel's stricter one is shorter than ours.
  return facts.complexity === 'complex' ? all : Math.min(all, facts.limits.ordinaryWorkingDays + facts.extensionWorkingDays);
}

/** Whoever gets a round that was opened late has at least a moment to see it before anything is lit. */
function notInTheFirstMinute(moment: Date, { round, openedAt, limits }: Pick<RoundFacts, 'round' | 'openedAt' | 'limits'>): Date {
  const quiet = round > 1 ? limits.ladder.reopenedQuietSeconds * 1000 : 0;
  return new Date(Math.max(moment.getTime(), openedAt.getTime() + quiet));
}
