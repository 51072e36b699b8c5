// Owns contests of unsatisfied ratings (测评申辩): by the unit that led, decided by the supervisor with a reason.
// Leaves the rating itself alone: it is never changed or removed, and its round goes on.
import { refuse } from '@zhitongche/shared/errors.js';
import { stageDue } from '../clock.js';
import { attached, internalEvent, publicEvent } from '../events.js';
import type { Move, MoveContext, Moved } from '../move.js';
import { actorId } from '../move.js';
import { contestable, undecided } from '../rating-contest.js';
import type { BadRating, Ticket } from '../ticket.js';

export const contestRating: Move<'contest_rating'> = (ticket, input, ctx) => {
  const rating = contestable(ticket, ctx) ?? refuse('RATING_CONTEST_NONE');
  const byId = actorId(ctx) ?? '';
  const contest = { byId, at: ctx.now.toISOString(), text: input.text, dueDay: stageDue('contest_decision', ctx).stageDueDay ?? '', ...attached(input) };
  return {
    changes: withRating(ticket, rating, { contest }),
    events: [internalEvent('rating.contested', { ratedRound: rating.round, unitId: rating.unitId, reporterId: rating.reporterId, text: input.text, ...attached(input) })],
  };
};

/** Excluded from the unit's assessment; the reporter reads why. */
export const excludeRating: Move<'exclude_rating'> = (ticket, { reason }, ctx) => decided(ticket, true, reason, ctx);

export const keepRating: Move<'keep_rating'> = (ticket, { reason }, ctx) => decided(ticket, false, reason, ctx);

function decided(ticket: Ticket, excluded: boolean, reason: string, ctx: MoveContext): Moved {
  const { contest, round: ratedRound, unitId, reporterId } = undecided(ticket) ?? refuse('RATING_CONTEST_UNDECIDED_NONE');
  const rating = ticket.badRatings.find((each) => each.round === ratedRound && each.reporterId === reporterId) ?? refuse('RATING_CONTEST_UNDECIDED_NONE');
  const said = { ratedRound, unitId, reporterId, askedById: contest.byId, reason };
  return {
    changes: withRating(ticket, rating, { decision: { excluded, byId: actorId(ctx) ?? '', at: ctx.now.toISOString(), reason } }),
    events: [excluded ? publicEvent('rating.excluded', said) : internalEvent('rating.kept', said)],
  };
}

function withRating(ticket: Ticket, rating: BadRating, over: Partial<BadRating>): Partial<Ticket> {
  const badRatings = ticket.badRatings.map((each) => (each === rating ? { ...each, ...over } : each));
  return { badRatings, contestDueDay: undecided({ badRatings })?.contest.dueDay ?? null };
}
