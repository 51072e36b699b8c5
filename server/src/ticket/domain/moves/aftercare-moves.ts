// Owns what follows a result that was told: asking the silent reporter, and looking at a plan again on its day.
// Leaves when to the sweep (due-tickets.ts) and the rating itself to the reporter.
import { refuse } from '@zhitongche/shared/errors.js';
import { parseCalendarDay, shanghaiDayOf, startOfDay } from '../../../deadline/domain/calendar-day.js';
import { followUpDue, workingDaysAfter } from '../clock.js';
import { attached, internalEvent, publicEvent } from '../events.js';
import type { Move } from '../move.js';
import type { Ticket } from '../ticket.js';

/** Nothing to call about, and no plan to look at: as a round begins. */
export const NO_AFTERCARE = {
  remindedAt: null, callbackDueAt: null, followUpDay: null, followUpAt: null, followUpOwedDay: null, followUpOwedAt: null,
} satisfies Partial<Ticket>;

/** A plan's next look; before its day nobody is asked. */
export function lookAgainOn(day: string): Partial<Ticket> {
  return { followUpDay: day, followUpAt: startOfDay(parseCalendarDay(day)), followUpOwedDay: null, followUpOwedAt: null };
}

export const remindRating: Move<'remind_rating'> = (_ticket, _input, ctx) => ({
  changes: { remindedAt: ctx.now, callbackDueAt: ctx.now },
  events: [publicEvent('rating.reminded')],
});

/** Words only, never a rating. Whom nobody reached is called again. */
export const recordCallback: Move<'record_callback'> = (_ticket, input, ctx) => ({
  changes: {
    callbackDueAt: input.reached ? null : startOfDay(workingDaysAfter(shanghaiDayOf(ctx.now), ctx.line.limits.aftercare.callbackAgainWorkingDays, ctx).day),
  },
  events: [internalEvent('callback.recorded', { reached: input.reached, words: input.words })],
});

export const askFollowUp: Move<'ask_follow_up'> = (ticket, _input, ctx) => {
  const { day, at } = followUpDue({ ...ticket, followUpDay: ticket.followUpDay ?? shanghaiDayOf(ctx.now) }, ctx);
  const holder = ticket.leadUnitId === null ? 'desk' : 'lead';
  return {
    changes: { followUpAt: null, followUpOwedDay: day, followUpOwedAt: at },
    events: [publicEvent('follow_up.asked', { plannedFor: ticket.followUpDay, owedDay: day, holder, unitId: ticket.leadUnitId })],
  };
};

/** Fulfilled ends it; anything else says when it is looked at again. It reopens nothing. */
export const recordFollowUp: Move<'record_follow_up'> = (_ticket, input, ctx) => {
  const { outcome, plannedFor, text } = input;
  const done = outcome === 'fulfilled';
  if (!done && (plannedFor === undefined || plannedFor <= shanghaiDayOf(ctx.now))) refuse('FOLLOW_UP_DATE_MISSING');
  return {
    changes: done || plannedFor === undefined ? { followUpDay: null, followUpAt: null, followUpOwedDay: null, followUpOwedAt: null } : lookAgainOn(plannedFor),
    events: [publicEvent('follow_up.recorded', { outcome, plannedFor: done ? null : plannedFor, text, ...attached(input) })],
  };
};
