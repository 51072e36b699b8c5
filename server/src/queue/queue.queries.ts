// Owns what an administrator reads of the queue, all of it from PostgreSQL: the queue itself may be away or empty.
// Leaves counting deliveries to platform/jobs and changing anything to queue.service.ts.
import { Injectable } from '@nestjs/common';
import type { FailedPage, FailedQuery, QueueOverview, ScheduledFigures, SetAsidePage, SetAsideQuery } from '@zhitongche/shared/queue/contract.js';
import type { FailureKind } from '@zhitongche/shared/queue/vocabulary.js';
import type { EventType } from '@zhitongche/shared/ticket/actions.js';
import { EVENT_LABELS } from '@zhitongche/shared/ticket/actions.js';
import { DataSource } from 'typeorm';
import type { z } from 'zod';
import { decodeCursor, encodeCursor } from '../platform/database/cursor.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { EVENT_JOB_NAMES, JOBS, SCHEDULED_JOB_NAMES } from '../platform/jobs/catalogue.js';
import type { JobName } from '../platform/jobs/catalogue.js';
import { countDeliveries } from '../platform/jobs/deliveries.js';
import { PRESENT_FOR } from '../platform/jobs/work-report.js';

interface FailedRow {
  eventId: string;
  job: string;
  type: EventType | null;
  number: string | null;
  owedAt: Date;
  failedAt: Date;
  attempts: number;
  failureKind: FailureKind;
  error: string;
}

interface SetAsideRow extends FailedRow {
  id: string;
  reason: string;
  at: Date;
  setAsideBy: string;
  takenBackAt: Date | null;
}

interface RunRow {
  job: string;
  startedAt: Date;
  endedAt: Date | null;
  failures: number;
  failureKind: FailureKind | null;
  lastError: string | null;
}

@Injectable()
export class QueueQueries {
  constructor(
    private readonly source: DataSource,
    private readonly uow: UnitOfWork,
  ) {}

  async overview(): Promise<QueueOverview> {
    const { manager } = this.source;
    const counts = new Map((await countDeliveries(manager)).map((row) => [row.job, row]));
    const aside = await manager.query<{ job: string; n: number }[]>(
      'select job, count(*)::int as n from set_aside_delivery where taken_back_at is null group by job');
    const present = await manager.query<{ queueReady: boolean; running: Record<string, number> }[]>(
      `select queue_ready as "queueReady", running from worker_report where seen_at > clock_timestamp() - $1::interval`, [PRESENT_FOR]);
    const running = (job: string) => present.reduce((sum, worker) => sum + (worker.running[job] ?? 0), 0);
    return {
      at: (await this.uow.now()).toISOString(),
      workers: present.length, queueReady: present.some((worker) => worker.queueReady),
      jobs: EVENT_JOB_NAMES.map((job) => {
        const { waiting = 0, retrying = 0, failed = 0, oldestAt = null } = counts.get(job) ?? {};
        const setAside = aside.find((row) => row.job === job)?.n ?? 0;
        return {
          job, label: JOBS[job].label, waiting: Math.max(0, waiting - running(job)), running: running(job), retrying, failed, setAside,
          oldestAt: oldestAt?.toISOString() ?? null,
        };
      }),
      scheduled: await this.scheduled(),
    };
  }

  private async scheduled(): Promise<ScheduledFigures[]> {
    const rows = await this.source.query<RunRow[]>(
      `select job, started_at as "startedAt", ended_at as "endedAt", failures, failure_kind as "failureKind", last_error as "lastError" from scheduled_run`);
    return SCHEDULED_JOB_NAMES.map((job) => {
      const { label, everyMs } = JOBS[job];
      const run = rows.find((row) => row.job === job);
      return {
        job, label, everySeconds: everyMs / 1000,
        lastStartedAt: run?.startedAt.toISOString() ?? null, lastEndedAt: run?.endedAt?.toISOString() ?? null,
        nextAt: run ? new Date(run.startedAt.getTime() + everyMs).toISOString() : null,
        failures: run?.failures ?? 0, failureKind: run?.failureKind ?? null, lastError: run?.lastError ?? null,
      };
    });
  }

  /** @throws Refusal CURSOR_INVALID */
  async failed({ job, cursor, limit }: z.output<typeof FailedQuery>): Promise<FailedPage> {
    const after = cursor === undefined ? null : decodeCursor(cursor, 'number');
    const rows = await this.source.query<FailedRow[]>(
      `select d.event_id as "eventId", d.job, e.type, t.number, d.created_at as "owedAt", d.failed_at as "failedAt", d.attempts,
              d.failure_kind as "failureKind", d.last_error as error
       from event_delivery d left join ticket_event e on e.id = d.event_id left join ticket t on t.id = e.ticket_id
       where d.job = $1 and d.failed_at is not null and ($2::timestamptz is null or (d.failed_at, d.event_id) < ($2, $3))
       order by d.failed_at desc, d.event_id desc limit $4`, [job, after?.at ?? null, after?.id ?? null, limit + 1]);
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    return {
      items: shown.map((row) => ({ id: row.eventId, ...failure(row) })),
      next: rows.length > limit && last ? encodeCursor({ at: last.failedAt, id: last.eventId }) : null,
    };
  }

  /** @throws Refusal CURSOR_INVALID */
  async setAside({ cursor, limit }: z.output<typeof SetAsideQuery>): Promise<SetAsidePage> {
    const after = cursor === undefined ? null : decodeCursor(cursor, 'number');
    const rows = await this.source.query<SetAsideRow[]>(
      `select d.id, d.event_id as "eventId", d.job, e.type, t.number, d.created_at as "owedAt", d.failed_at as "failedAt", d.attempts,
              d.failure_kind as "failureKind", d.last_error as error, d.reason, d.set_aside_at as at, p.name as "setAsideBy", d.taken_back_at as "takenBackAt"
       from set_aside_delivery d join person p on p.id = d.set_aside_by_id left join ticket_event e on e.id = d.event_id left join ticket t on t.id = e.ticket_id
       where $1::bigint is null or d.id < $1 order by d.id desc limit $2`, [after?.id ?? null, limit + 1]);
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    return {
      items: shown.map((row) => ({
        id: row.id, eventId: row.eventId, ...failure(row), reason: row.reason, setAsideAt: row.at.toISOString(), setAsideBy: row.setAsideBy,
        takenBackAt: row.takenBackAt?.toISOString() ?? null,
      })),
      next: rows.length > limit && last ? encodeCursor(last) : null,
    };
  }
}

function failure({ job, type, number, owedAt, failedAt, attempts, failureKind, error }: FailedRow) {
  return {
    job, label: job in JOBS ? JOBS[job as JobName].label : job, event: type === null ? '' : EVENT_LABELS[type], number: number ?? '',
    owedAt: owedAt.toISOString(), failedAt: failedAt.toISOString(), attempts, failureKind, error,
  };
}
