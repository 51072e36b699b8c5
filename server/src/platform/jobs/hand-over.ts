// Owns turning owed deliveries into the queue's jobs, and going round a job that holds up its own delivery.
// Leaves which deliveries are due to relay.ts.
import { JOBS } from './catalogue.js';
import type { EventJobName } from './catalogue.js';
import type { AnyQueue } from './queue-backend.js';

/** A delivery to hand over. */
export interface Due {
  eventId: string;
  job: EventJobName;
  /** Handed over before, and for longer than any wait between tries still without its effect. */
  overdue: boolean;
  /** Seconds since 1970 by the database, which no other hand-over of this delivery shares. */
  at: number;
}

/** A backlog is overdue as a whole; those that are held up become its oldest. */
const LOOKED_INTO = 20;

/** The same delivery handed over twice is one job while it waits or runs. */
const idOf = ({ eventId, job }: Due): string => `${job}-${eventId}`;

/**
 * Hands deliveries over, the oldest first. The queue takes the time from its workers' hosts: one whose clock was hours
 * ahead may have left a job running, or put off, for hours, and under that job's name the queue takes no other. Such a
 * delivery is handed over under another name. Should the first job come after all, it finds nothing owed.
 */
export async function handOver(queue: AnyQueue, due: readonly Due[]): Promise<void> {
  const heldUp = new Set<Due>();
  for (const each of due.filter(({ overdue }) => overdue).slice(0, LOOKED_INTO)) {
    if (['active', 'delayed'].includes(await queue.getJobState(idOf(each)))) heldUp.add(each);
  }
  await queue.addBulk(due.map((each) => toJob(each, heldUp.has(each) ? `${idOf(each)}-${String(each.at)}` : idOf(each))));
}

function toJob({ job, eventId }: Due, jobId: string) {
  const { attempts, backoffMs } = JOBS[job];
  // A failed one leaves the queue: its row says that it failed, and the queue takes the same job again when a person has it run again.
  return { name: job, data: { eventId }, opts: { jobId, attempts, backoff: { type: 'exponential', delay: backoffMs }, removeOnComplete: true, removeOnFail: true } };
}
