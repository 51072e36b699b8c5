// Owns that something stays up: started, started again with growing pauses when it ends by itself, stopped on request.
// Leaves what it is (database, API, worker) and how it starts to the caller.
import { setTimeout as pause } from 'node:timers/promises';
import type { Running } from './running.js';

const firstPauseMs = 250;
const longestPauseMs = 10_000;
/** Who stayed up this long starts over with the short pause. */
const steadyMs = 30_000;

export interface Supervised {
  /** Resolves when it is ready for the first time; rejects when the very first start fails, and nothing is retried then. */
  ready: Promise<void>;
  stop(): Promise<void>;
  /** Synchronous, so that it also works in the last moments of a process. */
  kill(): void;
}

/**
 * Keeps something running until `stop`. `tell` gets a reason each time it ended by itself, and the word that it is back.
 */
export function supervise(launch: () => Promise<Running>, tell: (event: { ended: string } | { backAfterMs: number }) => void): Supervised {
  const stopping = new AbortController();
  const isStopping = () => stopping.signal.aborted;
  let alive: Running | undefined;
  let current = begin();
  const ready = current.then((running) => running.ready);
  const ended = ready.then(keepUp, () => undefined);

  async function begin(): Promise<Running> {
    alive = await launch();
    return alive;
  }

  async function keepUp(): Promise<void> {
    let pauseMs = firstPauseMs;
    let since = Date.now();
    for (;;) {
      const reason = await current.then((running) => running.exited, (error: unknown) => String(error));
      if (isStopping()) return;
      tell({ ended: reason });
      const endedAt = Date.now();
      if (endedAt - since > steadyMs) pauseMs = firstPauseMs;
      await pause(pauseMs, undefined, { signal: stopping.signal }).catch(() => undefined);
      if (isStopping()) return;
      pauseMs = Math.min(pauseMs * 2, longestPauseMs);
      current = begin();
      since = Date.now();
      const back = await current.then((running) => running.ready).then(() => true, () => false);
      if (back) tell({ backAfterMs: Date.now() - endedAt });
    }
  }

  return {
    ready,
    async stop() {
      stopping.abort();
      await current.then((running) => running.stop(), () => undefined);
      await ended;
    },
    kill() {
      stopping.abort();
      alive?.kill();
    },
  };
}
