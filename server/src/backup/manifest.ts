// Owns what an archive says about itself: a header before the data, a manifest with the sums after it.
// Leaves the data to archive.ts.
import { createHash, createHmac } from 'node:crypto';
import { z } from 'zod';

/** Goes up when an older restore could not read an archive any more. */
export const FORMAT = 1;

export const Header = z.strictObject({
  format: z.literal(FORMAT),
  version: z.string(),
  /** When the snapshot was taken, by the database's clock. */
  takenAt: z.iso.datetime(),
  /** Names of all migrations that had been applied, in order. */
  migrations: z.array(z.string()).min(1),
  /** Tells whether the keys at hand are the right ones; no key can be found from it. */
  keys: z.strictObject({ data: z.string(), hash: z.string() }),
});
export type Header = z.infer<typeof Header>;

export const Manifest = z.strictObject({
  /** Of the header's own bytes. */
  headerSha256: z.string(),
  tables: z.array(z.strictObject({
    name: z.string(), columns: z.array(z.string()).min(1), rows: z.int().min(0), bytes: z.int().min(0), sha256: z.string(),
  })),
  /** Files of attachments, by their place below ATTACHMENT_DIR; none when they are in a store of their own. */
  objects: z.array(z.strictObject({ key: z.string(), bytes: z.int().min(0), sha256: z.string() })),
  /** Why files that rows name may be lacking: kept in a store of their own, or lost already and the backup wanted all the same. Left out: none is. */
  files: z.enum(['elsewhere', 'incomplete']).optional(),
  sequences: z.array(z.strictObject({ name: z.string(), lastValue: z.string(), isCalled: z.boolean() })),
  /** HMAC-SHA-256 under HASH_KEY over all of the above: who has not the key cannot change an archive unseen. */
  mac: z.string(),
});
export type Manifest = z.infer<typeof Manifest>;

export interface Keys {
  dataKey: Buffer;
  hashKey: Buffer;
}

/** First 16 hex digits of a SHA-256 with a purpose before the key: the keys are random, so nothing can be guessed from it. */
export function keyFingerprints({ dataKey, hashKey }: Keys): Header['keys'] {
  const of = (purpose: string, key: Buffer) => createHash('sha256').update(`zhitongche backup ${purpose}`).update(key).digest('hex').slice(0, 16);
  return { data: of('data', dataKey), hash: of('hash', hashKey) };
}

export function macOf({ mac: _mac, ...rest }: Manifest, hashKey: Buffer): string {
  return createHmac('sha256', hashKey).update(JSON.stringify(rest)).digest('hex');
}
