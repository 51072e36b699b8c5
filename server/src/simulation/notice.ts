// Owns the yearly notice that arrives in a simulated November: invented, since the real one for 2027 was not out when this was written.
// Leaves bringing it in to the calendar's own action.
import type { INestApplicationContext } from '@nestjs/common';
import { ChangeCalendar } from '../calendar/actions/change-calendar.js';
import { uuidOf } from '../demo-load/chances.js';
import { plusDays } from '../invariants/domain/plain-calendar.js';
import { at as actingAt } from './acting.js';
import type { District } from './district.js';
import { minuteOf } from './hours.js';

/** When an administrator brings it in. */
export const NOTICE_AT = minuteOf('2026-11-05', 9 * 60 + 30);

/** First and last day off, then the weekend days that make up for them. */
const ARRANGED: readonly (readonly [name: string, first: string, last: string, ...worked: string[]])[] = [
  // The fourth is a Monday: deadlines on it move, and a Sunday of the year before makes up for it.
  ['元旦', '2027-01-01', '2027-01-04', '2026-12-27'],
  ['春节', '2027-02-05', '2027-02-12', '2027-01-30', '2027-02-14'],
  ['清明节', '2027-04-03', '2027-04-05'],
  ['劳动节', '2027-05-01', '2027-05-05', '2027-04-25', '2027-05-09'],
  ['端午节', '2027-06-09', '2027-06-09'],
  ['中秋节', '2027-09-15', '2027-09-15'],
  ['国庆节', '2027-10-01', '2027-10-07', '2027-09-26', '2027-10-10'],
];

/** Brings it in at its moment, on the calendar that the system came with. */
export async function bringNoticeIn(app: INestApplicationContext, district: District): Promise<void> {
  const days = ARRANGED.flatMap(([name, first, last, ...worked]) => [
    ...daysOf(first, last).map((date) => ({ name, date, isOffDay: true })), ...worked.map((date) => ({ name, date, isOffDay: false })),
  ]);
  await actingAt({ at: NOTICE_AT, draw: 0 }, () => app.get(ChangeCalendar).run(district.one('sysadmin', '', 'notice'), {
    id: uuidOf(district.seed, 'notice'), base: 1,
    notice: { number: '国办发明电〔2026〕9号', issuedOn: '2026-11-04', file: JSON.stringify({ year: 2027, papers: [], days }) },
  }));
}

function daysOf(first: string, last: string): string[] {
  const days: string[] = [];
  for (let day = first; day <= last; day = plusDays(day, 1)) days.push(day);
  return days;
}
