// Owns the net under the queue: a scheduled job that no worker has begun for two of its intervals is begun here, without the queue.
// Leaves its usual turns to the queue's schedule in runner.ts. Only the database's clock counts.
import type { DataSource } from 'typeorm';
import { isAway } from '../database/away.js';
import { describeError } from '../logging/describe-error.js';
import type { Logger } from '../logging/logger.js';
import { JOBS, SCHEDULED_JOB_NAMES } from './catalogue.js';
import type { ScheduledJobName } from './catalogue.js';

const LOOK_EVERY_MS = 5_000;
const MISSED_INTERVALS = 2;

export interface Turns {
  /** Whether this process is at it. */
  running(name: ScheduledJobName): boolean;
  take(name: ScheduledJobName): Promise<void>;
}

export interface SafetyNet {
  start(): void;
  /** Resolves when what it has begun is over. */
  stop(): Promise<void>;
}

/**
 * A schedule lives in the queue, which may be away, flushed, or hold a next turn that a host with a wrong clock has put
 * hours ahead.
 */
export function createSafetyNet(source: DataSource, turns: Turns, logger: Logger): SafetyNet {
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<void> | undefined;

  async function look(): Promise<void> {
    for (const name of SCHEDULED_JOB_NAMES) {
      if (turns.running(name) || !(await missed(name))) continue;
      logger.warn({ job: name }, 'the queue gave no turn in time: begun without it');
      await turns.take(name);
    }
  }

  /** Of several workers one claims the turn. A job that has never run is the queue's to begin. */
  async function missed(name: ScheduledJobName): Promise<boolean> {
    const [rows] = await source.query<[unknown[], number]>(
      `update scheduled_run set started_at = clock_timestamp(), ended_at = null
       where job = $1 and started_at < clock_timestamp() - $2 * interval '1 millisecond' returning 1`, [name, MISSED_INTERVALS * JOBS[name].everyMs]);
    return rows.length > 0;
  }

  return {
    start() {
      timer = setInterval(() => {
        looking ??= look().catch((error: unknown) => {
          if (!isAway(error)) logger.error({ error: describeError(error) }, 'a turn begun without the queue');
        }).finally(() => { looking = undefined; });
      }, LOOK_EVERY_MS);
      timer.unref();
    },
    async stop() {
      clearInterval(timer);
      await looking;
    },
  };
}
