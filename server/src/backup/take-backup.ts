// Owns taking a backup: one snapshot of all rows, however long it takes and whatever is written meanwhile.
// Leaves the file to archive.ts.
import { createHash } from 'node:crypto';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { version } from '../platform/metrics/metrics.js';
import { writeArchive } from './archive.js';
import { lackingFiles, tellLacking } from './bound-files.js';
import type { Header, Keys, Manifest } from './manifest.js';
import { FORMAT, keyFingerprints, macOf } from './manifest.js';
import { addObjects } from './objects.js';
import { stop } from './problem.js';
import { appliedMigrations, sequences, tablesInOrder } from './tables.js';

export interface Taken {
  file: string;
  rows: number;
  tables: number;
}

/** Where the files of attachments are; `elsewhere`: in a store of their own. Null: nobody said, which is right only while there are none. */
export type FilesPlace = { folder: string } | 'elsewhere' | null;

/**
 * Writes all rows of the database and the files of attachments to `file`.
 * @param ownerUrl address of the owner of the tables
 * @param acceptLacking whether a backup that lacks files is better than none: the archive says so of itself
 * @throws BackupProblem when there is nothing to back up, files that rows name are lacking, the file exists or the disk is full
 */
export async function takeBackup(ownerUrl: string, file: string, keys: Keys, say: (line: string) => void, place: FilesPlace = null, acceptLacking = false): Promise<Taken> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'zhitongche-backup' });
  await client.connect();
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const migrations = await appliedMigrations(client);
    if (migrations.length === 0) stop('数据库里没有直通车的数据表。 The database has no tables of ours.');
    const { rows: [clock] } = await client.query<{ now: Date }>('select clock_timestamp() as now');
    const header: Header = { format: FORMAT, version: version(), takenAt: (clock?.now ?? new Date()).toISOString(), migrations, keys: keyFingerprints(keys) };
    const tables: Manifest['tables'] = [];
    await writeArchive(file, async (archive) => {
      const head = JSON.stringify(header);
      await archive.add('header.json', head);
      for (const { name, columns } of await tablesInOrder(client)) {
        const list = columns.map((column) => client.escapeIdentifier(column)).join(', ');
        const stream = client.query(copyTo(`COPY public.${client.escapeIdentifier(name)} (${list}) TO STDOUT`));
        const sum = await archive.addStream(`tables/${name}`, stream);
        tables.push({ name, columns, rows: stream.rowCount, ...sum });
        say(`  ${name} ${String(stream.rowCount)}`);
      }
      const objects = await addObjects(archive, place === 'elsewhere' ? null : place?.folder ?? null, say);
      const files = await lackingBecause(client, { tables, objects }, place, acceptLacking, say);
      const manifest: Manifest = { headerSha256: createHash('sha256').update(head).digest('hex'), tables, objects, ...files, sequences: await sequences(client), mac: '' };
      await archive.add('manifest.json', JSON.stringify({ ...manifest, mac: macOf(manifest, keys.hashKey) }));
    });
    return { file, tables: tables.length, rows: tables.reduce((sum, table) => sum + table.rows, 0) };
  } finally {
    await client.end();
  }
}

/** In the snapshot of the rows. @throws BackupProblem when files are lacking that should not */
async function lackingBecause(client: pg.Client, copied: Pick<Manifest, 'tables' | 'objects'>, place: FilesPlace, accept: boolean, say: (line: string) => void): Promise<Pick<Manifest, 'files'>> {
  if (place === 'elsewhere') {
    say('附件存放在 S3 兼容存储里，不在这份备份中，请另做备份。 The attachments are in a store of their own, not in this backup.');
    return { files: 'elsewhere' };
  }
  const lacking = await lackingFiles(client, copied);
  if (lacking.count === 0) return {};
  const where = place === null ? '没有给出 ATTACHMENT_DIR' : `ATTACHMENT_DIR=${place.folder}`;
  const sentence = `${tellLacking(lacking)}（${where}，应与 API 的相同）`;
  if (!accept) stop(`${sentence}，没有生成备份。文件确已丢失、仍要备份其余内容时加 --accept-missing。 Files that rows name are lacking, no backup was made.`);
  say(`${sentence}，按 --accept-missing 继续。 Going on without them.`);
  return { files: 'incomplete' };
}
