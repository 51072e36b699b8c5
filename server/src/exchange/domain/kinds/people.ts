// Owns people with an account as rows of a file, and who may bring in which part of them: records or rights.
// Leaves the cell of roles to grants.ts and their tables to tables/person-table.ts.
import type { Role, RoleGrant } from '@zhitongche/shared/directory/vocabulary.js';
import { ROLE_LABELS } from '@zhitongche/shared/directory/vocabulary.js';
import { readPhone } from '../cells.js';
import type { Cells, Column } from '../columns.js';
import { ACTIVE_COLUMN, IN_USE, OUT_OF_USE } from '../columns.js';
import type { Draft, Importer, Kind, Surroundings } from '../kind.js';
import type { Line, Remarks } from '../lines.js';
import { activeIn, phoneIn, textIn } from './fields.js';
import { ADMIN_ROLES, grantsCell, grantsIn } from './grants.js';

export interface PersonRecord {
  id: string;
  name: string;
  title: string;
  unitId: string | null;
  enterpriseId: string | null;
  phone: string;
  roles: RoleGrant[];
  active: boolean;
}

const COLUMNS: readonly Column[] = [
  { key: 'id', heading: '编号', also: ['人员编号', '工号'], kind: 'code', most: 64, note: '空着则按手机号对应；新人员自动编号。改手机号时须填编号。', example: 'zhang-san' },
  { key: 'name', heading: '姓名', required: true, kind: 'text', most: 40, note: '', example: '张示例' },
  { key: 'title', heading: '职务', kind: 'text', most: 80, note: '', example: '综合科科员' },
  { key: 'unit', heading: '单位', also: ['所属单位'], kind: 'text', note: '单位的简称或全称；企业账号空着。', example: '教育局' },
  { key: 'enterprise', heading: '企业', also: ['所属企业'], kind: 'text', note: '企业账号所属企业的统一社会信用代码、全称或简称。', example: '' },
  { key: 'phone', heading: '手机', also: ['手机号', '手机号码', '电话'], required: true, kind: 'phone', note: '加密保存。导出文件里带星号，原样导回表示不变。', example: '13900000000' },
  { key: 'roles', heading: '角色', kind: 'text', most: 1000, note: '写成 承办人、部门负责人（教育局）、研判员（全区）；不写范围的，为本单位、本企业或全区。角色由安全管理员导入后生效。', example: '承办人（教育局）' },
  { ...ACTIVE_COLUMN, note: '在用 或 停用；空着表示不变（新增的为在用）。停用即退出登录，不删除。' },
];

export const people: Kind<PersonRecord> = {
  name: 'people',
  columns: COLUMNS,
  keyOf: (person) => person.id,
  active: (person) => person.active,
  label: (person) => person.name,

  cells(person, around): Cells {
    return {
      id: person.id, name: person.name, title: person.title, unit: person.unitId === null ? '' : around.units.wordFor(person.unitId),
      enterprise: person.enterpriseId === null ? '' : around.enterprises.wordFor(person.enterpriseId), phone: person.phone,
      roles: grantsCell(person.roles, around), active: person.active ? IN_USE : OUT_OF_USE,
    };
  },

  widen: (_lines, around) => around,

  read(line, present, around): Draft<PersonRecord> | null {
    const id = idOf(line, present, around);
    // Without one the other cells are read all the same: people want to hear of everything at once.
    const before = id === null ? undefined : present.get(id);
    const phone = phoneIn(line, 'phone', before?.phone, around.mask);
    if (phone !== null && phone !== before?.phone && !/^1/.test(phone)) line.problem('phone', '须填手机号，本人用它接收通知。');
    const unitId = refIn(line, 'unit', around.units, before?.unitId ?? null);
    const enterpriseId = refIn(line, 'enterprise', around.enterprises, before?.enterpriseId ?? null);
    if (unitId !== null && enterpriseId !== null) line.problem('enterprise', '单位和企业只能填一个。');
    const roles = line.has('roles') ? grantsIn(line, { unitId, enterpriseId }, before?.roles ?? [], around) : (before?.roles ?? []);
    if (phone === null || id === null) return null;
    return {
      line, key: id, before,
      after: { id, name: line.text('name'), title: textIn(line, 'title', before?.title), unitId, enterpriseId, phone, roles, active: activeIn(line, before?.active) },
    };
  },

  checkAll(drafts, present, _around, importer, remarks): void {
    divide(drafts, importer, remarks);
    checkPhones(drafts, present);
    for (const { line, key, before, after } of drafts) {
      if (key !== importer.personId) continue;
      if (!same(before?.roles ?? [], after.roles)) line.problem('roles', '不能更改自己的角色。');
      if (!after.active) line.problem('active', '不能停用自己。');
    }
    keepAdministrators(drafts, present);
  },
};

/** By number; else whose phone it is; else a number made from the phone's keyed hash, the same each time. */
function idOf(line: Line, present: ReadonlyMap<string, PersonRecord>, around: Surroundings): string | null {
  const id = line.text('id');
  if (id !== '') {
    if (/^[A-Za-z0-9]+([-_.][A-Za-z0-9]+)*$/.test(id) && id !== 'console') return id;
    line.problem('id', '编号只能用字母、数字和连字符。');
    return null;
  }
  const phone = readPhone(line.text('phone'));
  if (phone === null) return null;
  const known = ownersOf(present).get(phone);
  if (known) return known.id;
  const made = `p-${around.fingerprint(phone).slice(0, 16)}`;
  const former = present.get(made);
  if (!former || former.phone === phone) return made;
  // The phone has passed from one person to another.
  line.problem('id', '请填编号。');
  return null;
}

const owners = new WeakMap<ReadonlyMap<string, PersonRecord>, Map<string, PersonRecord>>();
function ownersOf(present: ReadonlyMap<string, PersonRecord>): Map<string, PersonRecord> {
  const known = owners.get(present) ?? new Map([...present.values()].filter((person) => person.active).map((person) => [person.phone, person]));
  owners.set(present, known);
  return known;
}

function refIn(line: Line, key: string, names: Surroundings['units'] | Surroundings['enterprises'], before: string | null): string | null {
  if (!line.has(key)) return before;
  return line.text(key) === '' ? null : names.idIn(line, key, line.text(key), before === null ? [] : [before]);
}

/** Each administrator's part of the same file: what belongs to the other is told, and left as it is. */
function divide(drafts: readonly Draft<PersonRecord>[], importer: Importer, remarks: Remarks): void {
  let rights = 0;
  let records = 0;
  for (const draft of drafts) {
    const { line, before, after } = draft;
    if (!importer.rights && !same(before?.roles ?? [], after.roles)) {
      rights += 1;
      draft.after = { ...after, roles: before?.roles ?? [] };
    }
    if (importer.records) continue;
    if (!before) line.problem('name', '库中没有这个人，请先由系统管理员导入人员。');
    else {
      const kept = { ...before, roles: draft.after.roles };
      if (JSON.stringify(kept) !== JSON.stringify(draft.after)) records += 1;
      draft.after = kept;
    }
  }
  if (rights > 0) remarks.notes.push(`有 ${String(rights)} 人的角色与库中不同。角色不随本次导入生效，请安全管理员导入同一份文件。`);
  if (records > 0) remarks.notes.push(`有 ${String(records)} 人的姓名、单位、手机或状态与库中不同。这些由系统管理员导入，本次只导入角色。`);
}

/** A phone is how a person is known. */
function checkPhones(drafts: readonly Draft<PersonRecord>[], present: ReadonlyMap<string, PersonRecord>): void {
  const after = new Map(drafts.map((draft) => [draft.key, draft.after]));
  const inUse = new Map<string, string>();
  for (const [key, person] of [...present, ...after]) {
    const now = after.get(key) ?? person;
    if (now.active && !inUse.has(now.phone)) inUse.set(now.phone, key);
  }
  for (const { line, key, before, after: person } of drafts) {
    if (!person.active || before?.phone === person.phone) continue;
    const other = inUse.get(person.phone);
    if (other !== undefined && other !== key) line.problem('phone', `这个手机号已是${after.get(other)?.name ?? present.get(other)?.name ?? ''}的。`);
  }
}

/** Nobody could let the next one in. */
function keepAdministrators(drafts: readonly Draft<PersonRecord>[], present: ReadonlyMap<string, PersonRecord>): void {
  const after = new Map(drafts.map((draft) => [draft.key, draft.after]));
  const holds = (person: PersonRecord | undefined, role: Role): boolean => (person?.active ?? false) && (person?.roles ?? []).some((grant) => grant.role === role);
  for (const role of ADMIN_ROLES) {
    const left = [...new Set([...present.keys(), ...after.keys()])].some((key) => holds(after.get(key) ?? present.get(key), role));
    if (left) continue;
    for (const { line, before, after: person } of drafts) {
      if (holds(before, role)) line.problem(person.active ? 'roles' : 'active', `不能撤掉最后一位${ROLE_LABELS[role]}。`);
    }
  }
}

const same = (a: readonly RoleGrant[], b: readonly RoleGrant[]): boolean => {
  const texts = (grants: readonly RoleGrant[]): string => grants.map(({ role, scope, key }) => `${role}/${scope}/${key ?? ''}`).sort().join();
  return texts(a) === texts(b);
};
