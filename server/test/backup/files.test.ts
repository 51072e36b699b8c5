// Owns the proof that no backup passes for whole while files that its rows name are not in it, as the program that is called.
// Leaves whole backups to backup.test.ts and what counts as lacking to src/backup/domain.
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { contentOf, readArchive, writeArchive } from '../../src/backup/archive.js';
import { Manifest, macOf } from '../../src/backup/manifest.js';
import { picture } from '../attachment/samples.js';
import { phoneOf } from '../attachment/tus.js';
import { TEST_KEYS } from '../base-database.js';
import { CAST, RESIDENT_REPORT } from '../cast.js';
import { createEmptyDatabase } from '../database.js';
import type { World } from '../world.js';
import { openWorld } from '../world.js';

const PROGRAM = fileURLToPath(new URL('../../dist/main.backup.js', import.meta.url));
const S3 = { S3_ENDPOINT: 'https://s3.example.gov.cn' };

let world: World;
let folder: string;
/** Where the API keeps them. */
let files: string;

const at = (name: string): string => path.join(folder, name);
const below = async (where: string): Promise<string[]> => (await readdir(where, { recursive: true, withFileTypes: true }))
  .filter((entry) => entry.isFile()).map((entry) => path.relative(where, path.join(entry.parentPath, entry.name))).sort();

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'zhitongche-lacking-'));
  files = at('files');
  world = await openWorld('2026-03-02 09:00', { ATTACHMENT_DIR: files });
  const phone = await phoneOf(world, CAST.cadre);
  const { id } = await phone.upload(await picture('png'), '井盖.png');
  await world.as(CAST.cadre).submit({ ...RESIDENT_REPORT, id: randomUUID(), attachmentIds: [id] });
  await phone.upload(await picture('webp'), '没有用上.webp');
  const [bound, draft] = await world.source.query<{ key: string }[]>(`select store_key as key from attachment order by ticket_id nulls last`);
  await cp(files, at('lost'), { recursive: true });
  await rm(at(`lost/attachments/${bound?.key.slice(0, 2) ?? ''}/${bound?.key ?? ''}`));
  await cp(files, at('altered'), { recursive: true });
  await writeFile(at(`altered/attachments/${bound?.key.slice(0, 2) ?? ''}/${bound?.key ?? ''}`), '别的内容');
  // Of a draft nobody needs the file.
  await rm(at(`files/attachments/${draft?.key.slice(0, 2) ?? ''}/${draft?.key ?? ''}`));
});
afterAll(async () => {
  await world.close();
  await rm(folder, { recursive: true });
});

async function program(args: string[], env: NodeJS.ProcessEnv = {}, database = world.database): Promise<{ code: number | null; said: string }> {
  const child = spawn(process.execPath, [PROGRAM, ...args], {
    env: { ...TEST_KEYS, PATH: process.env['PATH'], DATABASE_OWNER_URL: database.ownerUrl, DATABASE_URL: database.appUrl, ...env },
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => { said += text; });
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, said };
}

async function restored(file: string, args: string[], env: NodeJS.ProcessEnv = {}): Promise<{ code: number | null; said: string }> {
  const target = await createEmptyDatabase();
  return program(['restore', '--from', at(file), ...args], env, target).finally(() => target.drop());
}

describe('a backup', () => {
  it.each<[string, string, string[], () => NodeJS.ProcessEnv, number, RegExp]>([
    ['of a folder that has them all', 'whole', [], () => ({ ATTACHMENT_DIR: files }), 0, /备份完成/],
    ['without being told the folder', 'untold', [], () => ({}), 1, /^[12] 个附件文件缺失或内容不符，例如 attachments\/.*（没有给出 ATTACHMENT_DIR，应与 API 的相同），没有生成备份/m],
    ['of a folder that is not there', 'nowhere', [], () => ({ ATTACHMENT_DIR: at('nowhere') }), 1, /个附件文件缺失.*nowhere/],
    ['of a folder that lost one', 'lost', [], () => ({ ATTACHMENT_DIR: at('lost') }), 1, /^1 个附件文件缺失/m],
    ['of a folder in which one is another', 'altered', [], () => ({ ATTACHMENT_DIR: at('altered') }), 1, /^1 个附件文件缺失或内容不符/m],
    ['of what is left, when told to', 'accepted', ['--accept-missing'], () => ({ ATTACHMENT_DIR: at('lost') }), 0, /按 --accept-missing 继续[^]*备份完成/],
    ['when a store of its own has them', 'elsewhere', [], () => S3, 0, /附件存放在 S3 兼容存储里，不在这份备份中[^]*备份完成/],
    ['when a store has them, whatever folder is named', 'both', [], () => ({ ...S3, ATTACHMENT_DIR: files }), 0, /不在这份备份中/],
  ])('%s', async (_what, name, args, env, code, words) => {
    expect(await program(['backup', '--to', at(`${name}.tar.gz`), ...args], env())).toEqual({ code, said: expect.stringMatching(words) as string });
    expect([existsSync(at(`${name}.tar.gz`)), existsSync(at(`${name}.tar.gz.partial`))]).toEqual([code === 0, false]);
  }, 60_000);
});

describe('a restore', () => {
  /** As an older version wrote it: it did not look. */
  beforeAll(async () => {
    await writeArchive(at('older.tar.gz'), (archive) => readArchive(at('elsewhere.tar.gz'), async (entry) => {
      const content = await contentOf(entry);
      if (entry.name !== 'manifest.json') return archive.add(entry.name, content);
      const { files: _files, ...manifest } = Manifest.parse(JSON.parse(content.toString('utf8')));
      await archive.add(entry.name, JSON.stringify({ ...manifest, mac: macOf(manifest, Buffer.from(TEST_KEYS.HASH_KEY, 'base64')) }));
    }));
  });

  it.each<[string, string, string[], NodeJS.ProcessEnv, number, RegExp]>([
    ['of one that lacks files and does not say so', 'older.tar.gz', [], {}, 1, /^备份里[12] 个附件文件缺失.*没有恢复/m],
    ['of the same, when told to', 'older.tar.gz', ['--accept-missing'], {}, 0, /恢复完成/],
    ['of one that says so', 'elsewhere.tar.gz', [], S3, 0, /恢复完成.*附件不在备份里，在 S3 兼容存储中/],
    ['of one that was known to lack some', 'accepted.tar.gz', [], { ATTACHMENT_DIR: 'given' }, 0, /恢复完成.*备份时已缺部分附件文件/],
  ])('%s', async (_what, name, args, env, code, words) => {
    const answer = await restored(name, args, env['ATTACHMENT_DIR'] === undefined ? env : { ATTACHMENT_DIR: at('accepted') });
    expect(answer).toEqual({ code, said: expect.stringMatching(words) as string });
  }, 60_000);

  it('of a whole one brings every file back as it was', async () => {
    expect((await restored('whole.tar.gz', [], { ATTACHMENT_DIR: at('again') })).said).toMatch(/附件 \d+\n[^]*恢复完成并已核对：\d+ 行，[\d.]+ s。 Restored/);
    expect(await below(at('again'))).toEqual(await below(files));
    for (const name of await below(files)) expect([name, (await readFile(at(`again/${name}`))).equals(await readFile(path.join(files, name)))]).toEqual([name, true]);
  }, 60_000);
});
