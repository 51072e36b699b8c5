// Owns what a notice may look like, by file and as typed, and every reason for which one is refused.
// Leaves what it does to deadlines to notices.spec.ts and the stories.
import type { NoticeInput } from '@zhitongche/shared/calendar/contract.js';
import { Refusal } from '@zhitongche/shared/errors.js';
import type { ErrorCode } from '@zhitongche/shared/errors.js';
import { parseCalendarDay as day } from '../../deadline/domain/calendar-day.js';
import { withNotices } from '../../deadline/domain/notices.js';
import { packagedNotifiedDays } from '../../deadline/domain/notified-days.js';
import { NOTICE_2027 } from '../../deadline/domain/testing/notice-2027.js';
import { createWorkingCalendar } from '../../deadline/domain/working-calendar.js';
import { checkNotice, checkStatutoryDays, readNotice } from './read-notice.js';

const OF = { number: '国办发明电〔2026〕9号', issuedOn: '2026-11-05' };
const off = (date: string, name = '放假') => ({ name, date, isOffDay: true });
const worked = (date: string, name = '放假') => ({ name, date, isOffDay: false });
const file = (content: unknown): NoticeInput => ({ ...OF, file: typeof content === 'string' ? content : JSON.stringify(content) });
const of2027 = (...days: object[]) => file({ $schema: 'https://example.org', year: 2027, papers: ['https://www.gov.cn/2027.htm'], days });
const typed = (...ranges: NonNullable<NoticeInput['ranges']>): NoticeInput => ({ ...OF, year: 2027, ranges });

function refusal(work: () => unknown): [ErrorCode, unknown] | null {
  try {
    work();
    return null;
  } catch (error) {
    if (error instanceof Refusal) return [error.code, error.details];
    throw error;
  }
}

it('reads a file of the public shape; a New Year holiday may begin in the December before', () => {
  const { year, source, papers, days } = readNotice(of2027(off('2027-01-01', '元旦'), off('2026-12-31', '元旦'), worked('2027-01-03', '元旦')));
  expect({ year, source, papers }).toEqual({ year: 2027, source: '国务院办公厅关于2027年部分节假日安排的通知（国办发明电〔2026〕9号，2026-11-05）', papers: ['https://www.gov.cn/2027.htm'] });
  expect(days).toEqual([
    { day: '2026-12-31', kind: 'rest', name: '元旦' }, { day: '2027-01-01', kind: 'rest', name: '元旦' }, { day: '2027-01-03', kind: 'make_up_work', name: '元旦' },
  ]);
});

it('reads ranges as they are typed, and a file with a byte order mark', () => {
  expect(readNotice(typed({ name: '元旦', from: '2027-01-01', to: '2027-01-03', isOffDay: true })).days.map((each) => each.day)).toEqual(['2027-01-01', '2027-01-02', '2027-01-03']);
  expect(readNotice(file(`\uFEFF${JSON.stringify({ year: 2027, papers: [], days: [off('2027-01-01')] })}`)).days).toHaveLength(1);
});

it.each<[string, NoticeInput, ErrorCode, unknown]>([
  ['no JSON', file('year: 2027'), 'CALENDAR_FILE_INVALID', 'JSON'],
  ['half a JSON', file('{"year":2027,"days":['), 'CALENDAR_FILE_INVALID', 'JSON'],
  ['another shape', file({ year: 2027, holidays: [] }), 'CALENDAR_FILE_INVALID', 'papers'],
  ['a list', file([]), 'CALENDAR_FILE_INVALID', ''],
  ['a day without its kind', of2027({ name: '元旦', date: '2027-01-01' }), 'CALENDAR_FILE_INVALID', 'days.0.isOffDay'],
  ['the year as a text', file({ year: '2027', papers: [], days: [off('2027-01-01')] }), 'CALENDAR_FILE_INVALID', 'year'],
  ['more days than a year has', of2027(...Array.from({ length: 401 }, () => off('2027-01-01'))), 'CALENDAR_FILE_INVALID', 'days'],
  ['an empty file of a year whose notice is not out', of2027(), 'CALENDAR_NOTICE_EMPTY', '2027'],
  ['nothing typed', typed(), 'CALENDAR_NOTICE_EMPTY', '2027'],
  ['a day that does not exist', of2027(off('2027-02-29')), 'DATE_INVALID', '2027-02-29'],
  ['a day without dashes', of2027(off('20270101')), 'DATE_INVALID', '20270101'],
  ['a day twice', of2027(off('2027-01-01'), off('2027-01-01')), 'CALENDAR_CONTRADICTORY', '2027-01-01'],
  ['a day off and worked', of2027(off('2027-02-07'), worked('2027-02-07')), 'CALENDAR_CONTRADICTORY', '2027-02-07'],
  ['a weekday to make up', of2027(off('2027-01-01'), worked('2027-01-04')), 'CALENDAR_CONTRADICTORY', '2027-01-04'],
  ['ranges that overlap', typed({ name: '甲', from: '2027-05-01', to: '2027-05-03', isOffDay: true }, { name: '乙', from: '2027-05-03', to: '2027-05-04', isOffDay: true }), 'CALENDAR_CONTRADICTORY', '2027-05-03'],
  ['a range that ends before it begins', typed({ name: '甲', from: '2027-05-03', to: '2027-05-01', isOffDay: true }), 'CALENDAR_DATE_OUT_OF_RANGE', '2027-05-03—2027-05-01'],
  ['a range of years', typed({ name: '甲', from: '2000-01-01', to: '2099-12-31', isOffDay: true }), 'CALENDAR_DATE_OUT_OF_RANGE', '2000-01-01—2099-12-31'],
  ['a day of long before', of2027(off('2027-01-01'), off('2026-11-30')), 'CALENDAR_DATE_OUT_OF_RANGE', '2026-11-30'],
  ['a day of long after', of2027(off('2027-01-01'), off('2028-02-01')), 'CALENDAR_DATE_OUT_OF_RANGE', '2028-02-01'],
  ['another year’s days', file({ year: 2027, papers: [], days: [off('2026-12-31')] }), 'CALENDAR_DATE_OUT_OF_RANGE', '2027'],
  ['typed without a year', { ...OF, ranges: [] }, 'CALENDAR_YEAR_WRONG', undefined],
])('refuses %s', (_what, input, code, details) => {
  expect(refusal(() => readNotice(input))).toEqual([code, details]);
});

describe('a notice among its surroundings', () => {
  const around = { today: day('2026-11-10'), oldest: day('2026-08-03') };
  it.each<[number, string, ErrorCode | null]>([
    [2025, '2024-11-12', 'CALENDAR_YEAR_WRONG'], [2026, '2025-11-04', null], [2027, '2026-11-05', null], [2028, '2026-11-05', 'CALENDAR_YEAR_WRONG'],
    [2027, '2026-11-11', 'DATE_INVALID'],
  ])('for %s, issued on %s: %s', (year, issuedOn, code) => {
    expect(refusal(() => checkNotice({ year, issuedOn }, around))?.[0] ?? null).toBe(code);
  });

  it('a round that began last year keeps that year’s notice importable', () => {
    expect(refusal(() => checkNotice({ year: 2025, issuedOn: '2024-11-12' }, { ...around, oldest: day('2025-12-29') }))).toBeNull();
  });

  it('a list that leaves a statutory holiday worked is incomplete', () => {
    const { year, source, days } = readNotice(of2027(off('2027-01-01', '元旦')));
    const calendar = createWorkingCalendar(withNotices(packagedNotifiedDays(), [{ year, source, days }]));
    expect(refusal(() => checkStatutoryDays({ year, days }, calendar))).toEqual(['CALENDAR_STATUTORY_WORKED', expect.stringMatching(/^2027-02-05 春节、.*2027-10-01 国庆节/)]);
  });

  it('nor may it call a holiday of the next year a make-up day', () => {
    const file = { ...NOTICE_2027, days: [...NOTICE_2027.days, { name: '元旦', date: '2028-01-01', isOffDay: false }] };
    const { year, source, days } = readNotice({ number: '国办发明电〔2026〕9号', issuedOn: '2026-11-05', file: JSON.stringify(file) });
    const calendar = createWorkingCalendar(withNotices(packagedNotifiedDays(), [{ year, source, days }]));
    expect(refusal(() => checkStatutoryDays({ year, days }, calendar))).toEqual(['CALENDAR_STATUTORY_WORKED', '2028-01-01 元旦']);
  });

  it('a rest without end would stop every clock', () => {
    const { year, source, days } = readNotice(typed({ name: '长假', from: '2027-03-01', to: '2027-05-31', isOffDay: true }));
    expect(refusal(() => createWorkingCalendar(withNotices(packagedNotifiedDays(), [{ year, source, days }])))).toEqual(['CALENDAR_WITHOUT_WORKING_DAYS', '2027']);
  });
});
