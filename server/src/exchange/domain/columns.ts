// Owns what a column of a file is: its heading, what may stand in it, and how a template explains it.
// Leaves the columns of each kind of data to kinds/ and reading a cell to cells.ts.

/** Base data as cells, by column key; the same form for what is there and what the file says. */
export type Cells = Readonly<Record<string, string>>;

export interface Column {
  key: string;
  heading: string;
  /** Other headings people write for it. */
  also?: readonly string[];
  /** The column must be there and every cell of it filled. */
  required?: true;
  /** `code` and `phone` lose zeros and digits when Excel takes them for numbers; `count` is a number. */
  kind: 'text' | 'code' | 'phone' | 'count';
  /** Longest text; 200 unless told. */
  most?: number;
  /** For the template's sheet of notes. */
  note: string;
  example: string;
  /** Written into exports for reading; ignored when it comes back. */
  readOnly?: true;
}

export const DEFAULT_MOST = 200;
/** In lists inside one cell. */
export const LIST_MARK = '、';

export const ACTIVE_COLUMN: Column = { key: 'active', heading: '状态', kind: 'text', note: '在用 或 停用；空着表示不变（新增的为在用）。停用不会删除，已有事项照常显示。', example: '在用' };
export const IN_USE = '在用';
export const OUT_OF_USE = '停用';
