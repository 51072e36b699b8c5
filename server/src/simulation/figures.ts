// Owns the year's figures, read from the database alone: counts, rates with their numerators, lights, rounds, days.
// Leaves writing them down to report.ts.
import type { LightLevel, Status } from '@zhitongche/shared/ticket/vocabulary.js';
import pg from 'pg';
import type { PlainCalendar } from '../invariants/domain/plain-calendar.js';
import { dayOf, endOf } from '../invariants/domain/plain-calendar.js';

/** Part of a whole. */
export interface Rate {
  part: number;
  of: number;
}

export interface Figures {
  lines: { name: string; tickets: number; onTheSpot: number; medianDays: number | null }[];
  statuses: { status: Status; n: number }[];
  /** First contact by the end of the working day after signing ÷ rounds dispatched. */
  responded: Rate;
  /** Solved, also on the spot ÷ tickets concluded, by their last result. */
  solved: Rate;
  /** Satisfied or mostly ÷ rated. */
  satisfied: Rate;
  understands: Rate;
  /** Written down by a cadre ÷ rated. */
  recorded: Rate;
  /** Told and never rated. */
  unrated: number;
  /** Rounds concluded in time ÷ rounds concluded. */
  onTime: Rate;
  lights: { level: LightLevel; stage: string; n: number }[];
  rounds: { round: number; n: number }[];
  medianDays: number | null;
  /** Not unsatisfied any more ÷ unsatisfied in the first round and rated in the second. */
  corrected: Rate;
  events: ReadonlyMap<string, number>;
  /** Units by the share of rounds they concluded in time. */
  bands: { from: number; units: number; onTime: Rate }[];
}

const BANDS = [0.95, 0.85, 0] as const;
const A_DAY = 86_400;

export async function figuresOf(url: string, calendar: PlainCalendar): Promise<Figures> {
  const client = new pg.Client({ connectionString: url, application_name: 'zhitongche-simulate-figures' });
  await client.connect();
  try {
    const rows = async <T extends object>(sql: string): Promise<T[]> => (await client.query<T>(sql)).rows;
    const one = async (sql: string): Promise<Rate> => (await rows<Rate>(sql))[0] ?? { part: 0, of: 0 };
    const events = await rows<{ type: string; n: number }>('select type, count(*)::int as n from ticket_event group by 1');
    return {
      lines: await rows(
        `select l.name, count(*)::int as tickets, (count(*) filter (where exists (select from ticket_round r where r.ticket_id = t.id and r.result_kind = 'solved_on_spot')))::int as "onTheSpot",
                ${MEDIAN} as "medianDays" from ticket t join line l on l.key = t.line group by l.key, l.name order by l.key desc`),
      statuses: await rows(`select status, count(*)::int as n from ticket group by 1 order by n desc, 1`),
      responded: responded(await rows(CONTACTS), calendar),
      solved: await one(
        `select (count(*) filter (where result_kind in ('solved', 'solved_on_spot')))::int as part, count(*)::int as of
         from (select distinct on (ticket_id) result_kind from ticket_round order by ticket_id, round desc) last`),
      satisfied: await one(`select (count(*) filter (where satisfaction in ('satisfied', 'mostly_satisfied')))::int as part, count(*)::int as of from rating`),
      understands: await one(`select (count(*) filter (where satisfaction = 'understands'))::int as part, count(*)::int as of from rating`),
      recorded: await one('select (count(*) filter (where recorded_by_id is not null))::int as part, count(*)::int as of from rating'),
      unrated: (await one(`select count(*)::int as part, 0 as of from ticket where status = 'unrated_closed'`)).part,
      onTime: await one('select (count(*) filter (where not late))::int as part, count(*)::int as of from ticket_round'),
      lights: await rows(
        `select level, split_part(mark, ':', 1) as stage, count(*)::int as n from timer where state = 'lit' group by 1, 2
         order by array_position(array['early_warning','last_warning','yellow_light','red_light','talk_due','stage_overdue'], level), n desc, 2`),
      rounds: await rows('select round, count(*)::int as n from ticket group by 1 order by 1'),
      medianDays: (await rows<{ days: number | null }>(`select ${MEDIAN} as days from ticket t`))[0]?.days ?? null,
      corrected: await one(
        `select (count(*) filter (where not unsatisfied))::int as part, count(*)::int as of
         from (select ticket_id, bool_or(satisfaction = 'unsatisfied') as unsatisfied from rating where round = 2 group by 1) second`),
      events: new Map(events.map(({ type, n }) => [type, n])),
      bands: bandsOf(await rows<Rate>(
        'select (count(*) filter (where not late))::int as part, count(*)::int as of from ticket_round where lead_unit_id is not null group by lead_unit_id')),
    };
  } finally {
    await client.end();
  }
}

/** Days from the report to the last conclusion, over the tickets of a group named t. */
const MEDIAN = `round((percentile_cont(0.5) within group (order by (select extract(epoch from max(r.concluded_at) - t.submitted_at) / ${String(A_DAY)}
  from ticket_round r where r.ticket_id = t.id and r.result_kind <> 'solved_on_spot')))::numeric, 1)::float8`;

/** For each round that was dispatched: when it was last signed for, and the unit's first word to the reporter after that. */
const CONTACTS = `select s.at as "signedAt", (select min(c.at) from ticket_event c where c.ticket_id = d.ticket_id and c.round = d.round and c.at >= s.at
    and (c.type in ('reporter.asked', 'result.submitted') or (c.type = 'message.sent' and c.capacity in ('lead_handler', 'lead_head')))) as "contactAt"
  from (select ticket_id, round from ticket_event where type in ('ticket.dispatched', 'ticket.designated') group by 1, 2) d
  left join lateral (select max(at) as at from ticket_event e where e.ticket_id = d.ticket_id and e.round = d.round and e.type = 'ticket.signed') s on true`;

function responded(rows: { signedAt: Date | null; contactAt: Date | null }[], calendar: PlainCalendar): Rate {
  const inTime = rows.filter(({ signedAt, contactAt }) => signedAt !== null && contactAt !== null && contactAt < endOf(calendar.workingDay(dayOf(signedAt), 1)));
  return { part: inTime.length, of: rows.length };
}

function bandsOf(units: readonly Rate[]): Figures['bands'] {
  return BANDS.map((from, i) => {
    const own = units.filter(({ part, of }) => part / of >= from && part / of < (BANDS[i - 1] ?? 2));
    const sum = (name: keyof Rate) => own.reduce((total, unit) => total + unit[name], 0);
    return { from, units: own.length, onTime: { part: sum('part'), of: sum('of') } };
  });
}
