// Owns how imported notices stand on the ones that the system came with: a year's newer notice takes the place of its older one.
// Leaves reading a notice to the calendar feature and what the days mean for counting to working-calendar.ts.
import type { CalendarDay } from './calendar-day.js';
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

/** How a notice is named where a day is explained: 国务院办公厅关于2027年部分节假日安排的通知（国办发明电〔2026〕9号，2026-11-05）. */
export function noticeSource(year: number, number: string, issuedOn: string): string {
  return `国务院办公厅关于${String(year)}年部分节假日安排的通知（${number}，${issuedOn}）`;
}

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
