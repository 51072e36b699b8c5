// Owns what an administrator does with failed jobs: run again, set aside with a reason, take back; all of it on the audit log.
// Leaves doing the jobs to the worker, which finds them in PostgreSQL: this works also while the queue is away.
import { Injectable } from '@nestjs/common';
import { refuse } from '@zhitongche/shared/errors.js';
import type { RerunAnswer, RerunRequest, SetAsideRequest } from '@zhitongche/shared/queue/contract.js';
import type { EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { countDeliveries, release, wake } from '../platform/jobs/deliveries.js';
import type { DeliveryCount } from '../platform/jobs/deliveries.js';

/** How many one request sets free: more come with the next. */
const AT_ONCE = 2_000;

@Injectable()
export class QueueService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly audit: AuditService,
  ) {}

  /** What is owed, retried and failed now, by job: for whoever watches the system. */
  figures(): Promise<DeliveryCount[]> {
    return this.uow.run((manager) => countDeliveries(manager));
  }

  /** Lets one failed job run again, or all of its kind. @throws Refusal JOB_NOT_FAILED when the one is not failed (any more) */
  rerun(personId: string, { job, eventId }: RerunRequest): Promise<RerunAnswer> {
    return this.uow.run(async (manager) => {
      const events = await release(manager, job, eventId ?? null, AT_ONCE);
      if (events.length === 0 && eventId !== undefined) refuse('JOB_NOT_FAILED');
      if (events.length > 0) {
        const ticket = eventId === undefined ? {} : await ticketOf(manager, eventId);
        await this.audit.record(manager, { at: await this.uow.now(manager), personId, act: 'jobs.rerun', ...ticket, detail: { job, events } });
      }
      const [{ left } = { left: 0 }] = await manager.query<{ left: number }[]>(
        'select count(*)::int as left from event_delivery where job = $1 and failed_at is not null', [job]);
      return { rerun: events.length, left };
    });
  }

  /** The effect has become pointless: the delivery is owed no more, and on record. @throws Refusal JOB_NOT_FAILED */
  setAside(personId: string, { job, eventId, reason }: SetAsideRequest): Promise<void> {
    return this.uow.run(async (manager) => {
      const now = await this.uow.now(manager);
      const rows = await manager.query<{ id: string }[]>(
        `with aside as (delete from event_delivery where job = $1 and event_id = $2 and failed_at is not null returning *)
         insert into set_aside_delivery (event_id, job, created_at, failed_at, attempts, failure_kind, last_error, reason, set_aside_at, set_aside_by_id)
         select event_id, job, created_at, failed_at, attempts, failure_kind, last_error, $3, $4, $5 from aside returning id`,
        [job, eventId, reason, now, personId]);
      if (rows.length === 0) refuse('JOB_NOT_FAILED');
      await this.audit.record(manager, { at: now, personId, act: 'job.set_aside', ...await ticketOf(manager, eventId), detail: { job, event: eventId, reason } });
    });
  }

  /** What was set aside is owed again. @throws Refusal JOB_NOT_SET_ASIDE */
  takeBack(personId: string, id: string): Promise<void> {
    return this.uow.run(async (manager) => {
      const now = await this.uow.now(manager);
      const [rows] = await manager.query<[{ job: string; eventId: string }[], number]>(
        `update set_aside_delivery set taken_back_at = $2, taken_back_by_id = $3 where id = $1 and taken_back_at is null
         returning job, event_id as "eventId"`, [id, now, personId]);
      const { job, eventId } = rows[0] ?? refuse('JOB_NOT_SET_ASIDE');
      await manager.query(
        `insert into event_delivery (event_id, job, created_at) select event_id, job, created_at from set_aside_delivery where id = $1`, [id]);
      await wake(manager);
      await this.audit.record(manager, { at: now, personId, act: 'job.taken_back', ...await ticketOf(manager, eventId), detail: { job, event: eventId } });
    });
  }
}

async function ticketOf(manager: EntityManager, eventId: string): Promise<{ ticketId?: string }> {
  const [row] = await manager.query<{ ticketId: string }[]>('select ticket_id as "ticketId" from ticket_event where id = $1', [eventId]);
  return row ?? {};
}
