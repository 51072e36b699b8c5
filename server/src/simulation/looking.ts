// Owns what the simulation reads of the database: tickets before somebody acts on them, what the worker still owes, when time moves by itself.
// Leaves acting to player.ts and moving time to year.ts.
import type { DataSource } from 'typeorm';
import type { Seen } from './behaviour/seen.js';

const SEEN = `select t.id, t.version, t.line, t.status, t.stage, t.round, t.complexity, t.nature, t.category_code as "categoryCode", t.subject_kind as "subjectKind",
  t.hidden, t.town_unit_id as "townUnitId", t.desk_unit_id as "deskUnitId", t.lead_unit_id as "leadUnitId", t.assignee_id as "assigneeId",
  t.past_lead_unit_ids as "pastLeadUnitIds", t.past_assignee_ids as "pastAssigneeIds",
  array(select a->>'unitId' from jsonb_array_elements(t.assisting) a where a->>'answeredAt' is null) as unanswered,
  t.involved_unit_ids as "involvedUnitIds", t.returned_unit_ids as "returnedUnitIds", t.return_count as "returnCount", t.designated,
  t.first_dispatched_at as "firstDispatchedAt", t.dispatched_at as "dispatchedAt", t.unsatisfied_count as "unsatisfiedCount",
  t.unsatisfied_at is not null as "waitsForReopening", t.leader_in_charge_id as "leaderInChargeId", t.joint_review_round as "jointReviewRound", t.suggestion,
  t.result->>'kind' as "resultKind", t.result->>'submittedBy' as "resultBy", t.submitter_id as "submitterId", t.submitter_unit_id as "submitterUnitId",
  (select r.id from ticket_reporter r where r.origin_ticket_id = t.id) as "reporterId", t.rated_reporter_ids as "ratedReporterIds", t.merged_into_id as "mergedIntoId",
  t.objected_at as "objectedAt", t.objection_decided as "objectionDecided", t.due_day::text as "dueDay", t.due_at as "dueAt", t.stage_due_at as "stageDueAt",
  t.delivered_at as "deliveredAt", coalesce(t.result_submitted_at >= t.due_at, false) as late, t.request->>'stage' as "requestStage"
  from ticket t where t.id = any($1)`;

export async function see(source: DataSource, ids: readonly string[]): Promise<Map<string, Seen>> {
  if (ids.length === 0) return new Map();
  const rows = await source.query<Seen[]>(SEEN, [ids]);
  return new Map(rows.map((row) => [row.id, row]));
}

/** What the worker has still to do at an instant of its clock. */
export interface Undone {
  /** Deliveries owed. */
  owed: number;
  /** Lights, waits, silences and reopenings whose moment has come. */
  due: number;
  /** Recomputes by a new calendar that are not through. */
  recounts: number;
}

/** 24:00 of the thirtieth day after the result was told, the days as the line sets them. */
const SILENT_UNTIL = `((t.delivered_at at time zone 'Asia/Shanghai')::date + (l.limits->>'unratedCloseDays')::int + 1)::timestamp at time zone 'Asia/Shanghai'`;
const SILENT = `from ticket t join line l on l.key = t.line where t.status = 'awaiting_rating' and t.unsatisfied_at is null`;

/** Whether anything is still to be delivered: the cheap half of {@link undone}. */
export async function owing(source: DataSource): Promise<boolean> {
  const [row] = await source.query<{ owing: boolean }[]>('select exists (select from event_delivery where failed_at is null) as owing');
  return row?.owing ?? false;
}

export async function undone(source: DataSource, instant: Date): Promise<Undone> {
  const [row] = await source.query<Undone[]>(
    `select (select count(*) from event_delivery where failed_at is null)::int as owed,
            ((select count(*) from timer where state = 'waiting' and due_at <= $1)
             + (select count(*) from ticket where status in ('awaiting_reporter', 'paused') and stage_due_at <= $1)
             + (select count(*) from ticket where unsatisfied_at is not null)
             + (select count(*) ${SILENT} and t.delivered_at < $1::timestamptz - interval '25 days' and ${SILENT_UNTIL} <= $1))::int as due,
            (select count(*) from calendar_recompute where ended_at is null)::int as recounts`, [instant]);
  return row ?? { owed: 0, due: 0, recounts: 0 };
}

/** The next moment at which something happens by itself; null when nothing will. */
export async function nextMoment(source: DataSource): Promise<Date | null> {
  const [row] = await source.query<{ at: Date | null }[]>(
    `select least((select min(due_at) from timer where state = 'waiting'), (select min(stage_due_at) from ticket where status in ('awaiting_reporter', 'paused')),
                  (select min(${SILENT_UNTIL}) ${SILENT})) as at`);
  return row?.at ?? null;
}

/** The database's own clock, by which turns of scheduled jobs are recorded: real time, not the year's. */
export async function begunNow(source: DataSource): Promise<Date> {
  const [row] = await source.query<{ now: Date }[]>('select clock_timestamp() as now');
  return row?.now ?? new Date(0);
}

/** Whether a scheduled job had a turn since then, to its end. */
export async function ended(source: DataSource, job: string, since: Date): Promise<boolean> {
  const [row] = await source.query<{ ended: boolean }[]>(
    'select exists (select from scheduled_run where job = $1 and started_at >= $2 and ended_at is not null) as ended', [job, since]);
  return row?.ended ?? false;
}

/** How many of these moments were already seen to. */
export async function litSince(source: DataSource, instant: Date): Promise<number> {
  const [row] = await source.query<{ n: number }[]>(`select count(*)::int as n from timer where state = 'lit' and lit_at >= $1`, [instant]);
  return row?.n ?? 0;
}
