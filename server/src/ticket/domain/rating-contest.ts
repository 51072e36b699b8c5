// Owns which unsatisfied ratings a unit may still contest, and which contests wait for a decision.
// Leaves contesting and deciding to moves/contest-moves.ts. Lights and cards are contested elsewhere.
import type { ErrorCode } from '@zhitongche/shared/errors.js';
import { windowOpen } from './clock.js';
import type { MoveContext } from './move.js';
import type { BadRating, Ticket } from './ticket.js';

/** The first rating that this head's unit has not contested yet and still may. */
export function contestable(ticket: Ticket, ctx: MoveContext): BadRating | null {
  return ofOwnUnits(ticket, ctx).find(({ at }) => windowOpen('contest', new Date(at), ctx)) ?? null;
}

/** The contest to be decided next: the earliest. */
export function undecided({ badRatings }: Pick<Ticket, 'badRatings'>): BadRating & { contest: NonNullable<BadRating['contest']> } | null {
  const waiting = badRatings.flatMap((rating) => (rating.contest !== null && rating.decision === null ? [{ ...rating, contest: rating.contest }] : []));
  return waiting.sort((a, b) => (a.contest.at < b.contest.at ? -1 : 1))[0] ?? null;
}

/** Why no rating can be contested now; null when one can. */
export function notContestable(ticket: Ticket, ctx: MoveContext): ErrorCode | null {
  if (contestable(ticket, ctx) !== null) return null;
  return ofOwnUnits(ticket, ctx).length > 0 ? 'RATING_CONTEST_OVER' : 'RATING_CONTEST_NONE';
}

/** Why no contest can be decided by this person now: nobody decides the own. */
export function notDecidable(ticket: Ticket, { actor }: MoveContext): ErrorCode | null {
  const next = undecided(ticket);
  if (next === null) return 'RATING_CONTEST_UNDECIDED_NONE';
  return actor.kind === 'person' && actor.personId === next.contest.byId ? 'OWN_RATING_CONTEST' : null;
}

/** Only a head speaks for the unit. */
function ofOwnUnits({ badRatings }: Ticket, { actor }: MoveContext): BadRating[] {
  const headed = actor.kind === 'person' ? actor.grants.filter(({ role }) => role === 'head').map(({ key }) => key) : [];
  return badRatings.filter(({ unitId, contest }) => contest === null && headed.includes(unitId));
}
