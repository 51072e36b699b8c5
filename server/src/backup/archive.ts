// Owns the archive: a tar.gz whose tables are cut into pieces, so that neither writing nor reading needs one in memory or a size beforehand.
// Leaves what is in it to take-backup.ts and restore-backup.ts.
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import tar from 'tar-stream';
import { stop } from './problem.js';

const PIECE_BYTES = 4 * 1024 * 1024;

export interface Sum {
  bytes: number;
  sha256: string;
}

export interface ArchiveWriter {
  add(name: string, content: Buffer | string): Promise<void>;
  /** Cuts a stream into `name/000001`, `name/000002`, … */
  addStream(name: string, content: Readable): Promise<Sum>;
}

/**
 * Writes an archive beside its name and renames it when it is whole and on the disk: a file with the final name is a finished backup.
 * @throws BackupProblem when the name is taken or the disk is full
 */
export async function writeArchive(file: string, work: (archive: ArchiveWriter) => Promise<void>): Promise<void> {
  if (await stat(file).then(() => true, () => false)) stop(`${file} 已存在，不会覆盖。 It exists and is not overwritten.`);
  const partial = `${file}.partial`;
  const pack = tar.pack();
  const written = pipeline(pack, createGzip({ level: 6 }), createWriteStream(partial, { mode: 0o600, flush: true }));
  let broken: unknown;
  written.catch((error: unknown) => {
    broken = error; // What happens after it is only its echo.
    pack.destroy();
  });

  // Ends when the bytes have gone on: what is packed waits for the disk.
  const add = (name: string, content: Buffer | string) => new Promise<void>((resolve, reject) => {
    const bytes = Buffer.from(content);
    written.catch(reject);
    pack.entry({ name, mode: 0o600, size: bytes.length }, (error) => {
      if (error) reject(error);
      else resolve();
    }).end(bytes);
  });
  async function addStream(name: string, content: Readable): Promise<Sum> {
    const hash = createHash('sha256');
    let [bytes, piece, pending] = [0, 0, [] as Buffer[]];
    let waiting = 0;
    const flush = async () => {
      piece += 1;
      await add(`${name}/${String(piece).padStart(6, '0')}`, Buffer.concat(pending));
      [pending, waiting] = [[], 0];
    };
    for await (const chunk of content as AsyncIterable<Buffer>) {
      hash.update(chunk);
      pending.push(chunk);
      [bytes, waiting] = [bytes + chunk.length, waiting + chunk.length];
      if (waiting >= PIECE_BYTES) await flush();
    }
    if (waiting > 0) await flush();
    return { bytes, sha256: hash.digest('hex') };
  }

  try {
    await work({ add, addStream });
    pack.finalize();
    await written;
    await rename(partial, file);
  } catch (echo) {
    const error = broken ?? echo;
    pack.destroy();
    await written.catch(() => undefined);
    await rm(partial, { force: true });
    const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : '';
    if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG') stop(`磁盘已满，没有生成备份：${file}。 The disk is full, no backup was made.`, error);
    if (code === 'ENOENT' || code === 'EACCES') stop(`无法写入 ${file}。 It cannot be written.`, error);
    throw error;
  }
}

export interface Entry {
  name: string;
  content: AsyncIterable<Buffer>;
}

/**
 * Goes through an archive entry by entry; what `visit` leaves unread is skipped.
 * @throws BackupProblem when the file is missing, cut short or damaged
 */
export async function readArchive(file: string, visit: (entry: Entry) => Promise<void>): Promise<void> {
  if (!(await stat(file).then((found) => found.isFile(), () => false))) stop(`找不到备份文件 ${file}。 There is no such file.`);
  const extract = tar.extract();
  const fed = pipeline(createReadStream(file), createGunzip(), extract);
  fed.catch((error: unknown) => { extract.destroy(error instanceof Error ? error : new Error(String(error))); });
  try {
    for await (const entry of extract) {
      await visit({ name: entry.header.name, content: entry as AsyncIterable<Buffer> }); // What tar-stream reads is bytes.
      entry.resume();
    }
    await fed;
  } catch (error) {
    const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
    const words = error instanceof Error ? error.message : '';
    if (code.startsWith('Z_') || /Unexpected end of data|Invalid tar header/.test(words)) {
      stop(`备份文件不完整或已损坏：${file}。 The archive is cut short or damaged.`, error);
    }
    throw error;
  }
}

export async function contentOf(entry: Entry): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of entry.content) chunks.push(chunk);
  return Buffer.concat(chunks);
}
