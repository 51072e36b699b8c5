// Owns what a file would do, row by row: a small district in memory, files as tables, each with its reasons.
// Leaves reading files and the database to server/test/exchange.
import type { Cell, Grid } from './cells.js';
import type { Importer, Kind, Surroundings } from './kind.js';
import type { CatalogueRecord } from './kinds/catalogue.js';
import { catalogue } from './kinds/catalogue.js';
import type { CategoryRecord } from './kinds/categories.js';
import { categories } from './kinds/categories.js';
import type { EnterpriseRecord } from './kinds/enterprises.js';
import { enterprises } from './kinds/enterprises.js';
import type { LinkRecord } from './kinds/links.js';
import { links } from './kinds/links.js';
import type { PersonRecord } from './kinds/people.js';
import { people } from './kinds/people.js';
import type { UnitRecord } from './kinds/units.js';
import { units } from './kinds/units.js';
import { Names } from './names.js';
import { countsOf, planOf } from './plan.js';

const named = (id: string, names: string[], active = true) => ({ id, names, active });
const around: Surroundings = {
  units: new Names('单位', [
    { ...named('education', ['区教育局', '教育局']), kind: 'department' }, { ...named('traffic-1', ['区交通运输局', '交通']), kind: 'department' },
    { ...named('traffic-2', ['区交警大队', '交通']), kind: 'vertical_bureau' }, { ...named('town-330110102', ['塘栖镇', '塘栖镇']), kind: 'town' },
    { ...named('zone', ['经济开发区', '经开区']), kind: 'zone' }, { ...named('old', ['旧局', '旧局'], false), kind: 'department' },
  ]),
  places: new Names('区划', [
    { ...named('330110', ['余杭区']), kind: 'district', parentCode: null }, { ...named('330110102', ['塘栖镇']), kind: 'town', parentCode: '330110' },
    { ...named('330110102017', ['莲花社区']), kind: 'community', parentCode: '330110102' },
  ]),
  categories: new Names('类别', [named('school', ['教育']), named('school.bus', ['接送']), named('school.food', ['接送餐']), named('road', ['接送餐'])]),
  lines: new Names('直通车', [named('minqing', ['民情', '民情直通车']), named('qinqing', ['亲清', '亲清直通车'])]),
  enterprises: new Names('企业', [named('91330110YH00608463', ['杭州求真半导体有限公司', '求真半导体'])]),
  people: new Names('人员', [named('zhang-san', ['张三']), named('li-si', ['李四']), named('li-si-2', ['李四']), named('left', ['王离岗'], false), named('gone', ['赵离岗'], false)]),
  subjects: new Names('联系对象', [
    named('330110102017', ['塘栖镇莲花社区', '莲花社区']), named('330110109005', ['瓶窑镇莲花社区', '莲花社区']), named('330110102018', ['塘栖镇丁山河村', '丁山河村']),
    named('91330110YH00608463', ['杭州求真半导体有限公司', '求真半导体']), named('town-330110102', ['塘栖镇', '塘栖镇']),
  ]),
  unitsNeeded: new Map([['education', 3]]), openTickets: new Map([['traffic-1', 2]]),
  mask: (phone) => `${phone.slice(0, 3)}****${phone.slice(7)}`, fingerprint: (phone) => `f${phone}`.padEnd(20, '0'),
};
const SYSADMIN: Importer = { personId: 'me', records: true, rights: false };
const SECADMIN: Importer = { personId: 'me', records: false, rights: true };
const BOTH: Importer = { personId: 'console', records: true, rights: true };

/** The plan of rows under headings; `a|b` for the headings. */
function plan<T>(kind: Kind<T>, headings: string, rows: Cell[][], there: readonly T[] = [], importer = BOTH) {
  const grid: Grid = [headings.split('|'), ...rows];
  const made = planOf(kind, grid, new Map(there.map((record) => [kind.keyOf(record), record])), around, importer);
  return { ...made, counts: countsOf(made), told: made.remarks.problems.map(({ row, column, message }) => `${String(row)} ${column} ${message}`), warned: made.remarks.warnings.map(({ row, message }) => `${String(row)} ${message}`) };
}

const education: UnitRecord = { id: 'education', kind: 'department', name: '区教育局', short: '教育局', parentCode: null, phone: '0571-80000001', duties: '管学校。', words: ['学校'], active: true };
const head: PersonRecord = { id: 'li', name: '李四', title: '局长', unitId: 'education', enterpriseId: null, phone: '13900000001', roles: [{ role: 'head', scope: 'unit', key: 'education' }], active: true };
const admin: PersonRecord = { id: 'me', name: '王五', title: '管理员', unitId: null, enterpriseId: null, phone: '13900000002', roles: [{ role: 'sysadmin', scope: 'district', key: null }], active: true };
const keeper: PersonRecord = { ...admin, id: 'keeper', name: '赵六', phone: '13900000003', roles: [{ role: 'secadmin', scope: 'district', key: null }] };
const firm: EnterpriseRecord = {
  code: '91330110YH00608463', name: '杭州求真半导体有限公司', short: '求真半导体', industry: '集成电路', townUnitId: 'town-330110102', villageCode: null, zoneUnitId: null,
  scale: 'medium', employees: 436, contactName: '周敏', contactPhone: '13900006307', active: true,
};
const school: CategoryRecord = { code: 'school', name: '教育', parentCode: null, lines: ['minqing'], words: ['学校'], active: true };
const row: CatalogueRecord = { categoryCode: 'school', line: null, placeUnitId: null, lead: 'education', assisting: ['town'], active: true };

describe('headings', () => {
  it.each<[string, string, RegExp]>([
    ['none', '甲|乙', /没有找到表头/], ['one missing', '全称|简称', /缺少这一列/], ['one twice', '全称|类别|全称', /出现了两次/],
  ])('%s', (_what, headings, reason) => {
    expect(plan(units, headings, [['区教育局', '区级部门']]).told.join()).toMatch(reason);
  });

  it('may have stars, spaces, a title above and a column of somebody’s own', () => {
    const grid: Grid = [['余杭区单位名单', null], ['全 称*', '类别', '我的备注'], ['区水利局', '区级部门', '新']];
    const made = planOf(units, grid, new Map(), around, BOTH);
    expect(made.remarks.problems).toEqual([]);
    expect(made.remarks.warnings).toEqual([{ row: 2, column: '我的备注', value: '', message: '不认识这一列，已忽略。' }]);
    expect(made.entries.map(({ row: at, label, outcome }) => [at, label, outcome])).toEqual([[3, '区水利局', 'new']]);
  });

  it('nothing below them is told', () => {
    expect(plan(units, '全称|类别', [[null, '']]).told).toEqual(['0  表头下面没有内容。']);
  });
});

describe('units', () => {
  it('are found by their name, and only what differs is a change', () => {
    const { entries, counts } = plan(units, '全称|简称|类别|办公电话', [['区教育局', '教育局', '区级部门', '0571-80000009']], [education]);
    expect(counts).toEqual({ new: 0, changed: 1, ended: 0, unchanged: 0 });
    expect(entries[0]?.fields).toEqual([{ key: 'phone', column: '办公电话', before: '0571-80000001', after: '0571-80000009' }]);
    expect(entries[0]?.after.duties).toBe('管学校。');
  });

  it('a village may stand below its town of the same file', () => {
    const { told, counts } = plan(units, '编号|全称|类别|上级', [['330110103', '新镇', '镇', ''], ['330110103001', '新村', '村', '新镇']]);
    expect([told, counts.new]).toEqual([[], 2]);
  });

  it.each<[string, string, Cell[], RegExp]>([
    ['another kind', '全称|类别', ['区水利局', '国企'], /^2 类别 只能是/], ['a village without its code', '编号|全称|类别', ['', '新村', '村'], /^2 编号 村的编号是 12 位/],
    ['a village nowhere', '编号|全称|类别', ['330110999001', '新村', '村'], /^2 上级 没有区划代码为 330110999 的上级/],
    ['a unit that calls itself a town', '编号|全称|类别', ['town-1', '区水利局', '区级部门'], /^2 编号 单位编号只能用/],
    ['a name of another', '编号|全称|类别', ['education-2', '区教育局', '区级部门'], /^2 全称 全称与另一个单位/],
    ['an end while the catalogue needs it', '编号|全称|类别|状态', ['education', '区教育局', '区级部门', '停用'], /^2 状态 派单目录或直通车还有 3 处/],
    ['an end of nothing', '编号|全称|类别|状态', ['new', '区水利局', '区级部门', '停用'], /^2 状态 库中没有/],
    ['no name', '编号|全称|类别', ['new', '', '区级部门'], /^2 全称 不能空着/],
  ])('%s is refused', (_what, headings, cells, reason) => {
    expect(plan(units, headings, [cells], [education]).told).toEqual([expect.stringMatching(reason) as string]);
  });
});

describe('people', () => {
  const HEAD = '编号|姓名|职务|单位|手机|角色|状态';

  it('a masked phone is the one that is there', () => {
    expect(plan(people, HEAD, [['li', '李四', '局长', '教育局', '139****0001', '部门负责人（教育局）', '在用']], [head]).counts).toEqual({ new: 0, changed: 0, ended: 0, unchanged: 1 });
  });

  it('are found by their phone, and get the same number each time', () => {
    const there = plan(people, '姓名|手机|职务', [['李四', '13900000001', '副局长']], [head]).entries;
    expect(there.map(({ key, outcome }) => [key, outcome])).toEqual([['li', 'changed']]);
    const [first, again] = [0, 1].map(() => plan(people, '姓名|手机', [['新人', '13900000009']], [head]).entries[0]?.key);
    expect(first).toBe(again);
  });

  it.each<[string, Cell[], RegExp]>([
    ['a unit nobody knows', ['n', '新人', '', '水利局', '13900000009', '', ''], /^2 单位 没有叫“水利局”的单位/],
    ['a short name of two units', ['n', '新人', '', '交通', '13900000009', '', ''], /^2 单位 “交通”可以是几个单位：区交通运输局（traffic-1）、区交警大队（traffic-2）/],
    ['a unit out of use', ['n', '新人', '', '旧局', '13900000009', '', ''], /^2 单位 单位“旧局”已停用/],
    ['a phone that lost digits', ['n', '新人', '', '教育局', '1.39E+10', '', ''], /^2 手机 Excel 把它变成了科学计数法/],
    ['a landline', ['n', '新人', '', '教育局', '0571-80001234', '', ''], /^2 手机 须填手机号/],
    ['somebody else’s phone', ['n', '新人', '', '教育局', '13900000001', '', ''], /^2 手机 这个手机号已是李四的/],
    ['a mask that fits nobody', ['li', '李四', '', '教育局', '138****0001', '', ''], /^2 手机 带星号的号码与库中的不符/],
    ['a role that there is not', ['n', '新人', '', '教育局', '13900000009', '局长', ''], /^2 角色 没有“局长”这个角色/],
    ['triage of a department', ['n', '新人', '', '教育局', '13900000009', '研判员（教育局）', ''], /^2 角色 研判员只能是全区的或一个镇街的/],
    ['triage of nowhere', ['n', '新人', '', '教育局', '13900000009', '研判员', ''], /^2 角色 研判员须写明范围/],
    ['a supervisor of a unit', ['n', '新人', '', '教育局', '13900000009', '督办员（教育局）', ''], /^2 角色 督办员只能是全区的/],
    ['two keys in one hand', ['n', '新人', '', '教育局', '13900000009', '系统管理员、审计管理员', ''], /^2 角色 系统管理员、安全管理员、审计管理员不能由同一人担任/],
    ['the end of the last keeper', ['keeper', '赵六', '', '', '13900000003', '安全管理员', '停用'], /^2 状态 不能撤掉最后一位安全管理员/],
    ['the last keeper without the key', ['keeper', '赵六', '', '', '13900000003', '承办人（教育局）', ''], /^2 角色 不能撤掉最后一位安全管理员/],
  ])('%s is refused', (_what, cells, reason) => {
    expect(plan(people, HEAD, [cells], [head, admin, keeper]).told).toEqual([expect.stringMatching(reason) as string]);
  });

  it('rights wait for secadmin, who changes nothing else', () => {
    const rows = [['li', '李四', '副局长', '教育局', '13900000001', '部门负责人（教育局）、研判员（全区）', '']];
    const record = plan(people, HEAD, rows, [head, admin], SYSADMIN);
    expect(record.entries.map(({ fields }) => fields.map(({ column }) => column))).toEqual([['职务']]);
    expect(record.remarks.notes.join()).toContain('有 1 人的角色与库中不同');
    const rights = plan(people, HEAD, rows, [head, admin], SECADMIN);
    expect(rights.entries.map(({ fields }) => fields.map(({ column, after }) => [column, after]))).toEqual([[['角色', '研判员（全区）、部门负责人（教育局）']]]);
    expect(rights.remarks.notes.join()).toContain('有 1 人的姓名、单位、手机或状态与库中不同');
    expect(plan(people, HEAD, [['n', '新人', '', '教育局', '13900000009', '', '']], [head], SECADMIN).told).toEqual(['2 姓名 库中没有这个人，请先由系统管理员导入人员。']);
  });

  it.each<[string, Importer, Cell[], RegExp]>([
    ['gives themselves a role', SECADMIN, ['me', '王五', '', '', '13900000002', '系统管理员、督办员', ''], /^2 角色 不能更改自己的角色/],
    ['ends their own account', SYSADMIN, ['me', '王五', '', '', '13900000002', '系统管理员', '停用'], /^2 状态 不能停用自己/],
  ])('nobody %s', (_what, importer, cells, reason) => {
    const other = { ...admin, id: 'other', phone: '13900000004' };
    expect(plan(people, HEAD, [cells], [admin, other], importer).told).toEqual([expect.stringMatching(reason) as string]);
  });

  it('twice the same is told, twice differently is refused', () => {
    const one = ['n', '新人', '', '教育局', '13900000009', '', ''];
    expect(plan(people, HEAD, [one, one], []).warned).toEqual(['3 与第 2 行完全相同，只算一次。']);
    expect(plan(people, HEAD, [one, ['n', '别人', '', '教育局', '13900000009', '', '']], []).told).toEqual(['3  与第 2 行是同一个，内容却不同，请只留一行。']);
  });
});

describe('enterprises', () => {
  const HEAD = '统一社会信用代码|企业名称|镇街|村社|平台|规模|职工人数|联系人|联系电话';
  const good = ['91330110YH00608463', '杭州求真半导体有限公司', '塘栖镇', '', '', '中型', 436, '周敏', '139****6307'];

  it('come back unchanged', () => {
    expect(plan(enterprises, HEAD, [good], [firm]).counts.unchanged).toBe(1);
  });

  it.each<[string, number, Cell, RegExp]>([
    ['a wrong check digit', 0, '91330110YH00608464', /校验位不对/], ['too short', 0, '9133', /应为 18 位，现在是 4 位/], ['a code that became a number', 0, 913301100000000000, /变成了数字/],
    ['a town nobody knows', 2, '临平', /没有叫“临平”的单位/], ['no town', 2, '教育局', /不是镇街/], ['a village of another town', 3, '良渚村', /没有叫“良渚村”的塘栖镇村社/],
    ['no zone', 4, '教育局', /不是平台/], ['another size', 5, '巨型', /只能是：大型、中型、小型/], ['half a person', 6, 1.5, /应为不带小数/],
  ])('%s is refused', (_what, at, cell, reason) => {
    expect(plan(enterprises, HEAD, [good.with(at, cell as string)], [firm]).told.join()).toMatch(reason);
  });
});

describe('categories', () => {
  const HEAD = '编号|名称|上级|直通车|状态';

  it('may stand before their parent', () => {
    expect(plan(categories, HEAD, [['new.child', '子', '', '民情', ''], ['new', '父', '', '民情直通车', '']]).told).toEqual([]);
  });

  it.each<[string, Cell[], RegExp]>([
    ['no parent anywhere', ['x.y', '子', '', '民情', ''], /没有编号为 x 的上级/], ['another parent than the code says', ['school.new', '子', '接送', '民情', ''], /与编号不符/],
    ['four levels', ['a.b.c.d', '深', '', '民情', ''], /最多三级/], ['no line', ['new', '新', '', '', ''], /至少写一条直通车/], ['another line', ['new', '新', '', '军民', ''], /没有叫“军民”的直通车/],
  ])('%s is refused', (_what, cells, reason) => {
    expect(plan(categories, HEAD, [cells], [school]).told.join()).toMatch(reason);
  });

  it('a parent does not end before its children', () => {
    const child = { ...school, code: 'school.bus', name: '接送', parentCode: 'school' };
    expect(plan(categories, HEAD, [['school', '教育', '', '民情', '停用']], [school, child]).told.join()).toMatch(/下面还有在用的类别“接送”/);
    expect(plan(categories, HEAD, [['school', '教育', '', '民情', '停用'], ['school.bus', '接送', '', '民情', '停用']], [school, child]).counts.ended).toBe(2);
  });
});

describe('the catalogue', () => {
  const HEAD = '类别编号|直通车|地点|牵头单位|协办单位|状态';

  it.each<[string, Cell[], Partial<ReturnType<typeof countsOf>>]>([
    ['the same row', ['school', '全部', '', '教育局', '本镇街', ''], { unchanged: 1 }], ['another lead', ['教育', '', '全部', '区交警大队', '本镇街', ''], { changed: 1 }],
    ['a row for one town', ['school', '', '塘栖镇', '教育局', '', ''], { new: 1 }], ['the end of a row', ['school', '', '', '教育局', '本镇街', '停用'], { ended: 1 }],
  ])('%s', (_what, cells, counts) => {
    const made = plan(catalogue, HEAD, [cells], [row]);
    expect(made.told).toEqual([]);
    expect(made.counts).toEqual({ new: 0, changed: 0, ended: 0, unchanged: 0, ...counts });
  });

  it.each<[string, Cell[], RegExp]>([
    ['a category of two names', ['接送餐', '', '', '教育局', '', ''], /“接送餐”可以是几个类别/], ['a department as a place', ['school', '', '教育局', '教育局', '', ''], /不是镇街或平台/],
    ['a lead that also assists', ['school', '', '', '教育局', '教育局', ''], /牵头单位不能同时协办/], ['nobody’s lead', ['school', '', '', '', '', ''], /不能空着/],
  ])('%s is refused', (_what, cells, reason) => {
    expect(plan(catalogue, HEAD, [cells], [row]).told.join()).toMatch(reason);
  });
});

describe('links', () => {
  const HEAD = '人员|联系类别|联系对象|状态';
  const served: LinkRecord = { personId: 'zhang-san', personName: '张三', subjectId: '91330110YH00608463', subjectName: '求真半导体', kind: '驻企服务', active: true };
  const theirs: LinkRecord = { ...served, personId: 'left', personName: '王离岗' };

  it.each<[string, Cell[], Partial<ReturnType<typeof countsOf>>]>([
    ['the same link', ['张三', '驻企服务', '求真半导体', ''], { unchanged: 1 }], ['the same firm as something else', ['zhang-san', '联系领导', '91330110YH00608463', ''], { new: 1 }],
    ['a village by its name', ['张三', '组团联社', '丁山河村', ''], { new: 1 }], ['one of two villages, by its town', ['张三', '组团联社', '瓶窑镇莲花社区', ''], { new: 1 }],
    ['a town', ['张三', '联系领导', '塘栖镇', ''], { new: 1 }], ['the end of a link', ['张三', '驻企服务', '求真半导体', '停用'], { ended: 1 }],
    ['the end of a link of somebody who left', ['王离岗', '驻企服务', '求真半导体', '停用'], { ended: 1 }],
  ])('%s', (_what, cells, counts) => {
    const made = plan(links, HEAD, [cells], [served, theirs]);
    expect(made.told).toEqual([]);
    expect(made.counts).toEqual({ new: 0, changed: 0, ended: 0, unchanged: 0, ...counts });
  });

  it.each<[string, Cell[], RegExp]>([
    ['one of two people', ['李四', '驻企服务', '求真半导体', ''], /“李四”可以是几个人员：李四（li-si）、李四（li-si-2）/], ['one of two villages', ['张三', '组团联社', '莲花社区', ''], /“莲花社区”可以是几个联系对象：塘栖镇莲花社区（330110102017）、瓶窑镇莲花社区/],
    ['somebody who left', ['赵离岗', '驻企服务', '求真半导体', ''], /人员“赵离岗”已停用/], ['nobody known', ['孙五', '驻企服务', '求真半导体', ''], /没有叫“孙五”的人员/],
    ['no word on what it is', ['张三', '', '求真半导体', ''], /联系类别 不能空着/], ['the end of what is not there', ['张三', '组团联社', '丁山河村', '停用'], /库中没有这一条/],
  ])('%s is refused', (_what, cells, reason) => {
    expect(plan(links, HEAD, [cells], [served, theirs]).told.join()).toMatch(reason);
  });
});

it('20,001 rows are counted, not read', () => {
  const { told } = plan(units, '全称|类别', Array.from({ length: 20_001 }, (_, i) => [`单位${String(i)}`, '区级部门']));
  expect(told).toEqual(['0  共 20001 行，一次最多 20000 行，请分成几个文件。']);
});
