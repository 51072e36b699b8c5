// Owns what a change of the working calendar does to a ticket whose round is not concluded, and which tickets those are.
// Leaves counting to clock.ts, and finding and saving the tickets to actions/recompute.ts. What is concluded is frozen.
import type { StageLimit } from '@zhitongche/shared/deadline/vocabulary.js';
import type { Status } from '@zhitongche/shared/ticket/vocabulary.js';
import { parseCalendarDay } from '../../deadline/domain/calendar-day.js';
import type { WorkingCalendar } from '../../deadline/domain/working-calendar.js';
import { assistanceDue, countedAgain, stageDueFrom } from './clock.js';
import type { NewEvent } from './events.js';
import { internalEvent, publicEvent } from './events.js';
import { holderOf, stageMark } from './lights.js';
import type { MoveContext, Moved } from './move.js';
import type { Ticket } from './ticket.js';

/** Statuses in which a round's dates still move with the calendar. */
export const COUNTED_STATUSES = ['submitted', 'assessing', 'dispatched', 'handling', 'awaiting_reporter', 'paused', 'reviewing'] as const satisfies readonly Status[];

/** All that a recompute reads of a ticket: its words are none of it, so a preview of very many need not carry them. */
export type Counted = Omit<Ticket, 'title' | 'text' | 'advice' | 'suggestion' | 'result'>;

type Counting = Pick<MoveContext, 'calendar' | 'line'>;

/** Whether its dates were counted by an older calendar than this one, and still count. */
export function isOutdated(ticket: Pick<Ticket, 'calendarVersion' | 'status'>, calendar: WorkingCalendar): boolean {
  return ticket.calendarVersion < calendar.version && COUNTED_STATUSES.some((status) => status === ticket.status);
}

/**
 * The ticket's dates by the calendar of `ctx`: the round's deadline with its stops, the stage's, those of assisting
 * units. Each date that moves is told by an event; a date that only stops being 暂定 is not. What is lit stays lit:
 * a stage whose light burns keeps its day, and a round that was late stays marked until somebody decides otherwise.
 * Done twice with one calendar it changes nothing more.
 */
export function recomputed(ticket: Counted, ctx: Counting): Moved {
  const round = countedAgain(ticket, ctx);
  const stage = stageAgain(ticket, ctx);
  const assistanceDay = ticket.dispatchedAt === null ? null : assistanceDue(ticket.dispatchedAt, round.dueDay, ctx);
  const assisting = ticket.assisting.map((each) => (each.answeredAt === null && assistanceDay !== null ? { ...each, dueDay: assistanceDay } : each));
  return { changes: { ...round, ...stage, assisting }, events: eventsOf(ticket, { ...ticket, ...round, ...stage, assisting }, ctx.calendar) };
}

function eventsOf(before: Counted, after: Counted, { version, notice }: WorkingCalendar): NewEvent[] {
  const why = { calendarVersion: version, source: notice, ...holderOf(before) };
  const round = before.dueDay === after.dueDay ? [] : [publicEvent('deadline.recomputed', {
    from: before.dueDay, to: after.dueDay, provisionalBefore: before.dueProvisional, provisional: after.dueProvisional, ...why,
  })];
  const stage = before.stageDueDay === after.stageDueDay ? {} : { limit: limitOf(before.status), from: before.stageDueDay, to: after.stageDueDay };
  const assisting = after.assisting.flatMap(({ unitId, dueDay }, i) => {
    const was = before.assisting[i]?.dueDay;
    return was === dueDay ? [] : [{ unitId, from: was, to: dueDay }];
  });
  const stages = Object.keys(stage).length + assisting.length === 0 ? [] : [internalEvent('stage.recomputed', { ...stage, assisting, ...why })];
  return [...round, ...stages];
}

function stageAgain(ticket: Counted, ctx: Counting): Partial<ReturnType<typeof stageDueFrom>> {
  const limit = limitOf(ticket.status);
  if (limit === null || ticket.stageDueDay === null || ticket.stageFrom === null) return {};
  const mark = stageMark(ticket);
  if (mark !== null && ticket.stageLit.includes(mark)) return {};
  return stageDueFrom(limit, parseCalendarDay(ticket.stageFrom), ctx);
}

/** The limit that runs in a status, where its last day is set. */
function limitOf(status: Status): StageLimit | null {
  switch (status) {
    case 'submitted': case 'assessing': return 'assess';
    case 'dispatched': return 'sign';
    case 'handling': return 'first_contact';
    case 'awaiting_reporter': return 'awaiting_reporter';
    case 'reviewing': return 'review';
    default: return null;
  }
}
