// Owns reading one cell as text, and saying so where Excel has changed what somebody typed.
// Leaves where cells come from to the file's reader and what the text means to the kinds.
import { looksLikeFormula, unguarded } from '@zhitongche/shared/exchange/formula-guard.js';
import type { Column } from './columns.js';
import { DEFAULT_MOST } from './columns.js';

export type Cell = string | number | boolean | Date | null;
/** A file as a grid; the first row is row 1 as Excel counts. */
export type Grid = readonly (readonly Cell[])[];

export type CellText = { text: string } | { problem: string };

const AS_TEXT = '请把这一列的单元格格式设为“文本”，再重新填写';
const SCIENTIFIC = /^\d(?:\.\d+)?[eE]\+?\d{1,3}$/;
const EXCEL_ERROR = /^#(?:REF!|N\/A|NAME\?|VALUE!|DIV\/0!|NULL!|NUM!)$/;
const UNSTORABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/u;

/** The cell's words, trimmed and without the guard of an exported cell; or the sentence that refuses it. */
export function readCell(cell: Cell, column: Column): CellText {
  if (cell === null) return { text: '' };
  if (cell instanceof Date) return { problem: `Excel 把这一格变成了日期，${AS_TEXT}。` };
  if (typeof cell === 'boolean') return { problem: `Excel 把这一格变成了 TRUE/FALSE，${AS_TEXT}。` };
  return typeof cell === 'number' ? readNumber(cell, column) : readText(cell, column);
}

function readNumber(value: number, { kind }: Column): CellText {
  if (!Number.isSafeInteger(value) || value < 0) {
    return { problem: kind === 'count' ? '应为不带小数的数字。' : `Excel 把这一格变成了数字，可能已丢失位数，${AS_TEXT}。` };
  }
  const text = String(value);
  // A mobile number has no zero in front that could be lost; 15 digits are exact, and neither has this many.
  if (kind === 'phone' && !/^1\d{10}$/.test(text)) return { problem: `Excel 把电话变成了数字，可能丢失了开头的 0，${AS_TEXT}。` };
  if (kind === 'code' && !/^[1-9]\d{5}(?:\d{3}){0,2}$/.test(text)) return { problem: `Excel 把代码变成了数字，可能丢失了 0 或末位，${AS_TEXT}。` };
  return { text };
}

function readText(value: string, { kind, most = DEFAULT_MOST }: Column): CellText {
  const raw = value.replaceAll('\r\n', '\n').trim();
  const bare = unguarded(raw);
  const text = kind === 'text' ? bare : bare.normalize('NFKC');
  if (UNSTORABLE.test(text)) return { problem: '含有无法保存的字符，请删除后重新填写。' };
  if (EXCEL_ERROR.test(text)) return { problem: '这一格的公式出错了，请改成文字或数字。' };
  if (SCIENTIFIC.test(text)) return { problem: `Excel 把它变成了科学计数法，位数已丢失，${AS_TEXT}。` };
  if (kind !== 'phone' && bare === raw && looksLikeFormula(text)) return { problem: '不能以 = + - @ 开头（会被当作公式）。确需如此，请在最前面加一个英文单引号。' };
  if ([...text].length > most) return { problem: `太长，最多 ${String(most)} 个字。` };
  return { text };
}

/** A mobile or landline number without what people put between its digits; null when it is neither. */
export function readPhone(text: string): string | null {
  const bare = text.replace(/[\s()]/g, '').replace(/^(?:\+|00)?86-?(?=1)/, '');
  const mobile = bare.replaceAll('-', '');
  if (/^1[3-9]\d{9}$/.test(mobile)) return mobile;
  return /^0\d{2,3}-?\d{7,8}$/.test(bare) ? bare : null;
}

/** What may be shown of a wrong cell: eleven digits in a row are somebody's number, in whatever column they stand. */
export function shownValue(cell: Cell, column: Column | undefined, mask: (phone: string) => string): string {
  const text = cell === null ? '' : cell instanceof Date ? cell.toISOString().slice(0, 10) : String(cell);
  // What is masked already, or has lost its digits, tells nothing and helps to find the row.
  const masked = column?.kind === 'phone' && !text.includes('*') && !SCIENTIFIC.test(text) ? mask(text) : text.replace(/(?<!\d)1\d{10}(?!\d)/g, mask);
  return masked.length > 60 ? `${masked.slice(0, 60)}…` : masked;
}
