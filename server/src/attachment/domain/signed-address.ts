// Owns the proof in a file's address: made by us, for this reader, this file and this way to it, until a moment.
// Leaves whether the reader may still see the file to the endpoint, which looks again.
import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';

/** Addresses begin anew every five minutes and live for ten to fifteen: a page that looks again keeps its pictures. */
const STEP_S = 300;
const LIFE_S = 900;

export interface Addressed {
  id: string;
  variant: 'file' | 'thumbnail';
  /** The ticket through which it is seen; empty for one's own upload. */
  ticketId: string;
  /** Who reads: a person's id, or a link's reporter. */
  reader: string;
}

/** A key of its own from the one that fingerprints phones, so that neither tells anything of the other. */
export const addressKey = (hashKey: Buffer): Buffer => Buffer.from(hkdfSync('sha256', hashKey, '', 'attachment-address', 32));

/** `e=…&s=…`: the end in seconds since 1970 and the proof. */
export function signAddress(key: Buffer, about: Addressed, now: Date): string {
  const end = Math.floor(now.getTime() / 1000 / STEP_S) * STEP_S + LIFE_S;
  return `e=${String(end)}&s=${proof(key, about, end)}`;
}

export function isGenuine(key: Buffer, about: Addressed, { e, s }: { e: number; s: string }): boolean {
  const expected = Buffer.from(proof(key, about, e));
  const given = Buffer.from(s);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

export const isOver = (e: number, now: Date): boolean => now.getTime() >= e * 1000;

function proof(key: Buffer, { id, variant, ticketId, reader }: Addressed, end: number): string {
  return createHmac('sha256', key).update(JSON.stringify([id, variant, ticketId, reader, end])).digest('base64url');
}
