// Owns what holds for every deadline under every arrangement of holidays, tried on drawn ones.
// Leaves single dates with their reasons to due-date.spec.ts. Each failure prints the seed that draws it again.
import { defaultLimits } from '@zhitongche/shared/deadline/limits.js';
import { COMPLEXITIES } from '@zhitongche/shared/ticket/vocabulary.js';
import fc from 'fast-check';
import { addDays, parseCalendarDay, weekdayOf, type CalendarDay } from './calendar-day.js';
import type { DueDateInput } from './due-date.js';
import { computeDueDate } from './due-date.js';
import { ladderOf } from './ladder.js';
import { withNotices } from './notices.js';
import { packagedNotifiedDays } from './notified-days.js';
import { assistingDue, stageDue } from './stage-limits.js';
import { createWorkingCalendar } from './working-calendar.js';
import { addWorkingDays, workingDaysBetween } from './working-days.js';

const RUNS = { numRuns: 100 };
const FIRST = parseCalendarDay('2026-01-01');
/** Only what is near: making a calendar looks at every day of its years. */
const packaged = packagedNotifiedDays();
const base = { years: packaged.years.filter((year) => year >= 2025), days: packaged.days.filter((entry) => entry.day >= '2024-12-01') };

const someDay = (first: CalendarDay, length: number) => fc.integer({ min: 0, max: length - 1 }).map((n) => addDays(first, n));
const day0s = someDay(FIRST, 730);

/** An arrangement for 2027 that no State Council would make, but could: days off anywhere, weekends worked. */
const calendars = fc.uniqueArray(someDay(parseCalendarDay('2026-12-01'), 396), { maxLength: 60 }).chain((days) =>
  fc.array(fc.boolean(), { minLength: days.length, maxLength: days.length }).map((off) => createWorkingCalendar(withNotices(base, [{
    year: 2027, source: '抽取的安排',
    days: days.map((day, i) => ({ day, name: '假', kind: off[i] === false && weekdayOf(day) > 5 ? 'make_up_work' as const : 'rest' as const })),
  }]), 2)));

const inputs = fc.record({
  day0: day0s, complexity: fc.constantFrom(...COMPLEXITIES), limits: fc.constant(defaultLimits),
  pausedWorkingDays: fc.integer({ min: 0, max: 60 }), extensionWorkingDays: fc.integer({ min: 0, max: 15 }),
}) satisfies fc.Arbitrary<DueDateInput>;

it('is never before day 0, ends on a working day after it, and never past two months', () => {
  fc.assert(fc.property(inputs, calendars, (input, calendar) => {
    const { day, derivation } = computeDueDate(input, calendar);
    expect(day > input.day0).toBe(true);
    expect(calendar.factsOf(day).working).toBe(true);
    expect(day <= derivation.monthEnd.end.day).toBe(true);
  }), RUNS);
});

it('is monotone in day 0, in the pauses and in the extension', () => {
  fc.assert(fc.property(inputs, day0s, fc.integer({ min: 0, max: 30 }), calendars, (input, other, more, calendar) => {
    const [earlier, later] = input.day0 <= other ? [input.day0, other] : [other, input.day0];
    const of = (over: Partial<DueDateInput>) => computeDueDate({ ...input, ...over }, calendar).day;
    expect(of({ day0: earlier }) <= of({ day0: later })).toBe(true);
    expect(of({}) <= of({ pausedWorkingDays: input.pausedWorkingDays + more })).toBe(true);
    expect(of({ extensionWorkingDays: 0 }) <= of({})).toBe(true);
  }), RUNS);
});

it('a pause and its end shift by exactly the working days that passed, up to two months', () => {
  fc.assert(fc.property(day0s, fc.nat({ max: 20 }), fc.nat({ max: 60 }), calendars, (day0, after, length, calendar) => {
    const input: DueDateInput = { day0, complexity: 'ordinary', limits: defaultLimits, pausedWorkingDays: 0, extensionWorkingDays: 0 };
    const before = computeDueDate(input, calendar);
    const from = addDays(day0, after);
    const passed = workingDaysBetween(from, addDays(from, length), calendar);
    const shifted = addWorkingDays(before.day, passed, calendar);
    const cap = before.derivation.monthEnd.end.day;
    expect(computeDueDate({ ...input, pausedWorkingDays: passed }, calendar).day).toBe(shifted < cap ? shifted : cap);
  }), RUNS);
});

it('computed twice is computed once, and the derivation counts to the day', () => {
  fc.assert(fc.property(inputs, calendars, (input, calendar) => {
    const due = computeDueDate(input, calendar);
    expect(computeDueDate(input, calendar)).toEqual(due);
    const { count } = due.derivation;
    if (count) expect(workingDaysBetween(input.day0, due.day, calendar)).toBe(count.workingDays);
  }), RUNS);
});

it('a day off more never makes a count of working days end earlier', () => {
  fc.assert(fc.property(day0s, someDay(parseCalendarDay('2027-01-01'), 365), fc.integer({ min: 1, max: 40 }), (day0, off, days) => {
    const without = createWorkingCalendar(withNotices(base, [{ year: 2027, source: '甲', days: [{ day: parseCalendarDay('2027-01-01'), kind: 'rest', name: '元旦' }] }]));
    const withIt = createWorkingCalendar(withNotices(base, [{ year: 2027, source: '乙', days: [...new Set([parseCalendarDay('2027-01-01'), off])].map((day) => ({ day, kind: 'rest' as const, name: '假' })) }]));
    expect(addWorkingDays(day0, days, without) <= addWorkingDays(day0, days, withIt)).toBe(true);
  }), RUNS);
});

it('counting there and back agrees, stages and assisting units end on working days', () => {
  fc.assert(fc.property(day0s, fc.integer({ min: 1, max: 40 }), calendars, (from, days, calendar) => {
    const to = addWorkingDays(from, days, calendar);
    expect(workingDaysBetween(from, to, calendar)).toBe(days);
    expect(workingDaysBetween(to, from, calendar)).toBe(-days);
    expect(calendar.factsOf(stageDue('assess', from, defaultLimits, calendar).day).working).toBe(true);
    const assisting = assistingDue(from, to, defaultLimits, calendar);
    expect(assisting.day > from && calendar.factsOf(assisting.day).working).toBe(true);
  }), RUNS);
});

it('the ladder goes up: warnings before the end, yellow at it, red and the talk after', () => {
  fc.assert(fc.property(inputs, calendars, (input, calendar) => {
    const { day: dueDay, at } = computeDueDate(input, calendar);
    const moments = ladderOf({
      ...input, dueDay, round: 1, openedAt: new Date(0), earlierYellow: false, unsatisfiedRounds: 0,
    }, calendar).map((rung) => rung.dueAt.getTime());
    expect([...moments].sort((a, b) => a - b)).toEqual(moments);
    expect(moments[2]).toBe(at.getTime());
  }), RUNS);
});
