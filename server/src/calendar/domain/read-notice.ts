// Owns reading a yearly notice, from a file of the public holiday-cn shape or as typed, into plain days; whatever cannot be right is refused.
// Leaves what the days do to deadlines to the deadline and ticket features.
import type { NoticeInput } from '@zhitongche/shared/calendar/contract.js';
import { NoticeFile } from '@zhitongche/shared/calendar/contract.js';
import { refuse } from '@zhitongche/shared/errors.js';
import { addDays, parseCalendarDay, weekdayOf, yearOf } from '../../deadline/domain/calendar-day.js';
import type { CalendarDay } from '../../deadline/domain/calendar-day.js';
import type { Notice } from '../../deadline/domain/notices.js';
import { noticeSource } from '../../deadline/domain/notices.js';
import { statutoryDaysOf } from '../../deadline/domain/statutory-days.js';
import type { WorkingCalendar } from '../../deadline/domain/working-calendar.js';

/** Longer is no holiday. */
const LONGEST_RANGE_DAYS = 366;

export interface ReadNotice extends Notice {
  number: string;
  issuedOn: string;
  papers: string[];
}

/**
 * The notice's days, each once and within reach of its year.
 * @throws Refusal CALENDAR_FILE_INVALID, CALENDAR_NOTICE_EMPTY, CALENDAR_DATE_OUT_OF_RANGE, CALENDAR_CONTRADICTORY, DATE_INVALID
 */
export function readNotice(input: NoticeInput): ReadNotice {
  const { year, papers, days } = input.file === undefined ? typed(input) : parsed(input.file);
  if (days.length === 0) refuse('CALENDAR_NOTICE_EMPTY', String(year));
  const seen = new Set<CalendarDay>();
  for (const { day, kind } of days) {
    // A New Year holiday may begin in the December before and reach into the next January; nothing else leaves the year.
    if (day < `${String(year - 1)}-12-01` || day > `${String(year + 1)}-01-31`) refuse('CALENDAR_DATE_OUT_OF_RANGE', day);
    if (seen.has(day) || (kind === 'make_up_work' && weekdayOf(day) <= 5)) refuse('CALENDAR_CONTRADICTORY', day);
    seen.add(day);
  }
  if (!days.some(({ day }) => yearOf(day) === year)) refuse('CALENDAR_DATE_OUT_OF_RANGE', String(year));
  const { number, issuedOn } = input;
  return { year, source: noticeSource(year, number, issuedOn), number, issuedOn, papers, days: days.sort((a, b) => (a.day < b.day ? -1 : 1)) };
}

/**
 * What only the surroundings can tell: a notice is for a year with rounds in work, this one or the next, and is not issued in the future.
 * @param oldest the earliest day 0 of a round in work; null where there is none
 * @throws Refusal CALENDAR_YEAR_WRONG, DATE_INVALID
 */
export function checkNotice({ year, issuedOn }: Pick<ReadNotice, 'year' | 'issuedOn'>, { today, oldest }: { today: CalendarDay; oldest: string | null }): void {
  const earliest = yearOf(oldest === null || oldest > today ? today : parseCalendarDay(oldest));
  if (year < earliest || year > yearOf(today) + 1) refuse('CALENDAR_YEAR_WRONG', String(year));
  if (issuedOn > today) refuse('DATE_INVALID', issuedOn);
}

/**
 * A statutory holiday is a day off whatever else is arranged (全国年节及纪念日放假办法 第二条, since 2025); a list that says
 * otherwise is incomplete or wrong.
 * Looked at in each year the notice touches.
 * @param calendar what the calendar would be
 * @throws Refusal CALENDAR_STATUTORY_WORKED
 */
export function checkStatutoryDays({ year, days }: Pick<ReadNotice, 'year' | 'days'>, calendar: WorkingCalendar): void {
  const years = [...new Set([year, ...days.map(({ day }) => yearOf(day))])].filter((each) => each >= 2025).sort((a, b) => a - b);
  const statutory = years.flatMap((each) => [...statutoryDaysOf(each)]);
  const worked = statutory.filter(([day]) => calendar.factsOf(day).working).map(([day, name]) => `${day} ${name}`);
  if (worked.length > 0) refuse('CALENDAR_STATUTORY_WORKED', worked.join('、'));
}

type Days = { day: CalendarDay; kind: 'rest' | 'make_up_work'; name: string }[];

function parsed(text: string): { year: number; papers: string[]; days: Days } {
  const found = NoticeFile.safeParse(jsonOf(text));
  if (!found.success) {
    const [issue] = found.error.issues;
    refuse('CALENDAR_FILE_INVALID', issue ? issue.path.join('.') : '');
  }
  const { year, papers, days } = found.data;
  return { year, papers, days: days.map(({ name, date, isOffDay }) => ({ day: parseCalendarDay(date), kind: isOffDay ? 'rest' : 'make_up_work', name })) };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, '')) as unknown; // a byte order mark that editors leave
  } catch {
    return refuse('CALENDAR_FILE_INVALID', 'JSON');
  }
}

/** Rows of days or ranges of days, as people copy them from the notice. */
function typed({ year, ranges = [] }: NoticeInput): { year: number; papers: string[]; days: Days } {
  if (year === undefined) return refuse('CALENDAR_YEAR_WRONG');
  const days: Days = [];
  for (const { name, from, to, isOffDay } of ranges) {
    const [first, last] = [parseCalendarDay(from), parseCalendarDay(to)];
    if (last < first || last > addDays(first, LONGEST_RANGE_DAYS)) refuse('CALENDAR_DATE_OUT_OF_RANGE', `${from}—${to}`);
    for (let day = first; day <= last; day = addDays(day, 1)) days.push({ day, kind: isOffDay ? 'rest' : 'make_up_work', name });
  }
  return { year, papers: [], days };
}
