// Owns which back end BullMQ stands on: Redis when there is an address, PostgreSQL otherwise. One API for both.
// Leaves names and settings of jobs to catalogue.ts and keeping queues and workers alive to held.ts.
import type { Processor, WorkerOptions } from 'bullmq';
import { Queue, Worker, createPostgresBackend, withBackend } from 'bullmq';
import { Redis } from 'ioredis';
import type { Config } from '../config/config.js';
import { IDLE_CONNECTION_MS } from '../database/data-source.js';
import { describeError } from '../logging/describe-error.js';
import type { Logger } from '../logging/logger.js';
import { quiet } from '../quiet.js';
import type { QueueName } from './catalogue.js';
import type { Held } from './held.js';
import { held } from './held.js';

type JobData = { eventId?: string };
export type AnyQueue = Pick<Queue<JobData>, 'addBulk' | 'getJobState' | 'upsertJobScheduler' | 'getJobCounts' | 'waitUntilReady' | 'close'>;
export type AnyWorker = Pick<Worker, 'waitUntilReady' | 'close' | 'run' | 'isRunning'>;

export interface QueueBackend {
  /** False while the queue's server is known to be away: what is asked of it then would wait for its return. */
  available(): boolean;
  queue(name: QueueName): Held<AnyQueue>;
  worker(name: QueueName, work: Processor<JobData>, concurrency: number): Held<AnyWorker>;
  /** Drops all connections at once, also those that still try. */
  close(): void;
}

const QUEUE_SCHEMA = 'bullmq';
const PREFIX = 'ztc-';

/**
 * Jobs take milliseconds, so a dead worker's are taken over after seconds. Crashing under a job is no fault of the job:
 * how often it may be taken over is far more than a bad night's restarts, and less than for ever.
 */
const WORKING = {
  lockDuration: 6_000, stalledInterval: 3_000, maxStalledCount: 50, runRetryDelay: 1_000, autorun: false,
} as const satisfies Partial<WorkerOptions>;

export function createQueueBackend(config: Pick<Config, 'redisUrl' | 'databaseUrl'>, logger: Logger): QueueBackend {
  return config.redisUrl === null ? onPostgres(config.databaseUrl, logger) : onRedis(config.redisUrl, logger);
}

function onPostgres(url: string, logger: Logger): QueueBackend {
  const start = starter(logger);
  const classes = withBackend(createPostgresBackend);
  const connection = (max: number) => ({
    connectionString: url, schema: QUEUE_SCHEMA, skipMigrations: true, max, connectionTimeoutMillis: 5_000, keepAlive: true, idleTimeoutMillis: IDLE_CONNECTION_MS,
  });
  return {
    available: () => true,
    queue: (name) => held(() => ({
      made: quiet(new classes.Queue<JobData>(PREFIX + name, { connection: connection(2) }), logger, 'queue'), release: () => undefined,
    })),
    worker: (name, work, concurrency) => held(() => ({
      made: quiet(new classes.Worker<JobData>(PREFIX + name, work, { connection: connection(4), concurrency, ...WORKING }), logger, 'queue'),
      release: () => undefined,
    }), start),
    close: () => undefined,
  };
}

function onRedis(url: string, logger: Logger): QueueBackend {
  const start = starter(logger);
  const producers = new Set<Redis>();
  const consumers = new Set<Redis>();
  // A command waits for the server's return instead of failing: one that failed while BullMQ looks the server over would fail it for ever.
  const connect = (kind: Set<Redis>) => {
    const redis = quiet(new Redis(url, { maxRetriesPerRequest: null }), logger, 'queue');
    kind.add(redis);
    return { redis, release: () => { kind.delete(redis); redis.disconnect(); } };
  };
  return {
    available: () => [...producers].every((redis) => redis.status === 'ready'),
    queue: (name) => held(() => {
      const { redis, release } = connect(producers);
      return { made: quiet(new Queue<JobData>(PREFIX + name, { connection: redis }), logger, 'queue'), release };
    }),
    worker: (name, work, concurrency) => held(() => {
      const { redis, release } = connect(consumers);
      return { made: quiet(new Worker<JobData>(PREFIX + name, work, { connection: redis, concurrency, ...WORKING }), logger, 'queue'), release };
    }, start),
    close: () => { for (const redis of [...producers, ...consumers]) redis.disconnect(); },
  };
}

/** A worker runs once its connection stands, never before. */
const starter = (logger: Logger) => (worker: AnyWorker): void => {
  worker.run().catch((error: unknown) => { logger.error({ error: describeError(error) }, 'a worker ended'); });
};
