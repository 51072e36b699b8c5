// Owns the State Council's yearly notices as the chinese-days package carries them, read into plain days.
// Leaves what the days mean for counting to working-calendar.ts, and the notices' numbers to notice-papers.ts.
import { createRequire } from 'node:module';
import { parseCalendarDay, yearOf, type CalendarDay } from './calendar-day.js';
import { paperOf } from './notice-papers.js';

/** One day that a notice names: off although a weekday or with a name, or worked although a weekend. */
export interface NotifiedDay {
  readonly day: CalendarDay;
  readonly kind: 'rest' | 'make_up_work';
  /** The holiday it belongs to, in Chinese. */
  readonly name: string;
  /** The notice that says so: title, number and date. */
  readonly source: string;
}

/** The years that have their notice, and every day named by any notice. */
export interface NotifiedDays {
  readonly years: readonly number[];
  readonly days: readonly NotifiedDay[];
}

/** The package's data file: day → 'English name,Chinese name,length'. Its functions read the host's time zone, the file does not. */
interface PackagedDays {
  readonly holidays: Readonly<Record<string, string>>;
  readonly workdays: Readonly<Record<string, string>>;
}

/**
 * The last year that is taken from the package. Later notices are imported, so that an update of the package moves no
 * date that was told.
 */
const LAST_YEAR = 2026;

/**
 * The notices of 2004–2026 as the package knows them (those of 2007–2026 equal the published ones).
 * The package calls every weekday of a later year a working day, so a year counts as notified only when both its
 * first and its last holiday, 1 January and 1 October, are named: a neighbour's notice may touch a few of its days.
 */
export function packagedNotifiedDays(): NotifiedDays {
  const load = createRequire(import.meta.url);
  const { holidays, workdays } = load('chinese-days/dist/chinese-days.json') as PackagedDays;
  const days = [
    ...Object.entries(holidays).map(([text, label]) => notifiedDay(text, label, 'rest')),
    ...Object.entries(workdays).map(([text, label]) => notifiedDay(text, label, 'make_up_work')),
  ].filter(({ day }) => noticeYearOf(day) <= LAST_YEAR).sort((a, b) => (a.day < b.day ? -1 : 1));
  const years = [...new Set(days.map(({ day }) => yearOf(day)))];
  return { years: years.filter((year) => `${year}-01-01` in holidays && `${year}-10-01` in holidays), days };
}

/** The year whose notice arranges a day: December's days belong to the New Year holiday of the next. */
export function noticeYearOf(day: CalendarDay): number {
  return yearOf(day) + (day.slice(5, 7) === '12' ? 1 : 0);
}

function notifiedDay(text: string, label: string, kind: NotifiedDay['kind']): NotifiedDay {
  const day = parseCalendarDay(text);
  const name = (label.split(',')[1] ?? label).replace(/^(清明|端午|中秋)$/, '$1节');
  return { day, kind, name, source: paperOf(day, noticeYearOf(day)) };
}
