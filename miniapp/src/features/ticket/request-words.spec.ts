// Owns the proof that a request reads as it would be told at a desk.
// Leaves what granting does to the server's stories.
import type { RequestView } from '@zhitongche/shared/ticket/contract.js';
import { askedInWords, endInWords, waitsFor } from './request-words.js';

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
  [extension, '延期 5 个工作日', '3月23日 → 3月30日', '待负责人签署，3月19日前'],
  [pause, '暂停计时到3月27日（检测）', '3月23日 → 最晚4月1日', '待督办员决定，3月19日前'],
  [{ ...extension, kind: 'complexity', workingDays: null, complexity: 'complex', wouldEndOn: '2027-01-04', wouldBeProvisional: true }, '改为复杂', '3月23日 → 2027年1月4日（暂定）', '待负责人签署，3月19日前'],
])('%#', (request, asked, end, waits) => {
  expect([askedInWords(request, now), endInWords(request, now), waitsFor(request, now)]).toEqual([asked, end, waits]);
});

test('a pause that moves nothing says so', () => {
  expect(endInWords({ ...pause, endsOn: '2026-05-06', wouldEndOn: '2026-05-06' }, now)).toBe('5月6日，不变');
});
