// Owns running our own entry points as processes of their own: the ones that end (migrate, seed) and the ones that stay.
// Leaves their environment to local-system.ts and restarting to supervisor.ts.
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { open } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { stopChild, whenExited, type Running } from './running.js';

const followParent = new URL('./follow-parent.js', import.meta.url).href;
/** The entry points promise to end within 5 s of SIGTERM. */
const stopGraceMs = 7_000;

function start(name: string, env: NodeJS.ProcessEnv, output: 'pipe' | number): ChildProcess {
  const file = fileURLToPath(new URL(`../${name}.js`, import.meta.url));
  return fork(file, [], {
    env,
    // A process group of its own: Ctrl-C reaches the parent alone, which then stops everything in order.
    detached: true,
    execArgv: ['--enable-source-maps', '--import', followParent],
    stdio: ['ignore', output, output, 'ipc'],
  });
}

/**
 * Runs an entry point to its end, e.g. `main.migrate`; the lines of its standard output go to `onLine`.
 *
 * @throws Error with its last lines when it fails, or when `signal` ended it.
 */
export async function runProgram(name: string, env: NodeJS.ProcessEnv, onLine: (line: string) => void, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  const child = start(name, env, 'pipe');
  const exited = whenExited(child);
  const stop = () => { void stopChild(child, exited, 'SIGTERM', stopGraceMs, 'SIGKILL'); };
  signal.addEventListener('abort', stop);
  const last: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    if (!stream) continue;
    createInterface({ input: stream }).on('line', (line) => {
      last.push(line);
      if (last.length > 20) last.shift();
      if (stream === child.stdout) onLine(line); // What it says to itself, such as warnings, is kept for a failure.
    });
  }
  const closed = once(child, 'close').catch(() => undefined);
  const reason = await exited;
  if (child.pid !== undefined) await closed; // Only then have all lines arrived.
  signal.removeEventListener('abort', stop);
  signal.throwIfAborted();
  if (child.exitCode !== 0) throw new Error(`${name} failed (${reason})\n${last.join('\n')}`);
}

/**
 * Starts an entry point that stays, e.g. `main.worker`. It is ready when it says so by `process.send('ready')` or when
 * `becomesReady` resolves, whichever the program offers.
 */
export async function startProgram(name: string, env: NodeJS.ProcessEnv, logFile: string, becomesReady?: (gone: AbortSignal) => Promise<void>): Promise<Running> {
  const log = await open(logFile, 'a');
  const child = start(name, env, log.fd);
  await log.close();
  const exited = whenExited(child);
  const gone = new AbortController();
  const ended = exited.then((reason): never => {
    gone.abort();
    throw new Error(`${name} ended before it was ready (${reason}), see ${logFile}`);
  });
  const announced = new Promise<void>((resolve) => { child.on('message', (message) => { if (message === 'ready') resolve(); }); });
  const ready = Promise.race([becomesReady ? becomesReady(gone.signal) : announced, ended]);
  ready.catch(() => undefined); // A process that is stopped while it starts has nobody waiting.
  return {
    ready,
    exited,
    stop: () => stopChild(child, exited, 'SIGTERM', stopGraceMs, 'SIGKILL'),
    kill: () => { child.kill('SIGKILL'); },
  };
}
