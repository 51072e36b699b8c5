// Owns the statutory holidays of a year that has no yearly notice yet: what the law alone says.
// Leaves weekends, make-up days and notified years to working-calendar.ts.
import { STATUTORY_HOLIDAY_LABELS, type StatutoryHoliday } from '@zhitongche/shared/deadline/vocabulary.js';
import { refuse } from '@zhitongche/shared/errors.js';
import chineseDays from 'chinese-days';
import { addDays, parseCalendarDay, type CalendarDay } from './calendar-day.js';

/** The text of the law used here is in force since 1 January 2025. */
const FIRST_YEAR = 2025;
/** The lunar tables end in 2100, and the Qingming formula holds for this century only. */
const LAST_YEAR = 2099;

/**
 * The holidays of all citizens in a year, by day:
 * 全国年节及纪念日放假办法 (国务院令第795号, 2024年11月10日修订, 2025年1月1日起施行) 第二条.
 * Its article 6 also gives a working day back for each that falls on a weekend, but which one only the notice
 * says, so it is not guessed here.
 * @returns day → Chinese name; where two meet on a day (Mid-Autumn in the National Day), the later of the list
 * @throws Refusal YEAR_OUT_OF_CALENDAR outside 2025–2099
 */
export function statutoryDaysOf(year: number): ReadonlyMap<CalendarDay, string> {
  if (!(year >= FIRST_YEAR && year <= LAST_YEAR)) refuse('YEAR_OUT_OF_CALENDAR', String(year));
  const days = new Map<CalendarDay, string>();
  const add = (holiday: StatutoryHoliday, first: CalendarDay, length: number): void => {
    for (let i = 0; i < length; i += 1) days.set(addDays(first, i), STATUTORY_HOLIDAY_LABELS[holiday]);
  };
  add('new_year', dayOf(year, 1, 1), 1);
  add('spring_festival', addDays(lunarDay(year, 1, 1), -1), 4);
  add('qingming', qingmingOf(year), 1);
  add('labour_day', dayOf(year, 5, 1), 2);
  add('dragon_boat', lunarDay(year, 5, 5), 1);
  add('mid_autumn', lunarDay(year, 8, 15), 1);
  add('national_day', dayOf(year, 10, 1), 3);
  return days;
}

/**
 * The day of a lunar date (never in a leap month). Only the library's tables of month lengths are used: its own
 * conversions go through the host's time zone and are a day off west of Greenwich.
 */
function lunarDay(year: number, month: number, day: number): CalendarDay {
  let offset = day - 1;
  for (let y = 1900; y < year; y += 1) offset += lunarDaysBefore(y, 13);
  return addDays(LUNAR_EPOCH, offset + lunarDaysBefore(year, month));
}

/** The first day of lunar year 1900, where the library's tables begin. */
const LUNAR_EPOCH = parseCalendarDay('1900-01-31');

/** Days of a lunar year before its month `month`, leap month included; month 13 means the whole year. */
function lunarDaysBefore(year: number, month: number): number {
  const leap = chineseDays.getYearLeapMonth(year);
  let days = 0;
  for (let m = 1; m < month; m += 1) {
    days += chineseDays.monthDays(year, m);
    if (m === leap.leapMonth) days += leap.days;
  }
  return days;
}

/** Qingming, when the sun stands at 15°, by the almanac formula for 2000–2099 (checked against the sun's longitude). */
function qingmingOf(year: number): CalendarDay {
  const y = year % 100;
  return dayOf(year, 4, Math.floor(y * 0.2422 + 4.81) - Math.floor(y / 4));
}

function dayOf(year: number, month: number, day: number): CalendarDay {
  return parseCalendarDay(`${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`);
}
