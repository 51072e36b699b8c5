// Owns the limits of single stages: assess, sign, first contact, review, windows, reminders, assisting answers.
// Leaves the ticket's own deadline to due-date.ts and what happens when a limit passes to the ladder.
import type { LimitSettings } from '@zhitongche/shared/deadline/limits.js';
import type { StageLimit } from '@zhitongche/shared/deadline/vocabulary.js';
import { addDays, endOfDay, type CalendarDay } from './calendar-day.js';
import type { WorkingCalendar } from './working-calendar.js';
import { countWorkingDays } from './working-days.js';

export interface StageDue {
  readonly day: CalendarDay;
  /** 24:00 of `day` in Shanghai. */
  readonly at: Date;
  /** True when a day that decides it lies in a year without notice (暂定). */
  readonly provisional: boolean;
}

/**
 * When a stage that began on `from` (Shanghai day, not counted) must be done: submitted → assess, dispatched → sign
 * and return, signed → first contact, result submitted → review, asked → the reporter's answer, declined → objection,
 * delivered → rating reminder, lit or rated → contest, contested → its decision.
 * @throws Refusal YEAR_OUT_OF_CALENDAR
 */
export function stageDue(stage: StageLimit, from: CalendarDay, limits: LimitSettings, calendar: WorkingCalendar): StageDue {
  const { to, provisional } = countWorkingDays(from, limits.stageWorkingDays[stage], calendar);
  return due(to, provisional);
}

/**
 * When an assisting unit asked on `asked` must answer: so many working days before the lead's deadline, but never
 * with less than the minimum of working days to do it, even where the lead's own deadline is nearer than that.
 * @throws Refusal YEAR_OUT_OF_CALENDAR
 */
export function assistingDue(asked: CalendarDay, leadDue: CalendarDay, limits: LimitSettings, calendar: WorkingCalendar): StageDue {
  const before = countWorkingDays(leadDue, -limits.assistingWorkingDaysBefore, calendar);
  const earliest = countWorkingDays(asked, limits.assistingMinWorkingDays, calendar);
  const later = before.to > earliest.to ? before : earliest;
  return due(later.to, before.provisional || earliest.provisional);
}

/** When silence closes a ticket delivered on `delivered`: calendar days, so days off count and nothing is provisional. */
export function unratedCloseDue(delivered: CalendarDay, limits: LimitSettings): StageDue {
  return due(addDays(delivered, limits.unratedCloseDays), false);
}

function due(day: CalendarDay, provisional: boolean): StageDue {
  return { day, at: endOfDay(day), provisional };
}
