// Owns what a request does to a ticket's clock once it is granted, as of the moment it was asked, and whether it may be asked like that.
// Leaves who asks and decides to the tables and moves/request-moves.ts, and counting to clock.ts.
import { refuse } from '@zhitongche/shared/errors.js';
import type { Complexity } from '@zhitongche/shared/ticket/vocabulary.js';
import { endOfDay, parseCalendarDay, shanghaiDayOf } from '../../deadline/domain/calendar-day.js';
import { beginStop, clockChanged, dayAfter } from './clock.js';
import type { Ticking } from './clock.js';
import type { Asked, ClockRequest, Stop, Ticket } from './ticket.js';

/** What of a request moves the clock. */
export type Shift = { kind: 'extension'; workingDays: number } | { kind: 'pause'; until: string } | { kind: 'complexity'; complexity: Complexity };
type Due = Pick<Ticket, 'dueDay' | 'dueAt' | 'dueProvisional'>;

/** What a grant changes now. The request itself is taken off by the move. */
export function granted(ticket: Ticket, { asked, askedAt }: Pick<ClockRequest, 'asked' | 'askedAt'>, ctx: Ticking): Partial<Ticket> {
  switch (asked.kind) {
    case 'extension': case 'complexity': return clockChanged(shifted(ticket, asked, askedAt), ctx);
    case 'pause': return paused(ticket, stopOf(asked, askedAt), ctx);
  }
}

/**
 * The day that asking for this now would give, if it may be asked like this; both the form and the move ask here.
 * @throws Refusal EXTENSION_TOO_LONG, PAUSE_END_INVALID, REQUEST_MOVES_NOTHING, REQUEST_END_PASSED
 */
export function proposed(ticket: Ticket, asked: Shift, ctx: Ticking): Due {
  const { now, line } = ctx;
  if (asked.kind === 'extension' && asked.workingDays > line.limits.extensionMaxWorkingDays) refuse('EXTENSION_TOO_LONG', String(asked.workingDays));
  if (asked.kind === 'pause' && asked.until <= dayAfter(now, 0)) refuse('PAUSE_END_INVALID');
  if (asked.kind === 'complexity' && asked.complexity === ticket.complexity) refuse('REQUEST_MOVES_NOTHING');
  const due = wouldBeDue(ticket, { asked, askedAt: now.toISOString() }, ctx);
  if (asked.kind === 'extension' && due.dueDay <= ticket.dueDay) refuse('REQUEST_MOVES_NOTHING');
  if (asked.kind === 'complexity' && due.dueAt <= now) refuse('REQUEST_END_PASSED');
  return due;
}

/** The day on which the round would end by what is asked: of a pause, if it lasts until its end. */
export function wouldBeDue(ticket: Ticket, { asked, askedAt }: { asked: Shift; askedAt: string }, ctx: Ticking): Due {
  const { dueDay, dueAt, dueProvisional } = { ...ticket, ...clockChanged(shifted(ticket, asked, askedAt), ctx) };
  return { dueDay, dueAt, dueProvisional };
}

function shifted(ticket: Ticket, asked: Shift, askedAt: string): Ticket {
  switch (asked.kind) {
    case 'extension': return { ...ticket, extensionWorkingDays: asked.workingDays };
    case 'complexity': return { ...ticket, complexity: asked.complexity };
    case 'pause': return { ...ticket, stops: [...ticket.stops, { kind: 'pause', from: shanghaiDayOf(new Date(askedAt)), until: asked.until, to: asked.until, reason: null, document: null }] };
  }
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
