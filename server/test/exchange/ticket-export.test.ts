// Owns the list of tickets as a file: who gets which rows, what is hidden, that nothing computes, that it is noted.
// Leaves which tickets a person may see to scope.test.ts.
import { randomUUID } from 'node:crypto';
import { unzipSync } from 'fflate';
import { NATURE_LABELS, STATUS_LABELS, STEP_LABELS } from '@zhitongche/shared/ticket/vocabulary.js';
import { CAST, FIRM_REPORT, RESIDENT_REPORT } from '../cast.js';
import { expectRefusal } from '../refusals.js';
import type { World } from '../world.js';
import { openWorld } from '../world.js';
import { codeOf, download, workbook } from './files.js';

let world: World;
beforeAll(async () => {
  world = await openWorld('2026-03-02 23:30');
  const cadre = world.as(CAST.cadre);
  await cadre.submit({ ...RESIDENT_REPORT, title: '=HYPERLINK("http://evil.example","点我")' });
  await cadre.submit({ ...RESIDENT_REPORT, title: '＝1+1 全角' });
  await cadre.submit({ ...RESIDENT_REPORT, title: '匿名反映噪声', hidden: true });
  await world.as(CAST.account).submit(FIRM_REPORT);
  await world.runJobs();
});
afterAll(() => world.close());

const rowsOf = async (personId: string, query = ''): Promise<Record<string, unknown>[]> => {
  const { status, bytes } = await download(world, personId, `/api/tickets/export?${query}`);
  expect(status).toBe(200);
  const [headings = [], ...rows] = (await workbook(bytes))['事项'] ?? [];
  return rows.map((row) => Object.fromEntries(headings.map((heading, i) => [String(heading), row[i] ?? null])));
};
const title = (row: Record<string, unknown>): unknown => row['标题'];

describe('the file', () => {
  it('has the list’s rows in the list’s order, Chinese headings, and a name with the day in Shanghai', async () => {
    const { type, name, bytes } = await download(world, CAST.supervisor, '/api/tickets/export?worklist=all&line=minqing');
    expect(type).toBe('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet');
    expect(name).toBe('民情事项_2026-03-02.xlsx');
    const { items } = await world.as(CAST.supervisor).list({ worklist: 'all', line: 'minqing' });
    const sheets = await workbook(bytes);
    expect(sheets['事项']![0]).toEqual(['编号', '直通车', '标题', '状态', '环节', '轮次', '走访对象', '镇街', '类别', '难易', '牵头单位', '承办人', '上报时间', '办理期限', '本环节期限', '超期', '超期工作日', '以往轮次超期', '更新时间']);
    expect(sheets['事项']!.slice(1).map((row) => row[0])).toEqual(items.map((item) => item.number));
    expect(sheets['说明']).toEqual(expect.arrayContaining([['筛选条件', '清单：全部；直通车：民情直通车'], ['件数', 3]]));
  });

  it.each([
    ['', '本人可见的全部事项'],
    ['mine=true&line=minqing', '只看本人或本企业的；直通车：民情直通车'],
    ['mine=false', '本人可见的全部事项'],
    ['status=assessing&step=assess', `状态：${STATUS_LABELS.assessing}；环节：${STEP_LABELS.assess}`],
    ['unit=police', '经办单位：杭州市公安局余杭区分局'], ['unit=nobody', '经办单位：nobody'],
    ['place=330110109', '镇街或村社：径山镇'], ['place=330110109236', '镇街或村社：潘板桥村'], ['place=0', '镇街或村社：0'],
    ['category=factor.land', '类别：用地与空间'], ['category=nothing', '类别：nothing'],
    ['nature=complaint&complexity=complex', `性质：${NATURE_LABELS.complaint}；难易：复杂`],
    ['from=2026-03-01&to=2026-03-31', '上报从：2026-03-01；上报到：2026-03-31'],
    ['reopened=true&overdue=true', '只看超期；第二轮及以后'], ['reopened=false&overdue=false', '未超期；只有第一轮'],
    ['satisfaction=unsatisfied&q=%E5%99%AA%E5%A3%B0', '测评：不满意；查找：噪声'],
  ])('narrowed by %s says so: %s', async (query, words) => {
    const { bytes } = await download(world, CAST.supervisor, `/api/tickets/export?${query}`);
    expect((await workbook(bytes))['说明']!.find(([item]) => item === '筛选条件')).toEqual(['筛选条件', words]);
  });

  it('holds moments as Excel’s own dates, in Shanghai’s clock', async () => {
    const [row] = await rowsOf(CAST.supervisor, 'worklist=all&line=qinqing');
    expect(row!['上报时间']).toBeInstanceOf(Date);
    expect(Math.round((row!['上报时间'] as Date).getTime() / 60_000) * 60_000).toBe(Date.UTC(2026, 2, 2, 23, 30));
  });

  it('keeps its headings in view', async () => {
    const { bytes } = await download(world, CAST.supervisor, '/api/tickets/export?worklist=all');
    const sheet = Buffer.from(unzipSync(bytes)['xl/worksheets/sheet1.xml']!).toString('utf8');
    expect(sheet).toMatch(/<pane [^>]*ySplit="1"[^>]*state="frozen"/);
    expect(sheet).not.toContain('<f>');
  });

  it('shows what would compute as words', async () => {
    expect((await rowsOf(CAST.supervisor, 'worklist=all&line=minqing')).map(title)).toEqual(expect.arrayContaining([
      `'=HYPERLINK("http://evil.example","点我")`, "'＝1+1 全角",
    ]));
  });
});

describe('whose rows', () => {
  it.each([
    ['the supervisor', CAST.supervisor, 'worklist=all', 4], ['the cadre who reported', CAST.cadre, 'worklist=mine', 3], ['another cadre', CAST.strangeCadre, 'worklist=mine', 0],
    ['the firm', CAST.account, 'worklist=mine', 1], ['another firm', CAST.otherAccount, 'worklist=mine', 0], ['a unit that has nothing to do with it', CAST.policeHead, 'worklist=unit', 0],
    ['the administrator', CAST.sysadmin, '', 0],
  ])('%s gets those of the list', async (_who, personId, query, count) => {
    expect(await rowsOf(personId, query)).toHaveLength(count);
    expect((await world.as(personId).get(`/api/tickets/export/count?${query}`)).body).toEqual({ count, more: false });
  });

  it.each(['worklist=to_sign', 'worklist=all'])('a list the person does not have is refused: %s', async (query) => {
    const answer = await download(world, CAST.cadre, `/api/tickets/export?${query}`);
    expect([answer.status, codeOf(answer)]).toEqual([403, 'ROLE_FORBIDDEN']);
    expectRefusal(await world.as(CAST.cadre).get(`/api/tickets/export/count?${query}`), 403, 'ROLE_FORBIDDEN');
  });

  it.each(['limit=5', 'cursor=x', 'status=nothing', 'sort=title', 'worklist=none'])('%s is no filter of a file', async (query) => {
    const answer = await download(world, CAST.supervisor, `/api/tickets/export?${query}`);
    expect([answer.status, codeOf(answer)]).toEqual([400, 'REQUEST_INVALID']);
  });

  it('who is not signed in gets nothing', async () => {
    expectRefusal(await world.send('GET', '/api/tickets/export'), 401, 'SESSION_REQUIRED');
  });
});

it('a hidden reporter stays hidden from everybody but the own side', async () => {
  const hidden = async (personId: string, list: string) => (await rowsOf(personId, `worklist=${list}`)).find((row) => title(row) === '匿名反映噪声')!['走访对象'];
  expect(await hidden(CAST.supervisor, 'all')).toBe('（已隐藏）');
  expect(await hidden(CAST.townDesk, 'triage')).toBe('（已隐藏）');
  expect(await hidden(CAST.cadre, 'mine')).not.toBe('（已隐藏）');
});

it('each file is on the audit log with filter and count, without contents or a number somebody looked for', async () => {
  const since = await world.source.query<unknown[]>(`select 1 from audit_log where act = 'tickets.exported'`);
  await download(world, CAST.supervisor, `/api/tickets/export?worklist=all&q=${encodeURIComponent('13912345678')}`);
  const rows = await world.source.query<{ personId: string; detail: unknown }[]>(
    `select person_id as "personId", detail from audit_log where act = 'tickets.exported' order by id`);
  expect(rows).toHaveLength(since.length + 1);
  expect(rows.at(-1)).toEqual({ personId: CAST.supervisor, detail: { filter: { worklist: 'all', q: '***********' }, rows: 0 } });
});

it('a file ends at 10,000 and says so, before and inside', async () => {
  const columns = await world.source.query<{ name: string }[]>(
    `select column_name as name from information_schema.columns where table_name = 'ticket' and is_generated = 'NEVER' and column_name not in ('id', 'number')`);
  const names = columns.map(({ name }) => `"${name}"`).join(', ');
  await world.source.query(
    `insert into ticket (id, number, ${names}) select gen_random_uuid(), '测试' || n, ${names}
     from (select * from ticket where line = 'qinqing' limit 1) t, generate_series(1, 10000) n`);
  expect((await world.as(CAST.supervisor).get('/api/tickets/export/count?worklist=all&line=qinqing')).body).toEqual({ count: 10_000, more: true });
  const { bytes } = await download(world, CAST.supervisor, '/api/tickets/export?worklist=all&line=qinqing');
  const sheets = await workbook(bytes);
  expect(sheets['事项']).toHaveLength(10_001);
  expect(new Set(sheets['事项']!.map((row) => row[0])).size).toBe(10_001);
  expect(sheets['说明']!.flat().join('')).toContain('本文件只有前 10,000 件');
});

it('an id of nothing is not taken for the export', async () => {
  expectRefusal(await world.as(CAST.supervisor).get(`/api/tickets/${randomUUID()}`), 404, 'TICKET_NOT_FOUND');
});
