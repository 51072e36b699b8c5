// Owns the slow reference: a deadline found by walking day by day through plain sets, nothing of the product's counting.
// Leaves the sets of days that nobody counted to the product's data: the packaged notices and the statutory days.
import { packagedNotifiedDays } from '#product/deadline/domain/notified-days.js';
import { statutoryDaysOf } from '#product/deadline/domain/statutory-days.js';
import type { BenchNotice } from './notice.js';

const DAY_MS = 86_400_000;
const ORDINARY_DAYS = 15;
const MONTHS = 2;

/** Due day of a ticket by the notice; `stops` are the days between which its clock stood still. */
export type Reference = (ticket: { day0: string; complexity: string; stops: readonly { from: string; to: string }[] }) => string;

export function createReference(notice: BenchNotice): Reference {
  const packaged = packagedNotifiedDays();
  const noticed = new Set([...packaged.years, notice.year]);
  const works = (date: Date): boolean => {
    const day = date.toISOString().slice(0, 10);
    const year = date.getUTCFullYear() + (date.getUTCMonth() === 11 ? 1 : 0);
    if (notice.off.has(day)) return false;
    if (notice.worked.has(day)) return true;
    const arranged = year === notice.year ? undefined : packaged.days.find((each) => each.day === day);
    if (arranged) return arranged.kind === 'make_up_work';
    if (!noticed.has(date.getUTCFullYear()) && [...statutoryDaysOf(date.getUTCFullYear()).keys()].some((each) => each === day)) return false;
    return date.getUTCDay() >= 1 && date.getUTCDay() <= 5;
  };
  const later = (date: Date) => new Date(date.getTime() + DAY_MS);

  return ({ day0, complexity, stops }) => {
    const begin = new Date(`${day0}T00:00:00Z`);
    const lastOfMonth = new Date(Date.UTC(begin.getUTCFullYear(), begin.getUTCMonth() + MONTHS + 1, 0)).getUTCDate();
    let end = new Date(Date.UTC(begin.getUTCFullYear(), begin.getUTCMonth() + MONTHS, Math.min(begin.getUTCDate(), lastOfMonth)));
    while (!works(end)) end = later(end);
    if (complexity === 'complex') return end.toISOString().slice(0, 10);
    let wanted = ORDINARY_DAYS;
    for (const { from, to } of stops) {
      for (let stood = new Date(`${from}T00:00:00Z`); stood < new Date(`${to}T00:00:00Z`);) {
        stood = later(stood);
        if (works(stood)) wanted += 1;
      }
    }
    let day = begin;
    for (let counted = 0; counted < wanted && day < end;) {
      day = later(day);
      if (works(day)) counted += 1;
    }
    return day.toISOString().slice(0, 10);
  };
}
