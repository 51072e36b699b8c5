// Owns counting in working days: so many on, so many between, the next one. Every walk ends at the calendar's edge.
// Leaves what each day is to working-calendar.ts and which count is a deadline to due-date.ts and stage-limits.ts.
import { addDays, type CalendarDay } from './calendar-day.js';
import type { DayFacts, WorkingCalendar } from './working-calendar.js';

/** A count of working days, told so that it can be followed with a finger on a wall calendar. */
export interface WorkingDayCount {
  /** The day the count starts from, itself not counted (民法典第二百零一条第一款). */
  readonly from: CalendarDay;
  /** The last day counted; `from` when nothing was to be counted. */
  readonly to: CalendarDay;
  readonly workingDays: number;
  /** Days passed over, each with its reason. */
  readonly skipped: readonly DayFacts[];
  /** Saturdays and Sundays that did count, 调休上班. */
  readonly makeUpDays: readonly DayFacts[];
  /** True when a day of the count lies in a year without notice. */
  readonly provisional: boolean;
}

/**
 * Counts working days after `from`, or before it when `workingDays` is negative, and stops at `notPast` even if
 * fewer have been counted by then.
 * @throws RangeError unless `workingDays` is a whole number
 * @throws Refusal YEAR_OUT_OF_CALENDAR when the count leaves the calendar
 */
export function countWorkingDays(
  from: CalendarDay,
  workingDays: number,
  calendar: WorkingCalendar,
  notPast?: CalendarDay,
): WorkingDayCount {
  if (!Number.isSafeInteger(workingDays)) throw new RangeError(`not a whole number of working days: ${workingDays}`);
  const step = workingDays < 0 ? -1 : 1;
  const wanted = Math.abs(workingDays);
  const skipped: DayFacts[] = [];
  const makeUpDays: DayFacts[] = [];
  let to = from;
  let counted = 0;
  let provisional = false;
  while (counted < wanted && to !== notPast) {
    to = addDays(to, step);
    const facts = calendar.factsOf(to);
    provisional ||= facts.provisional;
    if (facts.working) counted += 1;
    else skipped.push(facts);
    if (facts.reason === 'make_up_work') makeUpDays.push(facts);
  }
  return { from, to, workingDays: counted, skipped, makeUpDays, provisional };
}

/** The day that many working days after `day` (before it when negative); `day` itself is not counted. Zero gives `day`. */
export function addWorkingDays(day: CalendarDay, workingDays: number, calendar: WorkingCalendar): CalendarDay {
  return countWorkingDays(day, workingDays, calendar).to;
}

/**
 * How many working days d there are with a < d <= b; the negative of the other way round when b < a.
 * This is the shift a pause from day a to day b gives a deadline.
 */
export function workingDaysBetween(a: CalendarDay, b: CalendarDay, calendar: WorkingCalendar): number {
  if (b < a) return -workingDaysBetween(b, a, calendar);
  let count = 0;
  for (let day = a; day < b; ) {
    day = addDays(day, 1);
    if (calendar.factsOf(day).working) count += 1;
  }
  return count;
}
