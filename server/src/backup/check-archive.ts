// Owns reading an archive through once before anything is done with it: whole, unchanged, and for these keys.
// Leaves bringing it back to restore-backup.ts.
import { createHash, timingSafeEqual } from 'node:crypto';
import type { Hash } from 'node:crypto';
import { contentOf, readArchive } from './archive.js';
import type { Keys } from './manifest.js';
import { Header, Manifest, keyFingerprints, macOf } from './manifest.js';
import { stop } from './problem.js';

export interface Checked {
  header: Header;
  manifest: Manifest;
}

/** The table of an entry such as `tables/ticket/000001`. */
export const tableOf = (entry: string): string | undefined => /^tables\/([a-z_0-9]+)\/\d{6}$/.exec(entry)?.[1];

/** What an entry is a piece of: `tables/ticket`, `objects/ab/abcd`. */
const partOf = (entry: string): string | undefined => /^((?:tables|objects)\/.+)\/\d{6}$/.exec(entry)?.[1];

/** @throws BackupProblem saying what is wrong with the archive or the keys */
export async function checkArchive(file: string, keys: Keys): Promise<Checked> {
  const sums = new Map<string, { hash: Hash; bytes: number }>();
  let head: Buffer | undefined;
  let end: Buffer | undefined;
  await readArchive(file, async (entry) => {
    if (entry.name === 'header.json') head = await contentOf(entry);
    else if (entry.name === 'manifest.json') end = await contentOf(entry);
    else {
      const part = partOf(entry.name);
      if (part === undefined) return;
      const sum = sums.get(part) ?? { hash: createHash('sha256'), bytes: 0 };
      sums.set(part, sum);
      for await (const chunk of entry.content) {
        sum.hash.update(chunk);
        sum.bytes += chunk.length;
      }
    }
  });
  const header = parsed(Header, head, file);
  const found = keyFingerprints(keys);
  if (found.data !== header.keys.data) stop('DATA_KEY 与备份时的不同，恢复后将读不出姓名和电话。 DATA_KEY is not the one of the backup.');
  if (found.hash !== header.keys.hash) stop('HASH_KEY 与备份时的不同，恢复后将按电话找不到人。 HASH_KEY is not the one of the backup.');
  const manifest = parsed(Manifest, end, file);
  const altered = (what: string): never => stop(`备份文件被改动过（${what}）：${file}。 The archive was altered.`);
  if (!timingSafeEqual(Buffer.from(macOf(manifest, keys.hashKey)), Buffer.from(manifest.mac.padEnd(64).slice(0, 64)))) altered('manifest.json');
  if (createHash('sha256').update(head ?? '').digest('hex') !== manifest.headerSha256) altered('header.json');
  const empty = { hash: createHash('sha256'), bytes: 0 };
  const parts = [...manifest.tables.map((table) => ({ ...table, name: `tables/${table.name}` })), ...manifest.objects.map((object) => ({ ...object, name: `objects/${object.key}` }))];
  for (const { name, bytes, sha256 } of parts) {
    const sum = sums.get(name) ?? empty;
    if (sum.bytes !== bytes || sum.hash.copy().digest('hex') !== sha256) altered(name);
    sums.delete(name);
  }
  for (const name of sums.keys()) altered(name);
  return { header, manifest };
}

function parsed<T>(schema: { safeParse(value: unknown): { success: true; data: T } | { success: false } }, bytes: Buffer | undefined, file: string): T {
  if (bytes === undefined) stop(`备份文件不完整：${file}。 The archive is cut short.`);
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString('utf8'));
  } catch {
    value = undefined;
  }
  const read = schema.safeParse(value);
  return read.success ? read.data : stop(`不是本系统能读的备份：${file}。 Not an archive this version can read.`);
}
