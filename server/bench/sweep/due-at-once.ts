// Owns making many tickets' yellow light fall due at one instant, by the rules and not only by the timers' rows.
// Leaves lighting to the product, and the same rows by plain SQL to plain.ts.
import type pg from 'pg';

/**
 * A ticket in its second round lights nothing before its quiet first minute is over: opened that much before `at` and due
 * yesterday, it is due at exactly `at`, a second earlier by nobody's judgement. One level each: the warnings are taken as lit.
 * @returns ids of the tickets
 */
export async function dueAtOnce(owner: pg.Client, which: { ids: string[] } | { count: number }, at: Date): Promise<string[]> {
  const [given, count] = 'ids' in which ? [which.ids, which.ids.length] : [null, which.count];
  const { rows } = await owner.query<{ id: string }>(
    `update ticket t set round = 2, round_opened_at = $2::timestamptz - (l.limits->'ladder'->>'reopenedQuietSeconds')::int * interval '1 second',
       day0 = day.due - 21, due_day = day.due, due_at = (day.due + 1)::timestamp at time zone 'Asia/Shanghai',
       stage_due_day = null, stage_due_at = null, assisting = '[]', light_lit = '{early_warning,last_warning}', stage_lit = '{}', overdue_at = null
     from line l, (select ($2::timestamptz at time zone 'Asia/Shanghai')::date - 1 as due) day,
          (select id from ticket where status in ('submitted', 'assessing', 'dispatched', 'handling') and ($3::uuid[] is null or id = any($3))
           order by md5(id::text) limit $1) chosen
     where t.id = chosen.id and l.key = t.line returning t.id`, [count, at, given]);
  const ids = rows.map((row) => row.id);
  if (ids.length < count) throw new Error(`only ${String(ids.length)} tickets have a running clock, ${String(count)} are wanted`);
  await owner.query('delete from timer where ticket_id = any($1)', [ids]);
  await owner.query(
    `insert into timer (ticket_id, round, level, mark, due_at, state)
     select id, 2, level, '', $2::timestamptz + days * interval '1 day', 'waiting'
     from unnest($1::uuid[]) id cross join (values ('yellow_light', 0), ('red_light', 4), ('talk_due', 11)) l(level, days)`, [ids, at]);
  await owner.query('analyze ticket, timer');
  return ids;
}

export interface Lights {
  lit: number;
  /** From the moment they were due until the transaction that lit them read the clock, ms each. */
  lateness: number[];
  duplicates: number;
  early: number;
  /** Lit rows without their event, and the other way round. */
  unmatched: number;
}

/** What became of them. */
export async function lightsOf(owner: pg.Client, ids: readonly string[], at: Date): Promise<Lights> {
  const { rows } = await owner.query<{ ms: number }>(
    `select extract(epoch from lit_at - $2::timestamptz)::float8 * 1000 as ms from timer
     where ticket_id = any($1) and level = 'yellow_light' and state = 'lit'`, [ids, at]);
  const lateness = rows.map((row) => row.ms);
  const { rows: [wrong] } = await owner.query<{ duplicates: number; unmatched: number }>(
    `with events as (select ticket_id, payload->>'level' as level, count(*)::int as n from ticket_event
                     where type = 'light.lit' and round = 2 and ticket_id = any($1) group by 1, 2),
          rows as (select ticket_id, level from timer where state = 'lit' and round = 2 and ticket_id = any($1))
     select coalesce(sum(n - 1), 0)::int as duplicates, (count(*) filter (where events.level is null or rows.level is null))::int as unmatched
     from events full join rows using (ticket_id, level)`, [ids]);
  return { lit: lateness.length, lateness, duplicates: wrong?.duplicates ?? 0, early: lateness.filter((ms) => ms < 0).length, unmatched: wrong?.unmatched ?? 0 };
}
