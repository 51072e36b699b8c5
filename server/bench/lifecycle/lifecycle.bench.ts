// Owns the bench `lifecycle`: whole lives of tickets by fifty people at once, beside more and more tickets.
// Leaves living to the client process and the other tickets to generate.ts.
import type { Bench } from '../bench.js';
import { secondsOf, withProcessor } from '../client.js';
import { asOwner, inCopy, prepared } from '../databases.js';
import { median, medianSpread, rounded, spread } from '../figures.js';
import { generator } from '../generate/generate.js';
import { serverSeconds } from '../processor.js';
import { startApi, startWorker } from '../programs.js';
import { workerAfter, workerSeconds } from '../worker-after.js';
import { STEPS } from './lifecycles.js';
import type { Lives } from './lifecycles.js';
import { castOf } from './lives.js';

const PEOPLE = 50;
const SIZES = [10_000, 100_000, 1_000_000];
/** Requests of one life: every one is answered before the next is sent. */
const REQUESTS = STEPS.length;

export const lifecycle: Bench = async ({ postgres, options, report, client, folder, statements }) => {
  const count = options.count ?? (options.quick ? 20 : 400);
  const found: Figures[] = [];
  for (const size of options.sizes ?? (options.quick ? [200] : SIZES)) {
    const tickets = await prepared(postgres, size, generator(size, report));
    await inCopy(postgres, tickets, (database) => asOwner(database.ownerUrl, async (owner) => {
      const lives = await castOf(owner, PEOPLE);
      const start = { databaseUrl: database.appUrl, folder, pool: options.pool, profile: options.profile };
      const api = await startApi(start);
      const worker = options.worker ? await startWorker(start) : null;
      const { rows: [session] } = await owner.query<{ pid: number }>('select pg_backend_pid() as pid');
      const processor = { client: secondsOf(client.pid), api: secondsOf(api.pid), postgres: () => serverSeconds(session?.pid ?? 0) };
      const live = (many: number) => client.run('lifecycles', { url: api.url, width: PEOPLE, lives: lives(many) });
      await live(Math.ceil(count / 2)); // Warm.
      await statements?.reset(owner);
      const runs: Lives[] = [];
      for (let run = 1; run <= options.runs; run += 1) {
        const { result, processor: used } = await withProcessor(processor, () => live(count));
        runs.push(result);
        report.line('run', { tickets: size, run, ...rates(result, count), lives: spread(result.times), again: result.again, processor: used });
        if (run === 1) await statements?.show(owner, report, count * REQUESTS);
      }
      const { rows: [sum] } = await owner.query<{ added: number }>(`select (count(*) - $1)::int as added from ticket`, [size]);
      const wanted = count * options.runs + Math.ceil(count / 2);
      if (sum?.added !== wanted) throw new Error(`${String(wanted)} tickets were created, ${String(sum?.added)} are there`);
      const figures = {
        tickets: size, ...middle(runs.map((run) => rates(run, count))), lives: medianSpread(runs.map((run) => spread(run.times))),
        steps: Object.fromEntries(STEPS.map((step) => [step, medianSpread(runs.map((run) => spread(run.steps[step])))])),
        memory: { api: await api.memory() },
      };
      await api.stop();
      const worked = await workerAfter(worker, start, owner, workerSeconds(options));
      await worker?.stop();
      const all = { ...figures, memory: { ...figures.memory, worker: worked.memory } };
      found.push(all);
      report.line('size', { ...all, worker: options.worker, workerDeliveriesPerSecond: worked.deliveriesPerSecond });
    }));
  }
  const first = found[0]!;
  report.line('result', {
    goal: { requestsPerSecond: 60, timeAgainstSmallest: 1.3 },
    sizes: found.map((each) => ({ tickets: each.tickets, requestsPerSecond: each.requests, lifecyclesPerSecond: each.lifecycles, timeAgainstSmallest: against(first, each) })),
  });
  report.table(`lifecycle: ${String(PEOPLE)} people at once, ${String(REQUESTS)} requests a life (${STEPS.join(', ')}), ${options.worker ? 'with a worker' : 'no worker running'}`,
    found.map((each) => ({
      tickets: each.tickets, 'requests /s': each.requests, 'lifecycles /s': each.lifecycles, 'time against the smallest': against(first, each),
      'life p50 ms': each.lives.p50, 'p95': each.lives.p95, 'p99': each.lives.p99, 'api MB': each.memory.api.rssMb, 'heap MB': each.memory.api.heapUsedMb,
      'worker MB': each.memory.worker.rssMb, 'its heap MB': each.memory.worker.heapUsedMb,
    })));
  report.table('per step, ms', found.flatMap((each) => STEPS.map((step) => ({ tickets: each.tickets, step, ...each.steps[step] }))));
};

interface Figures {
  tickets: number;
  requests: number;
  lifecycles: number;
  lives: ReturnType<typeof spread>;
  steps: Record<string, ReturnType<typeof spread>>;
  memory: { api: { rssMb: number; heapUsedMb: number }; worker: { rssMb: number; heapUsedMb: number } };
}

/** Per second: whole lives, and the requests they are made of. */
function rates({ tookMs }: Lives, count: number): { lifecycles: number; requests: number } {
  const lifecycles = count / tookMs * 1000;
  return { lifecycles: rounded(lifecycles), requests: rounded(lifecycles * REQUESTS) };
}

function middle(runs: { lifecycles: number; requests: number }[]): { lifecycles: number; requests: number } {
  return { lifecycles: rounded(median(runs.map((run) => run.lifecycles))), requests: rounded(median(runs.map((run) => run.requests))) };
}

/** The same work's time there, as a multiple of the time at the smallest size. */
const against = (first: Figures, each: Figures): number => rounded(first.lifecycles / each.lifecycles, 2);
