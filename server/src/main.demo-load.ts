// Owns `npm run demo:load` after its build: arguments, Ctrl-C, the exit code.
// Leaves the run to demo-load/, finding a running instance to tools/demo-load.mjs.
import { load } from './demo-load/load.js';
import { USAGE, readOptions } from './demo-load/options.js';
import { createProgress } from './demo-load/progress.js';
import { reconcile } from './demo-load/reconcile.js';
import { isClean, tellLoad, tellReconciliation } from './demo-load/report.js';

const INTERRUPTED = 130;

/**
 * @param runningAt address of the instance that runs from this folder, if one does
 * @returns the exit code: 0 when all is as it should be
 */
export async function demoLoad(args: string[], runningAt: string | null): Promise<number> {
  const say = (line: string) => { process.stdout.write(`${line}\n`); };
  const stopping = new AbortController();
  // npm passes Ctrl-C on although the terminal already has; what is under way ends within a request.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => { stopping.abort(); });
  try {
    const options = readOptions(args, runningAt);
    if (options.reconcile !== null) {
      const result = await reconcile({ ...options, reconcile: options.reconcile }, stopping.signal);
      for (const line of tellReconciliation(result)) say(line);
      return result.wrong.length === 0 ? 0 : 1;
    }
    if (options.file === null) throw new Error('--file');
    const report = await load({ ...options, file: options.file }, createProgress(say, process.stdout.isTTY), stopping.signal);
    for (const line of tellLoad(report)) say(line);
    return report.ended === 'stopped' ? INTERRUPTED : isClean(report) ? 0 : 1;
  } catch (error) {
    if (stopping.signal.aborted) return INTERRUPTED;
    say(error instanceof Error ? error.message : String(error));
    say(USAGE);
    return 1;
  }
}
