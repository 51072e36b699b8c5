// Owns how texts become terms: width, case, stop words, phrases and their accidents.
// Leaves what terms are worth to model.ts.
import { charactersOf, findPhrases, indexPhrases, normalise, pairsOf, wordsOf } from './words.js';

const found = (text: string, ...phrases: string[]): string[] => findPhrases(text, indexPhrases(phrases)).map(({ phrase }) => phrase);

it('makes full and half width and letter case one', () => {
  expect(normalise('ＶＯＣｓ５Ｇ　信号')).toBe('vocs5g 信号');
  expect(found('车间ＶＯＣＳ超标，没有５ｇ', 'vocs', '5g')).toEqual(['vocs', '5g']);
});

it('keeps words of two characters and more, without stop words and numbers', () => {
  expect(wordsOf('我们希望解决厂房改造问题，2026年')).toEqual(['厂房', '改造']);
});

it('finds phrases where a dictionary sees single characters', () => {
  expect(found('银行抽贷后又断保', '抽贷', '断保', '银行')).toEqual(['银行', '抽贷', '断保']);
});

it('leaves out a short phrase that cuts into a word of the text', () => {
  expect(found('他们马上学会了', '上学')).toEqual([]);
  expect(found('孩子上学很远', '上学')).toEqual(['上学']);
});

it('marks what lies inside a longer phrase', () => {
  expect(findPhrases('公交站取消了', indexPhrases(['公交', '公交站', '取消']))).toEqual([
    { phrase: '公交站', start: 0, inside: false },
    { phrase: '公交', start: 0, inside: true },
    { phrase: '取消', start: 3, inside: false },
  ]);
});

it('takes pairs and telling characters out of a phrase', () => {
  expect(pairsOf('红绿灯')).toEqual(['红绿', '绿灯']);
  expect(pairsOf('路灯')).toEqual([]);
  expect(charactersOf('灯不亮')).toEqual(['灯', '亮']);
});
