// Owns what a file of the lines' units means: which standard line each row is, and what is wrong with it, by row.
// Leaves finding units and writing to actions/install-lines.ts.
import type { StandardLine } from './standard-lines.js';
import { STANDARD_LINES } from './standard-lines.js';

export const LINE_HEADINGS = ['直通车', '牵头单位', '督查机构'] as const;

/** A file's cells, as they were read. */
export type Cells = readonly (readonly (string | number | boolean | Date | null)[])[];

export interface LineRow {
  /** As Excel counts: the headings are row 1. */
  row: number;
  line: StandardLine;
  /** Number, name or short name of a unit. */
  lead: string;
  supervising: string;
}

export interface LineRows {
  rows: LineRow[];
  /** Sentences, each beginning with its row. */
  problems: string[];
}

/** @param grid the file's cells, headings first */
export function readLineRows(grid: Cells): LineRows {
  const [head = [], ...body] = grid.map((cells) => cells.map((cell) => (cell === null ? '' : String(cell).trim())));
  const at = LINE_HEADINGS.map((heading) => head.indexOf(heading));
  const missing = LINE_HEADINGS.filter((_, i) => at[i] === -1);
  if (missing.length > 0) return { rows: [], problems: [`第 1 行 缺少列：${missing.join('、')}`] };
  const result: LineRows = { rows: [], problems: [] };
  for (const [i, cells] of body.entries()) {
    const row = i + 2;
    const [name = '', lead = '', supervising = ''] = at.map((column) => cells[column] ?? '');
    if ([name, lead, supervising].every((cell) => cell === '')) continue;
    const line = STANDARD_LINES.find((each) => each.name === name || each.key === name);
    if (!line) result.problems.push(`第 ${String(row)} 行 直通车“${name}” 只能是：${STANDARD_LINES.map((each) => each.name).join('、')}`);
    else if (result.rows.some((other) => other.line === line)) result.problems.push(`第 ${String(row)} 行 ${line.name}写了两遍`);
    else result.rows.push({ row, line, lead, supervising });
  }
  if (body.length === 0 || (result.rows.length === 0 && result.problems.length === 0)) result.problems.push('第 2 行 文件里没有直通车');
  return result;
}
