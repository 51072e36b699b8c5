// Owns waiting no longer than one has patience.
// Leaves what happens to the work itself alone: it goes on or fails unheard.

/** Resolves when `work` has ended, in whatever way, or after `ms`; says whether it had ended. */
export async function endedWithin(ms: number, work: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => { timer = setTimeout(() => { resolve(false); }, ms); });
  const ended = work.then(() => true as const, () => true as const);
  return Promise.race([ended, late]).finally(() => { clearTimeout(timer); });
}
