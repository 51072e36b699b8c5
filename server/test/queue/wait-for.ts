// Owns waiting for an event: look until it is there, say plainly what did not come.
// Leaves what is looked for to the suites.

const LOOK_EVERY_MS = 100;
/** Generous: the machine may be busy with other things. What has to be quick is measured, not waited for. */
export const DEADLINE_MS = 60_000;

/**
 * Looks until `look` answers something other than undefined and false.
 * @throws Error naming `what`, with what `look` said last when it threw
 */
export async function waitFor<T>(what: string, look: () => Promise<T | undefined | false> | T | undefined | false, deadlineMs = DEADLINE_MS): Promise<T> {
  const until = performance.now() + deadlineMs;
  for (;;) {
    let problem: unknown;
    try {
      const seen = await look();
      if (seen !== undefined && seen !== false) return seen;
    } catch (error) {
      problem = error; // A server that is away for the moment answers the next time.
    }
    if (performance.now() > until) throw new Error(`waited ${String(deadlineMs / 1000)} s in vain: ${what}`, { cause: problem });
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}

/** The `share` (0…1) of sorted values lies at or below the answer. */
export function percentile(values: number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? NaN;
}

/** Steady pseudo-random numbers in [0, 1), so that a run can be repeated (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
