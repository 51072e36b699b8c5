// Owns comparing the rows of finished files with the files of a backup, inside the transaction that copied or restored the rows.
// Leaves what counts as lacking to domain/files-check.ts. A draft's file is not asked for: it may go at any moment.
import type pg from 'pg';
import type { BoundFile, Lacking } from './domain/files-check.js';
import { filesCheck } from './domain/files-check.js';
import type { Manifest } from './manifest.js';
import { all } from './rows.js';

/** Nothing is lacking in a database from before there were attachments. */
export async function lackingFiles(client: pg.ClientBase, { tables, objects }: Pick<Manifest, 'tables' | 'objects'>): Promise<Lacking> {
  const check = filesCheck(objects);
  if (tables.some(({ name }) => name === 'attachment')) {
    for await (const row of all<BoundFile>(client,
      `select store_key as "storeKey", sha256, thumbnail_bytes as "thumbnailBytes" from attachment where state = 'ready' and ticket_id is not null`)) check.file(row);
  }
  return check.lacking;
}

/** The beginning of a sentence about it. */
export const tellLacking = ({ count, keys }: Lacking): string => `${String(count)} 个附件文件缺失或内容不符，例如 ${keys.join('、')}`;
