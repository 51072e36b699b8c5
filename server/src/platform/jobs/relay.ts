// Owns handing owed deliveries to the queue: woken by a notification, by a clock when that was missed.
// Leaves doing the jobs to runner.ts; a delivery's row goes only when its effect is committed.
import pg from 'pg';
import type { DataSource } from 'typeorm';
import { nameError } from '../logging/describe-error.js';
import type { Logger } from '../logging/logger.js';
import { endedWithin } from '../within.js';
import { JOBS, QUEUES, WAKE_CHANNEL } from './catalogue.js';
import type { QueueName } from './catalogue.js';
import { handOver } from './hand-over.js';
import type { Due } from './hand-over.js';
import type { Held } from './held.js';
import type { AnyQueue, QueueBackend } from './queue-backend.js';

const BATCH = 500;
const INTERVAL_MS = 1000;
/** After this long without its effect a delivery is handed over again: the queue may have lost it. */
const AGAIN_AFTER = '20 seconds';
/** A delivery's age, for each of its tries, from which it is looked into what holds it up: more than a try and its wait take. */
const OVERDUE_AFTER = '40 seconds';
/** A queue that has not answered by then is away; the deliveries stay due. */
const HAND_OVER_MS = 5_000;
const STOP_PATIENCE_MS = 1_000;

export interface Relay {
  queues: ReadonlyMap<QueueName, Held<AnyQueue>>;
  start(): void;
  /** Milliseconds since it last asked for due deliveries and could hand over what there was; null before the first time. */
  sinceLastPass(): number | null;
  stop(): Promise<void>;
}

export function createRelay(source: DataSource, databaseUrl: string, backend: QueueBackend, logger: Logger): Relay {
  const queues = new Map(QUEUES.map((name) => [name, backend.queue(name)]));
  let timer: NodeJS.Timeout | undefined;
  let listener: pg.Client | undefined;
  let running: Promise<void> | undefined;
  let again = false;
  let stopped = false;
  let passedAt: number | null = null;
  const stopping = new AbortController();

  const wake = () => {
    if (stopped) return;
    if (running) { again = true; return; }
    running = pass().catch((error: unknown) => {
      logger.warn({ error: nameError(error) }, 'relay');
    }).finally(() => {
      running = undefined;
      if (again) { again = false; wake(); }
    });
  };

  async function pass(): Promise<void> {
    while (!stopped && backend.available()) {
      const handedOver = await relayBatch();
      passedAt = performance.now();
      if (handedOver < BATCH) return;
    }
  }

  /** Claims due rows and hands them over in one transaction: when the queue refuses, they stay due. */
  function relayBatch(): Promise<number> {
    return source.transaction(async (manager) => {
      const [rows] = await manager.query<[Due[], number]>(
        `update event_delivery d set relayed_at = clock_timestamp()
         from (select event_id, job, relayed_at is not null and created_at < clock_timestamp() - $3::interval * (attempts + 1) as overdue from event_delivery
               where failed_at is null and (relayed_at is null or relayed_at < clock_timestamp() - $2::interval)
               order by event_id limit $1 for update skip locked) due
         where d.event_id = due.event_id and d.job = due.job
         returning d.event_id as "eventId", d.job, due.overdue, extract(epoch from clock_timestamp())::int as at`, [BATCH, AGAIN_AFTER, OVERDUE_AFTER]);
      rows.sort((one, other) => Number(BigInt(one.eventId) - BigInt(other.eventId)));
      for (const [name, queue] of queues) {
        const due = rows.filter((row) => JOBS[row.job].queue === name);
        if (due.length > 0) await answered(handOver(queue.current(), due));
      }
      return rows.length;
    });
  }

  /** A queue that hangs must not keep the claimed rows locked, nor the process from ending. @throws Error when it does */
  async function answered(handedOver: Promise<unknown>): Promise<void> {
    const told = new AbortController();
    const given = AbortSignal.any([stopping.signal, AbortSignal.timeout(HAND_OVER_MS)]);
    const noAnswer = new Promise<never>((_resolve, reject) => {
      given.addEventListener('abort', () => { reject(new Error('the queue does not answer')); }, { signal: told.signal });
    });
    await Promise.race([handedOver, noAnswer]).finally(() => { told.abort(); });
  }

  async function listen(): Promise<void> {
    if (stopped || listener) return;
    const client = new pg.Client({ connectionString: databaseUrl, application_name: 'zhitongche-relay', keepAlive: true, connectionTimeoutMillis: 5_000 });
    listener = client;
    const lost = () => { if (listener === client) listener = undefined; };
    client.on('error', lost).on('end', lost).on('notification', wake);
    try {
      await client.connect();
      await client.query(`LISTEN ${WAKE_CHANNEL}`);
    } catch {
      // The database is away: the interval tries again.
      lost();
      void client.end().catch(() => undefined);
    }
  }

  return {
    queues,
    sinceLastPass: () => (passedAt === null ? null : performance.now() - passedAt),
    start() {
      timer = setInterval(() => { void listen(); wake(); }, INTERVAL_MS);
      void listen();
      wake();
    },
    async stop() {
      stopped = true;
      stopping.abort();
      clearInterval(timer);
      const closed = Promise.allSettled([listener?.end(), running]).then(() => Promise.allSettled([...queues.values()].map((queue) => queue.close())));
      await endedWithin(STOP_PATIENCE_MS, closed);
    },
  };
}
