// Owns taking a backup: one snapshot of all rows, however long it takes and whatever is written meanwhile.
// Leaves the file to archive.ts.
import { createHash } from 'node:crypto';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { version } from '../platform/metrics/metrics.js';
import { writeArchive } from './archive.js';
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

/**
 * Writes all rows of the database and the files of attachments to `file`.
 * @param ownerUrl address of the owner of the tables
 * @param folder where the files of attachments are; null when they are in a store of their own
 * @throws BackupProblem when there is nothing to back up, the file exists or the disk is full
 */
export async function takeBackup(ownerUrl: string, file: string, keys: Keys, say: (line: string) => void, folder: string | null = null): Promise<Taken> {
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
      const manifest: Manifest = { headerSha256: createHash('sha256').update(head).digest('hex'), tables, objects: await addObjects(archive, folder, say), sequences: await sequences(client), mac: '' };
      await archive.add('manifest.json', JSON.stringify({ ...manifest, mac: macOf(manifest, keys.hashKey) }));
    });
    return { file, tables: tables.length, rows: tables.reduce((sum, table) => sum + table.rows, 0) };
  } finally {
    await client.end();
  }
}
