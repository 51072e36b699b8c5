// Owns ids and draws that come out the same each time for the same words: a second run continues the first.
// Leaves what is drawn for to plan.ts.
import { createHash } from 'node:crypto';

const BITS = 2 ** 32;

const digest = (parts: readonly string[]): Buffer => createHash('sha256').update(JSON.stringify(parts)).digest();

/** A UUID (version 8: made from a hash) of these words. */
export function uuidOf(...parts: string[]): string {
  const bytes = digest(parts).subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** A number in [0, 1). */
export function chanceOf(...parts: string[]): number {
  return digest(parts).readUInt32BE(0) / BITS;
}

/** One of several: also when others are added later, mostly the same one. Undefined only of none. */
export function oneOf<T>(items: readonly T[], keyOf: (item: T) => string, ...parts: string[]): T | undefined {
  let best: { item: T; worth: number } | undefined;
  for (const item of items) {
    const worth = chanceOf(...parts, keyOf(item));
    if (best === undefined || worth > best.worth) best = { item, worth };
  }
  return best?.item;
}
