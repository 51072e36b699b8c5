// Owns what a worker tells of itself in PostgreSQL: that it is there, what runs, how scheduled jobs went.
// Leaves reading it to the administrator's screens. A report that cannot be written is left out: the work goes on.
import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { isAway } from '../database/away.js';
import type { Logger } from '../logging/logger.js';
import type { JobName, ScheduledJobName } from './catalogue.js';
import { describeFailure } from './failure.js';

const REPORT_EVERY_MS = 5_000;
/** A worker that has not reported for so long is not counted. */
export const PRESENT_FOR = '15 seconds';
const FORGOTTEN_AFTER = '10 minutes';

export interface WorkReport {
  start(): void;
  /** Does `work` and counts it as running meanwhile. */
  during(job: JobName, work: () => Promise<void>): Promise<void>;
  /** Does a scheduled job and keeps how it went. */
  scheduled(job: ScheduledJobName, work: () => Promise<void>): Promise<void>;
  stop(): Promise<void>;
}

export function createWorkReport(source: DataSource, queueReady: () => boolean, logger: Logger): WorkReport {
  const id = randomUUID();
  const running = new Map<JobName, number>();
  let timer: NodeJS.Timeout | undefined;
  let reporting: Promise<unknown> = Promise.resolve();

  /** A database that is away says so elsewhere. */
  const told = (writing: Promise<unknown>): Promise<unknown> => writing.catch((error: unknown) => {
    if (!isAway(error)) logger.warn({ error: describeFailure(error).error }, 'work report');
  });

  const report = (): void => {
    reporting = told(source.query(
      `with gone as (delete from worker_report where seen_at < clock_timestamp() - $4::interval)
       insert into worker_report (id, started_at, seen_at, queue_ready, running) values ($1, clock_timestamp(), clock_timestamp(), $2, $3)
       on conflict (id) do update set seen_at = excluded.seen_at, queue_ready = excluded.queue_ready, running = excluded.running`,
      [id, queueReady(), JSON.stringify(Object.fromEntries(running)), FORGOTTEN_AFTER]));
  };

  const during: WorkReport['during'] = async (job, work) => {
    running.set(job, (running.get(job) ?? 0) + 1);
    try {
      await work();
    } finally {
      running.set(job, (running.get(job) ?? 1) - 1);
    }
  };

  return {
    start() {
      report();
      timer = setInterval(report, REPORT_EVERY_MS);
      timer.unref();
    },
    during,
    async scheduled(job, work) {
      await told(source.query(
        `insert into scheduled_run (job, started_at) values ($1, clock_timestamp())
         on conflict (job) do update set started_at = excluded.started_at, ended_at = null`, [job]));
      const ended = (error?: unknown) => {
        const failure = error === undefined ? null : describeFailure(error);
        return told(source.query(
          `update scheduled_run set ended_at = clock_timestamp(), failures = case when $2::text is null then 0 else failures + 1 end,
                  failure_kind = $2, last_error = $3 where job = $1`, [job, failure?.kind ?? null, failure?.error ?? null]));
      };
      await during(job, work).then(() => ended(), async (error: unknown) => {
        await ended(error);
        throw error;
      });
    },
    async stop() {
      clearInterval(timer);
      await reporting;
      await told(source.query('delete from worker_report where id = $1', [id]));
    },
  };
}
