// Owns the dispatch catalogue (派单目录) as rows of a file: category × line × place → who leads and assists.
// Leaves which row speaks for a ticket to routing/domain/catalogue.ts and versions to tables/catalogue-table.ts.
import { OWN_TOWN } from '../../../routing/domain/catalogue.js';
import type { Cells, Column } from '../columns.js';
import { ACTIVE_COLUMN, IN_USE, LIST_MARK, OUT_OF_USE } from '../columns.js';
import type { Draft, Kind, Surroundings } from '../kind.js';
import type { Line } from '../lines.js';
import { activeIn } from './fields.js';

export interface CatalogueRecord {
  categoryCode: string;
  line: string | null;
  placeUnitId: string | null;
  lead: string;
  assisting: string[];
  /** An ended row is not in the catalogue any more; what it said is kept with its version. */
  active: boolean;
}

const ANY = '全部';
const OWN_TOWN_WORD = '本镇街';
const COLUMNS: readonly Column[] = [
  { key: 'category', heading: '类别编号', also: ['类别', '事项类别'], required: true, kind: 'text', note: '事项类别的编号，或不重名的名称。', example: 'public.school.commute' },
  { key: 'categoryName', heading: '类别名称', kind: 'text', readOnly: true, note: '只供阅读，导入时不看。', example: '上下学接送' },
  { key: 'line', heading: '直通车', kind: 'text', note: `${ANY}（或空着），或一条直通车。`, example: ANY },
  { key: 'place', heading: '地点', kind: 'text', note: `${ANY}（或空着），或一个镇街、平台。`, example: ANY },
  { key: 'lead', heading: '牵头单位', required: true, kind: 'text', note: `单位的简称或全称，或 ${OWN_TOWN_WORD}。`, example: '教育局' },
  { key: 'assisting', heading: '协办单位', kind: 'text', most: 1000, note: '用顿号分开，可空。', example: `交通局、${OWN_TOWN_WORD}` },
  { ...ACTIVE_COLUMN, note: '停用 表示从目录中去掉这一行（留有历史版本）；空着为在用。' },
];

export const catalogue: Kind<CatalogueRecord> = {
  name: 'catalogue',
  columns: COLUMNS,
  keyOf: keyOf,
  active: (row) => row.active,
  label: (row) => `${row.categoryCode}${row.line === null ? '' : ` · ${row.line}`}${row.placeUnitId === null ? '' : ` · ${row.placeUnitId}`}`,

  cells(row, around): Cells {
    return {
      category: row.categoryCode, categoryName: around.categories.get(row.categoryCode)?.names[0] ?? '', line: row.line === null ? ANY : around.lines.wordFor(row.line),
      place: row.placeUnitId === null ? ANY : around.units.wordFor(row.placeUnitId), lead: unitWord(row.lead, around),
      assisting: row.assisting.map((id) => unitWord(id, around)).join(LIST_MARK), active: row.active ? IN_USE : OUT_OF_USE,
    };
  },

  widen: (_lines, around) => around,

  read(line, present, around): Draft<CatalogueRecord> | null {
    const categoryCode = line.text('category') === '' ? null : around.categories.idIn(line, 'category', line.text('category'));
    const lineKey = anyOr(line, 'line', (word) => around.lines.idIn(line, 'line', word));
    const place = anyOr(line, 'place', (word) => placeIn(line, word, around));
    if (categoryCode === null || lineKey === undefined || place === undefined) return null;
    const key = keyOf({ categoryCode, line: lineKey, placeUnitId: place });
    const before = present.get(key);
    const lead = unitIn(line, 'lead', line.text('lead'), before?.lead === undefined ? [] : [before.lead], around);
    const assisting = line.has('assisting') ? line.list('assisting').flatMap((word) => unitIn(line, 'assisting', word, before?.assisting ?? [], around) ?? []) : [...(before?.assisting ?? [])];
    if (lead === null) return null;
    if (assisting.includes(lead)) line.problem('assisting', '牵头单位不能同时协办。');
    return { line, key, before, after: { categoryCode, line: lineKey, placeUnitId: place, lead, assisting, active: activeIn(line, before?.active) } };
  },

  checkAll: () => undefined,
};

function keyOf({ categoryCode, line, placeUnitId }: Pick<CatalogueRecord, 'categoryCode' | 'line' | 'placeUnitId'>): string {
  return `${categoryCode}|${line ?? ''}|${placeUnitId ?? ''}`;
}

/** Null for any; undefined when the cell was refused. */
function anyOr(line: Line, key: string, find: (word: string) => string | null): string | null | undefined {
  const word = line.text(key);
  return word === '' || word === ANY ? null : (find(word) ?? undefined);
}

function placeIn(line: Line, word: string, around: Surroundings): string | null {
  const id = around.units.idIn(line, 'place', word);
  if (id === null || ['town', 'zone'].includes(around.units.get(id)?.kind ?? '')) return id;
  line.problem('place', `“${word}”不是镇街或平台。`);
  return null;
}

const unitWord = (id: string, around: Surroundings): string => (id === OWN_TOWN ? OWN_TOWN_WORD : around.units.wordFor(id));

const unitIn = (line: Line, key: string, word: string, before: readonly string[], around: Surroundings): string | null =>
  (word === '' ? null : word === OWN_TOWN_WORD ? OWN_TOWN : around.units.idIn(line, key, word, before));
