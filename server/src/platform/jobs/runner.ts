// Owns running jobs: one BullMQ worker a queue, each event job in one transaction with the end of its delivery row.
// Leaves the effects to the features' handlers.
import { DelayedError, UnrecoverableError } from 'bullmq';
import type { Job } from 'bullmq';
import type { DataSource } from 'typeorm';
import { isAway } from '../database/away.js';
import { execute } from '../database/statement.js';
import { withLogContext } from '../logging/context.js';
import { nameError } from '../logging/describe-error.js';
import type { Logger } from '../logging/logger.js';
import { endedWithin } from '../within.js';
import { JOBS, JOB_NAMES, QUEUES, SCHEDULED_JOB_NAMES } from './catalogue.js';
import type { EventJobName, JobName, QueueName, ScheduledJobName } from './catalogue.js';
import { recordFailure } from './deliveries.js';
import { describeFailure, frames } from './failure.js';
import type { Failure } from './failure.js';
import type { Handlers } from './handles-job.js';
import type { Held } from './held.js';
import type { JobFigures, JobOutcome } from './job-figures.js';
import type { AnyWorker, QueueBackend } from './queue-backend.js';
import { createSafetyNet } from './safety-net.js';
import { createWorkReport } from './work-report.js';

/** What moves a ticket goes before what tells of it: all share one process and its connections. A long recompute must not hold up the lights. */
const CONCURRENCY: Record<QueueName, number> = { flow: 4, notice: 2, sweep: 2 };
const SCHEDULE_AGAIN_MS = 15_000;
const DATABASE_BACK_MS = 1_000;
const SOONEST_MS = 1_000;
/** A delivery's row, where there is still one and it does not wait for a person. */
const TAKE = { name: 'delivery-taken', text: 'select from event_delivery where event_id = $1 and job = $2 and failed_at is null for update' };
const DONE = { name: 'delivery-done', text: 'delete from event_delivery where event_id = $1 and job = $2' };
/** For jobs that run to end; what has not ended is one transaction less, and done again elsewhere. */
const STOP_PATIENCE_MS = 2_500;

export interface Runner {
  start(): void;
  /** Whether each queue has a worker that takes jobs. */
  working(): boolean;
  stop(): Promise<void>;
}

/**
 * Does one event's job unless its effect is already there. Called twice, also at once, it acts once:
 * the delivery row is the token, taken under lock and gone with the effect's commit. One that has failed waits for a person.
 */
export function runEventJob(source: DataSource, handlers: Handlers, name: EventJobName, eventId: string): Promise<void> {
  return source.transaction(async (manager) => {
    const [owed] = await execute(manager, TAKE, [eventId, name]);
    if (!owed) return;
    await handlers.event(name)(manager, eventId);
    await execute(manager, DONE, [eventId, name]);
  });
}

export function createRunner(source: DataSource, handlers: Handlers, backend: QueueBackend, logger: Logger, figures: JobFigures): Runner {
  const workers: Held<AnyWorker>[] = [];
  const sweeps = backend.queue('sweep');
  const report = createWorkReport(source, () => backend.available(), logger);
  const inTurn = new Set<ScheduledJobName>();
  const net = createSafetyNet(source, {
    running: (name) => inTurn.has(name),
    take: (name) => withLogContext({ job: name }, async () => {
      const startedAt = performance.now();
      await scheduled(name);
      figures.ended(name, 'done', (performance.now() - startedAt) / 1000);
    }),
  }, logger);
  let retry: NodeJS.Timeout | undefined;

  async function work(job: Job<{ eventId?: string }>): Promise<void> {
    const name = job.name as JobName;
    if (!JOB_NAMES.includes(name)) throw new UnrecoverableError(`unknown job ${job.name}`);
    if (JOBS[name].everyMs !== null) return scheduled(name as ScheduledJobName);
    const { eventId } = job.data;
    if (!eventId) throw new UnrecoverableError(`${name} without an event`);
    await report.during(name, () => runEventJob(source, handlers, name as EventJobName, eventId));
  }

  const logged = (job: Job<{ eventId?: string }>, token?: string) => withLogContext({ job: job.name, jobId: job.id }, async () => {
    const startedAt = performance.now();
    const ended = (outcome: JobOutcome) => {
      const ms = performance.now() - startedAt;
      if (JOB_NAMES.includes(job.name as JobName)) figures.ended(job.name as JobName, outcome, ms / 1000); // Just looked up.
      return Math.round(ms);
    };
    try {
      await work(job);
      logger.info({ ms: ended('done') }, 'job done');
    } catch (error) {
      const failure = describeFailure(error);
      if (isAway(error)) {
        // No fault of the job: an outage must not use up its attempts.
        logger.warn({ error: failure.error, ms: ended('waited') }, 'database away, job waits');
        await job.moveToDelayed(Date.now() + DATABASE_BACK_MS, token);
        throw new DelayedError();
      }
      logger.error({ attempt: job.attemptsMade + 1, ...failure, stack: frames(error), ms: ended('failed') }, 'job failed');
      if (job.data.eventId) await endWhenUsedUp(job.name as EventJobName, job.data.eventId, failure);
      throw error;
    }
  });

  /** @throws UnrecoverableError when that was the last attempt: the delivery's row has it then, and the queue may forget it */
  async function endWhenUsedUp(job: EventJobName, eventId: string, failure: Failure): Promise<void> {
    const { attempts, failed } = await recordFailure(source, job, eventId, failure);
    if (!failed) return;
    logger.error({ job, eventId, attempts, ...failure }, 'job waits for an administrator');
    throw new UnrecoverableError(failure.error);
  }

  /** One turn of each at a time in this process: a long one must not meet itself. */
  async function scheduled(name: ScheduledJobName): Promise<void> {
    if (inTurn.has(name)) return;
    inTurn.add(name);
    try {
      await report.scheduled(name, async () => { wakeEarly(name, await handlers.scheduled(name)()); });
    } finally {
      inTurn.delete(name);
    }
  }

  /**
   * A moment that comes before the interval's next turn gets a turn of its own. Only the wait is taken from the rules'
   * clock, so a host whose clock is wrong wakes in time; a turn that is lost is made up for by the interval.
   */
  function wakeEarly(name: ScheduledJobName, inMs: number | null | undefined): void {
    if (inMs === null || inMs === undefined || inMs > JOBS[name].everyMs || !backend.available()) return;
    const delay = Math.max(inMs, SOONEST_MS);
    const at = Math.ceil((Date.now() + delay) / SOONEST_MS);
    // Workers that see the same moment come to nearly the same name: one turn, seldom two.
    sweeps.current().addBulk([{
      name, data: {}, opts: { jobId: `${name}-early-${String(at)}`, delay, attempts: 1, removeOnComplete: true, removeOnFail: true },
    }]).catch((error: unknown) => { logger.warn({ error: String(error) }, 'waking early'); });
  }

  /** Writing a schedule again changes nothing; a queue that was flushed gets it back. */
  async function schedule(): Promise<void> {
    if (!backend.available()) return;
    for (const name of SCHEDULED_JOB_NAMES) {
      const { everyMs, attempts } = JOBS[name];
      await sweeps.current().upsertJobScheduler(name, { every: everyMs }, {
        name, data: {}, opts: { attempts, removeOnComplete: true, removeOnFail: 100 },
      });
    }
  }

  return {
    start() {
      for (const name of QUEUES) workers.push(backend.worker(name, logged, CONCURRENCY[name]));
      const keep = () => { schedule().catch((error: unknown) => { logger.warn({ error: nameError(error) }, 'schedule'); }); };
      keep();
      retry = setInterval(keep, SCHEDULE_AGAIN_MS);
      retry.unref();
      report.start();
      net.start();
    },
    working: () => workers.length > 0 && workers.every((worker) => worker.current().isRunning()),
    async stop() {
      clearInterval(retry);
      // Against a queue that is away nothing can be closed in order; its connections are dropped then.
      await endedWithin(STOP_PATIENCE_MS, Promise.allSettled([net.stop(), ...[...workers, sweeps].map((each) => each.close())]).then(() => report.stop()));
      backend.close();
    },
  };
}
