import type { CircularCase } from '@zhitongche/shared/supervision/circular.js';
import { caseLines, monthInWords, monthsBack, totalsInWords } from './circular-words.js';

const one = (what: CircularCase['what'], number: string, over: Partial<CircularCase> = {}): CircularCase =>
  ({ what, number, documentNumber: null, at: '2026-03-10T00:00:00Z', contested: false, ...over });

it('months by Shanghai’s calendar, over the turn of a year', () => {
  expect(monthsBack(3, new Date('2026-01-31T17:00:00Z'))).toEqual(['2026-02', '2026-01', '2025-12', '2025-11']);
  expect(monthInWords('2026-03')).toBe('2026年3月');
});

it('cases of one kind stand together, with what is contested', () => {
  expect(caseLines([one('red_light', '民情〔2026〕5号', { contested: true }), one('yellow_light', '民情〔2026〕1号'), one('yellow_light', '民情〔2026〕2号')]))
    .toEqual(['红灯 1 件：民情〔2026〕5号（申辩中）', '黄灯 2 件：民情〔2026〕1号、民情〔2026〕2号']);
  expect(totalsInWords({ totals: [{ what: 'red_light', count: 1 }], revoked: 2, contested: 1 })).toBe('本月红灯 1。申辩成立已撤销 2 件，不列入；申辩中 1 件，已注明。');
  expect(totalsInWords({ totals: [], revoked: 0, contested: 0 })).toContain('没有亮灯');
});
