// Owns when people of an office are at work, and moments counted in their hours.
// Leaves which days are worked to the checker's plain calendar: people look at the wall, too.
import type { PlainCalendar } from '../invariants/domain/plain-calendar.js';
import { dayOf, plusDays } from '../invariants/domain/plain-calendar.js';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const SHANGHAI_MS = 8 * 60 * MINUTE_MS;
/** 9:00–12:00 and 13:30–17:30, in minutes of the day. */
const SPANS = [[540, 720], [810, 1050]] as const;
/** Working hours in a working day. */
export const HOURS_A_DAY = 7;

/** That minute of a day in Shanghai. */
export const minuteOf = (day: string, minute: number): Date => new Date(Date.parse(day) - SHANGHAI_MS + Math.round(minute * MINUTE_MS));

export class Hours {
  constructor(readonly calendar: PlainCalendar) {}

  /** So many working hours later; a moment outside of work counts from the next one at work. */
  after(at: Date, hours: number): Date {
    let left = hours * 60;
    for (let day = dayOf(at); ; day = plusDays(day, 1)) {
      if (!this.calendar.works(day)) continue;
      for (const [from, to] of SPANS) {
        const start = Math.max(from, (at.getTime() - minuteOf(day, 0).getTime()) / MINUTE_MS);
        if (start >= to) continue;
        if (left <= to - start) return minuteOf(day, start + left);
        left -= to - start;
      }
    }
  }

  /** Working hours between two moments. */
  between(a: Date, b: Date): number {
    let minutes = 0;
    for (let day = dayOf(a); day <= dayOf(b); day = plusDays(day, 1)) {
      if (!this.calendar.works(day)) continue;
      const start = minuteOf(day, 0).getTime();
      for (const [from, to] of SPANS) {
        minutes += Math.max(0, Math.min(to, (b.getTime() - start) / MINUTE_MS) - Math.max(from, (a.getTime() - start) / MINUTE_MS));
      }
    }
    return minutes / 60;
  }

  /** A moment between 8:00 and 21:00, so many days later: when people at home take their phone. */
  atHome(at: Date, days: number, chance: number): Date {
    const later = minuteOf(dayOf(new Date(at.getTime() + days * DAY_MS)), 480 + chance * 780);
    return later > at ? later : new Date(at.getTime() + 30 * MINUTE_MS);
  }
}
