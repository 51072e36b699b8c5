// Owns the category tree (事项类别) as rows of a file; a parent may stand in the same file.
// Leaves its table to tables/category-table.ts.
import type { Cells, Column } from '../columns.js';
import { ACTIVE_COLUMN, IN_USE, LIST_MARK, OUT_OF_USE } from '../columns.js';
import type { Draft, Kind, Surroundings } from '../kind.js';
import { Names } from '../names.js';
import { activeIn, wordsIn } from './fields.js';

export interface CategoryRecord {
  code: string;
  name: string;
  parentCode: string | null;
  lines: string[];
  words: string[];
  active: boolean;
}

const CODE = /^[a-z0-9-]+(\.[a-z0-9-]+){0,2}$/;
const COLUMNS: readonly Column[] = [
  { key: 'code', heading: '编号', also: ['类别编号'], required: true, kind: 'code', most: 64, note: '一到三级，用点分开，如 public.school.commute 或 01.02.03；上级就是去掉最后一段。导入后不能更改。', example: 'public.school.example' },
  { key: 'name', heading: '名称', also: ['类别名称', '类别'], required: true, kind: 'text', most: 60, note: '', example: '示例类别' },
  { key: 'parent', heading: '上级', also: ['上级类别'], kind: 'text', note: '上级的编号或名称，可空；填了就核对。', example: '' },
  { key: 'lines', heading: '直通车', kind: 'text', note: '哪几条直通车使用，用顿号分开。', example: '民情直通车' },
  { key: 'words', heading: '常用说法', also: ['关键词'], kind: 'text', most: 2000, note: '群众和企业怎么说这类事，用顿号分开；研判建议用它。', example: '接送、公交、上学远' },
  ACTIVE_COLUMN,
];

export const parentOf = (code: string): string | null => (code.includes('.') ? code.slice(0, code.lastIndexOf('.')) : null);

export const categories: Kind<CategoryRecord> = {
  name: 'categories',
  columns: COLUMNS,
  keyOf: (category) => category.code,
  active: (category) => category.active,
  label: (category) => category.name,

  cells(category, around): Cells {
    return {
      code: category.code, name: category.name, parent: category.parentCode === null ? '' : around.categories.wordFor(category.parentCode),
      lines: category.lines.map((key) => around.lines.wordFor(key)).join(LIST_MARK), words: category.words.join(LIST_MARK),
      active: category.active ? IN_USE : OUT_OF_USE,
    };
  },

  widen(lines, around): Surroundings {
    const inFile = lines.filter((line) => line.text('code') !== '').map((line) => ({ id: line.text('code'), names: [line.text('name')], active: line.text('active') !== OUT_OF_USE }));
    const codes = new Set(inFile.map(({ id }) => id));
    return { ...around, categories: new Names('类别', [...around.categories.all().filter(({ id }) => !codes.has(id)), ...inFile]) };
  },

  read(line, present, around): Draft<CategoryRecord> | null {
    const code = line.text('code');
    if (!CODE.test(code)) {
      if (code !== '') line.problem('code', '只能用小写字母、数字和连字符，最多三级，用点分开。');
      return null;
    }
    const before = present.get(code);
    const parentCode = parentOf(code);
    if (parentCode !== null && !around.categories.get(parentCode)) line.problem('code', `没有编号为 ${parentCode} 的上级，请写在同一个文件里。`);
    const named = line.text('parent');
    if (named !== '' && !around.categories.find(named).found.some(({ id }) => id === parentCode)) line.problem('parent', `与编号不符，按编号上级应为 ${parentCode ?? '空'}。`);
    const lines = line.has('lines') ? line.list('lines').flatMap((word) => around.lines.idIn(line, 'lines', word) ?? []) : [...(before?.lines ?? [])];
    if (lines.length === 0 && !line.wrong) line.problem('lines', '至少写一条直通车。');
    return { line, key: code, before, after: { code, name: line.text('name'), parentCode, lines, words: wordsIn(line, 'words', before?.words), active: activeIn(line, before?.active) } };
  },

  checkAll(drafts, present): void {
    const after = new Map(drafts.map((draft) => [draft.key, draft.after]));
    const parents = new Map<string, string>();
    for (const [key, category] of [...present, ...after]) {
      const now = after.get(key) ?? category;
      if (now.active && now.parentCode !== null) parents.set(now.parentCode, now.name);
    }
    for (const { line, key, before, after: category } of drafts) {
      const child = parents.get(key);
      if (!category.active && (before?.active ?? false) && child !== undefined) line.problem('active', `下面还有在用的类别“${child}”，请一并停用。`);
      const parent = category.parentCode === null ? undefined : (after.get(category.parentCode) ?? present.get(category.parentCode));
      if (category.active && parent?.active === false && !(before?.active ?? false)) line.problem('active', `上级“${parent.name}”已停用。`);
    }
  },
};
