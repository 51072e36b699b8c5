// Owns reading a whole database for the checker, as it stood at one moment, some hundred tickets at a time.
// Leaves judging to domain/; it writes nothing and needs no more than the right to read.
import { createRequire } from 'node:module';
import type { LimitSettings } from '@zhitongche/shared/deadline/limits.js';
import pg from 'pg';
import type { Verdict } from './domain/check.js';
import { startCheck } from './domain/check.js';
import type { EventRow, Ground, InForce, RatingRow, RoundRow, TicketFacts, TicketRow, TimerRow } from './domain/facts.js';
import type { Notices } from './domain/plain-calendar.js';
import { PlainCalendar } from './domain/plain-calendar.js';

const PAGE = 400;
/** A delivery that is owed for longer than this was lost. */
const OWED_MS = 60_000;

/**
 * Checks every invariant of a database from its rows alone.
 * @param now the instant it has come to; the database's own clock unless given (a simulated year has its own)
 * @param seen told after each page how many tickets were looked at, and how many there are
 */
export async function checkDatabase(url: string, now: Date | null = null, seen: (done: number, all: number) => void = () => undefined): Promise<Verdict> {
  const client = new pg.Client({ connectionString: url, application_name: 'zhitongche-check' });
  await client.connect();
  try {
    await client.query('begin transaction isolation level repeatable read read only');
    const rows = async <T extends object>(sql: string, values: unknown[] = []): Promise<T[]> => (await client.query<T>(sql, values)).rows;
    const [head] = await rows<{ now: Date; count: number }>('select clock_timestamp() as now, count(*)::int as count from ticket');
    const at = now ?? head?.now ?? new Date(0);
    const check = startCheck(await groundOf(rows, at));
    let done = 0;
    for (let last = '00000000-0000-0000-0000-000000000000'; ;) {
      const page = await pageAfter(rows, last);
      for (const facts of page) check.ticket(facts);
      done += page.length;
      seen(done, head?.count ?? 0);
      const end = page.at(-1);
      if (!end || page.length < PAGE) break;
      last = end.ticket.id;
    }
    return check.verdict(await rows(
      `select job, failed_at is not null as failed, count(*)::int as count from event_delivery where failed_at is not null or created_at < $1 group by 1, 2 order by 1, 2`,
      [new Date(at.getTime() - OWED_MS)]));
  } finally {
    await client.end();
  }
}

type Rows = <T extends object>(sql: string, values?: unknown[]) => Promise<T[]>;

async function groundOf(rows: Rows, now: Date): Promise<Ground> {
  const limits = await rows<{ key: string; limits: LimitSettings }>('select key, limits from line');
  const desks = await rows<{ key: string }>(
    `select distinct case when g.scope = 'district' then 'district' else g.key end as key from person_role g join person p on p.id = g.person_id and p.active where g.role = 'triage'`);
  const units = await rows<{ key: string }>(
    `select distinct u.id as key from unit u join person_role g on g.key = u.id and g.role in ('handler', 'head') join person p on p.id = g.person_id and p.active where u.active`);
  const keys = (found: { key: string }[]) => new Set(found.map(({ key }) => key));
  return { now, calendars: await calendarsOf(rows), limits: new Map(limits.map((line) => [line.key, line.limits])), desks: keys(desks), units: keys(units) };
}

/** The packaged notices, then each version that was brought in since. */
async function calendarsOf(rows: Rows): Promise<InForce[]> {
  const base = packagedNotices();
  const versions = await rows<{ at: Date; notices: { year: number; days: { day: string; kind: string }[] }[] }>(
    `select v.at, coalesce((select json_agg(json_build_object('year', n.year, 'days',
       (select coalesce(json_agg(json_build_object('day', d.day, 'kind', d.kind)), '[]') from calendar_day d where d.version = n.version)) order by n.year)
       from calendar_version n where n.version = any(v.in_force)), '[]') as notices
     from calendar_version v order by v.version`);
  return [{ at: new Date(0), calendar: new PlainCalendar(base) }, ...versions.map(({ at, notices }) => ({ at, calendar: new PlainCalendar(withNotices(base, notices)) }))];
}

/** A year's imported notice takes the place of what the package says of it; December's days are the next year's. */
function withNotices(base: Notices, notices: readonly { year: number; days: { day: string; kind: string }[] }[]): Notices {
  const replaced = new Set(notices.map(({ year }) => year));
  const kept = (days: ReadonlySet<string>) => new Set([...days].filter((day) => !replaced.has(Number(day.slice(0, 4)) + (day.slice(5, 7) === '12' ? 1 : 0))));
  const [off, worked] = [kept(base.off), kept(base.worked)];
  for (const { day, kind } of notices.flatMap(({ days }) => days)) {
    (kind === 'rest' ? off : worked).add(day);
    (kind === 'rest' ? worked : off).delete(day);
  }
  return { years: new Set([...base.years, ...replaced]), off, worked };
}

async function pageAfter(rows: Rows, after: string): Promise<TicketFacts[]> {
  const tickets = await rows<TicketRow>(
    `select id, number, line, status, stage, round, day0::text, due_day::text as "dueDay", due_at as "dueAt", desk_unit_id as "deskUnitId", lead_unit_id as "leadUnitId",
            merged_into_id as "mergedIntoId", unsatisfied_at as "unsatisfiedAt", light_lit as "lightLit", stage_lit as "stageLit", overdue_at as "overdueAt",
            closed_as as "closedAs", channel, to_jsonb(ticket)->>'foreign_due_day' as "foreignDueDay", nullif(to_jsonb(ticket)->'round_limits', 'null') as "roundLimits", last_seq as "lastSeq", last_hash as "lastHash" from ticket where id > $1 order by id limit $2`, [after, PAGE]);
  const ids = [tickets.map(({ id }) => id)];
  const events = byTicket(await rows<EventRow>(
    `select ticket_id as "ticketId", seq, round, type, visibility, at, actor_id as "actorId", capacity, payload, hash from ticket_event where ticket_id = any($1) order by ticket_id, seq`, ids));
  const timers = byTicket(await rows<TimerRow>(
    `select ticket_id as "ticketId", round, level, mark, due_at as "dueAt", state, lit_at as "litAt" from timer where ticket_id = any($1) order by 1, 2, 3, 4`, ids));
  const rounds = byTicket(await rows<RoundRow>(
    `select ticket_id as "ticketId", round, day0::text, due_day::text as "dueDay", due_at as "dueAt", lead_unit_id as "leadUnitId", result_kind as "resultKind",
            result_submitted_at as "resultSubmittedAt", concluded_at as "concludedAt", late, nullif(to_jsonb(ticket_round)->'round_limits', 'null') as "roundLimits" from ticket_round where ticket_id = any($1) order by 1, 2`, ids));
  const ratings = byTicket(await rows<RatingRow>(
    `select ticket_id as "ticketId", round, reporter_id as "reporterId", satisfaction, recorded_by_id is not null as recorded, at from rating where ticket_id = any($1) order by id`, ids));
  return tickets.map((ticket) => ({
    ticket, events: events(ticket.id), timers: timers(ticket.id), rounds: rounds(ticket.id), ratings: ratings(ticket.id),
  }));
}

function byTicket<T extends { ticketId: string }>(rows: readonly T[]): (id: string) => T[] {
  const found = new Map<string, T[]>();
  for (const row of rows) {
    const own = found.get(row.ticketId);
    if (own) own.push(row);
    else found.set(row.ticketId, [row]);
  }
  return (id) => found.get(id) ?? [];
}

/** The published notices, from the package's table of days as it is. */
export function packagedNotices(): Notices {
  const { holidays, workdays } = createRequire(import.meta.url)('chinese-days/dist/chinese-days.json') as { holidays: object; workdays: object }; // The file's shape.
  const off = new Set(Object.keys(holidays));
  const years = new Set([...off].map((day) => Number(day.slice(0, 4))).filter((year) => off.has(`${String(year)}-01-01`) && off.has(`${String(year)}-10-01`)));
  return { years, off, worked: new Set(Object.keys(workdays)) };
}

