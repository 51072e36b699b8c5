// Owns how a ticket's own dates follow from its fields: the round's deadline, the stage's, and a stopped clock.
// Leaves all counting of days to deadline/domain.
import type { StageLimit } from '@zhitongche/shared/deadline/vocabulary.js';
import type { CalendarDay } from '../../deadline/domain/calendar-day.js';
import { addDays, endOfDay, parseCalendarDay, shanghaiDayOf, startOfDay } from '../../deadline/domain/calendar-day.js';
import type { DueDate } from '../../deadline/domain/due-date.js';
import { computeDueDate, isOverdue } from '../../deadline/domain/due-date.js';
import { assistingDue, stageDue as dueOfStage } from '../../deadline/domain/stage-limits.js';
import { addWorkingDays, workingDaysBetween } from '../../deadline/domain/working-days.js';
import type { MoveContext } from './move.js';
import type { Stop, Ticket } from './ticket.js';

type Clocked = Pick<Ticket, 'day0' | 'complexity' | 'pausedWorkingDays'>;
type Ticking = Pick<MoveContext, 'now' | 'calendar' | 'line'>;
type Counting = Pick<Ticking, 'calendar' | 'line'>;

/** Deadline of the round (domain section 4) with its derivation: end of its day in Shanghai, provisional where no notice is known. */
export function roundDueDate(ticket: Clocked, { line, calendar }: Pick<Ticking, 'line' | 'calendar'>): DueDate {
  return computeDueDate({
    day0: parseCalendarDay(ticket.day0), complexity: ticket.complexity, limits: line.limits,
    pausedWorkingDays: ticket.pausedWorkingDays, extensionWorkingDays: 0,
  }, calendar);
}

/** The same, as a ticket keeps it. */
export function roundDue(ticket: Clocked, ctx: Counting): Pick<Ticket, 'dueDay' | 'dueAt' | 'dueProvisional' | 'calendarVersion'> {
  const due = roundDueDate(ticket, ctx);
  return { dueDay: due.day, dueAt: due.at, dueProvisional: due.provisional, calendarVersion: ctx.calendar.version };
}

/** The same where the calendar may have changed since: the days of the stops are counted anew, too. */
export function countedAgain(ticket: Clocked & Pick<Ticket, 'stops'>, ctx: Counting): ReturnType<typeof roundDue> & Pick<Ticket, 'pausedWorkingDays'> {
  const pausedWorkingDays = stoppedWorkingDays(ticket.stops, ctx);
  return { pausedWorkingDays, ...roundDue({ ...ticket, pausedWorkingDays }, ctx) };
}

function stoppedWorkingDays(stops: readonly Stop[], { calendar }: Pick<Ticking, 'calendar'>): number {
  return stops.reduce((sum, { from, to }) => sum + workingDaysBetween(parseCalendarDay(from), parseCalendarDay(to), calendar), 0);
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

/** What changes when a wait or a pause ends: the deadline moves by exactly the working days that passed. */
export function afterStop(ticket: Ticket, ctx: Ticking): Partial<Ticket> {
  const today = shanghaiDayOf(ctx.now);
  // A wait has a last day (a pause has none): time after it is the unit's again, however late the wait is ended.
  const end = ticket.stageDueDay !== null && ticket.stageDueDay < today ? parseCalendarDay(ticket.stageDueDay) : today;
  const stops = ticket.stoppedOn === null ? ticket.stops : [...ticket.stops, { from: ticket.stoppedOn, to: end }];
  const due = countedAgain({ ...ticket, stops }, ctx);
  const assistanceDay = assistanceDue(ticket.dispatchedAt ?? ctx.now, due.dueDay, ctx);
  const assisting = ticket.assisting.map((a) => (a.answeredAt === null ? { ...a, dueDay: assistanceDay } : a));
  return { stoppedOn: null, stops, stageDueDay: null, stageDueAt: null, assisting, ...due };
}

/** Whether a result submitted at that moment came after the end of the round. */
export function isLate(ticket: Pick<Ticket, 'dueAt'>, resultSubmittedAt: Date): boolean {
  return isOverdue(ticket.dueAt, resultSubmittedAt);
}

/** The Shanghai day `days` after the one of `instant`. */
export function dayAfter(instant: Date, days: number): CalendarDay {
  return addDays(shanghaiDayOf(instant), days);
}
