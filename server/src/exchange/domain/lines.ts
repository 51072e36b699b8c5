// Owns a file's rows under its headings, and the list of what is wrong with them.
// Leaves single cells to cells.ts and their meaning to the kinds.
import type { Cell, Grid } from './cells.js';
import { readCell, shownValue } from './cells.js';
import type { Column } from './columns.js';

export interface Remark {
  /** As Excel counts, from 1; 0 for the file. */
  row: number;
  column: string;
  value: string;
  message: string;
}

/** Collects what people are told about the file. */
export class Remarks {
  readonly problems: Remark[] = [];
  readonly warnings: Remark[] = [];
  readonly notes: string[] = [];
}

/** One row as texts by column key. A cell that cannot be read has been reported and reads as empty. */
export class Line {
  private broken = false;

  constructor(
    readonly row: number,
    private readonly cells: ReadonlyMap<string, { text: string; raw: Cell }>,
    private readonly columns: readonly Column[],
    private readonly remarks: Remarks,
    private readonly mask: (phone: string) => string,
  ) {}

  /** Whether the file has this column at all: what it does not speak of stays as it is. */
  has(key: string): boolean {
    return this.cells.has(key);
  }

  text(key: string): string {
    return this.cells.get(key)?.text ?? '';
  }

  /** The words of a cell with several, in its order, none twice. */
  list(key: string): string[] {
    return [...new Set(this.text(key).split(/[、，,；;\n]/).map((each) => each.trim()).filter((each) => each !== ''))];
  }

  problem(key: string, message: string): void {
    this.broken = true;
    this.remarks.problems.push(this.remark(key, message));
  }

  warning(key: string, message: string): void {
    this.remarks.warnings.push(this.remark(key, message));
  }

  /** True once something of this row is wrong. */
  get wrong(): boolean {
    return this.broken;
  }

  private remark(key: string, message: string): Remark {
    const column = this.columns.find((each) => each.key === key);
    return { row: this.row, column: column?.heading ?? '', value: shownValue(this.cells.get(key)?.raw ?? null, column, this.mask), message };
  }
}

/** Headings stand in the first row that has any; above it people write titles. */
const HEADING_WITHIN = 10;

/** The rows that have something in them. Missing, unknown and doubled headings are told with the row they should be in. */
export function linesOf(grid: Grid, columns: readonly Column[], remarks: Remarks, mask: (phone: string) => string): Line[] {
  const named = new Map(columns.flatMap((column) => [column.heading, ...(column.also ?? [])].map((heading) => [plain(heading), column] as const)));
  const columnOf = (cell: Cell | undefined): Column | undefined => (typeof cell === 'string' ? named.get(plain(cell)) : undefined);
  const at = grid.slice(0, HEADING_WITHIN).findIndex((row) => row.filter((cell) => columnOf(cell) !== undefined).length >= 2);
  if (at === -1) {
    remarks.problems.push({ row: 0, column: '', value: '', message: `没有找到表头。表头应有：${columns.filter((c) => c.required).map((c) => c.heading).join('、')}。请下载模板对照。` });
    return [];
  }
  const places = new Map<string, number>();
  for (const [index, cell] of (grid[at] ?? []).entries()) {
    const column = columnOf(cell);
    const told = { row: at + 1, column: String(cell ?? ''), value: '' };
    if (column && places.has(column.key)) remarks.problems.push({ ...told, message: '这个表头出现了两次。' });
    else if (column) places.set(column.key, index);
    else if (cell !== null && String(cell).trim() !== '') remarks.warnings.push({ ...told, message: '不认识这一列，已忽略。' });
  }
  for (const column of columns.filter((each) => each.required && !places.has(each.key))) {
    remarks.problems.push({ row: at + 1, column: column.heading, value: '', message: '缺少这一列。' });
  }
  if (remarks.problems.length > 0) return [];
  return grid.slice(at + 1).flatMap((row, i) => (row.every((cell) => cell === null || cell === '') ? [] : [lineOf(row, at + 2 + i, places, columns, remarks, mask)]));
}

function lineOf(row: readonly Cell[], number: number, places: ReadonlyMap<string, number>, columns: readonly Column[], remarks: Remarks, mask: (phone: string) => string): Line {
  const cells = new Map<string, { text: string; raw: Cell }>();
  const line = new Line(number, cells, columns, remarks, mask);
  for (const column of columns) {
    const place = places.get(column.key);
    if (place === undefined || column.readOnly) continue;
    const raw = row[place] ?? null;
    const read = readCell(raw, column);
    cells.set(column.key, { text: 'text' in read ? read.text : '', raw });
    if ('problem' in read) line.problem(column.key, read.problem);
    else if (column.required && read.text === '') line.problem(column.key, '不能空着。');
  }
  return line;
}

/** Headings are the same with or without stars, spaces and full-width brackets. */
const plain = (heading: string): string => heading.normalize('NFKC').replace(/[\s*]/g, '');
