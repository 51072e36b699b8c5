// Owns which morning's digest is to be made at a moment, and when the next one is.
// Leaves what it tells to digest.service.ts.
import type { NoticeSettings } from '@zhitongche/shared/notification/settings.js';
import type { CalendarDay } from '../../deadline/domain/calendar-day.js';
import { addDays, endOfDay, shanghaiDayOf } from '../../deadline/domain/calendar-day.js';
import type { WorkingCalendar } from '../../deadline/domain/working-calendar.js';
import { addWorkingDays } from '../../deadline/domain/working-days.js';
import { afterQuiet, momentOf } from './timing.js';

/** A day on which heads get a digest, and the last one of a deadline that it calls near. */
export interface Morning {
  day: CalendarDay;
  dueBy: CalendarDay;
}

/** No rest is longer, and nobody looks further ahead. */
const LOOK_AHEAD_DAYS = 60;

/**
 * The day whose digest is due at `now`, and when the next one comes. Whoever was away in the morning makes it later
 * the same day; once the quiet hours have begun it is left to the next one.
 * @throws Refusal YEAR_OUT_OF_CALENDAR
 */
export function digestMoment(now: Date, settings: NoticeSettings, calendar: WorkingCalendar): { due: Morning | null; next: Date | null } {
  const today = shanghaiDayOf(now);
  const onDay = (day: CalendarDay) => settings.digestOnRestDays || calendar.factsOf(day).working;
  const morning = (): Morning => ({ day: today, dueBy: addWorkingDays(today, settings.digestDueWorkingDays, calendar) });
  const open = momentOf(today, settings.digestAt) <= now && now < endOfDay(today) && afterQuiet(now, settings).getTime() === now.getTime();
  for (let day = today, n = 0; n < LOOK_AHEAD_DAYS; day = addDays(day, 1), n += 1) {
    const at = momentOf(day, settings.digestAt);
    if (at > now && onDay(day)) return { due: open && onDay(today) ? morning() : null, next: at };
  }
  return { due: open && onDay(today) ? morning() : null, next: null };
}
