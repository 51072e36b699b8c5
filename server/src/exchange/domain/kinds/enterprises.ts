// Owns enterprises as rows of a file, by their unified social credit code.
// Leaves the code's check to directory/domain/credit-code.ts and their table to tables/enterprise-table.ts.
import type { EnterpriseScale } from '@zhitongche/shared/directory/vocabulary.js';
import { ENTERPRISE_SCALE_LABELS, ENTERPRISE_SCALES, townUnitId } from '@zhitongche/shared/directory/vocabulary.js';
import { isCreditCode } from '../../../directory/domain/credit-code.js';
import type { Cells, Column } from '../columns.js';
import { ACTIVE_COLUMN, IN_USE, OUT_OF_USE } from '../columns.js';
import type { Draft, Kind, Surroundings } from '../kind.js';
import type { Line } from '../lines.js';
import { Names } from '../names.js';
import { activeIn, phoneIn, textIn } from './fields.js';

export interface EnterpriseRecord {
  code: string;
  name: string;
  short: string;
  industry: string;
  townUnitId: string;
  villageCode: string | null;
  zoneUnitId: string | null;
  scale: EnterpriseScale;
  employees: number;
  contactName: string;
  contactPhone: string;
  active: boolean;
}

const SCALES = ENTERPRISE_SCALES.map((scale) => ENTERPRISE_SCALE_LABELS[scale]).join('、');
const COLUMNS: readonly Column[] = [
  { key: 'code', heading: '统一社会信用代码', also: ['信用代码'], required: true, kind: 'code', most: 18, note: '18 位，按国家标准校验。单元格须为文本格式，否则 Excel 会改掉末几位。', example: '91330110MA2XXXX00X' },
  { key: 'name', heading: '企业名称', also: ['全称', '名称'], required: true, kind: 'text', note: '营业执照上的全称。', example: '杭州示例科技有限公司' },
  { key: 'short', heading: '简称', kind: 'text', most: 40, note: '列表上显示；空着则用全称。', example: '示例科技' },
  { key: 'industry', heading: '行业', also: ['产业'], kind: 'text', most: 80, note: '', example: '数字经济' },
  { key: 'town', heading: '镇街', also: ['所属镇街'], required: true, kind: 'text', note: '镇街名称或区划代码。', example: '塘栖镇' },
  { key: 'village', heading: '村社', also: ['所属村社'], kind: 'text', note: '该镇街下的村或社区，可空。', example: '' },
  { key: 'zone', heading: '平台', also: ['所属平台'], kind: 'text', note: '所在平台（经开区等）的简称，可空。', example: '' },
  { key: 'scale', heading: '规模', kind: 'text', note: `只能是：${SCALES}；空着为小型。`, example: '中型' },
  { key: 'employees', heading: '职工人数', also: ['员工数', '人数'], kind: 'count', note: '', example: '120' },
  { key: 'contactName', heading: '联系人', required: true, kind: 'text', most: 40, note: '', example: '李示例' },
  { key: 'contactPhone', heading: '联系电话', also: ['联系人电话', '电话'], required: true, kind: 'phone', note: '手机或带区号的座机，加密保存。导出文件里带星号，原样导回表示不变。', example: '13900000000' },
  ACTIVE_COLUMN,
];

export const enterprises: Kind<EnterpriseRecord> = {
  name: 'enterprises',
  columns: COLUMNS,
  keyOf: (firm) => firm.code,
  active: (firm) => firm.active,
  label: (firm) => firm.name,

  cells(firm, around): Cells {
    return {
      code: firm.code, name: firm.name, short: firm.short, industry: firm.industry, town: around.units.wordFor(firm.townUnitId),
      village: firm.villageCode === null ? '' : (around.places.get(firm.villageCode)?.names[0] ?? firm.villageCode),
      zone: firm.zoneUnitId === null ? '' : around.units.wordFor(firm.zoneUnitId), scale: ENTERPRISE_SCALE_LABELS[firm.scale],
      employees: String(firm.employees), contactName: firm.contactName, contactPhone: firm.contactPhone, active: firm.active ? IN_USE : OUT_OF_USE,
    };
  },

  widen: (_lines, around) => around,

  read(line, present, around): Draft<EnterpriseRecord> | null {
    const code = line.text('code').toUpperCase();
    if (!isCreditCode(code)) {
      if (code !== '') line.problem('code', code.length === 18 ? '校验位不对，请核对每一位。' : `应为 18 位，现在是 ${String(code.length)} 位。`);
      return null;
    }
    const before = present.get(code);
    const town = townOf(line, around);
    const contactPhone = phoneIn(line, 'contactPhone', before?.contactPhone, around.mask);
    if (town === null || contactPhone === null) return null;
    const after: EnterpriseRecord = {
      code, name: line.text('name'), short: line.has('short') && line.text('short') !== '' ? line.text('short') : (before?.short ?? line.text('name')),
      industry: textIn(line, 'industry', before?.industry), townUnitId: town, villageCode: villageOf(line, town, before, around), zoneUnitId: zoneOf(line, before, around),
      scale: scaleOf(line, before), employees: employeesOf(line, before), contactName: line.text('contactName'), contactPhone, active: activeIn(line, before?.active),
    };
    return { line, key: code, before, after };
  },

  checkAll: () => undefined,
};

/** A town by its name or its division code. */
function townOf(line: Line, around: Surroundings): string | null {
  const text = line.text('town');
  if (text === '') return null;
  const id = around.units.get(townUnitId(text)) ? townUnitId(text) : around.units.idIn(line, 'town', text);
  if (id === null || around.units.get(id)?.kind === 'town') return id;
  line.problem('town', `“${text}”不是镇街。`);
  return null;
}

/** Villages of different towns share names, so it is looked for below the town. */
function villageOf(line: Line, town: string, before: EnterpriseRecord | undefined, around: Surroundings): string | null {
  if (!line.has('village')) return before?.villageCode ?? null;
  const text = line.text('village');
  if (text === '') return null;
  return villagesBelow(around, town).idIn(line, 'village', text, before?.villageCode ? [before.villageCode] : []);
}

const below = new WeakMap<Surroundings, Map<string, Names>>();
function villagesBelow(around: Surroundings, town: string): Names {
  const towns = below.get(around) ?? new Map<string, Names>();
  below.set(around, towns);
  const names = towns.get(town) ?? new Names(`${around.units.get(town)?.names[0] ?? ''}村社`, around.places.all().filter((place) => place.parentCode !== null && townUnitId(place.parentCode) === town));
  towns.set(town, names);
  return names;
}

function zoneOf(line: Line, before: EnterpriseRecord | undefined, around: Surroundings): string | null {
  if (!line.has('zone')) return before?.zoneUnitId ?? null;
  const text = line.text('zone');
  const id = text === '' ? null : around.units.idIn(line, 'zone', text, before?.zoneUnitId ? [before.zoneUnitId] : []);
  if (id !== null && around.units.get(id)?.kind !== 'zone') line.problem('zone', `“${text}”不是平台。`);
  return id;
}

function scaleOf(line: Line, before: EnterpriseRecord | undefined): EnterpriseScale {
  const text = line.text('scale');
  if (text === '') return before?.scale ?? 'small';
  const scale = ENTERPRISE_SCALES.find((each) => ENTERPRISE_SCALE_LABELS[each] === text);
  if (!scale) line.problem('scale', `只能是：${SCALES}。`);
  return scale ?? 'small';
}

function employeesOf(line: Line, before: EnterpriseRecord | undefined): number {
  const text = line.text('employees');
  if (text === '') return before?.employees ?? 0;
  if (!/^\d{1,7}$/.test(text)) line.problem('employees', '应为不带小数的数字。');
  return Number(text);
}
