// Owns a worker's part of a bench: what it gets done of what the runs owe it, and how much memory it takes for that.
// Leaves running it beside the API, which --worker asks for, to the benches.
import type pg from 'pg';
import type { Given } from './bench.js';
import { inCopy } from './databases.js';
import type { Database } from './databases.js';
import { rounded } from './figures.js';
import type { Options } from './options.js';
import { startWorker } from './programs.js';
import type { Memory, Program, Start } from './programs.js';

export interface Worked {
  memory: Memory;
  /** Deliveries done while it was looked at; null when it ran beside the API all the time. */
  deliveriesPerSecond: number | null;
}

/** So long a worker is looked at. */
export const workerSeconds = ({ quick }: Pick<Options, 'quick'>): number => (quick ? 1 : 10);
const LOOK_MS = 100;
/** A queue and its connections stand by then. */
const BEGIN_MS = 1_000;

/** The memory of the worker that ran; without one, starts one on what is owed, for so many seconds or until all is done. */
export async function workerAfter(running: Program | null, start: Start, owner: pg.Client, seconds: number): Promise<Worked> {
  if (running) return { memory: await running.memory(), deliveriesPerSecond: null };
  const owed = async () => {
    const { rows: [row] } = await owner.query<{ owed: number }>('select count(*)::int as owed from event_delivery');
    return row?.owed ?? 0;
  };
  const worker = await startWorker(start);
  await pause(BEGIN_MS);
  const [before, began] = [await owed(), performance.now()];
  let left = before;
  while (left > 0 && performance.now() - began < seconds * 1000) {
    await pause(LOOK_MS);
    left = await owed();
  }
  const tookS = (performance.now() - began) / 1000;
  const memory = await worker.memory();
  await worker.stop();
  // A handed-over delivery may owe notices of its own: what is done is at least this.
  return { memory, deliveriesPerSecond: tookS > 0 && before > left ? rounded((before - left) / tookS) : null };
}

/** What a worker takes beside so many tickets when only its rounds are to be done: in a copy, for in them it writes. */
export function workerAtHome({ postgres, options, folder, report }: Given, database: Database, tickets: number): Promise<void> {
  return inCopy(postgres, database, async ({ appUrl }) => {
    const worker = await startWorker({ databaseUrl: appUrl, folder, pool: options.pool, profile: null });
    await pause(workerSeconds(options) * 1000);
    const memory = await worker.memory();
    await worker.stop();
    report.line('worker', { tickets, memory: { worker: memory } });
    report.table('memory', [{ process: 'worker', ...memory }]);
  });
}

/** Waits until the worker beside the API has done what it owes. @throws Error after two minutes */
export async function drained(owner: pg.Client): Promise<void> {
  const until = Date.now() + PATIENCE_MS;
  while ((await owner.query('select from event_delivery limit 1')).rowCount) {
    if (Date.now() > until) throw new Error('the worker did not finish its deliveries');
    await pause(LOOK_MS);
  }
}

const PATIENCE_MS = 120_000;
const pause = (ms: number) => new Promise<void>((resolve) => { setTimeout(resolve, ms); });
