// Owns units and places as rows of a file: departments, zones, bureaus, public enterprises; towns, villages, communities.
// Leaves their tables to tables/unit-table.ts.
import { createHash } from 'node:crypto';
import type { DivisionKind, UnitKind } from '@zhitongche/shared/directory/vocabulary.js';
import { DIVISION_KIND_LABELS, DIVISION_KINDS, UNIT_KIND_LABELS, UNIT_KINDS, townUnitId } from '@zhitongche/shared/directory/vocabulary.js';
import type { Cells, Column } from '../columns.js';
import { ACTIVE_COLUMN, IN_USE, LIST_MARK, OUT_OF_USE } from '../columns.js';
import type { Draft, Kind, PlaceName, Surroundings, UnitName } from '../kind.js';
import type { Line, Remarks } from '../lines.js';
import { Names } from '../names.js';
import { activeIn, textIn, wordsIn } from './fields.js';

/** A town is one row for the unit and the place; `id` is the unit's id, for places their code. */
export interface UnitRecord {
  id: string;
  kind: Exclude<UnitKind, 'town'> | DivisionKind;
  name: string;
  short: string;
  parentCode: string | null;
  phone: string | null;
  duties: string;
  words: string[];
  active: boolean;
}

const KINDS = [...UNIT_KINDS.filter((kind) => kind !== 'town'), ...DIVISION_KINDS];
const KIND_LABELS: Record<UnitRecord['kind'], string> = { ...UNIT_KIND_LABELS, ...DIVISION_KIND_LABELS };
const DIGITS: Record<DivisionKind, number> = { district: 6, town: 9, street: 9, village: 12, community: 12 };
const PARENT: Record<DivisionKind, readonly string[]> = { district: [], town: ['district'], street: ['district'], village: ['town', 'street'], community: ['town', 'street'] };

export const isPlace = (kind: string): kind is DivisionKind => (DIVISION_KINDS as readonly string[]).includes(kind);
export const isTown = (kind: string): boolean => kind === 'town' || kind === 'street';

const COLUMNS: readonly Column[] = [
  { key: 'id', heading: '编号', also: ['单位编号', '区划代码'], kind: 'code', most: 64, note: '区、镇街、村社填统计用区划代码（6、9、12 位数字）；单位可填小写字母、数字和连字符，空着则按名称对应，新单位自动编号。', example: 'water-resources' },
  { key: 'name', heading: '全称', also: ['名称', '单位名称', '单位全称'], required: true, kind: 'text', note: '单位或区划的全称。', example: '杭州市余杭区示例水利局' },
  { key: 'short', heading: '简称', kind: 'text', most: 40, note: '列表上显示的简称；空着则用全称。别的文件里可以用简称。', example: '示例水利局' },
  { key: 'kind', heading: '类别', required: true, kind: 'text', note: `只能是：${KINDS.map((kind) => KIND_LABELS[kind]).join('、')}。`, example: '区级部门' },
  { key: 'parent', heading: '上级', also: ['所属镇街'], kind: 'text', note: '村、社区填所属镇街，镇街填区；空着则按区划代码前几位。单位不填。', example: '' },
  { key: 'phone', heading: '办公电话', also: ['电话'], kind: 'phone', note: '对外的办公电话，事项页面会显示。', example: '0571-80000000' },
  { key: 'duties', heading: '职责', also: ['主要职责'], kind: 'text', most: 2000, note: '这个单位管什么，研判建议从中学习；区、村社不填。', example: '负责全区水利设施的规划、建设和管理。' },
  { key: 'words', heading: '常用说法', also: ['关键词'], kind: 'text', most: 2000, note: '群众和企业怎么说它管的事，用顿号分开。', example: '河道、水库、排涝、堤塘' },
  ACTIVE_COLUMN,
];

export const units: Kind<UnitRecord> = {
  name: 'units',
  columns: COLUMNS,
  keyOf: (unit) => unit.id,
  active: (unit) => unit.active,
  label: (unit) => unit.name,

  cells(unit, around): Cells {
    return {
      id: unit.id, name: unit.name, short: unit.short, kind: KIND_LABELS[unit.kind], parent: unit.parentCode === null ? '' : around.places.wordFor(unit.parentCode),
      phone: unit.phone ?? '', duties: unit.duties, words: unit.words.join(LIST_MARK), active: unit.active ? IN_USE : OUT_OF_USE,
    };
  },

  widen(lines, around): Surroundings {
    const known = [...lines].flatMap((line): PlaceName[] => {
      const kind = KINDS.find((each) => KIND_LABELS[each] === line.text('kind'));
      const id = line.text('id');
      return kind && isPlace(kind) && id !== '' ? [{ id, names: [line.text('name'), ...shortOf(line)], kind, parentCode: null, active: line.text('active') !== OUT_OF_USE }] : [];
    });
    const inFile = new Set(known.map((place) => place.id));
    return { ...around, places: new Names('区划', [...around.places.all().filter((place) => !inFile.has(place.id)), ...known]) };
  },

  read(line, present, around): Draft<UnitRecord> | null {
    const kind = KINDS.find((each) => KIND_LABELS[each] === line.text('kind'));
    if (!kind) {
      if (line.text('kind') !== '') line.problem('kind', `只能是：${KINDS.map((each) => KIND_LABELS[each]).join('、')}。`);
      return null;
    }
    const id = isPlace(kind) ? placeId(line, kind) : unitId(line, around);
    if (id === null) return null;
    const before = present.get(id);
    if (before && isPlace(before.kind) !== isPlace(kind)) line.problem('kind', '单位和区划不能互相改变。');
    else if (before && isPlace(before.kind) && isPlace(kind) && DIGITS[before.kind] !== DIGITS[kind]) line.problem('kind', `库中是${KIND_LABELS[before.kind]}。`);
    const name = line.text('name');
    // Only who works on tickets has these.
    const works = !isPlace(kind) || isTown(kind);
    if (!works && ['phone', 'duties', 'words'].some((key) => line.text(key) !== '')) line.warning('kind', '区和村社不填电话、职责和常用说法，已忽略。');
    const after: UnitRecord = {
      id, kind, name, short: works ? (line.has('short') ? (shortOf(line)[0] ?? name) : (before?.short ?? name)) : name,
      parentCode: isPlace(kind) ? parentOf(line, kind, id, around) : null,
      phone: works ? phoneOf(line, before) : null, duties: works ? textIn(line, 'duties', before?.duties) : '',
      words: works ? wordsIn(line, 'words', before?.words) : [], active: activeIn(line, before?.active),
    };
    return { line, key: id, before, after };
  },

  checkAll(drafts, present, around, _importer, remarks): void {
    checkNames(drafts, present);
    for (const { line, key, before, after } of drafts) {
      if (after.active || !(before?.active ?? false)) continue;
      const unit = isTown(after.kind) ? townUnitId(key) : key;
      const needed = around.unitsNeeded.get(unit) ?? 0;
      if (needed > 0) line.problem('active', `派单目录或直通车还有 ${String(needed)} 处用到它，请先改派单目录。`);
      const open = around.openTickets.get(unit) ?? 0;
      if (open > 0) line.warning('active', `还有 ${String(open)} 件在办事项由它牵头，停用后不能再派给它。`);
    }
    checkParents(drafts, present, around, remarks);
  },
};

const shortOf = (line: Line): string[] => (line.text('short') === '' ? [] : [line.text('short')]);

function placeId(line: Line, kind: DivisionKind): string | null {
  const id = line.text('id');
  if (new RegExp(`^[1-9]\\d{${String(DIGITS[kind] - 1)}}$`).test(id)) return id;
  line.problem('id', `${KIND_LABELS[kind]}的编号是 ${String(DIGITS[kind])} 位区划代码。`);
  return null;
}

/** Its number; or whoever has this name; or a number made from the name, the same each time. */
function unitId(line: Line, around: Surroundings): string | null {
  const id = line.text('id');
  if (id !== '') {
    if (/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id) && !/^(town|district)(-|$)/.test(id)) return id;
    line.problem('id', '单位编号只能用小写字母、数字和连字符，不能以 town 开头。');
    return null;
  }
  const { found } = around.units.find(line.text('name'));
  const known = found.filter((unit: UnitName) => unit.kind !== 'town');
  if (known.length > 1) {
    line.problem('name', '有几个单位叫这个名称，请填编号。');
    return null;
  }
  const made = `u-${createHash('sha256').update(line.text('name')).digest('hex').slice(0, 12)}`;
  return known[0]?.id ?? made;
}

function parentOf(line: Line, kind: DivisionKind, id: string, around: Surroundings): string | null {
  if (kind === 'district') return null;
  const named = line.text('parent');
  const parent = named === '' ? id.slice(0, DIGITS[kind] - 3) : around.places.idIn(line, 'parent', named);
  if (parent === null) return null;
  const place = around.places.get(parent);
  if (!place) line.problem('parent', `没有区划代码为 ${parent} 的上级，请先导入或写在同一个文件里。`);
  else if (!PARENT[kind].includes(place.kind)) line.problem('parent', `${KIND_LABELS[kind]}的上级应是${PARENT[kind].map((each) => DIVISION_KIND_LABELS[each as DivisionKind]).join('或')}。`);
  return parent;
}

function phoneOf(line: Line, before: UnitRecord | undefined): string | null {
  if (!line.has('phone')) return before?.phone ?? null;
  const text = line.text('phone');
  if (text === '') return null;
  if (!/^\d[\d-]{2,19}$/.test(text)) line.problem('phone', '不是电话号码。');
  return text;
}

/** Two units of one name could not be told apart in other files. */
function checkNames(drafts: readonly Draft<UnitRecord>[], present: ReadonlyMap<string, UnitRecord>): void {
  const all = new Map([...present].map(([key, unit]) => [key, unit] as const));
  for (const { key, after } of drafts) all.set(key, after);
  const called = new Map<string, UnitRecord[]>();
  for (const unit of all.values()) {
    if (unit.active && !isPlace(unit.kind)) for (const name of new Set([unit.name, unit.short])) called.set(name, [...(called.get(name) ?? []), unit]);
  }
  for (const { line, after } of drafts) {
    const other = (name: string): UnitRecord | undefined => called.get(name)?.find((unit) => unit.id !== after.id);
    if (!after.active || isPlace(after.kind)) continue;
    if (other(after.name)?.name === after.name) line.problem('name', `全称与另一个单位（${other(after.name)?.id ?? ''}）相同。`);
    else if (other(after.short)) line.warning('short', `简称与“${other(after.short)?.name ?? ''}”相同，其他文件里请写全称。`);
  }
}

function checkParents(drafts: readonly Draft<UnitRecord>[], present: ReadonlyMap<string, UnitRecord>, around: Surroundings, remarks: Remarks): void {
  const ended = new Map(drafts.filter(({ after }) => isPlace(after.kind) && !after.active).map((draft) => [draft.key, draft]));
  if (ended.size === 0) return;
  const after = new Map(drafts.map((draft) => [draft.key, draft.after]));
  for (const [key, unit] of present) {
    const now = after.get(key) ?? unit;
    const parent = now.active && now.parentCode !== null ? ended.get(now.parentCode) : undefined;
    if (parent?.before?.active) {
      parent.line.problem('active', `下面还有在用的${around.places.get(key)?.names[0] ?? key}。`);
      ended.delete(parent.key);
    }
  }
  if (drafts.some(({ after: unit }) => isTown(unit.kind) && !unit.active)) remarks.notes.push('停用镇街后，其村社和企业的新事项将没有研判台，请先调整。');
}
