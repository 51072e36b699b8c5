// Owns cases of what people type into the search.
// Leaves what is found to server/test/search.test.ts.
import { excerpt, fold, wanted } from './search-words.js';

it.each([
  ['one character', '灯', ['灯'], ['灯'], []],
  ['two characters', '路灯', ['路灯'], ['路灯'], []],
  ['three, which must also stand in this order', '没有公', ['没有', '有公'], ['没有公'], []],
  ['several words', '路灯  小学', ['路灯', '小学'], ['路灯', '小学'], []],
  ['rare characters are one each', '𠮷龘', ['𠮷龘'], ['𠮷龘'], []],
  ['full width and capitals', 'ＡＢ１２', ['ab', 'b1', '12'], ['ab12'], []],
  ['a number as printed', '民情〔2026〕12号', ['民情', '№2026', '№12'], ['民情'], ['2026', '12']],
  ['a number as typed', '民情2026 12', ['民情', '№2026', '№12'], ['民情'], ['2026', '12']],
  ['a number with other brackets', '亲清[2026]3', ['亲清', '№2026', '№3'], ['亲清'], ['2026', '3']],
  ['year and number', '2026 12号', ['№2026', '№12'], [], ['2026', '12']],
  ['a number alone is a whole number', '12', ['№12'], [], ['12']],
  ['a number with its 号', '12号', ['№12'], [], ['12']],
  ['a word and a number', '路灯 12', ['路灯', '№12'], ['路灯'], ['12']],
  ['a pattern is just characters', '%_', ['%_'], ['%_'], []],
])('%s', (_what, typed, grams, words, numbers) => {
  expect(wanted(typed)).toEqual({ grams, words, numbers });
});

it('looks for nothing where nothing is left', () => {
  expect(wanted('〔〕')).toBeNull();
});

it('folds what looks the same', () => {
  expect(fold('民情〔2026〕１２号（东）')).toBe('民情2026 12号东 ');
});

it.each([
  ['a short text as it is', '村里十一个孩子靠老人接送。', '孩子', '村里十一个孩子靠老人接送。'],
  ['a long one around the place', `${'前'.repeat(30)}路灯${'后'.repeat(60)}`, '路灯', `…${'前'.repeat(14)}路灯${'后'.repeat(38)}…`],
  ['the first word that is there', '只有小学。', '公交 小学', '只有小学。'],
  ['nothing', '只有小学。', '公交', null],
])('shows %s', (_what, text, typed, shown) => {
  expect(excerpt(text, typed)).toBe(shown);
});
