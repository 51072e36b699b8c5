// Owns how long work shows itself on the screen: a line when a step begins, its time when it took over a second.
// Leaves everything else to its callers.

/** Prints one line. */
export function say(line) {
  process.stdout.write(`${line}\n`);
}

/** Seconds since `startedAt` (milliseconds), for people. */
export function seconds(startedAt) {
  return `${((Date.now() - startedAt) / 1000).toFixed(1)} s`;
}

/** Announces a step, runs it and says how long it took when that was long. */
export async function step(name, work) {
  const startedAt = Date.now();
  say(`▸ ${name}`);
  const result = await work();
  if (Date.now() - startedAt > 1000) say(`  ✓ ${seconds(startedAt)}`);
  return result;
}
