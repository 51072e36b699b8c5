// Owns the proof that the mini-app goes by the server's time, however wrong the phone's clock is.
// Leaves wording it to time.spec.ts.
import { api } from './api.js';
import { hearTime, serverNow } from './clock.js';
import { dueInWords, wholeMomentInWords } from './time.js';

const realFetch = globalThis.fetch;
afterEach(() => {
  globalThis.fetch = realFetch;
  hearTime(new Date().toUTCString());
});

it.each([
  ['a district that stopped months ago', '2026-03-05T00:55:00Z', '2026年3月5日 星期四 08:55', '明天到期'],
  ['a server that is a year ahead', '2027-03-04T16:00:00Z', '2027年3月5日 星期五 00:00', '已超期 364 天'],
])('goes by the Date of an answer: %s', async (_what, told, words, due) => {
  globalThis.fetch = () => Promise.resolve(new Response('{}', { headers: { date: new Date(told).toUTCString() } }));
  await api.get('/api/session');
  expect(wholeMomentInWords(serverNow())).toBe(words);
  expect(dueInWords('2026-03-06')).toBe(due);
});

it('keeps its own time when the server says the same, or nothing', () => {
  const around = Date.now();
  hearTime(new Date(around - 2_000).toUTCString());
  expect(serverNow().getTime() - around).toBeLessThan(1_000);
  hearTime(null);
  expect(serverNow().getTime()).toBeGreaterThanOrEqual(around);
});
