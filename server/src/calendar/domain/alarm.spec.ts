import { parseCalendarDay as day } from '../../deadline/domain/calendar-day.js';
import { missingNotice } from './alarm.js';

describe('an alarm for a notice that is missing', () => {
  it.each<[string, number[], number | null, string]>([
    ['2026-10-31', [2025, 2026], null, 'the notice is not awaited yet'],
    ['2026-11-01', [2025, 2026], 2027, 'from 1 November on'],
    ['2026-12-31', [2025, 2026], 2027, 'until the year ends'],
    ['2026-11-05', [2026, 2027], null, 'it is there'],
    ['2027-01-01', [2025, 2026], 2027, 'the year has begun without its notice'],
    ['2027-06-30', [2026], 2027, 'at any time of that year'],
    ['2027-11-02', [2026], 2027, 'the running year’s before the next one’s'],
    ['2027-11-02', [2027], 2028, 'and then the next one’s'],
  ])('on %s with notices for %j: %s — %s', (today, notified, expected) => {
    expect(missingNotice(day(today), notified)).toBe(expected);
  });
});
