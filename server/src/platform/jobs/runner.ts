// Owns running jobs: one BullMQ worker a queue, each event job in one transaction with the end of its delivery row.
// Leaves the effects to the features' handlers.
import { UnrecoverableError } from 'bullmq';
import type { Job } from 'bullmq';
import type { DataSource } from 'typeorm';
import type { Logger } from '../logging/logger.js';
import { JOBS, JOB_NAMES, QUEUES } from './catalogue.js';
import type { EventJobName, JobName, QueueName, ScheduledJobName } from './catalogue.js';
import { EventDeliveryEntity } from './event-delivery.entity.js';
import type { Handlers } from './handles-job.js';
import type { QueueBackend } from './queue-backend.js';

const CONCURRENCY: Record<QueueName, number> = { flow: 4, notice: 4, sweep: 1 };
const SCHEDULE_AGAIN_MS = 60_000;

export interface Runner {
  start(): void;
  stop(): Promise<void>;
}

/**
 * Does one event's job unless its effect is already there. Called twice, also at once, it acts once:
 * the delivery row is the token, taken under lock and gone with the effect's commit.
 */
export function runEventJob(source: DataSource, handlers: Handlers, name: EventJobName, eventId: string): Promise<void> {
  return source.transaction(async (manager) => {
    const owed = await manager.findOne(EventDeliveryEntity, {
      where: { eventId, job: name }, lock: { mode: 'pessimistic_write' },
    });
    if (!owed) return;
    await handlers.event(name)(manager, eventId);
    await manager.delete(EventDeliveryEntity, { eventId, job: name });
  });
}

export function createRunner(source: DataSource, handlers: Handlers, backend: QueueBackend, logger: Logger): Runner {
  const workers: { close(force?: boolean): Promise<void> }[] = [];
  const sweeps = backend.queue('sweep');
  let retry: NodeJS.Timeout | undefined;

  async function work(job: Job<{ eventId?: string }>): Promise<void> {
    const name = job.name as JobName;
    if (!JOB_NAMES.includes(name)) throw new UnrecoverableError(`unknown job ${job.name}`);
    if (JOBS[name].everyMs !== null) return handlers.scheduled(name as ScheduledJobName)();
    if (!job.data.eventId) throw new UnrecoverableError(`${name} without an event`);
    await runEventJob(source, handlers, name as EventJobName, job.data.eventId);
  }

  const logged = async (job: Job<{ eventId?: string }>) => {
    try {
      await work(job);
    } catch (error) {
      logger.error({ job: job.name, id: job.id, attempt: job.attemptsMade + 1, error: error instanceof Error ? error.stack : String(error) }, 'job failed');
      throw error;
    }
  };

  /** Writing a schedule again changes nothing; a queue that was flushed gets it back. */
  async function schedule(): Promise<void> {
    for (const name of JOB_NAMES) {
      const { everyMs, attempts } = JOBS[name];
      if (everyMs === null) continue;
      await sweeps.upsertJobScheduler(name, { every: everyMs }, {
        name, data: {}, opts: { attempts, removeOnComplete: true, removeOnFail: 100 },
      });
    }
  }

  return {
    start() {
      for (const name of QUEUES) workers.push(backend.worker(name, logged, CONCURRENCY[name]));
      const keep = () => { schedule().catch((error: unknown) => { logger.warn({ error: String(error) }, 'schedule'); }); };
      keep();
      retry = setInterval(keep, SCHEDULE_AGAIN_MS);
      retry.unref();
    },
    async stop() {
      clearInterval(retry);
      await Promise.allSettled([...workers.map((worker) => worker.close()), sweeps.close()]);
      await backend.close();
    },
  };
}
