import type { MonthCase } from './circular.js';
import { circularOf, monthSpan } from './circular.js';

const one = (unitId: string, what: MonthCase['what'], number: string, over: Partial<MonthCase> = {}): MonthCase =>
  ({ unitId, unitName: `${unitId}局`, number, what, documentNumber: null, at: new Date('2026-03-10T00:00:00Z'), contested: false, revoked: false, ...over });

it('puts each unit into the band of its worst case, in the order of the directory, whatever their numbers', () => {
  const { bands, totals } = circularOf('2026-03', [
    one('a', 'yellow_light', '民情〔2026〕1号'), one('b', 'yellow_light', '民情〔2026〕2号'), one('b', 'yellow_light', '民情〔2026〕3号'),
    one('c', 'stage_overdue', '民情〔2026〕4号'), one('c', 'red_light', '民情〔2026〕5号'), one('d', 'talk_due', '民情〔2026〕6号'), one('e', 'stage_overdue', '民情〔2026〕7号'),
  ]);
  expect(bands.map(({ band, units }) => [band, units.map(({ unitId }) => unitId)])).toEqual([
    ['summoned', ['d']], ['red', ['c']], ['yellow', ['a', 'b']], ['stage', ['e']],
  ]);
  expect(bands[1]?.units[0]?.cases.map(({ number }) => number)).toEqual(['民情〔2026〕5号', '民情〔2026〕4号']);
  expect(totals).toEqual([{ what: 'talk_due', count: 1 }, { what: 'red_light', count: 1 }, { what: 'yellow_light', count: 3 }, { what: 'stage_overdue', count: 2 }]);
});

it('leaves out what was revoked and counts it; what is contested stands and is counted', () => {
  const { bands, revoked, contested } = circularOf('2026-03', [one('a', 'red_light', '1', { revoked: true }), one('a', 'yellow_light', '1', { contested: true })]);
  expect(bands.map(({ band }) => band)).toEqual(['yellow']);
  expect([revoked, contested]).toEqual([1, 1]);
});

it('a month begins and ends in Shanghai', () => {
  expect(monthSpan('2026-12')).toEqual({ from: new Date('2026-11-30T16:00:00Z'), to: new Date('2026-12-31T16:00:00Z') });
});
