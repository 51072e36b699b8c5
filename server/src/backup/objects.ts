// Owns the files of attachments in a backup: those below the folder, taken after the rows so that none that a row names is missing.
// Leaves a store with the S3 interface to its own copies. What is meanwhile added is more than needed, which harms nothing.
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename } from 'node:fs/promises';
import path from 'node:path';
import type { ArchiveWriter, Sum } from './archive.js';
import { readArchive } from './archive.js';
import { stop } from './problem.js';

/** What the store itself makes; a file on its way has another name. */
const KEY = /^[a-z0-9][a-z0-9/.-]{2,200}$/;
const PIECE = /^objects\/(.+)\/(\d{6})$/;

/** Adds every file below `folder` that is one of the store's; none when there is no such folder yet. */
export async function addObjects(archive: ArchiveWriter, folder: string | null, say: (line: string) => void): Promise<(Sum & { key: string })[]> {
  if (folder === null) return [];
  const found = await readdir(folder, { recursive: true, withFileTypes: true }).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  });
  const keys = found.filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .filter((key) => KEY.test(key) && !/\.(?:partial|tmp)$/.test(key)).sort();
  const objects: (Sum & { key: string })[] = [];
  for (const key of keys) {
    const sum = await archive.addStream(`objects/${key}`, createReadStream(path.join(folder, key))).catch((error: unknown) => {
      // A draft's file that was discarded meanwhile: no row of the snapshot that is evidence names it.
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT' && 'path' in error && error.path === path.join(folder, key)) return null;
      throw error;
    });
    if (sum !== null) objects.push({ key, ...sum });
    if (objects.length % 100 === 0) say(`  附件 ${String(objects.length)}/${String(keys.length)}`);
  }
  if (objects.length > 0) say(`  附件 ${String(objects.length)}`);
  return objects;
}

/** Writes the archive's files below `folder`, each under its name only once it is whole. The archive has been checked before. */
export async function restoreObjects(file: string, folder: string, say: (line: string) => void): Promise<void> {
  let count = 0;
  let current: { key: string; target: string; handle: Awaited<ReturnType<typeof open>> } | undefined;
  const close = async () => {
    if (!current) return;
    await current.handle.sync();
    await current.handle.close();
    await rename(`${current.target}.partial`, current.target);
    current = undefined;
    count += 1;
  };
  await readArchive(file, async ({ name, content }) => {
    const key = PIECE.exec(name)?.[1];
    if (key === undefined) return;
    if (!KEY.test(key) || key.includes('..')) stop(`备份里有不该有的文件名：${key}。 A file name that does not belong there.`);
    if (current?.key !== key) {
      await close();
      const target = path.join(folder, key);
      await mkdir(path.dirname(target), { recursive: true });
      current = { key, target, handle: await open(`${target}.partial`, 'w', 0o600) };
    }
    for await (const chunk of content) await current.handle.write(chunk);
  });
  await close();
  if (count > 0) say(`  附件 ${String(count)}`);
}
