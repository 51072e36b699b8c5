// Owns looking into the queue itself from a test, as an operator's tool would.
// Leaves the queue's use to the product.
import { randomUUID } from 'node:crypto';
import type { Job, JobType } from 'bullmq';
import { Queue, Worker, createPostgresBackend, withBackend } from 'bullmq';
import { Redis } from 'ioredis';
import type { QueueName } from '../../src/platform/jobs/catalogue.js';
import type { System } from './system.js';

export interface Peek {
  jobs(states: JobType[]): Promise<Job[]>;
  job(id: string): Promise<Job | undefined>;
  /** Puts jobs in, each under an id of its own: what was handed over already comes once more. */
  add(jobs: { name: string; data: object }[]): Promise<void>;
  /** Puts a job in as the relay does, under the id of its delivery, put off by so many ms. */
  putOff(name: string, eventId: string, ms: number): Promise<void>;
  /** Takes the next job, as a worker does that is never heard of again and whose clock is ahead by so many ms. */
  takeAndVanish(ms: number): Promise<void>;
  /** The recurring jobs it knows, by name. */
  schedules(): Promise<string[]>;
}

/** Open until the system is removed. */
export function peek(system: System, name: QueueName): Peek {
  const redis = system.redis ? new Redis(system.redis.url, { maxRetriesPerRequest: null }) : null;
  const onPostgres = withBackend(createPostgresBackend);
  const connection = { connectionString: system.env['DATABASE_URL'], schema: 'bullmq', skipMigrations: true, max: 1 };
  const queue = redis ? new Queue(`ztc-${name}`, { connection: redis }) : new onPostgres.Queue(`ztc-${name}`, { connection });
  const worker = (lockDuration: number) => {
    const options = { autorun: false, lockDuration };
    return redis ? new Worker(`ztc-${name}`, null, { connection: redis, ...options }) : new onPostgres.Worker(`ztc-${name}`, null, { connection, ...options });
  };
  redis?.on('error', () => undefined);
  queue.on('error', () => undefined);
  system.atEnd(async () => {
    await queue.close();
    redis?.disconnect();
  });
  return {
    jobs: async (states) => (await queue.getJobs(states)) as Job[],
    job: async (id) => (await queue.getJob(id)) as Job | undefined,
    async add(jobs) {
      await queue.addBulk(jobs.map(({ name, data }) => ({ name, data, opts: { jobId: `again-${randomUUID()}`, removeOnComplete: true, removeOnFail: true } })));
    },
    async putOff(name, eventId, ms) {
      await queue.add(name, { eventId }, { jobId: `${name}-${eventId}`, delay: ms, removeOnComplete: true, removeOnFail: true });
    },
    async takeAndVanish(ms) {
      const taker = worker(ms);
      const job: unknown = await taker.getNextJob(randomUUID());
      await taker.close(true);
      if (job === undefined) throw new Error('there was no job to take');
    },
    schedules: async () => (await queue.getJobSchedulers()).map((scheduler) => scheduler.key),
  };
}
