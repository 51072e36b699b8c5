// Owns keeping files in a folder: whole or not at all, also when the power goes.
// Leaves sharing the folder between machines to whoever runs them.
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import type { ByteRange, ObjectStore } from './object-store.js';
import { checkKey } from './object-store.js';

export class FolderStore implements ObjectStore {
  constructor(private readonly folder: string) {}

  /** Writers of one key take turns by its row's lock. What one that was killed left is written over by the next, or goes with `delete`. */
  async put(key: string, bytes: Buffer): Promise<void> {
    const target = this.pathOf(key);
    await mkdir(path.dirname(target), { recursive: true, mode: 0o700 });
    const partial = partialOf(target);
    try {
      const file = await open(partial, 'w', 0o600);
      try {
        await file.writeFile(bytes);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(partial, target);
    } catch (error) {
      await rm(partial, { force: true });
      throw error;
    }
    await syncFolder(path.dirname(target));
  }

  async get(key: string, range?: ByteRange): Promise<Readable | null> {
    const file = await open(this.pathOf(key), 'r').catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null; // what fs rejects with
      throw error;
    });
    return file && createReadStream('', { fd: file, ...(range ? { start: range.from, end: range.to } : {}) });
  }

  async delete(key: string): Promise<void> {
    const target = this.pathOf(key);
    await rm(partialOf(target), { force: true });
    await rm(target, { force: true });
  }

  private pathOf(key: string): string {
    checkKey(key);
    return path.join(this.folder, ...key.split('/'));
  }
}

/** A file on its way; its name follows from the key, so that it can be found again. */
const partialOf = (target: string): string => `${target}.partial`;

/** A renamed file is there after a power cut only when its folder was written too. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
