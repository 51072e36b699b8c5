// Owns how imported notices stand on the ones that the system came with: a year's newer notice takes the place of its older one.
// Leaves reading a notice to the calendar feature and what the days mean for counting to working-calendar.ts.
import type { CalendarDay } from './calendar-day.js';
import { cited, yearlyTitle } from './notice-papers.js';
import { noticeYearOf } from './notified-days.js';
import type { NotifiedDay, NotifiedDays } from './notified-days.js';

/** A notice of one year as it was imported. */
export interface Notice {
  /** The year in its title: its New Year holiday may begin in the December before. */
  readonly year: number;
  /** Title, number and date. */
  readonly source: string;
  readonly days: readonly Omit<NotifiedDay, 'source'>[];
}

/** How an imported notice is named where a day is explained. */
export const noticeSource = (year: number, number: string, issuedOn: string): string => cited({ title: yearlyTitle(year), number, issuedOn });

/** The base with the imported notices in it; where two years' notices name one day, the later year's holds: it was issued later. */
export function withNotices(base: NotifiedDays, notices: readonly Notice[]): NotifiedDays {
  const replaced = new Set(notices.map((notice) => notice.year));
  const kept = base.days.filter(({ day }) => !replaced.has(noticeYearOf(day))).map((entry) => ({ of: noticeYearOf(entry.day), entry }));
  const brought = notices.flatMap(({ year, source, days }) => days.map((entry) => ({ of: year, entry: { ...entry, source } })));
  const byDay = new Map<CalendarDay, NotifiedDay>();
  for (const { entry } of [...kept, ...brought].sort((a, b) => a.of - b.of)) byDay.set(entry.day, entry);
  return {
    years: [...new Set([...base.years, ...replaced])].sort((a, b) => a - b),
    days: [...byDay.values()].sort((a, b) => (a.day < b.day ? -1 : 1)),
  };
}
