import { parseCalendarDay as day } from './calendar-day.js';
import type { Notice } from './notices.js';
import { withNotices } from './notices.js';
import { noticeYearOf, packagedNotifiedDays } from './notified-days.js';
import { createWorkingCalendar } from './working-calendar.js';

const base = packagedNotifiedDays();
const rest = (date: string, name: string) => ({ day: day(date), kind: 'rest' as const, name });
const work = (date: string, name: string) => ({ day: day(date), kind: 'make_up_work' as const, name });
const notice = (year: number, ...days: Notice['days']): Notice => ({ year, source: `${String(year)}年的通知`, days });

it('knows nothing past 2026 before a notice is imported, whatever the package learns', () => {
  expect(base.years.at(-1)).toBe(2026);
  expect(base.days.every((entry) => noticeYearOf(entry.day) <= 2026)).toBe(true);
});

it('a notice takes the place of its own year’s older one, December before it included, and of no other', () => {
  const calendar = createWorkingCalendar(withNotices(base, [notice(2023, rest('2023-01-01', '元旦'))]), 2);
  // By the packaged notice Saturday 31 December 2022 belonged to the holiday of 2023; Friday 30 September 2022 did not.
  expect(calendar.factsOf(day('2022-12-31'))).toMatchObject({ reason: 'weekend' });
  expect(calendar.factsOf(day('2022-10-03'))).toMatchObject({ reason: 'holiday', name: '国庆节' });
  expect(calendar.factsOf(day('2023-01-02'))).toMatchObject({ reason: 'weekday', provisional: false });
  expect(calendar.factsOf(day('2023-01-01'))).toMatchObject({ reason: 'holiday', source: '2023年的通知' });
});

it('makes its year no longer provisional, and touches December before it', () => {
  const before = createWorkingCalendar(base);
  const after = createWorkingCalendar(withNotices(base, [notice(2027, rest('2026-12-31', '元旦'), rest('2027-01-01', '元旦'), work('2027-01-03', '元旦'))]), 2);
  expect(before.factsOf(day('2027-01-04'))).toMatchObject({ working: true, provisional: true });
  expect(after.factsOf(day('2027-01-04'))).toMatchObject({ working: true, provisional: false });
  expect(before.factsOf(day('2026-12-31'))).toMatchObject({ working: true });
  expect(after.factsOf(day('2026-12-31'))).toMatchObject({ working: false, name: '元旦' });
  expect(after.factsOf(day('2027-01-03'))).toMatchObject({ working: true, reason: 'make_up_work' });
  expect(after.years).toContain(2027);
});

it('where two years’ notices name one day, the later year’s holds, in whatever order they were imported', () => {
  const of2027 = notice(2027, rest('2027-01-01', '元旦'), rest('2027-12-31', '自己的'));
  const of2028 = notice(2028, rest('2028-01-01', '元旦'), work('2027-12-26', '元旦'), rest('2027-12-31', '元旦'));
  for (const both of [[of2027, of2028], [of2028, of2027]]) {
    expect(createWorkingCalendar(withNotices(base, both)).factsOf(day('2027-12-31'))).toMatchObject({ name: '元旦', source: '2028年的通知' });
  }
});
