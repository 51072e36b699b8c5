// Owns a notice of this year that moves deadlines on whatever day the bench runs: what is arranged already, three days off more, a Saturday worked.
// Leaves bringing it in to calendar.bench.ts.
import { addDays, parseCalendarDay, shanghaiDayOf, weekdayOf, yearOf } from '#product/deadline/domain/calendar-day.js';
import type { CalendarDay } from '#product/deadline/domain/calendar-day.js';
import { noticeYearOf, packagedNotifiedDays } from '#product/deadline/domain/notified-days.js';
import { statutoryDaysOf } from '#product/deadline/domain/statutory-days.js';

export interface BenchNotice {
  year: number;
  off: Set<string>;
  worked: Set<string>;
}

/** Days from today on which work would be done otherwise, and the weekend that is worked. */
const OFF_AFTER = [3, 10, 17];
const WORKED_AFTER = 5;

export function benchNotice(now: Date): BenchNotice {
  const today = shanghaiDayOf(now);
  const year = yearOf(today);
  const arranged = packagedNotifiedDays().days.filter(({ day }) => noticeYearOf(day) === year);
  const off = new Set<string>(arranged.length > 0 ? arranged.filter(({ kind }) => kind === 'rest').map(({ day }) => day) : statutoryDaysOf(year).keys());
  const worked = new Set<string>(arranged.filter(({ kind }) => kind === 'make_up_work').map(({ day }) => day));
  for (const after of OFF_AFTER) off.add(next(addDays(today, after), (day) => weekdayOf(day) <= 5 && !worked.has(day)));
  worked.add(next(addDays(today, WORKED_AFTER), (day) => weekdayOf(day) === 6 && !off.has(day)));
  return { year, off, worked };
}

/** In the public holiday-cn shape. */
export const fileOf = ({ year, off, worked }: BenchNotice): string => JSON.stringify({
  year, papers: [], days: [
    ...[...off].map((date) => ({ name: '放假', date, isOffDay: true })), ...[...worked].map((date) => ({ name: '放假', date, isOffDay: false })),
  ],
});

function next(from: CalendarDay, good: (day: CalendarDay) => boolean): CalendarDay {
  let day = from;
  while (!good(day)) day = addDays(day, 1);
  return parseCalendarDay(day);
}
