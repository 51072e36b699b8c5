// Owns an invented notice for 2027, in the public holiday-cn shape, for tests and the bench: later and earlier deadlines, make-up days, a New Year in the week.
// Leaves reading it to the calendar feature. Used by tests only, never part of the product: the real notice is imported.
import { addDays, parseCalendarDay } from '../calendar-day.js';
import type { Notice } from '../notices.js';

/** First and last day off, then the days that make up for them. */
const ARRANGED: [name: string, first: string, last: string, ...worked: string[]][] = [
  ['元旦', '2027-01-01', '2027-01-03'],
  ['春节', '2027-02-05', '2027-02-11', '2027-01-31', '2027-02-20'],
  ['清明节', '2027-04-03', '2027-04-05'],
  ['劳动节', '2027-05-01', '2027-05-05', '2027-04-25', '2027-05-08'],
  ['端午节', '2027-06-09', '2027-06-09'],
  ['中秋节', '2027-09-15', '2027-09-15'],
  ['国庆节', '2027-10-01', '2027-10-07', '2027-09-26', '2027-10-09'],
];

const daysOf = (first: string, last: string): string[] => {
  const days: string[] = [];
  for (let day = parseCalendarDay(first); day <= last; day = addDays(day, 1)) days.push(day);
  return days;
};

export const NOTICE_2027 = {
  year: 2027,
  papers: ['https://www.gov.cn/zhengce/zhengceku/202611/content_0000000.htm'],
  days: ARRANGED.flatMap(([name, first, last, ...worked]) => [
    ...daysOf(first, last).map((date) => ({ name, date, isOffDay: true })), ...worked.map((date) => ({ name, date, isOffDay: false })),
  ]),
};

/** The same as the calendar takes it. */
export const noticeOf2027: Notice = {
  year: 2027, source: '国务院办公厅关于2027年部分节假日安排的通知（国办发明电〔2026〕9号，2026-11-05）',
  days: NOTICE_2027.days.map(({ name, date, isOffDay }) => ({ name, day: parseCalendarDay(date), kind: isOffDay ? 'rest' : 'make_up_work' })),
};
