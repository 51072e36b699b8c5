// Owns the proof that days are Shanghai's days: instants at midnight, odd dates, month ends, leap years.
// Leaves working days to the specs beside it.
import { addDays, addMonths, endOfDay, parseCalendarDay as day, shanghaiDayOf, startOfDay, weekdayOf } from './calendar-day.js';

describe('a day in Shanghai', () => {
  test.each([
    ['2026-02-15T15:59:59.999Z', '2026-02-15', 'a millisecond before midnight in Shanghai'],
    ['2026-02-15T16:00:00.000Z', '2026-02-16', '24:00 already is the next day'],
    ['2025-12-31T16:00:00.000Z', '2026-01-01', 'New Year while London and New York still have the old one'],
    ['2026-03-08T07:30:00.000Z', '2026-03-08', 'the hour New York skips'],
    ['2024-02-28T23:00:00.000Z', '2024-02-29', 'a leap day'],
  ])('%s is %s: %s', (instant, expected) => {
    expect(shanghaiDayOf(new Date(instant))).toBe(expected);
  });

  test('begins at 16:00 UTC of the day before and ends where the next begins', () => {
    expect(startOfDay(day('2026-03-13')).toISOString()).toBe('2026-03-12T16:00:00.000Z');
    expect(endOfDay(day('2026-03-13')).toISOString()).toBe('2026-03-13T16:00:00.000Z');
    expect(endOfDay(day('2026-12-31'))).toEqual(startOfDay(day('2027-01-01')));
  });

  test.each(['2026-02-29', '2026-13-01', '2026-00-10', '2026-1-1', '20260101', '2026-01-01T00:00', ' 2026-01-01', '+012026-01-01', ''])(
    'refuses %j', (text) => {
      expect(() => day(text)).toThrow(expect.objectContaining({ code: 'DATE_INVALID' }));
    },
  );

  test('refuses an instant that is none, or beyond the year 9999', () => {
    for (const instant of [new Date(Number.NaN), new Date('+010000-01-01T00:00:00Z')]) {
      expect(() => shanghaiDayOf(instant)).toThrow(expect.objectContaining({ code: 'DATE_INVALID' }));
    }
  });
});

describe('arithmetic', () => {
  test.each([
    ['2026-02-28', 1, '2026-03-01'],
    ['2024-02-28', 1, '2024-02-29'],
    ['2026-01-01', -1, '2025-12-31'],
    ['2026-03-07', 2, '2026-03-09'],
    ['2026-10-31', 2, '2026-11-02'],
  ])('%s plus %i days is %s', (from, days, expected) => {
    expect(addDays(day(from), days)).toBe(expected);
  });

  test.each([
    ['2026-06-30', 2, '2026-08-30', 'same day number'],
    ['2025-12-31', 2, '2026-02-28', 'no 31 February'],
    ['2023-12-31', 2, '2024-02-29', 'in a leap year'],
    ['2023-12-29', 2, '2024-02-29', 'the 29th exists then'],
    ['2024-02-29', 12, '2025-02-28', 'a year after a leap day'],
    ['2026-07-31', 2, '2026-09-30', 'a month of thirty days'],
    ['2026-11-15', 2, '2027-01-15', 'over the year end'],
    ['2026-05-31', 0, '2026-05-31', 'nothing added'],
  ])('%s plus %i months is %s: %s', (from, months, expected) => {
    expect(addMonths(day(from), months)).toBe(expected);
  });

  test('knows weekdays, Monday being 1', () => {
    expect(['2026-02-14', '2026-02-15', '2026-02-16', '2024-02-29'].map((text) => weekdayOf(day(text)))).toEqual([6, 7, 1, 4]);
  });
});
