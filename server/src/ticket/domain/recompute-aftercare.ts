// Owns what a change of the working calendar does to days that are owed after a round: deciding contests, reporting on a plan.
// Leaves the dates of a round in work to recompute.ts. Windows (申辩, 异议, 退回) and reminders are counted when they are looked at, so they follow by themselves.
import { shanghaiDayOf } from '../../deadline/domain/calendar-day.js';
import { followUpDue, stageDueFrom } from './clock.js';
import type { NewEvent } from './events.js';
import { internalEvent } from './events.js';
import type { Measure } from './measures.js';
import { isContested } from './measures.js';
import type { Moved } from './move.js';
import { undecided } from './rating-contest.js';
import type { Counting } from './recompute.js';
import type { BadRating, Ticket } from './ticket.js';

type Owing = Pick<Ticket, 'badRatings' | 'contestDueDay' | 'followUpDay' | 'followUpOwedDay' | 'followUpOwedAt' | 'concludedAt' | 'leadUnitId'>;

/** A contest of a light or card whose day of decision moved. */
export interface MovedContest {
  measure: number;
  dueAt: Date;
}

/**
 * Of a ticket in any status, ended ones too. Each day that moves is an event for those inside, told to who owes it and
 * who asked. Done twice with one calendar it changes nothing more.
 */
export function aftercareAgain(ticket: Owing, measures: readonly Measure[], ctx: Counting): Moved & { contests: MovedContest[] } {
  const { version: calendarVersion, notice: source } = ctx.calendar;
  const moved = (payload: Record<string, unknown>): NewEvent => internalEvent('stage.recomputed', { ...payload, assisting: [], calendarVersion, source });
  const badRatings = ticket.badRatings.map((rating) => contestAgain(rating, ctx));
  const events = badRatings.flatMap((rating, i) => {
    const from = ticket.badRatings[i]?.contest?.dueDay;
    const { contest, round: ratedRound, unitId: ofUnitId } = rating;
    return contest === null || contest.dueDay === from ? []
      : [moved({ owed: 'contest', ratedRound, ofUnitId, from, to: contest.dueDay, holder: 'supervisor', unitId: null, askedById: contest.byId })];
  });
  const contests: MovedContest[] = [];
  for (const { seq: measure, contest, unitId: ofUnitId } of measures.filter(isContested)) {
    if (contest === null) continue;
    const { stageDueDay: to, stageDueAt: dueAt } = decisionDue(contest.at, ctx);
    if (to === null || dueAt === null || to === contest.dueDay) continue;
    contests.push({ measure, dueAt });
    events.push(moved({ owed: 'contest', measure, ofUnitId, from: contest.dueDay, to, dueAt: dueAt.toISOString(), holder: 'supervisor', unitId: null, askedById: contest.by }));
  }
  const plan = followUpAgain(ticket, ctx);
  if (plan.followUpOwedDay !== undefined) {
    const holder = ticket.leadUnitId === null ? 'desk' : 'lead';
    events.push(moved({ owed: 'follow_up', from: ticket.followUpOwedDay, to: plan.followUpOwedDay, holder, unitId: ticket.leadUnitId }));
  }
  return { changes: { badRatings, contestDueDay: undecided({ badRatings })?.contest.dueDay ?? null, ...plan }, events, contests };
}

const decisionDue = (filedAt: Date, ctx: Counting) => stageDueFrom('contest_decision', shanghaiDayOf(filedAt), ctx);

function contestAgain(rating: BadRating, ctx: Counting): BadRating {
  const { contest, decision } = rating;
  if (contest === null || decision !== null) return rating;
  return { ...rating, contest: { ...contest, dueDay: decisionDue(new Date(contest.at), ctx).stageDueDay ?? contest.dueDay } };
}

function followUpAgain({ followUpDay, followUpOwedDay, concludedAt }: Owing, ctx: Counting): Partial<Pick<Ticket, 'followUpOwedDay' | 'followUpOwedAt'>> {
  if (followUpDay === null || followUpOwedDay === null) return {};
  const { day, at } = followUpDue({ followUpDay, concludedAt }, ctx);
  return day === followUpOwedDay ? {} : { followUpOwedDay: day, followUpOwedAt: at };
}
