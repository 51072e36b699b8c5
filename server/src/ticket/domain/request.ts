// Owns what a request does to a ticket's clock once it is granted: as of the moment it was asked.
// Leaves who asks and decides to the tables and moves/request-moves.ts, and counting to clock.ts.
import { endOfDay, parseCalendarDay, shanghaiDayOf } from '../../deadline/domain/calendar-day.js';
import { beginStop, clockChanged } from './clock.js';
import type { Ticking } from './clock.js';
import type { Asked, ClockRequest, Stop, Ticket } from './ticket.js';

/** What a grant changes now. The request itself is taken off by the move. */
export function granted(ticket: Ticket, { asked, askedAt }: Pick<ClockRequest, 'asked' | 'askedAt'>, ctx: Ticking): Partial<Ticket> {
  switch (asked.kind) {
    case 'extension': return clockChanged({ ...ticket, extensionWorkingDays: asked.workingDays }, ctx);
    case 'complexity': return clockChanged({ ...ticket, complexity: asked.complexity }, ctx);
    case 'pause': return paused(ticket, stopOf(asked, askedAt), ctx);
  }
}

/** The day on which the round would end by what is asked: of a pause, if it lasts until its end. */
export function wouldBeDue(ticket: Ticket, request: Pick<ClockRequest, 'asked' | 'askedAt'>, ctx: Ticking): Pick<Ticket, 'dueDay' | 'dueAt' | 'dueProvisional'> {
  const { asked, askedAt } = request;
  const changed = asked.kind === 'pause' ? clockChanged({ ...ticket, stops: [...ticket.stops, { ...stopOf(asked, askedAt), to: asked.until }] }, ctx)
    : granted(ticket, request, ctx);
  const { dueDay, dueAt, dueProvisional } = { ...ticket, ...changed };
  return { dueDay, dueAt, dueProvisional };
}

/** Whether the end has passed while a request made before it waits: until that is decided, nobody can say whether it has. */
export function endIsOpen({ request, dueAt }: Pick<Ticket, 'request' | 'dueAt'>, at: Date): boolean {
  return request !== null && at >= dueAt;
}

const stopOf = ({ reason, until, document }: Asked & { kind: 'pause' }, askedAt: string): Omit<Stop, 'to'> =>
  ({ kind: 'pause', from: shanghaiDayOf(new Date(askedAt)), until, reason, document });

/** A pause granted after its own last day, or after the result came, is over: its days count, nothing waits. */
function paused(ticket: Ticket, stop: Omit<Stop, 'to'> & { until: string | null }, ctx: Ticking): Partial<Ticket> {
  const until = parseCalendarDay(stop.until ?? stop.from);
  const submitted = ticket.resultSubmittedAt === null ? null : shanghaiDayOf(ticket.resultSubmittedAt);
  const ended = submitted !== null && submitted < until ? submitted : until;
  if (submitted !== null || endOfDay(until) <= ctx.now) return clockChanged({ ...ticket, stops: [...ticket.stops, { ...stop, to: ended }] }, ctx);
  return { status: 'paused', stageDueDay: until, stageDueAt: endOfDay(until), ...beginStop(ticket, stop) };
}
