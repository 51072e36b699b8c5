import { likelySpan, stretchBefore } from './search-marks.js';

it.each<[string, 4 | 32 | 256, string[], string]>([
  ['2026-11-22T10:00:00Z', 4, ['4d:5193', '4d:5194'], '2026-11-15T00:00:00.000Z'],
  ['2026-11-19T00:00:00Z', 4, ['4d:5193', '4d:5194'], '2026-11-15T00:00:00.000Z'],
  ['2026-11-18T23:59:59Z', 4, ['4d:5192', '4d:5193'], '2026-11-11T00:00:00.000Z'],
  ['2026-11-22T10:00:00Z', 256, ['256d:80', '256d:81'], '2026-01-27T00:00:00.000Z'],
])('up to %s in spans of %i days', (newest, days, marks, since) => {
  const stretch = stretchBefore(new Date(newest), days);
  expect({ ...stretch, since: stretch.since.toISOString() }).toEqual({ marks, since });
});

it.each<[string, number, string, number | null]>([
  ['half a day looked at, four had it', 4, '2026-11-22T00:00:00Z', 4],
  ['half a day, one had it', 1, '2026-11-22T00:00:00Z', 32],
  ['half a day, none had it', 0, '2026-11-22T00:00:00Z', 32],
  ['ten days, four had it', 4, '2026-11-12T12:00:00Z', 256],
  ['a hundred days, none had it', 0, '2026-08-14T12:00:00Z', null],
])('%s: how far back a page of twenty reaches', (_what, had, oldest, span) => {
  expect(likelySpan({ had, newest: new Date('2026-11-22T12:00:00Z'), oldest: new Date(oldest) }, 20)).toBe(span);
});
