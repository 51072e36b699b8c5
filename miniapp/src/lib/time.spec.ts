// Owns the proof that days are worded in Shanghai time, at the edges of days and years.
// Leaves the counting of deadlines to the server's specs.
import { ageInWords, dayInWords, dayOf, daysBetween, dueInWords, momentInWords } from './time.js';

/** 2026-11-03 00:30 in Shanghai: still the 2nd in UTC. */
const now = new Date('2026-11-02T16:30:00Z');

it('takes the day in Shanghai', () => {
  expect(dayOf(now)).toBe('2026-11-03');
  expect(dayOf('2026-11-02T23:59:59+08:00')).toBe('2026-11-02');
});

it.each([
  ['2026-11-03T00:05:00+08:00', '今天 00:05'],
  ['2026-11-02T23:59:00+08:00', '昨天 23:59'],
  ['2026-10-31T14:05:00+08:00', '10月31日 14:05'],
  ['2025-12-31T16:00:00Z', '1月1日 00:00'],
  ['2025-12-31T15:59:00Z', '2025年12月31日 23:59'],
])('words the moment %s as %s', (moment, words) => { expect(momentInWords(moment, now)).toBe(words); });

it.each([
  ['2026-11-03', '今天到期'], ['2026-11-04', '明天到期'], ['2026-11-06', '还剩 3 个自然日'], ['2026-11-01', '已超期 2 天'], ['2027-01-02', '还剩 60 个自然日'],
])('words the deadline %s as %s', (day, words) => { expect(dueInWords(day, now)).toBe(words); });

it('names the year only when it is another, and what is provisional', () => {
  expect(dayInWords('2026-11-03', { now })).toBe('11月3日');
  expect(dayInWords('2027-01-05', { now, provisional: true })).toBe('2027年1月5日（暂定）');
});

it('counts calendar days across months and years', () => {
  expect(daysBetween('2026-12-31', '2027-01-01')).toBe(1);
  expect(daysBetween('2028-02-28', '2028-03-01')).toBe(2);
});

describe('how long ago', () => {
  it.each([
    ['2026-03-02T01:00:30Z', '不到 1 分钟'], ['2026-03-02T00:59:00Z', '2 分钟'], ['2026-03-02T00:01:00Z', '1 小时'],
    ['2026-02-28T02:00:00Z', '47 小时'], ['2026-02-27T01:00:00Z', '3 天'], ['2026-03-02T02:00:00Z', '不到 1 分钟'],
  ])('%s', (moment, words) => {
    expect(ageInWords(moment, '2026-03-02T01:01:00Z')).toBe(words);
  });
});
