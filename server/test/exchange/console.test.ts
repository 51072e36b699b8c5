// Owns importing at the server's console: looks without --apply, does it with, says so in the audit log, and fails loudly.
// Leaves what a file does to imports.test.ts.
import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { defaultLimits } from '@zhitongche/shared/deadline/limits.js';
import { Client } from 'pg';
import { TEST_KEYS } from '../base-database.js';
import type { TestDatabase } from '../database.js';
import { createTestDatabase } from '../database.js';
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

/** In production and with no more than the manual names: no folder for files, nothing of the API's. */
async function runOn(database: TestDatabase, text: string, ...args: string[]): Promise<{ code: number | null; said: string }> {
  const file = path.join(folder, 'file.csv');
  await writeFile(file, text);
  const child = spawn(process.execPath, [PROGRAM, ...args, file], { env: { ...TEST_KEYS, PATH: process.env['PATH'], NODE_ENV: 'production', DATABASE_URL: database.appUrl } });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => { said += chunk.toString('utf8'); });
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, said };
}
const run = (text: string, ...args: string[]) => runOn(world.database, text, ...args);
const PEOPLE = '编号,姓名,单位,手机,角色\nfirst,第一人,政务办,13912340011,系统管理员\n';
/** In the first installation there is nothing to look after but a town. */
const LINKS = '人员,联系类别,联系对象\n第一人,联系领导,示例镇\n';
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

describe('a first installation', () => {
  const LINES = '直通车,牵头单位,督查机构\n亲清直通车,示例经信局,supervision\n民情直通车,杭州市示例区委社会工作部,supervision\n';
  let fresh: TestDatabase;
  let owner: Client;
  beforeAll(async () => {
    fresh = await createTestDatabase();
    owner = new Client({ connectionString: fresh.ownerUrl });
    await owner.connect();
  });
  afterAll(async () => {
    await owner.end();
    await fresh.drop();
  });
  const lines = async () => (await owner.query<{ key: string; lead: string; supervising: string }>(
    'select key, lead_unit_id as lead, supervising_unit_id as supervising from line order by key')).rows;

  it('needs no statement of SQL: every file goes in, in the order of the manual', async () => {
    const files: [string, string][] = [
      ['units', '编号,全称,简称,类别,上级\n330110,示例区,,区,\n330110109,示例镇,,镇,\neconomy,杭州市示例区经济和信息化局,示例经信局,区级部门,\nsocial,杭州市示例区委社会工作部,示例社工部,区级部门,\nsupervision,杭州市示例区督查室,示例督查室,区级部门,\n'],
      ['people', PEOPLE.replace('政务办', '示例社工部')],
      ['lines', LINES],
      ['categories', '编号,名称,上级,直通车,常用说法\npublic,公共服务,,民情直通车、亲清直通车,公交、上学\n'],
      ['catalogue', '类别编号,直通车,地点,牵头单位,协办单位\npublic,,,示例社工部,\n'],
      ['links', LINKS],
    ];
    for (const [kind, text] of files) {
      expect([kind, await runOn(fresh, text, '--kind', kind, '--apply')]).toEqual([kind, { code: 0, said: expect.stringContaining('已导入') as string }]);
    }
    expect(await lines()).toEqual([{ key: 'minqing', lead: 'social', supervising: 'supervision' }, { key: 'qinqing', lead: 'economy', supervising: 'supervision' }]);
    expect((await owner.query<{ limits: unknown }>('select limits from line')).rows.map((row) => row.limits)).toEqual([defaultLimits, defaultLimits]);
    expect((await owner.query<{ kind: string }>(`select detail ->> 'kind' as kind from audit_log where act = 'data.imported' and person_id = 'console' order by at`)).rows.map((row) => row.kind))
      .toEqual(files.map(([kind]) => kind));
  }, 120_000);

  it('leaves a line alone that is there', async () => {
    const before = await lines();
    const said = await runOn(fresh, LINES.replace('示例经信局', '示例社工部'), '--kind', 'lines', '--apply');
    expect(said).toEqual({ code: 0, said: expect.stringMatching(/已有 亲清直通车，不改动[^]*没有需要写入/) as string });
    expect(await lines()).toEqual(before);
  });

  it.each([
    ['a unit that is not there', '民情直通车,没有的局,supervision', '第 2 行 牵头单位“没有的局” 找不到这个单位'],
    ['another line', '马上办,social,supervision', '第 2 行 直通车“马上办” 只能是'],
  ])('%s stops it, and nothing is written', async (_what, row, words) => {
    await owner.query(`delete from line where key = 'minqing'`);
    expect(await runOn(fresh, `直通车,牵头单位,督查机构\n${row}\n`, '--kind', 'lines', '--apply')).toEqual({ code: 1, said: expect.stringContaining(words) as string });
    expect((await lines()).map(({ key }) => key)).toEqual(['qinqing']);
  });
});
