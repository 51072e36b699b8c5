// Owns the bench `sweep`: among many open tickets, thousands of lights fall due in one second while people work.
// Leaves which tickets to due-at-once.ts, the people to people-at-work.ts, the yardstick to plain.ts.
import type pg from 'pg';
import type { Bench, Given } from '../bench.js';
import { secondsOf, withProcessor } from '../client.js';
import { asOwner, inCopy, prepared } from '../databases.js';
import type { Database } from '../databases.js';
import { median, percentile, rounded, spread } from '../figures.js';
import { generator } from '../generate/generate.js';
import { serverSeconds } from '../processor.js';
import { startApi, startWorker } from '../programs.js';
import { dueAtOnce, lightsOf } from './due-at-once.js';
import type { Errand } from './foreground.js';
import { PER_SECOND, peopleAtWork } from './people-at-work.js';
import { plainSweep } from './plain.js';

const GOAL_SECONDS = 60;
const GOAL_P95 = 2;
const CONNECTIONS = 40;
/** The foreground is asked for in pieces, so that it ends soon after what it is beside. */
const PIECE_SECONDS = 2;
const LOOK_MS = 100;
const PATIENCE_MS = 600_000;

interface Sizes {
  open: number;
  due: number;
  /** The worker has read its settings and people have worked a while before anything is measured. */
  warmSeconds: number;
  /** The foreground alone, before. */
  aloneSeconds: number;
  /** From setting the moment to the moment: the worker's next look comes before. */
  leadSeconds: number;
}

const FULL: Sizes = { open: 100_000, due: 10_000, warmSeconds: 10, aloneSeconds: 30, leadSeconds: 20 };
const QUICK: Sizes = { open: 400, due: 60, warmSeconds: 1, aloneSeconds: 2, leadSeconds: 3 };

export const sweep: Bench = async (given) => {
  const { postgres, options, report } = given;
  const usual = options.quick ? QUICK : FULL;
  const runs = options.quick ? 1 : Math.min(options.runs, 3);
  for (const open of options.sizes ?? [usual.open]) {
    const sizes = { ...usual, open, due: options.count ?? Math.min(usual.due, Math.floor(open / 5)) };
    const tickets = await prepared(postgres, open, generator(open, report, 'open'));
    const found: Figures[] = [];
    for (let run = 1; run <= runs; run += 1) {
      const figures = await inCopy(postgres, tickets, (database) => lit(given, database, sizes));
      const plain = await inCopy(postgres, tickets, (database) => asOwner(database.ownerUrl, async (owner) => {
        await dueAtOnce(owner, { count: sizes.due }, await inSeconds(owner, 0));
        return plainSweep(owner);
      }));
      found.push({ ...figures, plainSeconds: rounded(plain, 2) });
      report.line('run', { run, ...sizes, ...found.at(-1) });
    }
    const middle = (of: (each: Figures) => number, digits = 1) => rounded(median(found.map(of)), digits);
    report.line('result', {
      goal: { seconds: GOAL_SECONDS, p95AgainstAlone: GOAL_P95 }, ...sizes, allLitSeconds: middle((each) => each.allLitSeconds),
      ticketsPerSecond: middle((each) => each.ticketsPerSecond), allToldSeconds: middle((each) => each.allToldSeconds),
      p95AgainstAlone: middle((each) => each.p95AgainstAlone, 2), againstPlainSql: middle((each) => each.allLitSeconds / each.plainSeconds),
      duplicates: Math.max(...found.map((each) => each.duplicates)), early: Math.max(...found.map((each) => each.early)),
    });
    report.table(`sweep: ${String(sizes.due)} of ${String(open)} open tickets due in one second, ${String(PER_SECOND)} requests/s beside`, found.map((each, at) => ({
      run: at + 1, 'all lit s': each.allLitSeconds, 'tickets /s': each.ticketsPerSecond, 'late p50 ms': each.lateness.p50, 'p99': each.lateness.p99,
      'max': each.lateness.max, 'all told s': each.allToldSeconds, 'twice': each.duplicates, 'early': each.early,
      'p95 alone ms': each.foreground.alone.p95, 'while lighting': each.foreground.lighting.p95, 'while telling': each.foreground.telling.p95,
      'plain SQL s': each.plainSeconds, 'worker MB': each.memory.worker.rssMb,
    })));
  }
};

type Figures = Awaited<ReturnType<typeof lit>> & { plainSeconds: number };

async function lit({ client, options, folder, report, statements }: Given, database: Database, sizes: Sizes) {
  return asOwner(database.ownerUrl, async (owner) => {
    const start = { databaseUrl: database.appUrl, folder, pool: options.pool, profile: options.profile };
    const api = await startApi(start);
    const worker = await startWorker(start);
    try {
      const { rows: [session] } = await owner.query<{ pid: number }>('select pg_backend_pid() as pid');
      const processor = { client: secondsOf(client.pid), api: secondsOf(api.pid), worker: secondsOf(worker.pid), postgres: () => serverSeconds(session?.pid ?? 0) };
      const work = (errands: Errand[]) => client.run('foreground', { url: api.url, connections: CONNECTIONS, perSecond: PER_SECOND, errands });
      const someDue = await owner.query<{ id: string }>(`select id from ticket where status = 'handling' order by md5(id::text) limit 500`);
      const errands = await peopleAtWork(api.url, owner, someDue.rows.map((row) => row.id));
      await work(errands(sizes.warmSeconds));
      const alone = await work(errands(sizes.aloneSeconds));

      const at = await inSeconds(owner, sizes.leadSeconds);
      const due = await dueAtOnce(owner, { count: sizes.due }, at);
      const dueErrands = await peopleAtWork(api.url, owner, due);
      await until(owner, at);
      await statements?.reset(owner);
      const lighting = await withProcessor(processor, () => beside(dueErrands, work, allLit(owner, at)));
      await statements?.show(owner, report, sizes.due);
      await statements?.reset(owner);
      const telling = await withProcessor(processor, () => beside(dueErrands, work, allTold(owner, at)));
      await statements?.show(owner, report, sizes.due);
      const lights = await lightsOf(owner, due, at);
      if (lights.lit !== sizes.due || lights.unmatched > 0) throw new Error(`${String(lights.lit)} of ${String(sizes.due)} lit, ${String(lights.unmatched)} without row or event`);
      const foreground = { alone: flat(alone), lighting: flat(lighting.result.times), telling: flat(telling.result.times) };
      return {
        allLitSeconds: lighting.result.seconds, ticketsPerSecond: rounded(sizes.due / lighting.result.seconds), allToldSeconds: telling.result.seconds,
        lateness: { p50: Math.round(percentile(lights.lateness, 0.5)), p99: Math.round(percentile(lights.lateness, 0.99)), max: Math.round(Math.max(...lights.lateness)) },
        duplicates: lights.duplicates + await toldTwice(owner), early: lights.early,
        foreground, p95AgainstAlone: rounded(foreground.lighting.p95 / foreground.alone.p95, 2),
        steps: { alone: steps(alone), lighting: steps(lighting.result.times), telling: steps(telling.result.times) },
        processor: { lighting: lighting.processor, telling: telling.processor }, memory: { api: await api.memory(), worker: await worker.memory() },
      };
    } finally {
      await Promise.all([api.stop(), worker.stop()]);
    }
  });
}

type Times = Record<string, number[]>;

/** People work until `over` says how many seconds it took since the lights were due. */
async function beside(errands: (seconds: number) => Errand[], work: (errands: Errand[]) => Promise<Times>, over: Promise<number>): Promise<{ seconds: number; times: Times }> {
  const state = { going: true };
  const ended = over.finally(() => { state.going = false; });
  ended.catch(() => undefined); // Heard below.
  const times: Times = {};
  do {
    for (const [label, more] of Object.entries(await work(errands(PIECE_SECONDS)))) (times[label] ??= []).push(...more);
  } while (state.going);
  return { seconds: rounded(await ended), times };
}

const flat = (times: Times) => spread(Object.values(times).flat());
const steps = (times: Times) => Object.fromEntries(Object.entries(times).map(([label, all]) => [label, spread(all)]));

const allLit = (owner: pg.Client, at: Date) => since(owner, at, `select 1 from timer where state = 'waiting' and due_at <= $1`);

/** Nothing of what was owed when they were lit is owed any more; people go on making new deliveries meanwhile. */
const allTold = (owner: pg.Client, at: Date) => since(owner, at,
  `select 1 from event_delivery d join ticket_event e on e.id = d.event_id where e.type = 'light.lit' and e.at >= $1`);

/** Seconds by the database's clock from `at` until the question has no answer any more. @throws Error after ten minutes */
async function since(owner: pg.Client, at: Date, question: string): Promise<number> {
  const end = performance.now() + PATIENCE_MS;
  for (;;) {
    const { rows: [row] } = await owner.query<{ left: boolean; seconds: number }>(
      `select exists (${question}) as left, extract(epoch from clock_timestamp() - $1::timestamptz)::float8 as seconds`, [at]);
    if (row?.left === false) return row.seconds;
    if (performance.now() > end) throw new Error('the sweep did not come to its end');
    await pause(LOOK_MS);
  }
}

async function toldTwice(owner: pg.Client): Promise<number> {
  const { rows: [row] } = await owner.query<{ n: number }>('select (count(*) - count(distinct (event_id, person_id)))::int as n from notice');
  return row?.n ?? 0;
}

async function inSeconds(owner: pg.Client, seconds: number): Promise<Date> {
  const { rows: [row] } = await owner.query<{ at: Date }>(`select date_trunc('second', clock_timestamp()) + $1 * interval '1 second' as at`, [seconds]);
  if (!row) throw new Error('the database did not tell the time');
  return row.at;
}

async function until(owner: pg.Client, at: Date): Promise<void> {
  const now = await inSeconds(owner, 0);
  if (now > at) throw new Error('preparing took longer than the time that was left for it');
  await pause(at.getTime() - Date.now());
}

const pause = (ms: number) => new Promise<void>((resolve) => { setTimeout(resolve, ms); });
