// Owns the table of cells: what people type, and what Excel makes of it.
// Leaves whole rows to plan.spec.ts.
import type { Cell } from './cells.js';
import { readCell, readPhone, shownValue } from './cells.js';
import type { Column } from './columns.js';

const column = (kind: Column['kind'], most?: number): Column => ({ key: 'x', heading: '列', kind, note: '', example: '', ...(most === undefined ? {} : { most }) });
const mask = (phone: string): string => `${phone.slice(0, 3)}****${phone.slice(7)}`;

it.each<[string, Column['kind'], Cell, string]>([
  ['a word with spaces around it', 'text', '　教育局 ', '教育局'],
  ['nothing', 'text', null, ''],
  ['a whole number for a name', 'text', 110, '110'],
  ['a mobile that Excel took for a number', 'phone', 13900001324, '13900001324'],
  ['a division code that Excel took for a number', 'code', 330110102, '330110102'],
  ['full-width digits in a code', 'code', '３３０１１０', '330110'],
  ['a phone with its country', 'phone', '+86 139 0000 1324', '+86 139 0000 1324'],
  ['a guarded formula', 'text', "'=和", '=和'],
  ['Windows line breaks', 'text', '一\r\n二', '一\n二'],
  ['a rare character', 'text', '𠮷田龘', '𠮷田龘'],
])('%s is read', (_what, kind, cell, text) => {
  expect(readCell(cell, column(kind))).toEqual({ text });
});

it.each<[string, Column['kind'], Cell, RegExp]>([
  ['a phone as 1.39E+10', 'phone', '1.39E+10', /科学计数法/],
  ['a credit code as 9.13E+17', 'code', '9.13301E+17', /科学计数法/],
  ['a credit code as a number', 'code', 913301100000000000, /数字/],
  ['a landline that lost its zero', 'phone', 57180001234, /开头的 0/],
  ['a category code 1.10 that became 1.1', 'code', 1.1, /数字/],
  ['a category code 01 that became 1', 'code', 1, /丢失了 0/],
  ['a date', 'text', new Date('2026-03-02'), /日期/],
  ['a truth', 'text', true, /TRUE/],
  ['a broken formula', 'text', '#REF!', /公式出错/],
  ['a formula', 'text', '=1+1', /公式/],
  ['a full-width formula', 'text', '＝cmd|calc', /公式/],
  ['a formula for a code', 'code', '@SUM(A1)', /公式/],
  ['half a letter', 'text', '\ud842', /无法保存/],
  ['a NUL', 'text', 'a\u0000b', /无法保存/],
  ['more words than there is place', 'text', '长'.repeat(201), /最多 200/],
  ['half a person', 'count', 1.5, /数字/],
])('%s is refused with a reason', (_what, kind, cell, reason) => {
  expect(readCell(cell, column(kind))).toEqual({ problem: expect.stringMatching(reason) as string });
});

it.each([
  ['13900001324', '13900001324'], ['139 0000 1324', '13900001324'], ['139-0000-1324', '13900001324'], ['+8613900001324', '13900001324'], ['86-13900001324', '13900001324'],
  ['0571-80001234', '0571-80001234'], ['057180001234', '057180001234'], ['(0571)80001234', '057180001234'],
  ['1390000132', null], ['12900001324', null], ['80001234', null], ['57180001234', null], ['call me', null],
])('%s is the phone %s', (text, phone) => {
  expect(readPhone(text)).toBe(phone);
});

it('eleven digits in a row are masked in whatever column they stand', () => {
  expect(shownValue('张三13900001324', column('text'), mask)).toBe('张三139****1324');
  expect(shownValue('13900001324', column('phone'), mask)).toBe('139****1324');
  expect(shownValue('139****1324', column('phone'), mask)).toBe('139****1324');
  expect(shownValue('1.39E+10', column('phone'), mask)).toBe('1.39E+10');
  expect(shownValue('91330110YH00608463', column('code'), mask)).toBe('91330110YH00608463');
});
