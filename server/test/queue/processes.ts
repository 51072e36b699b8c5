// Owns API and worker as real processes of a test: started, heard, killed, told to stop; none outlives the run.
// Leaves the database, the queue's server and addresses to system.ts.
import type { ChildProcess } from 'node:child_process';
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The present version as it is built. */
const BUILT = new URL('../../dist/', import.meta.url);
const KEPT_LINES = 5_000;

export interface Exit {
  code: number | null;
  signal: NodeJS.Signals | null;
  /** From the signal that was sent to the end, in ms. */
  tookMs: number;
}

export interface Program {
  /** Resolves when it says it is ready; rejects with its last lines when it ends before that. */
  ready: Promise<void>;
  exited: Promise<Exit>;
  /** Ends it at once, as the kernel or a power cut does. */
  kill(): Promise<Exit>;
  /** Asks it to end, as an orchestrator does. */
  stop(): Promise<Exit>;
  running(): boolean;
  /** Stops it where it is, as a machine that sleeps does; it holds whatever it holds. */
  freeze(): void;
  thaw(): void;
  /** What it has written, newest last. */
  log(): string[];
}

const alive = new Set<ChildProcess>();
process.on('exit', () => { for (const child of alive) child.kill('SIGKILL'); });

/** Starts a built entry point, of the present version or of another's folder. The build is `npm test`'s, as in production. */
export function startProgram(name: 'main.api' | 'main.worker', env: NodeJS.ProcessEnv, dist: URL = BUILT): Program {
  const child = fork(fileURLToPath(new URL(`${name}.js`, dist)), [], {
    env, stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    // Also when jest itself is killed, nothing stays.
    execArgv: ['--enable-source-maps', '--import', new URL('local/follow-parent.js', dist).href],
  });
  alive.add(child);
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (chunk: string) => {
      lines.push(...chunk.split('\n').filter((line) => line !== ''));
      lines.splice(0, lines.length - KEPT_LINES);
    });
  }
  let signalledAt = performance.now();
  const exited = new Promise<Exit>((resolve) => {
    child.once('exit', (code, signal) => {
      alive.delete(child);
      resolve({ code, signal, tookMs: Math.round(performance.now() - signalledAt) });
    });
  });
  const ready = new Promise<void>((resolve, reject) => {
    child.on('message', (message) => { if (message === 'ready') resolve(); });
    void exited.then(({ code, signal }) => {
      reject(new Error(`${name} ended before it was ready (${signal ?? `exit code ${String(code)}`}):\n${lines.slice(-20).join('\n')}`));
    });
  });
  ready.catch(() => undefined); // One that is killed while it starts has nobody waiting.
  const send = (signal: NodeJS.Signals) => {
    signalledAt = performance.now();
    child.kill(signal);
    return exited;
  };
  return {
    ready, exited,
    kill: () => send('SIGKILL'),
    stop: () => send('SIGTERM'),
    running: () => alive.has(child),
    freeze: () => { child.kill('SIGSTOP'); },
    thaw: () => { child.kill('SIGCONT'); },
    log: () => lines,
  };
}

/** As every entry point promises: within 5 s of SIGTERM, with code 0. */
export function endsInOrder(exit: Exit): void {
  expect(exit).toEqual({ code: 0, signal: null, tookMs: expect.any(Number) });
  expect(exit.tookMs).toBeLessThan(5000);
}
