// Owns when the absence of a yearly notice is an alarm.
// Leaves telling it to calendar.jobs.ts and the screens.
import { startOfDay, yearOf } from '../../deadline/domain/calendar-day.js';
import type { CalendarDay } from '../../deadline/domain/calendar-day.js';

/** The State Council's notice for the next year comes in November. */
const AWAITED_FROM = '11-01';

/** Hours of the Shanghai day in which people are told what can wait. */
const FROM_HOUR = 8;
const TO_HOUR = 20;
const HOUR_MS = 3_600_000;

/** Whether a reminder may go out at a moment; `day` is its Shanghai day. */
export function isDaytime(now: Date, day: CalendarDay): boolean {
  const hour = (now.getTime() - startOfDay(day).getTime()) / HOUR_MS;
  return hour >= FROM_HOUR && hour < TO_HOUR;
}

/**
 * The year whose notice is missing although it should be there: the running one at any time, the next from 1 November on.
 * @param today the Shanghai day
 * @param notified years with a notice
 */
export function missingNotice(today: CalendarDay, notified: readonly number[]): number | null {
  const year = yearOf(today);
  if (!notified.includes(year)) return year;
  return today.slice(5) >= AWAITED_FROM && !notified.includes(year + 1) ? year + 1 : null;
}
