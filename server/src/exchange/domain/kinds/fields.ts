// Owns reading the few fields that several kinds have: text that may be missing, words, in use or not, a phone.
// Leaves fields of one kind to that kind.
import { readPhone } from '../cells.js';
import { IN_USE, OUT_OF_USE } from '../columns.js';
import type { Line } from '../lines.js';

/** What the file says; what is there where the file has no such column. */
export const textIn = (line: Line, key: string, before: string | undefined): string => (line.has(key) ? line.text(key) : (before ?? ''));

export const wordsIn = (line: Line, key: string, before: readonly string[] | undefined): string[] => (line.has(key) ? line.list(key) : [...(before ?? [])]);

/** 在用, 停用, or empty for no change. */
export function activeIn(line: Line, before: boolean | undefined): boolean {
  const text = line.text('active');
  if (text !== '' && text !== IN_USE && text !== OUT_OF_USE) line.problem('active', `只能是 ${IN_USE} 或 ${OUT_OF_USE}。`);
  if (text === OUT_OF_USE && before === undefined) line.problem('active', '库中没有这一条，不能停用。');
  return text === '' ? (before ?? true) : text === IN_USE;
}

/** A number, or the masked form of the one that is there, which leaves it. Null after telling the line. */
export function phoneIn(line: Line, key: string, before: string | undefined, mask: (phone: string) => string): string | null {
  const text = line.text(key);
  if (!line.has(key) || text === '') {
    if (before !== undefined) return before;
    if (!line.wrong) line.problem(key, '不能空着。');
    return null;
  }
  if (text.includes('*')) {
    if (before !== undefined && mask(before) === text) return before;
    line.problem(key, before === undefined ? '新增时须填完整的号码。' : '带星号的号码与库中的不符；不变请原样保留，要改请填完整的号码。');
    return null;
  }
  const phone = readPhone(text);
  if (phone === null) line.problem(key, /^[1-9]\d{9,11}$/.test(text) ? '不是电话号码；座机须有区号，可能丢失了开头的 0。' : '不是电话号码。');
  return phone;
}
