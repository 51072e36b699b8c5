// Owns what a change of the working calendar does to a ticket whose round is not concluded, and which tickets those are.
// Leaves counting to clock.ts, and finding and saving the tickets to actions/recompute.ts. What is concluded is frozen.
import type { StageLimit } from '@zhitongche/shared/deadline/vocabulary.js';
import type { Status } from '@zhitongche/shared/ticket/vocabulary.js';
import { parseCalendarDay, shanghaiDayOf } from '../../deadline/domain/calendar-day.js';
import type { WorkingCalendar } from '../../deadline/domain/working-calendar.js';
import { assistanceDue, countedAgain, isLate, stageDueFrom } from './clock.js';
import type { NewEvent } from './events.js';
import { internalEvent, publicEvent } from './events.js';
import { holderOf, requestMark, stageMark } from './lights.js';
import type { MoveContext, Moved } from './move.js';
import type { Ticket } from './ticket.js';

/** Statuses in which a round's dates still move with the calendar. */
export const COUNTED_STATUSES = ['submitted', 'assessing', 'dispatched', 'handling', 'awaiting_reporter', 'paused', 'reviewing'] as const satisfies readonly Status[];

/** All that a recompute reads of a ticket: its words are none of it, so a preview of very many need not carry them. */
export type Counted = Omit<Ticket, 'title' | 'text' | 'advice' | 'suggestion' | 'result'>;

export type Counting = Pick<MoveContext, 'calendar' | 'line'>;

/** Whether its dates were counted by an older calendar than this one, and still count. */
export function isOutdated(ticket: Pick<Ticket, 'calendarVersion' | 'status'>, calendar: WorkingCalendar): boolean {
  return ticket.calendarVersion < calendar.version && COUNTED_STATUSES.some((status) => status === ticket.status);
}

/**
 * The ticket's dates by the calendar of `ctx`: the round's deadline with its stops, the stage's, that of a request's answer,
 * those of assisting units. Each date that moves is told by an event; a date that only stops being 暂定 is not. What is lit stays lit:
 * a stage whose light burns keeps its day, and a round that was late stays marked until somebody decides otherwise.
 * Done twice with one calendar it changes nothing more.
 */
export function recomputed(ticket: Counted, ctx: Counting): Moved {
  const { changes: round, events } = roundAgain(ticket, ctx);
  const stage = stageAgain(ticket, ctx);
  const assistanceDay = ticket.dispatchedAt === null ? null : assistanceDue(ticket.dispatchedAt, round.dueDay, ctx);
  const assisting = ticket.assisting.map((each) => (each.answeredAt === null && assistanceDay !== null ? { ...each, dueDay: assistanceDay } : each));
  const changes = { ...round, ...stage, ...requestAgain(ticket, ctx), assisting };
  return { changes, events: [...events, ...stageEvents(ticket, { ...ticket, ...changes }, ctx.calendar)] };
}

/**
 * The round's own end by the calendar of `ctx`, with the event that tells of it where the day moves. A result that came in time
 * by the calendar known when it came stays in time: nobody could have known better. Sent back, the end is the calendar's again.
 */
export function roundAgain(ticket: Counted, ctx: Counting): Moved & { changes: ReturnType<typeof countedAgain> } {
  const counted = countedAgain(ticket, ctx);
  const { resultSubmittedAt, dueDay, dueAt, dueProvisional } = ticket;
  const stays = resultSubmittedAt !== null && !isLate(ticket, resultSubmittedAt) && isLate(counted, resultSubmittedAt);
  const changes = stays ? { ...counted, dueDay, dueAt } : counted;
  return {
    changes,
    events: dueDay === changes.dueDay ? [] : [publicEvent('deadline.recomputed', {
      from: dueDay, to: changes.dueDay, provisionalBefore: dueProvisional, provisional: changes.dueProvisional, ...reasonOf(ticket, ctx.calendar),
    })],
  };
}

const reasonOf = (ticket: Counted, { version, notice }: WorkingCalendar) => ({ calendarVersion: version, source: notice, ...holderOf(ticket) });

function stageEvents(before: Counted, after: Counted, calendar: WorkingCalendar): NewEvent[] {
  const stage = before.stageDueDay === after.stageDueDay ? {} : { limit: limitOf(before.status), from: before.stageDueDay, to: after.stageDueDay };
  const assisting = after.assisting.flatMap(({ unitId, dueDay }, i) => {
    const was = before.assisting[i]?.dueDay;
    return was === dueDay ? [] : [{ unitId, from: was, to: dueDay }];
  });
  const [asked, again] = [before.request, after.request];
  const request = asked === null || again === null || asked.dueDay === again.dueDay ? {} : { request: { stage: asked.stage, from: asked.dueDay, to: again.dueDay } };
  const none = Object.keys(stage).length + assisting.length + Object.keys(request).length === 0;
  return none ? [] : [internalEvent('stage.recomputed', { ...stage, assisting, ...request, ...reasonOf(before, calendar) })];
}

function stageAgain(ticket: Counted, ctx: Counting): Partial<ReturnType<typeof stageDueFrom>> {
  const limit = limitOf(ticket.status);
  if (limit === null || ticket.stageDueDay === null || ticket.stageFrom === null) return {};
  const mark = stageMark(ticket);
  if (mark !== null && ticket.stageLit.includes(mark)) return {};
  return stageDueFrom(limit, parseCalendarDay(ticket.stageFrom), ctx);
}

/** Who has a request has the limit of a review, from the day it came to them. */
function requestAgain({ request, stageLit }: Counted, ctx: Counting): Partial<Pick<Ticket, 'request'>> {
  if (request === null || stageLit.includes(requestMark(request))) return {};
  const { stageDueDay } = stageDueFrom('review', shanghaiDayOf(new Date(request.since ?? request.askedAt)), ctx);
  return { request: { ...request, dueDay: stageDueDay ?? request.dueDay } };
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
