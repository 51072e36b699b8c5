// Owns the score's rules on a model small enough to recompute by hand, and the nature's cue words.
// Leaves how well the district's own words do to routing-reports.spec.ts.
import type { RoutingSuggestion } from '@zhitongche/shared/ticket/action-inputs.js';
import { buildModel } from './model.js';
import { natureOf } from './nature.js';
import type { RoutingInput } from './score.js';
import { suggest } from './score.js';

const SOURCES = {
  categories: [
    { code: 'city', name: '城市管理', parent: null, lines: ['minqing'], words: [] },
    { code: 'city.light', name: '路灯照明', parent: 'city', lines: ['minqing'], words: ['灯不亮', '路灯'] },
    { code: 'city.waste', name: '垃圾清运', parent: 'city', lines: ['minqing'], words: ['垃圾桶'] },
    { code: 'city.noise', name: '噪声', parent: 'city', lines: ['minqing'], words: ['夜间施工'] },
    { code: 'firm', name: '企业用电', parent: null, lines: ['qinqing'], words: ['路灯', '扩容'] },
    { code: 'orphan', name: '无人负责', parent: null, lines: ['minqing'], words: ['火星'] },
  ],
  units: [
    { id: 'urban', name: '综合行政执法局', short: '综合执法局', duties: '负责环卫保洁和市政设施。', words: ['市政'] },
    { id: 'town-1', name: '甲镇', short: '甲镇', duties: '负责邻里纠纷调解。', words: ['调解'] },
    { id: 'power', name: '供电公司', short: '供电公司', duties: '负责增容。', words: ['变压器'] },
  ],
  catalogue: [
    { categoryCode: 'city', line: null, placeUnitId: null, lead: 'urban', assisting: ['town'] },
    { categoryCode: 'city.noise', line: null, placeUnitId: null, lead: 'town', assisting: [] },
    { categoryCode: 'firm', line: null, placeUnitId: null, lead: 'power', assisting: [] },
  ],
};
const model = buildModel(SOURCES);
const report = (input: Partial<RoutingInput>): RoutingInput =>
  ({ title: '', text: '', advice: null, line: 'minqing', place: { townUnitId: 'town-1', zoneUnitId: null }, ...input });
const scoreOf = (code: string, input: Partial<RoutingInput>): number =>
  suggest(report(input), model).candidates.find(({ categoryCode }) => categoryCode === code)?.score ?? 0;

it('fits what a ticket stores', () => {
  const suggestion: RoutingSuggestion = suggest(report({ title: '村口路灯坏了' }), model);
  expect(suggestion.candidates[0]).toEqual({
    categoryCode: 'city.light', leadUnitId: 'urban', assistingUnitIds: ['town-1'], score: expect.any(Number), words: ['路灯'],
  });
});

it('counts the title twice and each term once', () => {
  const inText = scoreOf('city.light', { text: '路灯' });
  expect(inText).toBeGreaterThan(0);
  expect(scoreOf('city.light', { title: '路灯' })).toBeCloseTo(2 * inText, 1);
  expect(scoreOf('city.light', { text: '路灯路灯路灯' })).toBe(inText);
});

it('weighs the longer and the rarer term more', () => {
  expect(scoreOf('city.noise', { text: '夜间施工' })).toBeGreaterThan(scoreOf('city.noise', { text: '噪声' }));
  // 路灯 is known to two categories, 垃圾桶 to one.
  expect(model.weights.get('垃圾')).toBeGreaterThan(model.weights.get('路灯') ?? 0);
});

it("adds the lead unit's own duty words", () => {
  const alone = scoreOf('city.light', { text: '路灯' });
  expect(scoreOf('city.light', { text: '路灯 市政' })).toBeGreaterThan(alone);
  expect(scoreOf('city.light', { text: '路灯 变压器' })).toBe(alone);
});

it("reads the cadre's advice, units named in it included", () => {
  const plain = scoreOf('city.noise', { text: '夜间施工' });
  expect(scoreOf('city.noise', { text: '夜间施工', advice: '请甲镇调解' })).toBeGreaterThan(plain);
});

it('hears each town by its name though all towns share one duty text, and counts that text once', () => {
  const town = SOURCES.units.filter(({ id }) => id === 'town-1').map((unit) => ({ ...unit, id: 'town-2', name: '乙街道', short: '乙街道' }));
  const two = buildModel({ ...SOURCES, units: [...SOURCES.units, ...town] });
  const words = (townUnitId: string, advice: string): string[] | undefined =>
    suggest(report({ text: '噪声', advice, place: { townUnitId, zoneUnitId: null } }), two).candidates[0]?.words;
  expect(words('town-1', '请甲镇协调')).toContain('甲镇');
  expect(words('town-2', '请乙街道协调')).toContain('乙街道');
  expect(two.weights.get('调解')).toBe(model.weights.get('调解'));
});

it('proposes only what the line offers and the catalogue gives to somebody', () => {
  const codes = suggest(report({ text: '火星 扩容 路灯' }), model).candidates.map(({ categoryCode }) => categoryCode);
  expect(codes).toEqual(['city.light']);
});

it('returns the words that decided, the most decisive first, none within another', () => {
  const [first] = suggest(report({ text: '垃圾桶，路灯' }), model).candidates;
  expect(first).toMatchObject({ categoryCode: 'city.waste', words: ['垃圾桶'] });
  expect(suggest(report({ text: '垃圾桶，市政' }), model).candidates[0]?.words).toEqual(['垃圾桶', '市政']);
});

it('says nothing when nothing is known', () => {
  expect(suggest(report({ title: '你好', text: '谢谢' }), model)).toEqual({ nature: null, natureWords: [], candidates: [], hints: [] });
});

it('gives the same answer however the sources are ordered, ties by code', () => {
  const turned = buildModel({
    categories: [...SOURCES.categories].reverse(), units: [...SOURCES.units].reverse(), catalogue: [...SOURCES.catalogue].reverse(),
  });
  const tie = report({ text: '市政' });
  expect(suggest(tie, model).candidates.map(({ categoryCode }) => categoryCode)).toEqual(['city.light', 'city.waste']);
  for (const input of [tie, report({ title: '夜里路灯', text: '垃圾桶倒了，灯不亮，夜间施工' })]) {
    expect(suggest(input, turned)).toEqual(suggest(input, model));
  }
});

describe('nature', () => {
  it.each([
    ['请问二胎补贴怎么申请', 'consultation'],
    ['想问一下厂房能不能加层', 'consultation'],
    ['举报河边作坊偷排', 'whistleblowing'],
    ['我要投诉物业乱收费', 'complaint'],
    ['窗口人员态度恶劣', 'complaint'],
    ['建议在路口装一面镜子', 'suggestion'],
    ['恳请政府帮帮这家人', 'help'],
    ['不是投诉，只是咨询一下流程', 'consultation'],
    ['我们店被投诉三次了，请问该怎么办', 'consultation'],
    ['村口路灯半年不亮', null],
  ])('%s → %s', (text, nature) => expect(natureOf({ title: '', text }).nature).toBe(nature));

  it('names the words it heard, and leaves the advice field alone', () => {
    expect(natureOf({ title: '投诉', text: '物业乱收费' })).toEqual({ nature: 'complaint', natureWords: ['投诉', '乱收费'] });
    expect(suggest(report({ text: '路灯', advice: '建议综合执法局处理' }), model).nature).toBeNull();
  });

  it('protects the reporter when two natures weigh the same', () => {
    expect(natureOf({ title: '', text: '投诉并举报' }).nature).toBe('whistleblowing');
  });
});
