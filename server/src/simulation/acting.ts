// Owns the simulated instant and the simulated draw of whoever acts: each act has its own, several may be under way.
// Leaves the worker's instant to told-clock.ts. Nothing but the simulation's own mains can reach this.
import { AsyncLocalStorage } from 'node:async_hooks';
import type { Clock } from '../platform/database/unit-of-work.js';

/** The moment of an act, and what is drawn in it for the supervisor's sample. */
export interface Moment {
  at: Date;
  draw: number;
}

const acting = new AsyncLocalStorage<Moment>();

/** Does `work` at that moment of simulated time, whatever it awaits. */
export const at = <T>(moment: Moment, work: () => Promise<T>): Promise<T> => acting.run(moment, work);

function present(): Moment {
  const moment = acting.getStore();
  if (moment === undefined) throw new Error('simulation: somebody acts outside of simulated time');
  return moment;
}

/** The clock of those who act. */
export const actingClock: Clock = { get standsAt() { return present().at; } };

/** The same draw for the same ticket and round, in whatever order things are done. */
export const actingDice = (): number => present().draw;
