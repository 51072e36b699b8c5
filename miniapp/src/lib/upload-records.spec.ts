// Owns the proof of how long the phone remembers a file: until it was sent, over any weekend.
// Leaves the bytes, which only a browser keeps, to e2e/attachments.spec.ts.
import type { UploadRecord } from './upload-records.js';

/** As a browser's: what is kept are its own keys. */
class Storage {
  getItem(key: string): string | null { return (this as Record<string, unknown>)[key] as string | undefined ?? null; } // only setItem puts something there
  setItem(key: string, value: string): void { (this as Record<string, unknown>)[key] = value; } // an object of texts by key
  removeItem(key: string): void { Reflect.deleteProperty(this, key); }
}

const hours = (n: number): number => n * 3_600_000;
const record = (id: string, age: number, ready = true): UploadRecord => ({ id, name: `${id}.jpg`, size: 1, kind: 'photo', ready, refused: null, startedAt: Date.now() - age });

const CASES = [
  ['just-chosen', hours(0), false, true], ['yesterday-unnamed', hours(23), false, true], ['of-no-form', hours(25), false, false],
  ['friday-to-monday', hours(64), true, true], ['national-day', hours(8 * 24), true, true], ['a-month', hours(31 * 24), true, false],
] as const;

let lib: typeof import('./upload-records.js');
beforeAll(async () => {
  const storage = new Storage();
  Object.defineProperty(globalThis, 'localStorage', { configurable: true, value: storage });
  const drafted = CASES.filter(([, , inDraft]) => inDraft).map(([id]) => id);
  storage.setItem('zhitongche.draft.shen.report', JSON.stringify({ attachmentIds: drafted }));
  storage.setItem('zhitongche.note', JSON.stringify(CASES.map(([id]) => id)));
  storage.setItem('zhitongche.uploads', JSON.stringify(Object.fromEntries(CASES.map(([id, age]) => [id, record(id, age)]))));
  lib = await import('./upload-records.js');
});

it.each(CASES)('%s: %d ms old, in a draft: %s, remembered: %s', (id, _age, _inDraft, remembered) => {
  expect(id in lib.uploadRecords).toBe(remembered);
});

it.each([['this morning', hours(3), true, false], ['yesterday', hours(21), true, true], ['yesterday, and not up yet', hours(21), false, false]])(
  'uploaded %s: the server may have cleared it away', (_when, age, ready, doubtful) => {
    expect(lib.isDoubtful(record('x', age, ready))).toBe(doubtful);
  });

it('what was sent is forgotten, also after a reload', () => {
  lib.uploadsSent(['friday-to-monday', 'unknown']);
  expect('friday-to-monday' in lib.uploadRecords).toBe(false);
  expect(localStorage.getItem('zhitongche.uploads')).not.toContain('friday-to-monday');
  expect(localStorage.getItem('zhitongche.uploads')).toContain('national-day');
});
