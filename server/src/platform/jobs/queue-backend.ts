// Owns which back end BullMQ stands on: Redis when there is an address, PostgreSQL otherwise. One API for both.
// Leaves names and settings of jobs to catalogue.ts.
import type { Processor } from 'bullmq';
import { Queue, Worker, createPostgresBackend, withBackend } from 'bullmq';
import { Redis } from 'ioredis';
import type { Config } from '../config/config.js';
import type { Logger } from '../logging/logger.js';
import type { QueueName } from './catalogue.js';

type JobData = { eventId?: string };

export interface QueueBackend {
  queue(name: QueueName): Pick<Queue<JobData>, 'addBulk' | 'upsertJobScheduler' | 'close' | 'waitUntilReady'>;
  worker(name: QueueName, work: Processor<JobData>, concurrency: number): Pick<Worker, 'close'>;
  close(): Promise<void>;
}

const QUEUE_SCHEMA = 'bullmq';
const PREFIX = 'ztc-';

export function createQueueBackend(config: Pick<Config, 'redisUrl' | 'databaseUrl'>, logger: Logger): QueueBackend {
  return config.redisUrl === null ? onPostgres(config.databaseUrl, logger) : onRedis(config.redisUrl, logger);
}

function onPostgres(url: string, logger: Logger): QueueBackend {
  const classes = withBackend(createPostgresBackend);
  const connection = () => ({ connectionString: url, schema: QUEUE_SCHEMA, skipMigrations: true, max: 4 });
  return {
    queue: (name) => quiet(new classes.Queue<JobData>(PREFIX + name, { connection: connection() }), logger),
    worker: (name, work, concurrency) =>
      quiet(new classes.Worker<JobData>(PREFIX + name, work, { connection: connection(), concurrency }), logger),
    close: () => Promise.resolve(),
  };
}

function onRedis(url: string, logger: Logger): QueueBackend {
  const connections: Redis[] = [];
  // A worker blocks on its connection and must wait for ever; a queue must answer soon or let the relay try later.
  const connect = (maxRetriesPerRequest: number | null) => {
    const redis = new Redis(url, { maxRetriesPerRequest, enableOfflineQueue: maxRetriesPerRequest === null });
    connections.push(quiet(redis, logger));
    return redis;
  };
  return {
    queue: (name) => quiet(new Queue<JobData>(PREFIX + name, { connection: connect(1) }), logger),
    worker: (name, work, concurrency) => quiet(new Worker<JobData>(PREFIX + name, work, { connection: connect(null), concurrency }), logger),
    close: async () => {
      for (const redis of connections) redis.disconnect();
      return Promise.resolve();
    },
  };
}

/** Without a listener an `error` ends the process; the queue may go away at any moment. */
function quiet<T extends { on(event: 'error', listener: (error: Error) => void): unknown }>(emitter: T, logger: Logger): T {
  let last = '';
  emitter.on('error', (error) => {
    // A server that is away says so many times a second; once a message is enough.
    if (error.message !== last) logger.warn({ error: error.message }, 'queue');
    last = error.message;
  });
  return emitter;
}
