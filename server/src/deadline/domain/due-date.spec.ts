// Owns the golden deadlines, each with its reason, and what must hold for every day from 2007 to 2027.
// Leaves single days to working-calendar.spec.ts and stages to stage-limits.spec.ts.
import { defaultLimits } from '@zhitongche/shared/deadline/limits.js';
import type { Complexity } from '@zhitongche/shared/ticket/vocabulary.js';
import { addDays, addMonths, endOfDay, parseCalendarDay as day, yearOf, type CalendarDay } from './calendar-day.js';
import { computeDueDate, isOverdue, type DueDateInput } from './due-date.js';
import { packagedNotifiedDays } from './notified-days.js';
import { createWorkingCalendar } from './working-calendar.js';
import { addWorkingDays, workingDaysBetween } from './working-days.js';

/** What was known before the notice for 2027, so that these dates hold when the package learns it. */
const { years, days } = packagedNotifiedDays();
const calendar = createWorkingCalendar({
  years: years.filter((year) => year <= 2026),
  days: days.filter((entry) => yearOf(entry.day) <= 2026),
});

const compute = (day0: CalendarDay, complexity: Complexity, over: Partial<DueDateInput> = {}) =>
  computeDueDate({ day0, complexity, limits: defaultLimits, pausedWorkingDays: 0, extensionWorkingDays: 0, ...over }, calendar);

function everyDay(first: string, last: string): CalendarDay[] {
  const all: CalendarDay[] = [];
  for (let d = day(first); d <= day(last); d = addDays(d, 1)) all.push(d);
  return all;
}

describe('fifteen working days', () => {
  test.each([
    ['2025-12-31', '2026-01-22', false, 'New Year off until 3 Jan, Sunday 4 Jan worked'],
    ['2026-02-16', '2026-03-13', false, 'submitted in the Spring Festival, Saturday 28 Feb worked'],
    ['2026-06-30', '2026-07-21', false, 'no holiday at all'],
    ['2026-08-01', '2026-08-21', false, 'submitted on a Saturday'],
    ['2026-02-13', '2026-03-12', false, 'both make-up Saturdays 14 and 28 Feb count'],
    ['2026-12-10', '2026-12-31', false, 'ends on the last day that has a notice'],
    ['2026-12-11', '2027-01-04', true, 'one more day reaches 2027, over 1 Jan and a weekend'],
    ['2026-12-31', '2027-01-22', true, 'all in 2027'],
    ['2027-12-31', '2028-01-21', true, 'ends before the Spring Festival of 2028'],
    ['2024-02-29', '2024-03-21', false, 'from a leap day'],
    ['2023-09-22', '2023-10-19', false, 'Mid-Autumn and National Day together, 7 and 8 Oct worked'],
    ['2024-09-13', '2024-10-11', false, 'Saturday 14 and Sunday 29 Sep worked, Saturday 12 Oct not needed'],
    ['2021-02-06', '2021-03-03', false, 'Sunday 7 and Saturday 20 Feb worked'],
    ['2020-01-23', '2020-02-21', false, 'the holiday of 2020 was prolonged to 2 Feb'],
    ['2019-04-26', '2019-05-20', false, 'the amended Labour Day: Sundays 28 Apr and 5 May worked'],
    ['2018-12-28', '2019-01-21', false, 'Saturday 29 Dec worked by the next year’s notice'],
    ['2015-08-31', '2015-09-22', false, '3–5 Sep off once, Sunday 6 Sep worked'],
    ['2012-12-31', '2013-01-22', false, 'Saturday 5 and Sunday 6 Jan worked'],
    ['2010-09-17', '2010-10-14', false, 'Sundays and Saturdays 19, 25, 26 Sep, 9 Oct worked'],
    ['2007-04-27', '2007-05-23', false, 'the golden week, 28 and 29 Apr worked'],
  ])('%s → %s, provisional %s: %s', (day0, due, provisional) => {
    expect(compute(day(day0), 'ordinary')).toMatchObject({ day: due, at: endOfDay(day(due)), provisional });
  });
});

describe('two months', () => {
  test.each([
    ['2025-12-31', '2026-02-28', false, 'no 31 Feb; a Saturday, but a make-up working day'],
    ['2026-02-16', '2026-04-16', false, 'same day number'],
    ['2026-06-30', '2026-08-31', false, '30 Aug is a Sunday'],
    ['2026-08-01', '2026-10-08', false, '1 Oct is in the holiday'],
    ['2024-12-31', '2025-02-28', false, 'no 31 Feb, a Friday'],
    ['2023-12-31', '2024-02-29', false, 'no 31 Feb in a leap year'],
    ['2019-12-31', '2020-03-02', false, '29 Feb 2020 is a Saturday'],
    ['2024-02-29', '2024-04-29', false, 'from a leap day'],
    ['2025-08-01', '2025-10-09', false, 'the holiday of eight days'],
    ['2021-02-06', '2021-04-06', false, '6 Apr follows the holiday of Qingming'],
    ['2026-10-31', '2026-12-31', false, 'the last day that has a notice'],
    ['2026-11-30', '2027-02-01', true, '30 Jan 2027 is a Saturday'],
    ['2026-12-05', '2027-02-09', true, 'eve to third day of the Spring Festival 2027, by law'],
    ['2026-12-31', '2027-03-01', true, '28 Feb 2027 is a Sunday'],
    ['2027-12-31', '2028-02-29', true, 'a leap day without notice'],
  ])('%s → %s, provisional %s: %s', (day0, due, provisional) => {
    expect(compute(day(day0), 'complex')).toMatchObject({ day: due, at: endOfDay(day(due)), provisional });
  });

  test('are not moved by pauses or an extension', () => {
    const moved = compute(day('2026-06-30'), 'complex', { pausedWorkingDays: 9, extensionWorkingDays: 15 });
    expect(moved).toEqual(compute(day('2026-06-30'), 'complex'));
  });
});

describe('shift and cap of an ordinary ticket', () => {
  test.each([
    ['2026-03-02', 0, 0, '2026-03-23', false, 'neither'],
    ['2026-03-02', 3, 0, '2026-03-26', false, 'three days paused'],
    ['2026-03-02', 0, 15, '2026-04-14', false, 'extended by fifteen, over Qingming'],
    ['2026-03-02', 3, 15, '2026-04-17', false, 'both'],
    ['2026-03-02', 27, 1, '2026-05-06', false, 'the 43rd working day is the cap: 2 May is in the holiday, 6 May the next working day'],
    ['2026-03-02', 27, 2, '2026-05-06', true, 'a day more is cut'],
    ['2026-03-02', 200, 15, '2026-05-06', true, 'and any number more'],
  ])('%s, %i paused, %i extended → %s, capped %s: %s', (day0, pausedWorkingDays, extensionWorkingDays, due, capped) => {
    expect(compute(day(day0), 'ordinary', { pausedWorkingDays, extensionWorkingDays })).toMatchObject({ day: due, derivation: { capped } });
  });

  test('caps the limit itself when a line sets it too long', () => {
    const limits = { ...defaultLimits, ordinaryWorkingDays: 60 };
    expect(compute(day('2026-03-02'), 'ordinary', { limits })).toMatchObject({ day: '2026-05-06', derivation: { capped: true } });
  });

  test('is provisional only for days that decide it: a cap in 2027 does not matter to an end in 2026', () => {
    expect(compute(day('2026-12-01'), 'ordinary')).toMatchObject({ day: '2026-12-22', provisional: false });
    expect(compute(day('2026-12-01'), 'ordinary', { pausedWorkingDays: 8 })).toMatchObject({ day: '2027-01-04', provisional: true });
  });

  test('refuses an extension above the maximum, and numbers that count no days', () => {
    expect(() => compute(day('2026-03-02'), 'ordinary', { extensionWorkingDays: 16 })).toThrow(expect.objectContaining({ code: 'EXTENSION_TOO_LONG' }));
    for (const pausedWorkingDays of [-1, 0.5, Number.NaN]) {
      expect(() => compute(day('2026-03-02'), 'ordinary', { pausedWorkingDays })).toThrow(RangeError);
    }
  });
});

describe('the derivation', () => {
  const told = (facts: readonly { day: CalendarDay; reason: string; name: string | null }[]) => facts.map((f) => `${f.day} ${f.name ?? f.reason}`);

  test('of an ordinary ticket names each day passed over and each make-up day', () => {
    const { derivation } = compute(day('2026-02-16'), 'ordinary');
    expect(derivation).toMatchObject({
      day0: '2026-02-16', complexity: 'ordinary', capped: false,
      count: { from: '2026-02-16', to: '2026-03-13', limit: 15, paused: 0, extension: 0, workingDays: 15 },
      monthEnd: { months: 2, nominal: '2026-04-16', clamped: false, rolledOver: [], end: { day: '2026-04-16' } },
    });
    expect(told(derivation.count?.skipped ?? [])).toEqual([
      '2026-02-17 春节', '2026-02-18 春节', '2026-02-19 春节', '2026-02-20 春节', '2026-02-21 春节', '2026-02-22 春节', '2026-02-23 春节',
      '2026-03-01 weekend', '2026-03-07 weekend', '2026-03-08 weekend',
    ]);
    expect(told(derivation.count?.makeUpDays ?? [])).toEqual(['2026-02-28 春节']);
  });

  test('of a complex ticket names the missing day number, the roll and why the end counts', () => {
    const { derivation } = compute(day('2026-12-05'), 'complex');
    expect(derivation).toMatchObject({ count: null, capped: false, monthEnd: { nominal: '2027-02-05', clamped: false } });
    expect(told(derivation.monthEnd.rolledOver)).toEqual(['2027-02-05 春节', '2027-02-06 春节', '2027-02-07 春节', '2027-02-08 春节']);
    expect(compute(day('2025-12-31'), 'complex').derivation.monthEnd).toMatchObject({
      nominal: '2026-02-28', clamped: true, rolledOver: [], end: { working: true, reason: 'make_up_work', name: '春节' },
    });
  });

  test('leaves no day of the span out', () => {
    for (const day0 of everyDay('2024-01-01', '2027-12-31')) {
      const { count } = compute(day0, 'ordinary', { pausedWorkingDays: 4 }).derivation;
      if (!count) throw new Error('an ordinary ticket is counted');
      expect(addDays(day0, count.workingDays + count.skipped.length)).toBe(count.to);
    }
  });
});

describe('for every day 0 from 2007 to 2027', () => {
  const all = everyDay('2007-01-01', '2027-12-31');

  test.each(['ordinary', 'complex'] as const)('%s: ends on a working day after day 0, never earlier for a later day 0', (complexity) => {
    let previous = day('2000-01-01');
    for (const day0 of all) {
      const { day: due } = compute(day0, complexity);
      if (!(due > day0 && due >= previous && calendar.factsOf(due).working)) throw new Error(`${day0} → ${due} after ${previous}`);
      previous = due;
    }
  });

  test('ordinary is exactly fifteen working days, complex the first working day from the nominal end on', () => {
    for (const day0 of all) {
      expect(workingDaysBetween(day0, compute(day0, 'ordinary').day, calendar)).toBe(15);
      const nominal = addMonths(day0, 2);
      expect(workingDaysBetween(addDays(nominal, -1), compute(day0, 'complex').day, calendar)).toBe(1);
    }
  });

  test('a pause shifts by exactly the working days that passed in it, and nothing passes the cap', () => {
    for (const day0 of everyDay('2025-06-01', '2027-12-31')) {
      const base = compute(day0, 'ordinary').day;
      const cap = compute(day0, 'complex').day;
      const pause = addDays(day0, 3);
      for (const length of [0, 1, 4, 11, 40]) {
        const passed = workingDaysBetween(pause, addDays(pause, length), calendar);
        const { day: due } = compute(day0, 'ordinary', { pausedWorkingDays: passed });
        const shifted = addWorkingDays(base, passed, calendar);
        expect(due).toBe(shifted < cap ? shifted : cap);
      }
      expect(compute(day0, 'ordinary', { pausedWorkingDays: 500, extensionWorkingDays: 15 }).day).toBe(cap);
    }
  });

  test('two pauses that meet shift like one', () => {
    for (const a of everyDay('2026-01-01', '2026-12-31')) {
      const b = addDays(a, 5);
      const c = addDays(a, 12);
      expect(workingDaysBetween(a, b, calendar) + workingDaysBetween(b, c, calendar)).toBe(workingDaysBetween(a, c, calendar));
    }
  });

  test('computing again, also with a new calendar, gives the same', () => {
    const fresh = createWorkingCalendar({ years: years.filter((year) => year <= 2026), days: days.filter((entry) => yearOf(entry.day) <= 2026) });
    for (const day0 of everyDay('2025-12-01', '2026-12-31')) {
      const input: DueDateInput = { day0, complexity: 'ordinary', limits: defaultLimits, pausedWorkingDays: 2, extensionWorkingDays: 5 };
      expect(computeDueDate(input, calendar)).toEqual(computeDueDate(input, fresh));
    }
  });
});

test('late begins at 24:00 of the due day, not a millisecond before', () => {
  const { at } = compute(day('2026-02-16'), 'ordinary');
  expect(at.toISOString()).toBe('2026-03-13T16:00:00.000Z');
  expect([-1, 0, 1].map((ms) => isOverdue(at, new Date(at.getTime() + ms)))).toEqual([false, true, true]);
});
