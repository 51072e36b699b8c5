// Owns what waits for a head's or supervisor's word as staff read it: a request with the day it would give, contested ratings.
// Leaves what granting does to domain/request.ts and who sees it to the presenter and the lists.
import type { RatingContest, RequestView } from '@zhitongche/shared/ticket/waiting.js';
import type { Ticking } from './domain/clock.js';
import { dayAfter } from './domain/clock.js';
import { wouldBeDue } from './domain/request.js';
import type { Ticket } from './domain/ticket.js';

/** Null where none waits. `nameOf` answers the name of a person. */
export function requestView(ticket: Ticket, nameOf: (personId: string | null) => string | null, ctx: Ticking): RequestView | null {
  const { request, dueDay: endsOn } = ticket;
  if (request === null) return null;
  const { asked, askedAt, stage, dueDay, opinion } = request;
  const would = wouldBeDue(ticket, request, ctx);
  return {
    kind: asked.kind, stage, dueDay, askedAt, opinion, endsOn, wouldEndOn: would.dueDay, wouldBeProvisional: would.dueProvisional,
    askedBy: nameOf(request.askedById) ?? '', endorsedBy: nameOf(request.endorsedById),
    workingDays: asked.kind === 'extension' ? asked.workingDays : null, complexity: asked.kind === 'complexity' ? asked.complexity : null,
    pause: asked.kind === 'pause' ? { reason: asked.reason, from: dayAfter(new Date(askedAt), 0), until: asked.until, document: asked.document } : null,
    words: asked.kind === 'pause' ? asked.note : asked.reason,
  };
}

/** The ratings that were contested, the undecided ones first. */
export function contestViews({ badRatings }: Pick<Ticket, 'badRatings'>, nameOf: (personId: string | null) => string | null, unitNameOf: (id: string) => string): RatingContest[] {
  const contested = badRatings.flatMap(({ round, unitId, at, reason, text, contest, decision }) => (contest === null ? [] : [{
    ratedRound: round, unitName: unitNameOf(unitId), ratedAt: at, reason, said: text,
    askedBy: nameOf(contest.byId) ?? '', askedAt: contest.at, text: contest.text, dueDay: contest.dueDay,
    decision: decision && { excluded: decision.excluded, reason: decision.reason, at: decision.at },
  }]));
  return contested.sort((a, b) => Number(a.decision !== null) - Number(b.decision !== null) || (a.askedAt < b.askedAt ? -1 : 1));
}
