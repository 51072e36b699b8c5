// Owns the bench `submit`: complete submissions over HTTP beside the same rows written by a bare loop, in turns.
// Leaves sending and writing to the client process. Fails when the two sides did not leave the same rows.
import type { Bench } from '../bench.js';
import { secondsOf, withProcessor } from '../client.js';
import { asOwner, inCopy, prepared } from '../databases.js';
import { median, rounded, spread } from '../figures.js';
import { peopleWith, signIn } from '../people.js';
import { serverSeconds } from '../processor.js';
import { startApi, startWorker } from '../programs.js';
import { reports } from '../reports.js';
import { drained, workerAfter, workerSeconds } from '../worker-after.js';
import { differences, fills, gained, rowsOf } from './rows.js';

const WIDTH = 16;
const PERSONS = 40;

export const submit: Bench = async ({ postgres, options, report, client, folder, statements }) => {
  const count = options.count ?? (options.quick ? 100 : 2000);
  const base = await prepared(postgres, 0, null);
  await inCopy(postgres, base, (database) => asOwner(database.ownerUrl, async (owner) => {
    const visitors = [...(await signIn(owner, peopleWith('cadre').slice(0, PERSONS))).values()];
    const reported = reports();
    const bodies = () => Array.from({ length: count }, (_, at) => reported(at));
    const start = { databaseUrl: database.appUrl, folder, pool: options.pool, profile: options.profile };
    const api = await startApi(start);
    const { rows: [session] } = await owner.query<{ pid: number }>('select pg_backend_pid() as pid');
    const processor = { client: secondsOf(client.pid), api: secondsOf(api.pid), postgres: () => serverSeconds(session?.pid ?? 0) };
    const send = async () => client.run('submissions', { url: api.url, width: WIDTH, visitors, bodies: bodies().map((body) => JSON.stringify(body)) });

    // Warms both sides up, and the rows that these submissions leave are the ones the bare loop writes.
    const before = await fills(owner);
    const models = bodies();
    await client.run('submissions', { url: api.url, width: WIDTH, visitors, bodies: models.map((body) => JSON.stringify(body)) });
    const leaves = gained(before, await fills(owner));
    const rows = await rowsOf(owner, Object.keys(leaves), models.map((body) => body.id));
    const plan = { databaseUrl: database.appUrl, width: WIDTH, submissions: [...rows.values()] };
    await client.run('bareSubmissions', plan);
    report.line('rows', { submissions: count, leaves: Object.fromEntries(Object.entries(leaves).map(([table, { rows: many }]) => [table, many])) });

    const worker = options.worker ? await startWorker(start) : null;
    const settled = async () => { if (worker) await drained(owner); };
    const pairs: { http: number; bare: number; ratio: number; p50: number; p95: number; p99: number }[] = [];
    await statements?.reset(owner);
    for (let run = 1; run <= options.runs; run += 1) {
      await settled();
      const first = await fills(owner);
      const http = await withProcessor(processor, send);
      await settled();
      const middle = await fills(owner);
      if (run === 1) await statements?.show(owner, report, count);
      const bare = await withProcessor(processor, () => client.run('bareSubmissions', plan));
      await settled();
      const wrong = differences(gained(first, middle), gained(middle, await fills(owner)));
      if (wrong.length > 0) throw new Error(`the bare loop did not write the same rows: ${wrong.join('; ')}`);
      const perSecond = (took: number) => rounded(count / took * 1000);
      const figures = { http: perSecond(http.result.tookMs), bare: perSecond(bare.result.tookMs), ...spread(http.result.times) };
      const pair = { ...figures, ratio: rounded(figures.http / figures.bare, 3) };
      pairs.push(pair);
      report.line('pair', { run, ...pair, processor: { http: http.processor, bare: bare.processor } });
    }
    const memory = { api: await api.memory() };
    await api.stop();
    const worked = await workerAfter(worker, start, owner, workerSeconds(options));
    await worker?.stop();
    const middle = (key: 'http' | 'bare' | 'ratio' | 'p50' | 'p95' | 'p99', digits = 1) => rounded(median(pairs.map((pair) => pair[key])), digits);
    report.line('result', {
      goal: 0.5, ratio: middle('ratio', 3), httpPerSecond: middle('http'), barePerSecond: middle('bare'), p50: middle('p50'), p95: middle('p95'),
      p99: middle('p99'), worker: options.worker, memory: { ...memory, worker: worked.memory }, workerDeliveriesPerSecond: worked.deliveriesPerSecond,
    });
    report.table(`submit: ${String(count)} submissions a side, ${String(WIDTH)} at once, ${options.worker ? 'with a worker' : 'no worker running'}`, [
      ...pairs.map((pair, at) => ({ run: at + 1, 'http /s': pair.http, 'bare /s': pair.bare, ratio: pair.ratio, 'p50 ms': pair.p50, 'p95 ms': pair.p95, 'p99 ms': pair.p99 })),
      { run: 'median', 'http /s': middle('http'), 'bare /s': middle('bare'), ratio: middle('ratio', 3), 'p50 ms': middle('p50'), 'p95 ms': middle('p95'), 'p99 ms': middle('p99') },
    ]);
    report.table('memory', [{ process: 'api', ...memory.api }, { process: 'worker', ...worked.memory }]);
  }));
};
