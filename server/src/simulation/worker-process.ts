// Owns the simulation's worker: a process that can really be killed, and whose clock stands where it is told.
// Leaves what a worker does to main.simulate-worker.ts and when it dies to year.ts.
import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { openSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { stopChild, whenExited } from '../local/running.js';
import type { Instant } from './told-clock.js';
import { isInstant } from './told-clock.js';

const PROGRAM = fileURLToPath(new URL('../main.simulate-worker.js', import.meta.url));
const FOLLOW_PARENT = new URL('../local/follow-parent.js', import.meta.url).href;
const GRACE_MS = 7_000;

export interface SimulatedWorker {
  /** Resolves when its clock stands there. */
  tell(instant: Date): Promise<void>;
  /** SIGKILL, and another one in its place at the same instant; resolves when that one works. */
  killAndReplace(): Promise<void>;
  stop(): Promise<void>;
  /** In the last moments of this process. */
  kill(): void;
}

interface Living {
  child: ChildProcess;
  exited: Promise<string>;
}

/** Starts it and waits until it works. @throws Error when it ends by itself, now or later, with its log file's name */
export async function startWorker(env: NodeJS.ProcessEnv, instant: Date, logFile: string): Promise<SimulatedWorker> {
  let standsAt = instant;
  let living = await launch();

  async function launch(): Promise<Living> {
    const log = openSync(logFile, 'a');
    const child = fork(PROGRAM, [], { env, detached: true, execArgv: ['--enable-source-maps', '--import', FOLLOW_PARENT], stdio: ['ignore', log, log, 'ipc'] });
    const exited = whenExited(child);
    const begun = { child, exited };
    const ready = heard(begun, (message) => message === 'ready');
    child.send({ standsAt: standsAt.getTime() } satisfies Instant);
    await ready;
    return begun;
  }

  /** Waits for the worker's word. */
  function heard({ child, exited }: Living, isIt: (message: unknown) => boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      const listen = (message: unknown) => {
        if (!isIt(message)) return;
        child.off('message', listen);
        resolve();
      };
      child.on('message', listen);
      void exited.then((reason) => { reject(new Error(`the worker ended by itself (${reason}), see ${logFile}`)); });
    });
  }

  return {
    async tell(next) {
      standsAt = next;
      const answered = heard(living, (message) => isInstant(message) && message.standsAt === next.getTime());
      living.child.send({ standsAt: next.getTime() } satisfies Instant);
      await answered;
    },
    async killAndReplace() {
      living.child.kill('SIGKILL');
      await living.exited;
      living = await launch();
    },
    stop: () => stopChild(living.child, living.exited, 'SIGTERM', GRACE_MS, 'SIGKILL'),
    kill: () => { living.child.kill('SIGKILL'); },
  };
}
