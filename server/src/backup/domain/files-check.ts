// Owns whether the files that rows name are in a backup, each with the content its row knows.
// Leaves reading the rows to bound-files.ts and the files to objects.ts.
import { fileKey, thumbnailKey } from '../../attachment/domain/store-keys.js';

/** A finished file that belongs to a ticket. */
export interface BoundFile {
  storeKey: string;
  sha256: string;
  /** Null: no picture, so no thumbnail. */
  thumbnailBytes: number | null;
}

export interface FilesCheck {
  file(row: BoundFile): void;
  lacking: Lacking;
}

/** What is not there, or is there with another content. */
export interface Lacking {
  count: number;
  /** The first few, by their place in the store. */
  keys: string[];
}

const TOLD = 3;

/** @param objects what is in the backup */
export function filesCheck(objects: Iterable<{ key: string; sha256: string }>): FilesCheck {
  const sums = new Map(Array.from(objects, ({ key, sha256 }) => [key, sha256]));
  const lacking: Lacking = { count: 0, keys: [] };
  const lacks = (key: string) => {
    lacking.count += 1;
    if (lacking.keys.length < TOLD) lacking.keys.push(key);
  };
  return {
    lacking,
    file({ storeKey, sha256, thumbnailBytes }) {
      if (sums.get(fileKey(storeKey)) !== sha256) lacks(fileKey(storeKey));
      if (thumbnailBytes !== null && !sums.has(thumbnailKey(storeKey))) lacks(thumbnailKey(storeKey));
    },
  };
}
