// Owns the simulated instant of a worker: the one its parent told it last.
// Leaves when time moves to year.ts and starting the worker to worker-process.ts.
import type { Clock } from '../platform/database/unit-of-work.js';

/** What the parent says, and what the worker answers once its clock stands there: the instant in ms. */
export interface Instant {
  standsAt: number;
}

export function isInstant(message: unknown): message is Instant {
  return typeof message === 'object' && message !== null && 'standsAt' in message && typeof message.standsAt === 'number';
}

/**
 * A clock that stands where the parent process last said; `ready` once it was told for the first time.
 * @throws Error in production and without a parent: nobody is there to say what time it is
 */
export function toldClock(environment: string): { clock: Clock; told: Promise<void> } {
  if (environment === 'production') throw new Error('simulate: a simulated clock is refused when NODE_ENV=production');
  if (process.send === undefined) throw new Error('simulate: this worker is started by the simulation, which tells it the time');
  let standsAt: Date | null = null;
  const told = new Promise<void>((resolve) => {
    process.on('message', (message: unknown) => {
      if (!isInstant(message)) return;
      standsAt = new Date(message.standsAt);
      process.send?.({ standsAt: message.standsAt } satisfies Instant);
      resolve();
    });
  });
  return {
    clock: { get standsAt() {
      if (standsAt === null) throw new Error('simulate: the worker was not told the time');
      return standsAt;
    } },
    told,
  };
}
