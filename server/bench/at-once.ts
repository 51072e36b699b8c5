// Owns doing many things with a fixed number of them at once, and the clock over each.
// Leaves what is done to the scenarios.

export interface Timed {
  /** Wall clock of all of it, in ms. */
  tookMs: number;
  /** Of each, in ms, in no order. */
  times: number[];
}

/** Every one of `width` workers takes the next number until `count` are done. */
export async function atOnce(count: number, width: number, work: (at: number, worker: number) => Promise<void>): Promise<Timed> {
  const times: number[] = [];
  let next = 0;
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: width }, async (_, worker) => {
    for (let at = next++; at < count; at = next++) {
      const began = performance.now();
      await work(at, worker);
      times.push(performance.now() - began);
    }
  }));
  return { tookMs: performance.now() - startedAt, times };
}
