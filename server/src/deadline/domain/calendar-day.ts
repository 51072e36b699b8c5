// Owns the calendar day of Asia/Shanghai as a value: conversions to instants and plain date arithmetic.
// Leaves which days are worked to working-calendar.ts. Nothing here reads the host's time zone.
import { refuse } from '@zhitongche/shared/errors.js';

declare const brand: unique symbol;

/** A day 'YYYY-MM-DD' in Asia/Shanghai, real in the Gregorian calendar; compares with < and >. */
export type CalendarDay = string & { readonly [brand]: 'CalendarDay' };

const DAY_MS = 86_400_000;
/** Asia/Shanghai has kept UTC+8 without summer time since 1992, before any year the calendar knows. */
const SHANGHAI_OFFSET_MS = 8 * 3_600_000;

/**
 * The text as a day.
 * @throws Refusal DATE_INVALID when it is not 'YYYY-MM-DD' or no such day exists (2026-02-29)
 */
export function parseCalendarDay(text: string): CalendarDay {
  const ms = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(ms) || formatUtc(ms) !== text) refuse('DATE_INVALID', text);
  return text as CalendarDay;
}

/**
 * The day it is in Shanghai at an instant; 23:59:59.999+08:00 still belongs to the day, 24:00 to the next.
 * @throws Refusal DATE_INVALID for an invalid Date or a year of more than four digits
 */
export function shanghaiDayOf(instant: Date): CalendarDay {
  const ms = instant.getTime() + SHANGHAI_OFFSET_MS;
  if (Number.isNaN(ms)) refuse('DATE_INVALID', String(instant));
  return parseCalendarDay(formatUtc(ms));
}

/** 00:00 of the day in Shanghai. */
export function startOfDay(day: CalendarDay): Date {
  return new Date(Date.parse(day) - SHANGHAI_OFFSET_MS);
}

/** 24:00 of the day in Shanghai, that is 00:00+08:00 of the next: when a period ends (民法典第二百零三条第二款). */
export function endOfDay(day: CalendarDay): Date {
  return new Date(Date.parse(day) - SHANGHAI_OFFSET_MS + DAY_MS);
}

/** The day `days` later, or earlier when negative. */
export function addDays(day: CalendarDay, days: number): CalendarDay {
  return formatUtc(Date.parse(day) + days * DAY_MS) as CalendarDay;
}

/**
 * The same day number `months` later, or that month's last day where there is none
 * (民法典第二百零二条: 31 Dec + 2 → 28 or 29 Feb).
 */
export function addMonths(day: CalendarDay, months: number): CalendarDay {
  const date = new Date(day);
  const year = date.getUTCFullYear();
  const month = date.getUTCMonth() + months;
  const lastOfMonth = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return formatUtc(Date.UTC(year, month, Math.min(date.getUTCDate(), lastOfMonth))) as CalendarDay;
}

/** ISO weekday: 1 Monday … 7 Sunday. */
export function weekdayOf(day: CalendarDay): number {
  return new Date(day).getUTCDay() || 7;
}

export function yearOf(day: CalendarDay): number {
  return Number(day.slice(0, 4));
}

/** Days once written, by their number since 1970: every walk asks for the same few hundred again. A century of them at most. */
const written = new Map<number, string>();
const MOST_WRITTEN = 36_525;

function formatUtc(ms: number): string {
  const number = Math.floor(ms / DAY_MS);
  let day = written.get(number);
  if (day === undefined) {
    day = new Date(ms).toISOString().slice(0, 10);
    if (written.size < MOST_WRITTEN) written.set(number, day);
  }
  return day;
}
