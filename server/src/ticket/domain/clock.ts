// Owns how a ticket's own dates follow from its fields: the round's deadline, the stage's, and a stopped clock.
// Leaves all counting of days to deadline/domain.
import type { LimitSettings, RoundLimits } from '@zhitongche/shared/deadline/limits.js';
import type { StageLimit } from '@zhitongche/shared/deadline/vocabulary.js';
import type { LineSettings } from '@zhitongche/shared/line/settings.js';
import type { CalendarDay } from '../../deadline/domain/calendar-day.js';
import { addDays, endOfDay, parseCalendarDay, shanghaiDayOf, startOfDay } from '../../deadline/domain/calendar-day.js';
import type { ChannelLimit, DueDate } from '../../deadline/domain/due-date.js';
import { computeDueDate, isOverdue } from '../../deadline/domain/due-date.js';
import { assistingDue, stageDue as dueOfStage } from '../../deadline/domain/stage-limits.js';
import type { WorkingCalendar } from '../../deadline/domain/working-calendar.js';
import { addWorkingDays, workingDaysBetween } from '../../deadline/domain/working-days.js';
import type { MoveContext } from './move.js';
import type { Stop, Ticket } from './ticket.js';

type Clocked = Pick<Ticket, 'round' | 'day0' | 'complexity' | 'stops' | 'extensionWorkingDays' | 'channel' | 'foreignDueDay' | 'roundLimits'>;
export type Ticking = Pick<MoveContext, 'now' | 'calendar' | 'line'>;
type Counting = Pick<Ticking, 'calendar' | 'line'>;

/** Deadline of the round (domain section 4) with its derivation: end of its day in Shanghai, provisional where no notice is known. */
export function roundDueDate(ticket: Clocked, { line, calendar }: Pick<Ticking, 'line' | 'calendar'>): DueDate {
  const { extensionWorkingDays } = ticket;
  const own = limitsOf(ticket, line);
  // What was granted stands, whatever the most is today.
  const limits = { ...own, extensionMaxWorkingDays: Math.max(own.extensionMaxWorkingDays, extensionWorkingDays) };
  return computeDueDate({
    day0: parseCalendarDay(ticket.day0), complexity: ticket.complexity, limits, extensionWorkingDays,
    pausedWorkingDays: stoppedWorkingDays(ticket.stops, calendar), stricter: channelLimit(ticket, limits),
  }, calendar);
}

/** The line's limits, those of the round's end as they stood when it began. Stages and lights follow the line's of today. */
export function limitsOf({ roundLimits }: Pick<Ticket, 'roundLimits'>, { limits }: Pick<LineSettings, 'limits'>): LimitSettings {
  return { ...limits, ...roundLimits };
}

/** What a round that begins now keeps of them. */
export function roundLimitsOf({ limits: { ordinaryWorkingDays, capMonths, channelWorkingDays } }: Pick<LineSettings, 'limits'>): RoundLimits {
  return { ordinaryWorkingDays, capMonths, channelWorkingDays };
}

/**
 * The end of a round whose clock stands still, where standing still cannot move it any further: a wait or pause that
 * lasts to its last day would end beyond two months. Null where it still moves, or the clock runs.
 */
export function endWhileStopped(ticket: Ticket, ctx: Pick<Ticking, 'line' | 'calendar'>): DueDate | null {
  if (ticket.stoppedOn === null || ticket.resultSubmittedAt !== null || ticket.closedAt !== null) return null;
  const stops = withOpenStop(ticket).map((stop) => (stop.to === null ? { ...stop, to: stop.until } : stop));
  if (stops.some(({ to }) => to === null)) return null;
  const due = roundDueDate({ ...ticket, stops }, ctx);
  return due.fixed ? due : null;
}

/** Working days by which ended waits and pauses shift a deadline: exactly the working time that passed. */
export function stoppedWorkingDays(stops: readonly Stop[], calendar: WorkingCalendar): number {
  return stops.reduce((days, { from, to }) => (
    to === null ? days : days + workingDaysBetween(parseCalendarDay(from), parseCalendarDay(to), calendar)), 0);
}

/** What another system asks; the day it handed the ticket over with is of the first round, for a later one it knows nothing of. */
function channelLimit({ round, channel, foreignDueDay }: Clocked, limits: LimitSettings): ChannelLimit {
  const dueDay = round === 1 && foreignDueDay !== null ? parseCalendarDay(foreignDueDay) : null;
  return { channel, workingDays: limits.channelWorkingDays[channel] ?? null, dueDay };
}

/** The same, as a ticket keeps it. */
export function roundDue(ticket: Clocked, ctx: Counting): Pick<Ticket, 'dueDay' | 'dueAt' | 'dueProvisional' | 'calendarVersion'> {
  const due = roundDueDate(ticket, ctx);
  return { dueDay: due.day, dueAt: due.at, dueProvisional: due.provisional, calendarVersion: ctx.calendar.version };
}

/** The same where the calendar may have changed since: the days of the stops are counted anew, too. */
export function countedAgain(ticket: Clocked, ctx: Counting): ReturnType<typeof roundDue> & Pick<Ticket, 'pausedWorkingDays'> {
  return { pausedWorkingDays: stoppedWorkingDays(ticket.stops, ctx.calendar), ...roundDue(ticket, ctx) };
}

/** Deadline of a stage that begins now. */
export function stageDue(limit: StageLimit, ctx: Ticking): Pick<Ticket, 'stageFrom' | 'stageDueDay' | 'stageDueAt'> {
  return stageDueFrom(limit, shanghaiDayOf(ctx.now), ctx);
}

/** Deadline of a stage that began on a day. */
export function stageDueFrom(limit: StageLimit, stageFrom: CalendarDay, ctx: Counting): ReturnType<typeof stageDue> {
  const due = dueOfStage(limit, stageFrom, ctx.line.limits, ctx.calendar);
  return { stageFrom, stageDueDay: due.day, stageDueAt: due.at };
}

/** When assisting units asked at `asked` owe their answers: some working days before the lead's deadline, at least one after they were asked. */
export function assistanceDue(asked: Date, leadDueDay: string, ctx: Counting): string {
  return assistingDue(shanghaiDayOf(asked), parseCalendarDay(leadDueDay), ctx.line.limits, ctx.calendar).day;
}

/** Results told before this moment whose reporter has been silent are to be asked about: their window has passed. */
export function silentSince({ now, calendar, line }: Ticking): Date {
  const yesterday = addDays(shanghaiDayOf(now), -1);
  const lastWorked = calendar.factsOf(yesterday).working ? yesterday : addWorkingDays(yesterday, -1, calendar);
  const told = addWorkingDays(lastWorked, -line.limits.stageWorkingDays.rating_reminder, calendar);
  // Told on a day off it counts as told the working day before.
  return startOfDay(addWorkingDays(told, 1, calendar));
}

/** Whether a window of `limit` that opened at `since` is still open; its last day counts whole. */
export function windowOpen(limit: StageLimit, since: Date, ctx: Ticking): boolean {
  return ctx.now < dueOfStage(limit, shanghaiDayOf(since), ctx.line.limits, ctx.calendar).at;
}

/** The day so many working days after `from`, and its 24:00. */
export function workingDaysAfter(from: CalendarDay, workingDays: number, { calendar }: Pick<Ticking, 'calendar'>): { day: CalendarDay; at: Date } {
  const day = addWorkingDays(from, workingDays, calendar);
  return { day, at: endOfDay(day) };
}

/**
 * By when the unit reports what became of its plan: counted from the plan's day, or from the day of the conclusion where the
 * result was looked at beyond it. Never from the day on which somebody asked, so that counting again gives the same day.
 */
export function followUpDue({ followUpDay, concludedAt }: { followUpDay: string; concludedAt: Date | null }, ctx: Counting): { day: CalendarDay; at: Date } {
  const planned = parseCalendarDay(followUpDay);
  const concluded = concludedAt === null ? planned : shanghaiDayOf(concludedAt);
  return workingDaysAfter(concluded > planned ? concluded : planned, ctx.line.limits.aftercare.followUpWorkingDays, ctx);
}

/** What changes when a wait or a pause begins on `from`, to end on `until` at the latest. */
export function beginStop(ticket: Ticket, stop: Omit<Stop, 'to'>): Partial<Ticket> {
  return { stoppedOn: stop.from, stops: [...ticket.stops, { ...stop, to: null }] };
}

/** What changes when a wait or a pause ends: the deadline moves by exactly the working days that passed. */
export function afterStop(ticket: Ticket, ctx: Ticking): Partial<Ticket> {
  const today = shanghaiDayOf(ctx.now);
  // Time after its last day is the unit's again, however late it is ended.
  const stops = withOpenStop(ticket).map((stop) => (stop.to !== null ? stop : { ...stop, to: stop.until !== null && stop.until < today ? stop.until : today }));
  return { stoppedOn: null, stageDueDay: null, stageDueAt: null, ...clockChanged({ ...ticket, stops }, ctx) };
}

/** All stops, an open one with its last day as the calendar now has it. A process of the version before wrote no stop that lasts, and may still run beside this one. */
export function withOpenStop({ stops, stoppedOn, stageDueDay, status }: Pick<Ticket, 'stops' | 'stoppedOn' | 'stageDueDay' | 'status'>): Stop[] {
  if (stops.some(({ to }) => to === null)) return stops.map((stop) => (stop.to === null ? { ...stop, until: stageDueDay ?? stop.until } : stop));
  if (stoppedOn === null) return stops;
  return [...stops, { kind: status === 'paused' ? 'pause' : 'wait', from: stoppedOn, to: null, until: stageDueDay, reason: null, document: null }];
}

/** What follows when stops, extension or complexity have changed: the round's deadline, and those of answers still owed to the lead. */
export function clockChanged(ticket: Ticket, ctx: Ticking): Partial<Ticket> {
  const { stops, extensionWorkingDays, complexity } = ticket;
  const due = countedAgain(ticket, ctx);
  const assistanceDay = assistanceDue(ticket.dispatchedAt ?? ctx.now, due.dueDay, ctx);
  const assisting = ticket.assisting.map((a) => (a.answeredAt === null ? { ...a, dueDay: assistanceDay } : a));
  return { stops, extensionWorkingDays, complexity, assisting, ...due };
}

/** Whether a result submitted at that moment came after the end of the round. */
export function isLate(ticket: Pick<Ticket, 'dueAt'>, resultSubmittedAt: Date): boolean {
  return isOverdue(ticket.dueAt, resultSubmittedAt);
}

/** By how much: nothing in time; else the working days after the due day, and the seconds after its 24:00. */
export function lateness({ dueDay, dueAt }: Pick<Ticket, 'dueDay' | 'dueAt'>, resultSubmittedAt: Date, calendar: WorkingCalendar): { workingDays: number; seconds: number } {
  if (!isOverdue(dueAt, resultSubmittedAt)) return { workingDays: 0, seconds: 0 };
  return {
    workingDays: workingDaysBetween(parseCalendarDay(dueDay), shanghaiDayOf(resultSubmittedAt), calendar),
    seconds: Math.floor((resultSubmittedAt.getTime() - dueAt.getTime()) / 1000),
  };
}

/** The Shanghai day `days` after the one of `instant`. */
export function dayAfter(instant: Date, days: number): CalendarDay {
  return addDays(shanghaiDayOf(instant), days);
}
