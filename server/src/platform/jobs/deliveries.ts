// Owns the life of a delivery besides its effect: a failed try is counted, the last one sets it apart, a person sets it free.
// Leaves the effect to runner.ts and handing over to relay.ts.
import type { DataSource, EntityManager } from 'typeorm';
import { JOBS, WAKE_CHANNEL } from './catalogue.js';
import type { EventJobName } from './catalogue.js';
import type { Failure } from './failure.js';

/** Counts a failed try; says whether it was the last. PostgreSQL counts, so that a queue that was flushed starts nothing over. */
export async function recordFailure(source: DataSource, job: EventJobName, eventId: string, failure: Failure): Promise<{ attempts: number; failed: boolean }> {
  const [rows] = await source.query<[{ attempts: number; failed: boolean }[], number]>(
    `update event_delivery set attempts = attempts + 1, failure_kind = $3, last_error = $4,
            failed_at = case when attempts + 1 >= $5 then clock_timestamp() end
     where event_id = $1 and job = $2 and failed_at is null returning attempts, failed_at is not null as failed`,
    [eventId, job, failure.kind, failure.error, JOBS[job].attempts]);
  return rows[0] ?? { attempts: 0, failed: false };
}

/** Lets failed deliveries of a job run again, the oldest first: the given event's, or up to `limit` of them. @returns the events' ids */
export async function release(manager: EntityManager, job: string, eventId: string | null, limit: number): Promise<string[]> {
  const [rows] = await manager.query<[{ eventId: string }[], number]>(
    `update event_delivery d set failed_at = null, attempts = 0, relayed_at = null
     from (select event_id from event_delivery where job = $1 and failed_at is not null and ($2::bigint is null or event_id = $2)
           order by failed_at, event_id limit $3 for update skip locked) failed
     where d.job = $1 and d.event_id = failed.event_id returning d.event_id as "eventId"`, [job, eventId, limit]);
  if (rows.length > 0) await wake(manager);
  return rows.map((row) => row.eventId);
}

/** Tells the relay, when this transaction is committed, that there is something to hand over. */
export async function wake(manager: EntityManager): Promise<void> {
  await manager.query(`select pg_notify($1, '')`, [WAKE_CHANNEL]);
}

/** How many deliveries of one job are in which state. */
export interface DeliveryCount {
  job: string;
  /** Owed, no try failed yet; also those that run at this moment. */
  waiting: number;
  /** Failed before and tried again by itself. */
  retrying: number;
  /** Attempts used up: waits for a person. */
  failed: number;
  /** Since when the oldest one is owed that is not failed. */
  oldestAt: Date | null;
}

/** Counts for people and for figures that are watched; a job without deliveries has no row. */
export function countDeliveries(manager: EntityManager): Promise<DeliveryCount[]> {
  return manager.query<DeliveryCount[]>(
    `select job, (count(*) filter (where failed_at is null and attempts = 0))::int as waiting,
            (count(*) filter (where failed_at is null and attempts > 0))::int as retrying,
            (count(*) filter (where failed_at is not null))::int as failed,
            min(created_at) filter (where failed_at is null) as "oldestAt"
     from event_delivery group by job order by job`);
}
