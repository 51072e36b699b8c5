// Owns `npm run backup` and `npm run restore` as programs: arguments, where the database and the keys are, the last sentence.
// Leaves doing it to backup/. With DATABASE_OWNER_URL it is that database, else the one of `npm start`.
//
// main.backup.js backup --to FILE_OR_FOLDER        main.backup.js restore --from FILE
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Keys } from './backup/manifest.js';
import { BackupProblem, stop } from './backup/problem.js';
import { restoreBackup } from './backup/restore-backup.js';
import type { FilesPlace } from './backup/take-backup.js';
import { takeBackup } from './backup/take-backup.js';
import { withLocalDatabase } from './local/local-database.js';
import { withFiles } from './platform/config/with-files.js';

const USAGE = '用法：npm run backup -- --to 文件或目录；npm run restore -- --from 文件；附件文件已丢失时加 --accept-missing';
const KEY_BYTES = 32;
const LACKS = { elsewhere: '附件不在备份里，在 S3 兼容存储中。', incomplete: '备份时已缺部分附件文件。' };

interface Place {
  files: FilesPlace;
  ownerUrl: string;
  appUrl: string;
  keys: Keys;
}

const say = (line: string): void => { process.stdout.write(`${line}\n`); };

async function main(): Promise<void> {
  const { positionals: [verb], values } = parseArgs({ allowPositionals: true, options: { to: { type: 'string' }, from: { type: 'string' }, 'accept-missing': { type: 'boolean', default: false } } });
  const accept = values['accept-missing'];
  const startedAt = performance.now();
  if (verb === 'backup' && values.to !== undefined) {
    const file = await fileIn(values.to);
    const { rows, tables } = await at(false, ({ ownerUrl, keys, files }) => takeBackup(ownerUrl, file, keys, say, files, accept));
    say(`备份完成：${file}，${String(tables)} 张表 ${String(rows)} 行，${seconds(startedAt)}。密钥不在其中，请另存。 Backed up; the keys are not in it.`);
  } else if (verb === 'restore' && values.from !== undefined) {
    const { from } = values;
    const { tables, files } = await at(true, ({ ownerUrl, appUrl, keys, files: place }) => restoreBackup(
      { ownerUrl, appUrl, folder: place === 'elsewhere' ? null : place?.folder ?? null, acceptLacking: accept }, path.resolve(from), keys, say));
    say(`恢复完成并已核对：${String(tables.reduce((sum, table) => sum + table.rows, 0))} 行，${seconds(startedAt)}。${files === undefined ? '' : LACKS[files]} Restored and verified.`);
  } else {
    stop(USAGE);
  }
}

/** A folder gets a file named after the moment. */
async function fileIn(to: string): Promise<string> {
  const target = path.resolve(to);
  if (!(await stat(target).then((found) => found.isDirectory(), () => false))) return target;
  return path.join(target, `zhitongche-${new Date().toISOString().replace(/[-:]|\.\d+/g, '')}.tar.gz`);
}

async function at<T>(make: boolean, work: (place: Place) => Promise<T>): Promise<T> {
  const env = withFiles(process.env);
  const { DATABASE_OWNER_URL: ownerUrl, DATABASE_URL: appUrl, DATA_KEY: dataKey, HASH_KEY: hashKey } = env;
  if (ownerUrl) {
    if (!appUrl || !dataKey || !hashKey) stop('需要 DATABASE_URL、DATA_KEY、HASH_KEY。 They are needed beside DATABASE_OWNER_URL.');
    return work({ ownerUrl, appUrl, files: env['S3_ENDPOINT'] ? 'elsewhere' : given(env['ATTACHMENT_DIR']), keys: { dataKey: key('DATA_KEY', dataKey), hashKey: key('HASH_KEY', hashKey) } });
  }
  const data = path.resolve(import.meta.dirname, '../../.data');
  return withLocalDatabase(data, make, (local) => work({
    files: given(env['ATTACHMENT_DIR']) ?? { folder: path.join(data, 'attachments') },
    ownerUrl: local.ownerUrl, appUrl: local.appUrl, keys: { dataKey: key('DATA_KEY', local.keys.dataKey), hashKey: key('HASH_KEY', local.keys.hashKey) },
  }));
}

const given = (folder: string | undefined): { folder: string } | null => (folder ? { folder: path.resolve(folder) } : null);

function key(name: string, text: string): Buffer {
  const bytes = Buffer.from(text, 'base64');
  return bytes.length === KEY_BYTES ? bytes : stop(`${name} 应是 base64 的 32 字节。 It must be 32 bytes in base64.`);
}

const seconds = (since: number): string => `${((performance.now() - since) / 1000).toFixed(1)} s`;

await main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof BackupProblem ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
});
