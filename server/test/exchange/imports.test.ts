// Owns importing base data over HTTP: looked at before anything happens, all or nothing, once, by whom it belongs to, noted.
// Leaves the rules of single rows to plan.spec.ts and the round trip to round-trip.test.ts.
import { randomUUID } from 'node:crypto';
import type { ErrorBody } from '@zhitongche/shared/errors.js';
import { ImportPreview, ImportResult } from '@zhitongche/shared/exchange/contract.js';
import type { SubjectList } from '@zhitongche/shared/directory/contract.js';
import type { ExchangeKind } from '@zhitongche/shared/exchange/kinds.js';
import { EXCHANGE_KINDS } from '@zhitongche/shared/exchange/kinds.js';
import { jest } from '@jest/globals';
import { zipSync } from 'fflate';
import pg from 'pg';
import { PostgresQueryRunner } from 'typeorm/driver/postgres/PostgresQueryRunner.js';
import { testSecrets } from '../base-database.js';
import { CAST, LIANHUA, QIUZHEN, RESIDENT_REPORT, VILLAGE } from '../cast.js';
import { expectRefusal } from '../refusals.js';
import { read } from '../visitor.js';
import type { World } from '../world.js';
import { openWorld } from '../world.js';
import { asGb18030, codeOf, download, upload, xlsx } from './files.js';

let world: World;
beforeAll(async () => { world = await openWorld(); });
afterAll(() => world.close());

type Rows = (string | number | Date | null)[][];
const send = (kind: ExchangeKind, bytes: Uint8Array, by: string = CAST.sysadmin) => upload(world, by, `/api/imports?kind=${kind}&name=${encodeURIComponent('数据.xlsx')}`, bytes);
async function look(kind: ExchangeKind, rows: Rows, by?: string): Promise<ImportPreview> {
  const { status, body } = await send(kind, await xlsx(rows), by);
  return read(ImportPreview, { status, body, headers: new Headers() }, `looking at ${kind}`);
}
const press = (id: string, by: string = CAST.sysadmin) => world.as(by).post(`/api/imports/${id}/apply`, {});
async function apply(kind: ExchangeKind, rows: Rows, by?: string): Promise<ImportResult> {
  const { id, problems } = await look(kind, rows, by);
  expect(problems.items).toEqual([]);
  return read(ImportResult, await press(id, by), `applying ${kind}`);
}
const rowsOf = <T>(sql: string, params: unknown[] = []): Promise<T[]> => world.source.query<T[]>(sql, params);
const told = ({ problems }: ImportPreview): string[] => problems.items.map(({ row, column, message }) => `${String(row)} ${column} ${message}`);
const asOwner = async (sql: string): Promise<void> => {
  const client = new pg.Client({ connectionString: world.database.ownerUrl });
  await client.connect();
  await client.query(sql).finally(() => client.end());
};

/** Says of itself that it holds 300 MB; nobody should try. */
function bomb(): Buffer {
  const bytes = Buffer.from(zipSync({ 'xl/workbook.xml': new Uint8Array([65]) }));
  bytes.writeUInt32LE(300 * 1024 * 1024, bytes.indexOf(Buffer.from('PK\u0001\u0002', 'latin1')) + 24);
  return bytes;
}
const UNIT_HEAD = ['编号', '全称', '简称', '类别', '办公电话', '职责'];
const PEOPLE_HEAD = ['编号', '姓名', '职务', '单位', '手机', '角色', '状态'];

describe('looking', () => {
  it('writes nothing of the data, and says field by field what would change', async () => {
    const before = await rowsOf('select * from unit order by id');
    const preview = await look('units', [UNIT_HEAD, ['education', '杭州市余杭区教育局', '教育局', '区级部门', '0571-80009999', '管学校。'], ['', '区示例局', '示例局', '区级部门', '', '']]);
    expect(preview).toMatchObject({ rows: 2, counts: { new: 1, changed: 1, ended: 0, unchanged: 0 }, applicable: true });
    expect(preview.changes.items[0]!.fields.find(({ column }) => column === '办公电话')).toEqual({ column: '办公电话', before: expect.stringMatching(/^0571-/) as string, after: '0571-80009999' });
    expect(preview.changes.items[1]).toMatchObject({ row: 3, label: '区示例局', outcome: 'new' });
    expect(await rowsOf('select * from unit order by id')).toEqual(before);
  });

  it.each<[string, Uint8Array]>([
    ['GB18030 with commas', asGb18030('全称,类别,职责\r\n区示例局,区级部门,"管""渠""、\r\n管闸"\r\n')], ['UTF-8 with its mark and semicolons', Buffer.from('\ufeff全称;类别;职责\n区示例局;区级部门;"管""渠""、\n管闸"\n')],
    ['UTF-8 with tabs', Buffer.from('全称\t类别\t职责\n区示例局\t区级部门\t"管""渠""、\n管闸"\n')], ['UTF-16 from “Unicode text”', Buffer.from('\ufeff全称\t类别\t职责\r\n区示例局\t区级部门\t"管""渠""、\r\n管闸"\r\n', 'utf16le')],
  ])('reads CSV as %s', async (_what, bytes) => {
    const { body } = await send('units', bytes);
    expect((body as ImportPreview).changes.items[0]!.fields).toEqual(expect.arrayContaining([{ column: '全称', before: null, after: '区示例局' }, { column: '职责', before: null, after: '管"渠"、\n管闸' }]));
  });

  it('tells rows as Excel counts them, with phones masked', async () => {
    const preview = await look('people', [
      PEOPLE_HEAD, ['', '新人甲', '', '教育局', 13912340001, '', ''], ['', '新人乙', '', '水利厅', '1.39E+10', '', ''], ['', '新人丙', '', '教育局', new Date('2026-01-01'), '', ''],
      ['', '新人丁13912340009', '', '教育局', '139123400', '', ''],
    ]);
    expect(told(preview).sort()).toEqual(['3 单位 没有叫“水利厅”的单位。', expect.stringMatching(/^3 手机 Excel 把它变成了科学计数法/), expect.stringMatching(/^4 手机 Excel 把这一格变成了日期/), '5 手机 不是电话号码。']);
    expect(preview.applicable).toBe(false);
    expect(JSON.stringify(preview)).not.toMatch(/13912340001|139123400(?!\*)/);
  });

  it.each<[string, Uint8Array, number, string]>([
    ['an old .xls', Buffer.from('d0cf11e0a1b11ae1000000', 'hex'), 415, 'IMPORT_FILE_OLD'], ['a picture', Buffer.from('89504e470d0a1a0a0000000d', 'hex'), 415, 'IMPORT_FILE_UNREADABLE'],
    ['a zip of something else', Buffer.from(zipSync({ 'a.txt': new Uint8Array([65]) })), 415, 'IMPORT_FILE_UNREADABLE'],
    ['a kilobyte that unpacks to 300 MB', bomb(), 413, 'IMPORT_FILE_TOO_LARGE'], ['an empty file', Buffer.alloc(0), 415, 'IMPORT_FILE_UNREADABLE'], ['a broken workbook', Buffer.from('PK\u0003\u0004 and no more'), 415, 'IMPORT_FILE_UNREADABLE'],
    ['more than 10 MB', Buffer.alloc(10 * 1024 * 1024 + 1, 'a'), 413, 'IMPORT_FILE_TOO_LARGE'],
  ])('%s is refused', async (_what, bytes, status, code) => {
    const answer = await send('units', bytes);
    expect([answer.status, (answer.body as ErrorBody).code]).toEqual([status, code]);
  });

  it('takes 20,000 rows with as many queries as one', async () => {
    const many = Array.from({ length: 20_000 }, (_, i): Rows[number] => ['', `第${String(i)}示例单位`, '', '区级部门', '', '']);
    const query = jest.spyOn(PostgresQueryRunner.prototype, 'query');
    const asked = async (rows: Rows): Promise<{ preview: ImportPreview; queries: number }> => {
      query.mockClear();
      const preview = await look('units', [UNIT_HEAD, ...rows]);
      return { preview, queries: query.mock.calls.length };
    };
    const one = await asked(many.slice(0, 1));
    const all = await asked(many);
    query.mockRestore();
    expect(one.queries).toBeGreaterThan(5);
    expect(all.queries).toBe(one.queries);
    expect(all.preview).toMatchObject({ rows: 20_000, counts: { new: 20_000 }, changes: { total: 20_000 } });
    expect(all.preview.changes.items).toHaveLength(300);
  });
});

describe('who may', () => {
  it.each([
    ['sysadmin', CAST.sysadmin, [...EXCHANGE_KINDS]], ['secadmin', CAST.secadmin, ['people']], ['the district’s triage', CAST.districtDesk, ['catalogue']],
    ['auditor', CAST.auditor, []], ['a town’s triage', CAST.townDesk, []], ['a cadre', CAST.cadre, []], ['a handler', CAST.handler, []], ['a head', CAST.head, []],
    ['a supervisor', CAST.supervisor, []], ['a leader', CAST.leader, []], ['a firm', CAST.account, []],
  ] as [string, string, ExchangeKind[]][])('%s: exactly their kinds, to look, to take out and to have the template', async (_who, personId, kinds) => {
    expect((await world.as(personId).get('/api/imports/kinds')).body).toEqual({ items: kinds });
    for (const kind of EXCHANGE_KINDS) {
      const looked = await send(kind, Buffer.from('x'), personId);
      expect([kind, looked.status]).toEqual([kind, kinds.includes(kind) ? 201 : 403]);
      for (const path of ['data', 'template']) {
        const file = await download(world, personId, `/api/imports/${path}?kind=${kind}&format=csv`);
        expect([path, kind, file.status, file.status === 200 ? '' : codeOf(file)]).toEqual([path, kind, ...(kinds.includes(kind) ? [200, ''] : [403, 'ROLE_FORBIDDEN'])]);
      }
    }
  });

  it('only who looked may apply, and nobody what there is not', async () => {
    const { id } = await look('people', [PEOPLE_HEAD, ['', '新人戊', '', '教育局', '13912340055', '', '']]);
    expectRefusal(await press(id, CAST.secadmin), 404, 'IMPORT_NOT_FOUND');
    expectRefusal(await press(id, CAST.cadre), 403, 'ROLE_FORBIDDEN');
    for (const other of [randomUUID(), 'x', '%00']) expectRefusal(await press(other), 404, 'IMPORT_NOT_FOUND');
    expectRefusal(await world.send('POST', `/api/imports/${id}/apply`, {}), 401, 'SESSION_REQUIRED');
  });
});

describe('applying', () => {
  it('makes a unit that is in the pickers at once and can be dispatched to', async () => {
    await apply('units', [UNIT_HEAD, ['canal', '区运河局', '运河局', '区级部门', '', '管运河。']]);
    const units = (await world.as(CAST.cadre).get('/api/units')).body as { items: { id: string }[] };
    expect(units.items.map(({ id }) => id)).toContain('canal');
  });

  it('twice is one effect, and one line of the audit log without personal data', async () => {
    const { id } = await look('people', [PEOPLE_HEAD, ['once', '仅一次', '科员', '教育局', '13912340077', '', '']]);
    const [first, second] = await Promise.all([press(id), press(id)]);
    expect([first.status, second.status]).toEqual([200, 200]);
    expect(first.body).toEqual(second.body);
    expect(await rowsOf('select name from person where id = $1', ['once'])).toEqual([{ name: '仅一次' }]);
    const log = await rowsOf<{ personId: string; detail: unknown }>(`select person_id as "personId", detail from audit_log where act = 'data.imported' and detail->>'import' = $1`, [id]);
    expect(log).toEqual([{ personId: CAST.sysadmin, detail: { import: id, kind: 'people', counts: { new: 1, changed: 0, ended: 0, unchanged: 0 } } }]);
    expect(await rowsOf('select rows_sealed from data_import where id = $1', [id])).toEqual([{ rows_sealed: null }]);
  });

  it('a fault in the last row leaves nothing', async () => {
    const { id, problems } = await look('units', [UNIT_HEAD, ['first-good', '区甲局', '', '区级部门', '', ''], ['last-bad', '区乙局', '', '没有的类别', '', '']]);
    expect(problems.items.map(({ row }) => row)).toEqual([3]);
    expectRefusal(await press(id), 422, 'IMPORT_HAS_PROBLEMS');
    await asOwner(`create function stumble() returns trigger language plpgsql as $$ begin if new.id = 'stumbling' then raise exception 'stumbled'; end if; return new; end $$;
      create trigger stumble before insert on unit for each row execute function stumble()`);
    const stumbling = await look('units', [UNIT_HEAD, ['first-good', '区甲局', '', '区级部门', '', ''], ['stumbling', '区丙局', '', '区级部门', '', '']]);
    expectRefusal(await press(stumbling.id), 500, 'INTERNAL');
    expect(await rowsOf(`select id from unit where id in ('first-good', 'last-bad', 'stumbling')`)).toEqual([]);
    await asOwner('drop trigger stumble on unit');
    expect((await press(stumbling.id)).status).toBe(200);
    expect(await rowsOf(`select id from unit where id in ('first-good', 'stumbling') order by 1`)).toEqual([{ id: 'first-good' }, { id: 'stumbling' }]);
  });

  it('what was changed meanwhile is refused where it alters the result, and not where it does not', async () => {
    const row = ['planning', '杭州市规划和自然资源局余杭分局', '规划资源分局', '分局', '0571-80000101', '管规划。'];
    const stale = await look('units', [UNIT_HEAD, row]);
    const unmoved = await look('units', [UNIT_HEAD, ['', '区不相干局', '', '区级部门', '', '']]);
    await world.source.query(`update unit set phone = '0571-80000202' where id = 'planning'`);
    expectRefusal(await press(stale.id), 409, 'IMPORT_STALE');
    expect(await rowsOf(`select phone from unit where id = 'planning'`)).toEqual([{ phone: '0571-80000202' }]);
    expect((await press(unmoved.id)).status).toBe(200);
  });

  it('a preview ends', async () => {
    const { id } = await look('units', [UNIT_HEAD, ['', '区过期局', '', '区级部门', '', '']]);
    await world.source.query(`update data_import set expires_at = $1 where id = $2`, [world.clock.instant, id]);
    expectRefusal(await press(id), 410, 'IMPORT_EXPIRED');
  });
});

describe('people', () => {
  it('phones are kept sealed and found by their keyed hash', async () => {
    await apply('people', [PEOPLE_HEAD, ['sealed', '封存', '科员', '教育局', '139 1234 0088', '', '']]);
    const [row] = await rowsOf<{ sealed: string; hash: string }>('select phone_sealed as sealed, phone_hash as hash from person where id = $1', ['sealed']);
    expect([testSecrets.open(row!.sealed), row!.hash]).toEqual(['13912340088', testSecrets.fingerprint('13912340088')]);
    expect(await rowsOf(`select 1 from data_import where rows_sealed like '%13912340088%' or counts::text like '%13912340088%'`)).toEqual([]);
  });

  it('their rights come from secadmin, with the same file', async () => {
    const file: Rows = [PEOPLE_HEAD, ['newcomer', '新来的', '科员', '教育局', '13912340099', '承办人（教育局）', '']];
    const { id, notes } = await look('people', file);
    expect(notes.join()).toContain('请安全管理员导入同一份文件');
    await press(id);
    expect(await rowsOf('select role from person_role where person_id = $1', ['newcomer'])).toEqual([]);
    await apply('people', file, CAST.secadmin);
    expect(await rowsOf('select role, scope, key from person_role where person_id = $1', ['newcomer'])).toEqual([{ role: 'handler', scope: 'unit', key: 'education' }]);
  });

  it.each([
    ['secadmin for themselves', CAST.secadmin, ['liu-aizhen', '刘爱珍', '安全管理员', '政务办', '139****1015', '安全管理员、督办员', ''], '不能更改自己的角色。'],
    ['sysadmin’s own end', CAST.sysadmin, ['wang-qian', '王倩', '系统管理员', '政务办', '139****1324', '系统管理员', '停用'], '不能停用自己。'],
    ['the only auditor’s end', CAST.sysadmin, ['lou-xinhua', '楼新华', '审计管理员', '政务办', '139****0066', '审计管理员', '停用'], '不能撤掉最后一位审计管理员。'],
  ])('%s is refused', async (_what, by, row, message) => {
    const preview = await look('people', [PEOPLE_HEAD, row], by);
    expect(preview.problems.items.map((each) => each.message)).toContain(message);
    expectRefusal(await press(preview.id, by), 422, 'IMPORT_HAS_PROBLEMS');
  });

  it('who is ended is out at once, and still named where they worked', async () => {
    const colleague = world.as(CAST.colleague);
    expect((await colleague.get('/api/session')).status).toBe(200);
    const { name, phone } = (await rowsOf<{ name: string; phone: string }>('select name, phone_sealed as phone from person where id = $1', [CAST.colleague]))[0]!;
    await apply('people', [['编号', '姓名', '手机', '状态'], [CAST.colleague, name, testSecrets.open(phone), '停用']]);
    expectRefusal(await colleague.get('/api/session'), 401, 'SESSION_EXPIRED');
    expect(await rowsOf('select count(*)::int as open from session where person_id = $1 and revoked_at is null', [CAST.colleague])).toEqual([{ open: 0 }]);
    expect(await rowsOf('select name, active from person where id = $1', [CAST.colleague])).toEqual([{ name, active: false }]);
  });
});

describe('what is out of use', () => {
  it('a village is not offered and not reported for any more', async () => {
    await apply('units', [['编号', '全称', '类别', '状态'], [LIANHUA, '莲花社区', '社区', '停用']]);
    const found = (await world.as(CAST.cadre).get(`/api/subjects?line=minqing&q=${encodeURIComponent('莲花')}`)).body as { items: { id: string }[] };
    expect(found.items.map(({ id }) => id)).not.toContain(LIANHUA);
    const report = { ...RESIDENT_REPORT, id: randomUUID() };
    expectRefusal(await world.as(CAST.cadre).post('/api/tickets', { ...report, subjectId: LIANHUA }), 422, 'SUBJECT_NOT_FOUND');
    expect((await world.as(CAST.cadre).post('/api/tickets', { ...report, subjectId: VILLAGE })).status).toBe(201);
  });

  it('a firm that is ended keeps its tickets', async () => {
    const { id } = await world.as(CAST.account).submit({ line: 'qinqing', title: '用电增容', text: '请帮助增容。', subjectKind: 'enterprise', subjectId: QIUZHEN });
    const [firm] = await rowsOf<{ name: string; contact: string }>('select name, contact_name as contact from enterprise where id = $1', [QIUZHEN]);
    await apply('enterprises', [['统一社会信用代码', '企业名称', '镇街', '联系人', '联系电话', '状态'], [QIUZHEN, firm!.name, '330110003', firm!.contact, '139****6307', '停用']]);
    expect((await world.as(CAST.districtDesk).ticket(id)).subjectName).toBe(firm!.name);
  });
});

it('the catalogue counts its versions, keeps what it said, and speaks for the next report', async () => {
  const HEAD = ['类别编号', '直通车', '地点', '牵头单位', '协办单位', '状态'];
  const of = () => rowsOf<{ lead: string; version: number }>(`select lead, version from catalogue_row where category_code = 'public.school.commute' and line is null and place_unit_id = 'town-330110109'`);
  const row = (lead: string, state = '') => ['public.school.commute', '全部', 'town-330110109', lead, '', state];
  await apply('catalogue', [HEAD, row('教育局')], CAST.districtDesk);
  expect(await of()).toEqual([{ lead: 'education', version: 1 }]);
  await apply('catalogue', [HEAD, row('交通局')]);
  expect(await of()).toEqual([{ lead: 'transport', version: 2 }]);
  await apply('catalogue', [HEAD, row('交通局', '停用')]);
  expect(await of()).toEqual([]);
  await apply('catalogue', [HEAD, row('公交公司')]);
  expect(await of()).toEqual([{ lead: expect.any(String) as string, version: 3 }]);
  expect(await rowsOf(`select lead, version, changed_by as "by" from catalogue_history where place_unit_id = 'town-330110109' and category_code = 'public.school.commute' order by id`))
    .toEqual([{ lead: 'education', version: 1, by: CAST.sysadmin }, { lead: 'transport', version: 2, by: CAST.sysadmin }]);
  await expect(world.source.query('delete from catalogue_history')).rejects.toThrow(/permission denied/);
  const { id } = await world.as(CAST.cadre).submit({ ...RESIDENT_REPORT, title: '上下学接送' });
  await world.runJobs();
  const { suggestion } = await world.as(CAST.townDesk).ticket(id);
  expect(suggestion.find(({ categoryCode }) => categoryCode === 'public.school.commute')?.leadUnitName).toBe('公交公司');
});

it('a link puts its subject before the cadre, and its end takes it away', async () => {
  const HEAD = ['人员', '联系类别', '联系对象', '状态'];
  const suggested = async () => ((await world.as(CAST.strangeCadre).get('/api/subjects?line=minqing')).body as SubjectList).items.filter(({ id }) => id === VILLAGE).map(({ linked }) => linked);
  expect(await suggested()).toEqual([]);
  expect((await apply('links', [HEAD, [CAST.strangeCadre, '组团联社', VILLAGE, '']])).counts).toEqual({ new: 1, changed: 0, ended: 0, unchanged: 0 });
  expect(await suggested()).toEqual([true]);
  expect((await apply('links', [HEAD, [CAST.strangeCadre, '组团联社', VILLAGE, '停用']])).counts).toEqual({ new: 0, changed: 0, ended: 1, unchanged: 0 });
  expect(await suggested()).toEqual([]);
});

it('words that would compute are refused coming in', async () => {
  const preview = await look('units', [UNIT_HEAD, ['', '=HYPERLINK("http://evil.example","区水利局")', '', '区级部门', '', '＝1+1']]);
  expect(told(preview)).toEqual([expect.stringMatching(/^2 全称 不能以/), expect.stringMatching(/^2 职责 不能以/)]);
});
