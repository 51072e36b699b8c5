// Owns measuring questions: an API for them, warm-up, runs, a line and a table, and the plan of the slowest.
// Leaves which questions there are to the benches.
import type { Given } from '../bench.js';
import { secondsOf, withProcessor } from '../client.js';
import type { Database } from '../databases.js';
import { medianSpread, spread } from '../figures.js';
import { startApi } from '../programs.js';
import type { Api, Memory } from '../programs.js';
import type { Question } from './reads.js';

export interface Readers {
  api: Api;
  ask(path: string, cookie: string): Promise<{ items: { worklist: string }[] }>;
}

/** An API on the database for as long as `work` takes. */
export async function withReaders(given: Given, database: Database, work: (readers: Readers) => Promise<void>): Promise<void> {
  const { options, folder } = given;
  const api = await startApi({ databaseUrl: database.appUrl, folder, pool: options.pool, profile: options.profile });
  try {
    await work({
      api,
      async ask(path, cookie) {
        const response = await fetch(api.url + path, { headers: { cookie } });
        if (response.status !== 200) throw new Error(`${path}: ${String(response.status)} ${await response.text()}`);
        return await response.json() as { items: { worklist: string }[] }; // WorklistCounts.
      },
    });
  } finally {
    await api.stop();
  }
}

export interface Measurement extends Given {
  tickets: number;
  goalMs: number;
  questions: Question[];
  readers: Readers;
  /** How often each question is asked in a run. */
  repeat: number;
}

/** One reader asks at a time: the time of an answer, not of a queue. Answers the label of the slowest. */
export async function measure({ client, options, report, tickets, goalMs, questions, readers: { api }, repeat }: Measurement): Promise<string> {
  const asked = (times: number) => client.run('reads', { url: api.url, width: 1, questions: Array.from({ length: times }, () => questions).flat() });
  await asked(1); // Warm.
  const runs: Awaited<ReturnType<typeof asked>>[] = [];
  for (let run = 1; run <= options.runs; run += 1) {
    const { result, processor } = await withProcessor({ client: secondsOf(client.pid), api: secondsOf(api.pid) }, () => asked(repeat));
    runs.push(result);
    report.line('run', { tickets, run, labels: Object.fromEntries(Object.entries(result).map(([label, { times, rows }]) => [label, { ...spread(times), rows }])), processor });
  }
  const rows = Object.entries(runs[0] ?? {}).map(([label, first]) => ({
    question: label, rows: first.rows, ...medianSpread(runs.map((run) => spread(run[label]?.times ?? []))),
  }));
  const memory: Memory = await api.memory();
  const slowest = rows.toSorted((a, b) => b.p95 - a.p95)[0]!;
  report.line('result', { tickets, goalP95Ms: goalMs, slowest, over: rows.filter((row) => row.p95 > goalMs).map((row) => row.question), memory: { api: memory } });
  report.table(`at ${String(tickets)} tickets, ms, one reader at a time; goal p95 ≤ ${String(goalMs)}`, rows.map((row) => ({ ...row, over: row.p95 > goalMs ? '✗' : '' })));
  report.table('memory', [{ process: 'api', ...memory }]);
  return slowest.question;
}
