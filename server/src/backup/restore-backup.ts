// Owns bringing a backup back: into an empty database only, all or nothing, with every constraint of the database in force.
// Leaves looking the archive over to check-archive.ts and the result to verify.ts.
import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { migrate } from '../platform/database/migrate.js';
import { MIGRATIONS } from '../platform/database/migrations.js';
import { readArchive } from './archive.js';
import { checkArchive, tableOf } from './check-archive.js';
import type { Keys, Manifest } from './manifest.js';
import { restoreObjects } from './objects.js';
import { stop } from './problem.js';
import { FILLED_BY_MIGRATIONS, appliedMigrations, tablesInOrder } from './tables.js';
import { verify } from './verify.js';

export interface RestoreTarget {
  ownerUrl: string;
  appUrl: string;
  /** Where the files of attachments go; null or left out when they have a store of their own. */
  folder?: string | null;
  /** Brings an archive back although files that its rows name are not in it. */
  acceptLacking?: boolean;
}

/**
 * Restores `file` into the target, verifies it, then applies the migrations that are newer than the backup.
 * @throws BackupProblem when the archive, the keys or the target are not right; the target then holds no row
 */
export async function restoreBackup({ ownerUrl, appUrl, folder = null, acceptLacking = false }: RestoreTarget, file: string, keys: Keys, say: (line: string) => void): Promise<Manifest> {
  say('检查备份文件 · checking the archive');
  const { header, manifest } = await checkArchive(file, keys);
  const known = MIGRATIONS.map((migration) => migration.name);
  if (header.migrations.some((name, i) => known[i] !== name)) {
    stop(`备份来自另一个版本（${header.version}，${header.migrations.at(-1) ?? ''}），请用同版本或更新的程序恢复。 The backup is of another version.`);
  }
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'zhitongche-restore' });
  await client.connect();
  try {
    await refuseUnlessEmpty(client, header.migrations);
    if (manifest.objects.length > 0 && folder === null) stop('备份里有附件文件，请用 ATTACHMENT_DIR 指定放到哪个目录。 The archive holds files: ATTACHMENT_DIR has to name a folder for them.');
    say(`建表到 ${header.migrations.at(-1) ?? ''} · migrating to the backup's version`);
    await migrate(ownerUrl, appUrl, MIGRATIONS.slice(0, header.migrations.length));
    await client.query('BEGIN');
    for (const { name } of manifest.tables) if (FILLED_BY_MIGRATIONS.includes(name)) await client.query(`DELETE FROM public.${client.escapeIdentifier(name)}`);
    await triggers(client, manifest, 'DISABLE');
    await copyIn(client, file, manifest, say);
    await triggers(client, manifest, 'ENABLE');
    await setSequences(client, manifest);
    say('核对行数、事件链、附件和密钥 · verifying counts, histories, files and keys');
    await verify(client, manifest, keys, acceptLacking);
    // Before the rows that name them; a file nobody names harms nothing.
    if (folder !== null) await restoreObjects(file, folder, say);
    await client.query('COMMIT');
    await client.query('ANALYZE');
  } finally {
    await client.end(); // An open transaction is rolled back.
  }
  await migrate(ownerUrl, appUrl);
  return manifest;
}

/** What a migration or an interrupted restore left is empty too. */
async function refuseUnlessEmpty(client: pg.Client, migrations: string[]): Promise<void> {
  const applied = await appliedMigrations(client);
  if (applied.some((name, i) => migrations[i] !== name)) stop('目标数据库的结构比备份新或不同，请恢复到一个新建的空数据库。 The target has another version: restore into a new, empty database.');
  for (const { name } of await tablesInOrder(client)) {
    if (FILLED_BY_MIGRATIONS.includes(name)) continue;
    const { rowCount } = await client.query(`select 1 from public.${client.escapeIdentifier(name)} limit 1`);
    if (rowCount) stop(`目标数据库不是空的（${name} 里有数据），没有做任何改动。 The target is not empty; nothing was changed.`);
  }
}

/**
 * What our triggers would write beside a row, search words for one, comes from the archive too. References stay checked:
 * their triggers are PostgreSQL's own and not meant by USER.
 */
async function triggers(client: pg.Client, manifest: Manifest, what: 'ENABLE' | 'DISABLE'): Promise<void> {
  for (const { name } of manifest.tables) await client.query(`ALTER TABLE public.${client.escapeIdentifier(name)} ${what} TRIGGER USER`);
}

async function copyIn(client: pg.Client, file: string, manifest: Manifest, say: (line: string) => void): Promise<void> {
  const shapes = new Map(manifest.tables.map((table) => [table.name, table]));
  let open: { name: string; stream: Writable } | undefined;
  let refused: Error | undefined;
  const close = async () => {
    if (!open) return;
    if (refused !== undefined) throw refused;
    open.stream.end();
    await finished(open.stream);
    say(`  ${open.name} ${String(shapes.get(open.name)?.rows ?? 0)}`);
    open = undefined;
  };
  // The archive's order is that of the references, so every row finds what it refers to.
  await readArchive(file, async ({ name, content }) => {
    const table = tableOf(name);
    const shape = table === undefined ? undefined : shapes.get(table);
    if (shape === undefined) return;
    if (open?.name !== shape.name) {
      await close();
      const list = shape.columns.map((column) => client.escapeIdentifier(column)).join(', ');
      open = { name: shape.name, stream: client.query(copyFrom(`COPY public.${client.escapeIdentifier(shape.name)} (${list}) FROM STDIN`)) };
      // PostgreSQL may refuse a row while others are still being sent; nothing can be written to the stream from then on.
      open.stream.on('error', (error) => { refused = error; });
    }
    const { stream } = open;
    for await (const chunk of content) {
      if (refused !== undefined) throw refused;
      if (!stream.write(chunk)) await Promise.race([new Promise((resolve) => { stream.once('drain', resolve); }), finished(stream)]);
    }
  });
  await close();
}

/** Those of the ticket numbers are made when their year begins: they come back under the owner, as the function makes them. */
async function setSequences(client: pg.Client, manifest: Manifest): Promise<void> {
  for (const { name, lastValue, isCalled } of manifest.sequences) {
    await client.query(`CREATE SEQUENCE IF NOT EXISTS public.${client.escapeIdentifier(name)}`);
    await client.query('select setval($1::regclass, $2, $3)', [`public.${client.escapeIdentifier(name)}`, lastValue, isCalled]);
  }
}
