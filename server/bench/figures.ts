// Owns the arithmetic of measurements: percentiles, medians, rounding.
// Leaves what was measured to the benches.

/** The value below which `share` of the values lie (nearest rank); NaN of nothing. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? NaN;
}

/** The middle value; of two middle ones their mean. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return Number.isInteger(middle) ? ((sorted[middle - 1] ?? NaN) + (sorted[middle] ?? NaN)) / 2 : (sorted[Math.floor(middle)] ?? NaN);
}

export const rounded = (value: number, digits = 1): number => Number(value.toFixed(digits));

export interface Spread {
  count: number;
  p50: number;
  p95: number;
  p99: number;
}

/** Of times in ms. */
export function spread(times: readonly number[]): Spread {
  return { count: times.length, p50: rounded(percentile(times, 0.5)), p95: rounded(percentile(times, 0.95)), p99: rounded(percentile(times, 0.99)) };
}

/** The median of each figure over several runs. */
export function medianSpread(spreads: readonly Spread[]): Spread {
  const of = (key: keyof Spread) => rounded(median(spreads.map((each) => each[key])));
  return { count: of('count'), p50: of('p50'), p95: of('p95'), p99: of('p99') };
}
