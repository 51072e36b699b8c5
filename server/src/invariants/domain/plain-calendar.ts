// Owns the checker's own calendar: one day after the other, by notices and by a table written by hand.
// Leaves the product's calendar alone: deadline/domain is what is being checked, so nothing of it is used here.

/** What one yearly notice says: weekdays off, weekend days worked. */
export interface Notices {
  /** Years whose notice is known. */
  years: ReadonlySet<number>;
  off: ReadonlySet<string>;
  worked: ReadonlySet<string>;
}

const DAY_MS = 86_400_000;
const SHANGHAI_MS = 8 * 3_600_000;

/** First days of Spring Festival (正月初一), Qingming, Dragon Boat and Mid-Autumn, from the almanac. */
const ALMANAC: Readonly<Record<number, readonly [string, string, string, string]>> = {
  2025: ['01-29', '04-04', '05-31', '10-06'], 2026: ['02-17', '04-05', '06-19', '09-25'],
  2027: ['02-06', '04-05', '06-09', '09-15'], 2028: ['01-26', '04-04', '05-28', '10-03'],
  2029: ['02-13', '04-04', '06-16', '09-22'], 2030: ['02-03', '04-05', '06-05', '09-12'],
};

/** A day as text, YYYY-MM-DD in Shanghai. */
export const dayOf = (instant: Date): string => new Date(instant.getTime() + SHANGHAI_MS).toISOString().slice(0, 10);

/** 24:00 of the day in Shanghai. */
export const endOf = (day: string): Date => new Date(Date.parse(day) + DAY_MS - SHANGHAI_MS);

export const plusDays = (day: string, days: number): string => new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);

export class PlainCalendar {
  private readonly known = new Map<string, boolean>();

  constructor(private readonly notices: Notices) {}

  works(day: string): boolean {
    let works = this.known.get(day);
    if (works === undefined) this.known.set(day, (works = this.look(day)));
    return works;
  }

  /** The `days`-th working day after the day, before it when negative; the day itself is not counted. */
  workingDay(day: string, days: number): string {
    let at = day;
    for (let left = Math.abs(days); left > 0;) {
      at = plusDays(at, days < 0 ? -1 : 1);
      if (this.works(at)) left -= 1;
    }
    return at;
  }

  /** Working days d with a < d <= b. */
  between(a: string, b: string): number {
    let count = 0;
    for (let day = plusDays(a, 1); day <= b; day = plusDays(day, 1)) if (this.works(day)) count += 1;
    return count;
  }

  /** The same day number so many months on, else the month's last; a day off gives way to the next day worked. */
  months(day: string, months: number): string {
    const [year = 0, month = 0, number = 0] = day.split('-').map(Number);
    const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
    let end = new Date(Date.UTC(year, month - 1 + months, Math.min(number, last))).toISOString().slice(0, 10);
    while (!this.works(end)) end = plusDays(end, 1);
    return end;
  }

  private look(day: string): boolean {
    if (this.notices.worked.has(day)) return true;
    if (this.notices.off.has(day)) return false;
    const year = Number(day.slice(0, 4));
    if (!this.notices.years.has(year) && isStatutory(day, year)) return false;
    const weekday = new Date(day).getUTCDay();
    return weekday !== 0 && weekday !== 6;
  }
}

/** What the law alone says of a year without notice (全国年节及纪念日放假办法第二条). @throws Error for a year the table does not know */
function isStatutory(day: string, year: number): boolean {
  const moving = ALMANAC[year];
  if (moving === undefined) throw new Error(`the checker's almanac does not know ${String(year)}`);
  const [spring, qingming, dragonBoat, midAutumn] = moving;
  const eve = plusDays(`${String(year)}-${spring}`, -1);
  if (day >= eve && day <= plusDays(eve, 3)) return true;
  return ['01-01', '05-01', '05-02', '10-01', '10-02', '10-03', qingming, dragonBoat, midAutumn].includes(day.slice(5));
}
