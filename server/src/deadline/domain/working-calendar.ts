// Owns what each day is: worked or not, why, by which source, and whether that is only provisional.
// Leaves counting to working-days.ts; where the days come from to notified-days.ts or an import.
import { BASE_VERSION } from '@zhitongche/shared/calendar/vocabulary.js';
import { STATUTORY_SOURCE, type DayReason } from '@zhitongche/shared/deadline/vocabulary.js';
import { refuse } from '@zhitongche/shared/errors.js';
import { addDays, parseCalendarDay, weekdayOf, yearOf, type CalendarDay } from './calendar-day.js';
import type { NotifiedDay, NotifiedDays } from './notified-days.js';
import { statutoryDaysOf } from './statutory-days.js';

/** What a day is, and why. */
export interface DayFacts {
  readonly day: CalendarDay;
  readonly working: boolean;
  readonly reason: DayReason;
  /** The holiday, in Chinese; null for plain weekdays and weekends. */
  readonly name: string | null;
  /** The notice or law; null for plain weekdays and weekends. */
  readonly source: string | null;
  /** True when the day's year has no notice yet, so the notice may still change it (暂定). */
  readonly provisional: boolean;
}

/** An immutable calendar; build a new one when a notice is imported. */
export interface WorkingCalendar {
  /** Which set of notices it is made of: what was computed with it says so, and is computed again with a newer one. */
  readonly version: number;
  /** The notice whose arrival made this version, or what else did; null for the notices that the system came with. */
  readonly notice: string | null;
  /** Years with a notice, in order. */
  readonly years: readonly number[];
  /**
   * @throws Refusal YEAR_OUT_OF_CALENDAR for a year with neither a notice nor the statutory rule (2025–2099)
   */
  factsOf(day: CalendarDay): DayFacts;
}

/** No arrangement of holidays ever came near this; a longer rest means broken data, and would stop every clock. */
const LONGEST_REST_DAYS = 60;

/**
 * The calendar of the given notices. A notified year follows its notice and weekends
 * (国务院关于职工工作时间的规定, 国务院令第174号, 第七条: 星期六和星期日为周休息日); a year without one follows the
 * statutory days and weekends, provisionally. Each day is worked out once.
 * @throws Refusal CALENDAR_CONTRADICTORY when a day is named twice, or a weekday is called a make-up day;
 *   CALENDAR_WITHOUT_WORKING_DAYS when more than 60 days in a row would be off
 */
export function createWorkingCalendar(notified: NotifiedDays, version: number = BASE_VERSION, notice: string | null = null): WorkingCalendar {
  const years = new Set(notified.years);
  const named = indexByDay(notified.days);
  const statutory = new Map<number, ReadonlyMap<CalendarDay, string>>();
  const known = new Map<CalendarDay, DayFacts>();

  const statutoryName = (day: CalendarDay): string | undefined => {
    const year = yearOf(day);
    let days = statutory.get(year);
    if (!days) statutory.set(year, (days = statutoryDaysOf(year)));
    return days.get(day);
  };

  const workOut = (day: CalendarDay): DayFacts => {
    const provisional = !years.has(yearOf(day));
    const entry = named.get(day);
    if (entry) {
      const working = entry.kind === 'make_up_work';
      const reason = working ? 'make_up_work' : 'holiday';
      return { day, working, reason, name: entry.name, source: entry.source, provisional };
    }
    const name = provisional ? statutoryName(day) : undefined;
    if (name) return { day, working: false, reason: 'statutory', name, source: STATUTORY_SOURCE, provisional };
    const working = weekdayOf(day) <= 5;
    return { day, working, reason: working ? 'weekday' : 'weekend', name: null, source: null, provisional };
  };

  const factsOf = (day: CalendarDay): DayFacts => {
    let facts = known.get(day);
    if (!facts) known.set(day, (facts = workOut(day)));
    return facts;
  };

  refuseEndlessRest(notified.years, factsOf);
  return { version, notice, years: [...years].sort((a, b) => a - b), factsOf };
}

function indexByDay(days: readonly NotifiedDay[]): ReadonlyMap<CalendarDay, NotifiedDay> {
  const named = new Map<CalendarDay, NotifiedDay>();
  for (const entry of days) {
    const { day, kind } = entry;
    const weekdayMadeUp = kind === 'make_up_work' && weekdayOf(day) <= 5;
    if (named.has(day) || weekdayMadeUp) refuse('CALENDAR_CONTRADICTORY', day);
    named.set(day, entry);
  }
  return named;
}

/** Years without notice need no look: their rule is fixed, and every walk ends at the calendar's last year. */
function refuseEndlessRest(years: readonly number[], factsOf: WorkingCalendar['factsOf']): void {
  let rest = 0;
  let before = 0;
  for (const year of [...years].sort((a, b) => a - b)) {
    const end = parseCalendarDay(`${year}-12-31`);
    // A rest may lie across two years' ends.
    if (year !== before + 1) rest = 0;
    before = year;
    for (let day = parseCalendarDay(`${year}-01-01`); day <= end; day = addDays(day, 1)) {
      rest = factsOf(day).working ? 0 : rest + 1;
      if (rest > LONGEST_REST_DAYS) refuse('CALENDAR_WITHOUT_WORKING_DAYS', `${year}`);
    }
  }
}
