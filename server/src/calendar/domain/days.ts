// Owns walking through calendars day by day: what two of them say differently, and how many days of each kind a year has.
// Leaves what each day is to deadline/domain.
import type { CalendarPreview } from '@zhitongche/shared/calendar/contract.js';
import { addDays, parseCalendarDay } from '../../deadline/domain/calendar-day.js';
import type { CalendarDay } from '../../deadline/domain/calendar-day.js';
import type { WorkingCalendar } from '../../deadline/domain/working-calendar.js';

type Changed = CalendarPreview['days']['items'][number];

/** Days that would be another kind of day or carry another name, from last December to the January after next: what lies before moves nothing any more. */
export function changedDays(current: WorkingCalendar, next: WorkingCalendar, thisYear: number): Changed[] {
  const changed: Changed[] = [];
  for (const day of daysBetween(`${String(thisYear - 1)}-12-01`, `${String(thisYear + 2)}-01-31`)) {
    const [before, after] = [kindOf(current, day), kindOf(next, day)];
    if (before.working !== after.working || before.reason !== after.reason || before.name !== after.name) changed.push({ day, before, after });
  }
  return changed;
}

/** Days off with a name, weekends among them, and weekends that are worked. */
export function countDays(calendar: WorkingCalendar, year: number): { restDays: number; makeUpDays: number } {
  const count = { restDays: 0, makeUpDays: 0 };
  for (const day of daysBetween(`${String(year)}-01-01`, `${String(year)}-12-31`)) {
    const { reason } = calendar.factsOf(day);
    if (reason === 'holiday' || reason === 'statutory') count.restDays += 1;
    if (reason === 'make_up_work') count.makeUpDays += 1;
  }
  return count;
}

function kindOf(calendar: WorkingCalendar, day: CalendarDay): Changed['before'] {
  const { working, reason, name } = calendar.factsOf(day);
  return { working, reason, name };
}

function* daysBetween(first: string, last: string): Generator<CalendarDay> {
  const end = parseCalendarDay(last);
  for (let day = parseCalendarDay(first); day <= end; day = addDays(day, 1)) yield day;
}
