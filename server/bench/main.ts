// Owns one call of `npm run bench`: options, PostgreSQL, the client process, the bench, the end of all of them.
// Leaves what is measured to the benches.
import { mkdirSync } from 'node:fs';
import { removeAtOnce, temporaryFolder } from '#product/local/temporary-cluster.js';
import type { Bench } from './bench.js';
import { calendar } from './calendar/calendar.bench.js';
import { startClient } from './client.js';
import { asOwner } from './databases.js';
import { lifecycle } from './lifecycle/lifecycle.bench.js';
import { LIMITS, describe } from './machine.js';
import { readOptions } from './options.js';
import type { BenchName, Options } from './options.js';
import { openPostgres } from './postgres.js';
import { search } from './reads/search.bench.js';
import { worklist } from './reads/worklist.bench.js';
import { createReport } from './report.js';
import { statements } from './statements.js';
import { submit } from './submit/submit.bench.js';
import { sweep } from './sweep/sweep.bench.js';

const BY_NAME: Record<BenchName, Bench> = { submit, lifecycle, worklist, search, sweep, calendar };

/** @returns the exit code: 0 when the bench ran to its end, whatever its figures */
export async function runBench(root: string, args: string[]): Promise<number> {
  let options: Options;
  try {
    options = readOptions(args);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  }
  const report = createReport(options.bench, options.json);
  const folder = await temporaryFolder('bench');
  // Also when it is interrupted.
  process.once('exit', () => { removeAtOnce([folder]); });
  if (options.profile !== null) mkdirSync(options.profile, { recursive: true });
  const postgres = await openPostgres(options);
  const client = startClient();
  // Ctrl-C: the processes end with us, the temporary cluster and its folder are removed by what runs at exit.
  for (const [signal, code] of [['SIGINT', 130], ['SIGTERM', 143]] as const) process.on(signal, () => process.exit(code));
  try {
    await asOwner(postgres.ownerUrl('postgres'), async (owner) => { report.line('machine', await describe(root, owner, options, postgres.place)); });
    await BY_NAME[options.bench]({ root, postgres, options, report, client, folder, statements: options.statements ? statements : null });
    report.say(`limits: ${LIMITS}`);
    return 0;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    return 1;
  } finally {
    client.stop();
    await postgres.close();
  }
}
