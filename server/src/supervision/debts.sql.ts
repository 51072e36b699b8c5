// Owns, in SQL, who owes what: one row for each ticket and unit, and what waits beside it.
// Leaves who may see it to supervision.scope.ts and shaping the answers to supervision.queries.ts.
import type { LightStage } from '@zhitongche/shared/deadline/vocabulary.js';
import { LIGHT_STAGES } from '@zhitongche/shared/deadline/vocabulary.js';
import type { EventType } from '@zhitongche/shared/ticket/actions.js';
import { unitName } from './unit-name.sql.js';

/** What every list shows of a row `d` of ticket `t` at unit `u`. */
export const SHOWN = `d.ticket_id as "ticketId", t.number, t.title, t.line, d.round, d.unit_id as "unitId",
  ${unitName('d.unit_id')} as "unitName",
  d.level, d.stage, d.card, d.contest, d.debts, d.due_at as "dueAt", d.ended_at as "endedAt", d.since, d.key,
  case when d.unit_id = t.lead_unit_id then (select p.name from person p where p.id = t.assignee_id) end as "handlerName"`;

/** Ranks the levels: what is worse stands first and is counted once. */
export const RANK = { red: 1, yellow: 2, stage: 3 } as const;
const rankOf = (level: string): string => `case ${level} when 'red_light' then 1 when 'yellow_light' then 2 else 3 end`;

/** A round's own end: of a yellow or red light the moment its yellow light fell due, of a stage's that of the stage. */
const ROUND_DUE = `(select min(y.due_at) from light y where y.ticket_id = l.ticket_id and y.round = l.round and y.level = 'yellow_light')`;
/** When a round's result came in, if it has. */
const ENDED = `case when l.round = t.round then t.result_submitted_at
  else (select r.result_submitted_at from ticket_round r where r.ticket_id = l.ticket_id and r.round = l.round) end`;

/** With what a stage is done, late or not, or taken out of its holder's hands. */
const STAGE_ENDS: Record<LightStage, readonly EventType[]> = {
  assess: ['ticket.dispatched', 'ticket.designated', 'ticket.lifted', 'ticket.answered_at_once', 'ticket.answered_finally', 'ticket.declined', 'ticket.merged', 'ticket.withdrawn'],
  sign: ['ticket.signed', 'ticket.returned', 'ticket.withdrawn'],
  review_head: ['result.approved', 'result.sent_back'],
  review_supervisor: ['result.passed', 'result.sent_back'],
  assisting: ['assistance.answered', 'result.submitted', 'ticket.withdrawn'],
  request_head: ['request.endorsed', 'request.refused', 'request.withdrawn', 'request.lapsed'],
  request_supervisor: ['request.granted', 'request.refused', 'request.withdrawn', 'request.lapsed'],
};
/** When the stage of a light was over; by its ticket's history, which is read from the light on. */
const STAGE_ENDED = `(select e.at from ticket_event e where e.ticket_id = l.ticket_id and e.seq > l.seq
  and e.type = any(case l.stage ${LIGHT_STAGES.map((stage) => `when '${stage}' then array[${STAGE_ENDS[stage].map((type) => `'${type}'`).join(', ')}]`).join(' ')} end)
  and (e.type <> 'assistance.answered' or e.payload->>'unitId' = l.unit_id) order by e.seq limit 1)`;
/** Of several debts on one ticket the worst says how late; of equals the one that is not done. */
const worst = (column: string): string => `(array_agg(o.${column} order by o.rank, o.ended_at nulls first, o.due_at))[1]`;

/**
 * Lit and without a result: also while its clock stands still, once that cannot move its end beyond two months any more.
 * The end that passed is `overdue_at`; `due_at` moves only when the clock runs again. As the predicate of ticket_late.
 */
const UNDONE_LATE = `t.overdue_at is not null and t.result_submitted_at is null
      and t.status in ('submitted', 'assessing', 'dispatched', 'handling', 'awaiting_reporter', 'paused')`;

/**
 * Tickets at units that owe something: words for a light, or, late, the result or the stage itself. `of` narrows tickets `t`, `at` the unit's id.
 * Read by two partial indexes: what is unsettled, and what runs late; both stay small however much has ended.
 */
export const DEBTS = (of: string, at: (unit: string) => string): string => `
  select o.ticket_id, o.unit_id, max(o.round) as round, min(o.rank) as rank, ${worst('level')} as level, ${worst('stage')} as stage, null::text as card,
         array_agg(distinct o.debt) as debts, ${worst('due_at')} as due_at, ${worst('ended_at')} as ended_at, ${worst('since')} as since,
         null::text as contest, null::text as key
  from (
    select l.ticket_id, l.unit_id, l.round, ${rankOf('l.level')} as rank, l.level, l.stage, owes.debt, l.lit_at as since,
           case when l.stage is null then coalesce(${ROUND_DUE}, l.due_at) else l.due_at end as due_at, done.ended_at
    from light l join ticket t on t.id = l.ticket_id
    cross join lateral (select case when l.stage is null then ${ENDED} else ${STAGE_ENDED} end as ended_at) done
    cross join lateral unnest(case when l.stage is not null and done.ended_at is null then array[l.debt, 'stage'] else array[l.debt] end) as owes(debt)
    where l.settled_at is null and l.revoked_at is null and not l.contested and l.debt <> 'talk' and ${at('l.unit_id')} and ${of}
    union all
    select t.id, coalesce(t.lead_unit_id, t.desk_unit_id), t.round, ${rankOf('worst.level')}, worst.level, null, 'result', worst.lit_at, t.overdue_at, null
    from ticket t cross join lateral (
      select l.level, l.lit_at from light l where l.ticket_id = t.id and l.round = t.round and l.level in ('yellow_light', 'red_light') and l.revoked_at is null
      order by ${rankOf('l.level')} limit 1) worst
    where ${UNDONE_LATE}
      and ${at('coalesce(t.lead_unit_id, t.desk_unit_id)')} and ${of}
  ) o group by o.ticket_id, o.unit_id`;

/** Late in a moment: the last warning is lit, the yellow light is not. `horizon` bounds how far ahead is looked. */
export const SOON = (of: string, at: (unit: string) => string, horizon: string): string => `
  select w.ticket_id, coalesce(t.lead_unit_id, t.desk_unit_id) as unit_id, w.round, 0 as rank, 'last_warning' as level, null::text as stage, null::text as card,
         array['result'] as debts, w.due_at, null::timestamptz as ended_at, lit.lit_at as since, null::text as contest, null::text as key
  from timer w join timer lit on (lit.ticket_id, lit.round, lit.level, lit.mark, lit.state) = (w.ticket_id, w.round, 'last_warning', '', 'lit')
  join ticket t on t.id = w.ticket_id
  where w.state = 'waiting' and w.level = 'yellow_light' and w.due_at <= ${horizon} and ${at('coalesce(t.lead_unit_id, t.desk_unit_id)')} and ${of}`;

/** A talk is due with the unit and none has been held. */
export const TALKS = (of: string, at: (unit: string) => string): string => `
  select l.ticket_id, l.unit_id, l.round, 0 as rank, l.level, null::text as stage, null::text as card, '{}'::text[] as debts,
         coalesce(${ROUND_DUE}, l.due_at) as due_at, ${ENDED} as ended_at, l.lit_at as since, null::text as contest, l.seq::text as key
  from light l join ticket t on t.id = l.ticket_id
  where l.settled_at is null and l.revoked_at is null and not l.contested and l.debt = 'talk' and ${at('l.unit_id')} and ${of}`;

/** Lights, cards and unsatisfied ratings whose contest waits for a decision. A rating's stands on its ticket, which an index of those finds. */
export const CONTESTS = (of: string, at: (unit: string) => string): string => `
  select x.ticket_id, x.unit_id, coalesce(l.round, k.round) as round, 0 as rank, l.level, l.stage, k.kind as card, '{}'::text[] as debts,
         x.due_at, null::timestamptz as ended_at, x.filed_at as since, 'measure' as contest, x.seq::text as key
  from contest x join ticket t on t.id = x.ticket_id
  left join light l on (l.ticket_id, l.seq) = (x.ticket_id, x.seq) left join card k on (k.ticket_id, k.seq) = (x.ticket_id, x.seq)
  where x.decided_at is null and ${at('x.unit_id')} and ${of}
  union all
  select t.id, b.rating->>'unitId', (b.rating->>'round')::int, 0, null, null, null, '{}'::text[],
         ((b.rating #>> '{contest,dueDay}')::date + 1)::timestamp at time zone 'Asia/Shanghai', null, (b.rating #>> '{contest,at}')::timestamptz, 'rating', 'rating' || b.place
  from ticket t cross join lateral jsonb_array_elements(t.bad_ratings) with ordinality b(rating, place)
  where t.contest_due_day is not null and jsonb_typeof(b.rating->'contest') = 'object' and jsonb_typeof(b.rating->'decision') = 'null'
    and ${at("b.rating->>'unitId'")} and ${of}`;
