// Owns what the application asks of a store of files, whichever it is.
// Leaves what is kept there, and under which key, to the features.
import type { Readable } from 'node:stream';

/** First and last byte, both included. */
export interface ByteRange {
  from: number;
  to: number;
}

/** Keys are the application's own (letters, digits, `-`, `.`, `/`), never a name from outside. */
export interface ObjectStore {
  /** Keeps the bytes; when it resolves they survive a crash. The same key again replaces them. */
  put(key: string, bytes: Buffer): Promise<void>;
  /** The bytes as a stream, or null when there are none. */
  get(key: string, range?: ByteRange): Promise<Readable | null>;
  /** Removes the bytes; what is not there is removed already. */
  delete(key: string): Promise<void>;
}

/** Nest's name for the process's {@link ObjectStore}. */
export const STORE = Symbol('object-store');

const KEY = /^[a-z0-9][a-z0-9/.-]{2,200}$/;

/** @throws Error for a key that no part of the application makes */
export function checkKey(key: string): void {
  if (!KEY.test(key) || key.includes('..') || key.includes('//')) throw new Error('object store: not a key of ours');
}
