// Owns which paper of the State Council arranged a packaged year: its number and the day it bears.
// Leaves the days to notified-days.ts, and later years' notices to those who import them.
import type { CalendarDay } from './calendar-day.js';

/** A notice as people cite it. */
export interface Paper {
  readonly title: string;
  /** 文号. */
  readonly number: string;
  readonly issuedOn: string;
}

/** How a notice is named where a day is explained: 国务院办公厅关于2027年部分节假日安排的通知（国办发明电〔2026〕9号，2026-11-05）. */
export const cited = ({ title, number, issuedOn }: Paper): string => `${title}（${number}，${issuedOn}）`;

/** What a year's notice is called. */
export const yearlyTitle = (year: number): string => `国务院办公厅关于${String(year)}年部分节假日安排的通知`;

/**
 * Number and date by the year that is arranged, as the notices bear them (gov.cn, 政策文件库, and its copies). A year
 * that is missing has a notice, too, but its number was not found in print: it is named by its title alone.
 */
const YEARLY: Readonly<Record<number, readonly [number: string, issuedOn: string]>> = {
  2006: ['国办发明电〔2005〕35号', '2005-12-16'],
  2007: ['国办发明电〔2006〕49号', '2006-12-14'],
  2010: ['国办发明电〔2009〕27号', '2009-12-07'],
  2011: ['国办发明电〔2010〕40号', '2010-12-09'],
  2012: ['国办发明电〔2011〕45号', '2011-12-05'],
  2013: ['国办发明电〔2012〕33号', '2012-12-08'],
  2014: ['国办发明电〔2013〕28号', '2013-12-11'],
  2015: ['国办发明电〔2014〕28号', '2014-12-16'],
  2016: ['国办发明电〔2015〕18号', '2015-12-10'],
  2017: ['国办发明电〔2016〕17号', '2016-12-01'],
  2018: ['国办发明电〔2017〕12号', '2017-11-30'],
  2019: ['国办发明电〔2018〕15号', '2018-12-04'],
  2020: ['国办发明电〔2019〕16号', '2019-11-21'],
  2021: ['国办发明电〔2020〕27号', '2020-11-25'],
  2022: ['国办发明电〔2021〕11号', '2021-10-25'],
  2023: ['国办发明电〔2022〕16号', '2022-12-08'],
  2024: ['国办发明电〔2023〕7号', '2023-10-25'],
  2025: ['国办发明电〔2024〕12号', '2024-11-12'],
  2026: ['国办发明电〔2025〕7号', '2025-11-04'],
};

/** Notices beside the yearly one, for the days they changed. */
const AMENDMENTS: readonly (Paper & { first: string; last: string })[] = [
  {
    first: '2015-09-03', last: '2015-09-06', title: '国务院关于中国人民抗日战争暨世界反法西斯战争胜利70周年纪念日调休放假的通知',
    number: '国发明电〔2015〕1号', issuedOn: '2015-05-13',
  },
  { first: '2019-04-28', last: '2019-05-05', title: '国务院办公厅关于调整2019年劳动节假期安排的通知', number: '国办发明电〔2019〕3号', issuedOn: '2019-03-22' },
  { first: '2020-01-31', last: '2020-02-02', title: '国务院办公厅关于延长2020年春节假期的通知', number: '国办发明电〔2020〕1号', issuedOn: '2020-01-26' },
];

/** The notice of a packaged year, as it is cited. */
export function paperOfYear(year: number): string {
  const paper = YEARLY[year];
  return paper === undefined ? yearlyTitle(year) : cited({ title: yearlyTitle(year), number: paper[0], issuedOn: paper[1] });
}

/** The notice that says what a day of a packaged year is: the yearly one, or the one that changed it. */
export function paperOf(day: CalendarDay, year: number): string {
  const amendment = AMENDMENTS.find(({ first, last }) => first <= day && day <= last);
  return amendment ? cited(amendment) : paperOfYear(year);
}
