// Owns the deadline of a ticket's round: ordinary or complex, shifted, capped, and why it is that day.
// Leaves the limits of single stages to stage-limits.ts, and storing, timers and requests to the deadline service.
import type { LimitSettings } from '@zhitongche/shared/deadline/limits.js';
import { refuse } from '@zhitongche/shared/errors.js';
import type { Complexity, SourceChannel } from '@zhitongche/shared/ticket/vocabulary.js';
import { addDays, addMonths, endOfDay, type CalendarDay } from './calendar-day.js';
import type { DayFacts, WorkingCalendar } from './working-calendar.js';
import { countWorkingDays, type WorkingDayCount } from './working-days.js';

/** The facts a deadline follows from. */
export interface DueDateInput {
  /** The Shanghai day of submission, or of the rating that opened the round. */
  readonly day0: CalendarDay;
  readonly complexity: Complexity;
  /** Of a ticket the limits in force when its round began, so that a later change of settings moves no told date. */
  readonly limits: LimitSettings;
  /** Working days d with pauseDay < d <= resumeDay, over all ended pauses and waits for the reporter of the round. */
  readonly pausedWorkingDays: number;
  /** Working days granted by extension, 0 without one. */
  readonly extensionWorkingDays: number;
  /** What the channel asks by which it came, where that is another system's. */
  readonly stricter?: ChannelLimit | null;
}

/** The limits another system (12345, 基层治理信息系统, 网格) hands a ticket over with; the earliest end wins. */
export interface ChannelLimit {
  readonly channel: SourceChannel;
  /** The channel's own limit in working days; pauses and extension move it like ours. Null without one. */
  readonly workingDays: number | null;
  /** The day it was handed over with: nothing of ours moves it. Null without one. */
  readonly dueDay: CalendarDay | null;
}

/** A channel's limit that ends before ours, and so decides. */
export interface StricterEnd {
  readonly channel: SourceChannel;
  readonly day: CalendarDay;
  /** How it was counted; null for a day that was given. */
  readonly count: (WorkingDayCount & { readonly limit: number; readonly paused: number; readonly extension: number }) | null;
}

/** The end of a period of months. */
export interface MonthEnd {
  readonly months: number;
  /** The same day number as day 0, or the month's last day. */
  readonly nominal: CalendarDay;
  /** True when the month has no such day number, so that its last day is taken. */
  readonly clamped: boolean;
  /** Days off from `nominal` on, passed over to reach a working day. */
  readonly rolledOver: readonly DayFacts[];
  /** The working day it ends on. */
  readonly end: DayFacts;
}

/** Why a deadline is the day it is. */
export interface Derivation {
  readonly day0: CalendarDay;
  readonly complexity: Complexity;
  /** The count of an ordinary ticket and what it was asked to reach; null for a complex one. */
  readonly count: (WorkingDayCount & { readonly limit: number; readonly paused: number; readonly extension: number }) | null;
  /** The limit of a complex ticket; the cap of an ordinary one. */
  readonly monthEnd: MonthEnd;
  /** True when the cap cut the count short. */
  readonly capped: boolean;
  /** Where a channel's limit decides: what has come out above is not the day then. */
  readonly stricter: StricterEnd | null;
}

export interface DueDate {
  readonly day: CalendarDay;
  /** 24:00 of `day` in Shanghai. */
  readonly at: Date;
  /** True when a day that decides it lies in a year without notice (暂定). */
  readonly provisional: boolean;
  /** True when no pause and no extension moves it any further: the end of the months. */
  readonly fixed: boolean;
  readonly derivation: Derivation;
}

/**
 * When a round must be answered (民法典第二百条至第二百零四条, days of Asia/Shanghai). Day 0 is not counted.
 * Ordinary: so many working days, plus those paused and those granted. Complex: two months, ending on the same day
 * number or the month's last day (第二百零二条), and if that is a day off, on the next working day (第二百零三条第一款);
 * pauses and extensions do not move it. Nothing goes past that end, whichever the complexity; a channel's stricter limit ends it earlier.
 * @throws Refusal EXTENSION_TOO_LONG, YEAR_OUT_OF_CALENDAR
 * @throws RangeError when a number of days is negative or not whole
 */
export function computeDueDate(input: DueDateInput, calendar: WorkingCalendar): DueDate {
  const own = ownDueDate(input, calendar);
  const { stricter: limit, day0, pausedWorkingDays: paused, extensionWorkingDays: extension } = input;
  if (!limit) return own;
  const ends: DueDate[] = [];
  const decided = (day: CalendarDay, provisional: boolean, fixed: boolean, count: StricterEnd['count']): DueDate =>
    dueDate(day, provisional, fixed, { ...own.derivation, stricter: { channel: limit.channel, day, count } });
  if (limit.dueDay !== null) ends.push(decided(limit.dueDay, false, true, null));
  if (limit.workingDays !== null) {
    const counted = countWorkingDays(day0, limit.workingDays + paused + extension, calendar, own.derivation.monthEnd.end.day);
    ends.push(decided(counted.to, counted.provisional, false, { ...counted, limit: limit.workingDays, paused, extension }));
  }
  return ends.reduce((first, end) => (end.day < first.day ? end : first), own);
}

/** By our own limits alone. */
function ownDueDate(input: DueDateInput, calendar: WorkingCalendar): DueDate {
  const { day0, complexity, limits, pausedWorkingDays: paused, extensionWorkingDays: extension } = input;
  for (const days of [limits.ordinaryWorkingDays, limits.capMonths, paused, extension]) {
    if (!Number.isSafeInteger(days) || days < 0) throw new RangeError(`not a number of days or months: ${days}`);
  }
  if (extension > limits.extensionMaxWorkingDays) refuse('EXTENSION_TOO_LONG', String(extension));

  const monthEnd = endOfMonths(day0, limits.capMonths, calendar);
  if (complexity === 'complex') {
    const provisional = [...monthEnd.rolledOver, monthEnd.end].some((facts) => facts.provisional);
    return dueDate(monthEnd.end.day, provisional, true, { day0, complexity, count: null, monthEnd, capped: false, stricter: null });
  }
  const limit = limits.ordinaryWorkingDays;
  const wanted = limit + paused + extension;
  const counted = countWorkingDays(day0, wanted, calendar, monthEnd.end.day);
  const count = { ...counted, limit, paused, extension };
  const capped = counted.workingDays < wanted;
  return dueDate(counted.to, counted.provisional, counted.to >= monthEnd.end.day, { day0, complexity, count, monthEnd, capped, stricter: null });
}

/** True from 24:00 of the due day on: the instant itself is already late. */
export function isOverdue(dueAt: Date, now: Date): boolean {
  return now.getTime() >= dueAt.getTime();
}

function endOfMonths(day0: CalendarDay, months: number, calendar: WorkingCalendar): MonthEnd {
  const nominal = addMonths(day0, months);
  const clamped = nominal.slice(8) !== day0.slice(8);
  const rolledOver: DayFacts[] = [];
  let end = calendar.factsOf(nominal);
  while (!end.working) {
    rolledOver.push(end);
    end = calendar.factsOf(addDays(end.day, 1));
  }
  return { months, nominal, clamped, rolledOver, end };
}

function dueDate(day: CalendarDay, provisional: boolean, fixed: boolean, derivation: Derivation): DueDate {
  return { day, at: endOfDay(day), provisional, fixed, derivation };
}
