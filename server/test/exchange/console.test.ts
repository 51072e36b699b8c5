// Owns importing at the server's console: looks without --apply, does it with, says so in the audit log, and fails loudly.
// Leaves what a file does to imports.test.ts.
import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { TEST_KEYS } from '../base-database.js';
import type { World } from '../world.js';
import { openWorld } from '../world.js';

const PROGRAM = fileURLToPath(new URL('../../dist/main.import.js', import.meta.url));
let world: World;
let folder: string;
beforeAll(async () => {
  world = await openWorld();
  folder = await mkdtemp(path.join(tmpdir(), 'zhitongche-import-'));
});
afterAll(async () => {
  await world.close();
  await rm(folder, { recursive: true });
});

async function run(text: string, ...args: string[]): Promise<{ code: number | null; said: string }> {
  const file = path.join(folder, 'file.csv');
  await writeFile(file, text);
  const child = spawn(process.execPath, [PROGRAM, ...args, file], { env: { ...TEST_KEYS, PATH: process.env['PATH'], NODE_ENV: 'test', DATABASE_URL: world.database.appUrl } });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => { said += chunk.toString('utf8'); });
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, said };
}
const PEOPLE = '编号,姓名,单位,手机,角色\nfirst,第一人,政务办,13912340011,系统管理员\n';
const person = () => world.source.query<{ role: string }[]>(`select r.role from person p join person_role r on r.person_id = p.id where p.id = 'first'`);

it('looks, and writes only when told to; people come with their roles', async () => {
  const looked = await run(PEOPLE, '--kind', 'people');
  expect(looked).toEqual({ code: 0, said: expect.stringMatching(/人员：1 行；新增 1.*[^]*没有写入/) as string });
  expect(await person()).toEqual([]);
  const done = await run(PEOPLE, '--kind', 'people', '--apply');
  expect(done).toEqual({ code: 0, said: expect.stringContaining('已导入') as string });
  expect(await person()).toEqual([{ role: 'sysadmin' }]);
  expect(done.said + looked.said).not.toContain('13912340011');
  expect(await world.source.query(`select person_id as "by" from audit_log where act = 'data.imported'`)).toEqual([{ by: 'console' }]);
});

it.each([
  ['a file with problems', '全称,类别\n区甲局,没有的\n', ['--kind', 'units', '--apply'], '第 2 行 类别“没有的” 只能是'], ['no kind', PEOPLE, [], '用法'],
  ['another kind', PEOPLE, ['--kind', 'tickets'], '用法'], ['no table', '\u0000', ['--kind', 'units'], '不是可以读取的'],
])('%s ends with an error', async (_what, text, args, words) => {
  expect(await run(text, ...args)).toEqual({ code: 1, said: expect.stringContaining(words) as string });
});
