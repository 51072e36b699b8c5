// Owns a run: read the file, several tickets at a time, then ask the system for each of them again and count.
// Leaves one ticket's way to play.ts and saying it to report.ts.
import type { TicketView } from '@zhitongche/shared/ticket/contract.js';
import type { Status } from '@zhitongche/shared/ticket/vocabulary.js';
import { ServerAway, Stopped, createClient } from './api-client.js';
import type { Figures } from './api-client.js';
import { gatherCast } from './cast.js';
import { openJournal } from './journal.js';
import { readMessages } from './messages.js';
import type { StrangeLine } from './messages.js';
import type { LoadOptions } from './options.js';
import { planOf } from './plan.js';
import type { Plan } from './plan.js';
import { play } from './play.js';
import type { Setting } from './play.js';
import type { Progress } from './progress.js';

export interface LoadReport {
  strange: StrangeLine[];
  clipped: number;
  /** Messages that were to be loaded. */
  wanted: number;
  /** Tickets the system acknowledged in this run; all of them are in `byStatus`, or in `lost`. */
  acknowledged: number;
  byStatus: Partial<Record<Status, number>>;
  /** Acknowledged and not found again with its number: must be empty. */
  lost: string[];
  problems: { line: number; why: string }[];
  figures: Figures;
  /** Why the run ended before its end; null when it did not. */
  ended: 'stopped' | 'away' | null;
}

/** @throws Error when the file cannot be read, or the system has no demo people */
export async function load(options: LoadOptions & { file: string }, progress: Progress, stop: AbortSignal): Promise<LoadReport> {
  const { messages, strange, clipped } = await readMessages(options.file, options.seed);
  const wanted = messages.slice(0, options.tickets);
  const client = createClient(options.url, options.patienceMs, stop);
  const report: LoadReport = {
    strange, clipped, wanted: wanted.length, acknowledged: 0, byStatus: {}, lost: [], problems: [], figures: client.figures, ended: null,
  };
  const journal = openJournal(options.journal);
  const numbers = new Map<Plan, string>();
  try {
    const setting: Setting = { cast: await gatherCast(client), client, journal, stop };
    progress.start(wanted.length);
    await several(options.concurrency, wanted.map((message) => planOf(message, setting.cast)), async (plan) => {
      const { number, problem } = await play(plan, setting);
      if (number !== null) numbers.set(plan, number);
      if (problem !== null) report.problems.push({ line: plan.message.line, why: problem });
      progress.step();
    });
    report.acknowledged = numbers.size;
    await several(options.concurrency, [...numbers], ([plan, number]) => findAgain(plan, number, setting, report));
  } catch (error) {
    if (!(error instanceof Stopped) && !(error instanceof ServerAway)) throw error;
    report.ended = error instanceof Stopped ? 'stopped' : 'away';
    report.acknowledged = numbers.size;
  } finally {
    progress.stop();
    journal.close();
  }
  return report;
}

async function findAgain({ message, reporter }: Plan, number: string, { cast }: Setting, report: LoadReport): Promise<void> {
  const { status, body } = await cast.as(reporter.person, 'GET', `/api/tickets/${message.id}`);
  const found = status === 200 ? (body as TicketView) : null;
  if (found?.number !== number) report.lost.push(number);
  else report.byStatus[found.status] = (report.byStatus[found.status] ?? 0) + 1;
}

/** Works through items, `width` at a time; the first failure ends it once those under way have ended. */
async function several<T>(width: number, items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const waiting = [...items].reverse();
  let failure: { error: unknown } | undefined;
  const lane = async () => {
    for (let item = waiting.pop(); item !== undefined && failure === undefined; item = waiting.pop()) {
      await work(item).catch((error: unknown) => { failure ??= { error }; });
    }
  };
  await Promise.all(Array.from({ length: width }, lane));
  if (failure !== undefined) throw failure.error;
}
