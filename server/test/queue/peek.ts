// Owns looking into the queue itself from a test, as an operator's tool would.
// Leaves the queue's use to the product.
import { randomUUID } from 'node:crypto';
import type { Job, JobType } from 'bullmq';
import { Queue, createPostgresBackend, withBackend } from 'bullmq';
import { Redis } from 'ioredis';
import type { QueueName } from '../../src/platform/jobs/catalogue.js';
import type { System } from './system.js';

export interface Peek {
  jobs(states: JobType[]): Promise<Job[]>;
  job(id: string): Promise<Job | undefined>;
  /** Puts jobs in, each under an id of its own: what was handed over already comes once more. */
  add(jobs: { name: string; data: object }[]): Promise<void>;
  /** The recurring jobs it knows, by name. */
  schedules(): Promise<string[]>;
}

/** Open until the system is removed. */
export function peek(system: System, name: QueueName): Peek {
  const redis = system.redis ? new Redis(system.redis.url) : null;
  const queue = redis
    ? new Queue(`ztc-${name}`, { connection: redis })
    : new (withBackend(createPostgresBackend).Queue)(`ztc-${name}`, {
      connection: { connectionString: system.env['DATABASE_URL'], schema: 'bullmq', skipMigrations: true, max: 1 },
    });
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
    schedules: async () => (await queue.getJobSchedulers()).map((scheduler) => scheduler.key),
  };
}
