// Owns the proof that a request reads as it would be told at a desk.
// Leaves what granting does to the server's stories.
import type { RequestView } from '@zhitongche/shared/ticket/waiting.js';
import { answerInWords, answerLevel, askedInWords, endInWords, previewQuery, waitsFor } from './request-words.js';

const now = new Date('2026-03-18T02:00:00Z');
const extension: RequestView = {
  kind: 'extension', stage: 'head', dueDay: '2026-03-19', askedBy: '傅强', askedAt: '2026-03-18T02:00:00.000Z', workingDays: 5, complexity: null, pause: null,
  words: '等招标结果。', endorsedBy: null, opinion: null, endsOn: '2026-03-23', wouldEndOn: '2026-03-30', wouldBeProvisional: false,
};
const pause: RequestView = {
  ...extension, kind: 'pause', stage: 'supervisor', workingDays: null,
  pause: { reason: 'test', from: '2026-03-18', until: '2026-03-27', document: '环监〔2026〕7号' }, wouldEndOn: '2026-04-01',
};

test.each<[RequestView, string, string, string]>([
  [extension, '延期 5 个工作日', '3月23日 → 3月30日', '待负责人签署，明天（3月19日）前'],
  [pause, '暂停计时到3月27日（检测）', '3月23日 → 最晚4月1日', '待督办员决定，明天（3月19日）前'],
  [{ ...extension, kind: 'complexity', workingDays: null, complexity: 'complex', wouldEndOn: '2027-01-04', wouldBeProvisional: true }, '改为复杂', '3月23日 → 2027年1月4日（暂定）', '待负责人签署，明天（3月19日）前'],
])('%#', (request, asked, end, waits) => {
  expect([askedInWords(request, now), endInWords(request, now), waitsFor(request, now)]).toEqual([asked, end, waits]);
});

test('a pause that moves nothing says so', () => {
  expect(endInWords({ ...pause, endsOn: '2026-05-06', wouldEndOn: '2026-05-06' }, now)).toBe('5月6日，不变');
});

test.each([
  ['2026-03-16', '待督办员决定，3月16日到期，已过 2 天', 'late'],
  ['2026-03-18', '待督办员决定，今天（3月18日）前', 'soon'],
  ['2026-03-19', '待督办员决定，明天（3月19日）前', 'soon'],
  ['2026-03-20', '待督办员决定，3月20日前', 'calm'],
])('an answer owed by %s', (day, words, level) => {
  expect([answerInWords('待督办员决定', day, now), answerLevel(day, now)]).toEqual([words, level]);
});

test.each([
  ['request_extension', { workingDays: ' 5 ' }, { kind: 'extension', workingDays: '5' }],
  ['request_extension', { workingDays: '' }, null],
  ['request_extension', { workingDays: '五' }, null],
  ['request_extension', { workingDays: '100' }, null],
  ['request_extension', { workingDays: '0' }, null],
  ['request_pause', { until: '2026-03-20', reason: 'test' }, { kind: 'pause', until: '2026-03-20' }],
  ['request_complexity', { complexity: 'complex' }, { kind: 'complexity', complexity: 'complex' }],
  ['submit_result', { kind: 'solved' }, null],
] as const)('%s with %j is counted as %j', (action, input, query) => {
  expect(previewQuery(action, input)).toEqual(query);
});
