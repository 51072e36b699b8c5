// Owns the cases of lines in a file of messages, and the promise that whatever comes out of one, the API takes.
// Leaves files of several encodings, and sending, to the database test.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { UNKEEPABLE } from '@zhitongche/shared/sayable.js';
import { SubmitRequest } from '@zhitongche/shared/ticket/contract.js';
import fc from 'fast-check';
import { readMessages } from './messages.js';
import type { Message, MessageFile } from './messages.js';

let folder: string;
beforeAll(async () => { folder = await mkdtemp(path.join(tmpdir(), 'zhitongche-messages-')); });
afterAll(async () => { await rm(folder, { recursive: true, force: true }); });

async function read(content: string | Buffer): Promise<MessageFile> {
  const file = path.join(folder, 'messages.jsonl');
  await writeFile(file, content);
  return readMessages(file, '1');
}

const one = async (value: unknown): Promise<Message | undefined> => (await read(JSON.stringify(value))).messages[0];

function taken({ id, title, text }: Message): boolean {
  const request = { id, line: 'minqing', title, text, subjectKind: 'household', subjectId: '330482001' };
  return SubmitRequest.safeParse(request).success && !UNKEEPABLE.test(title + text);
}

describe('a line of a file of messages', () => {
  it.each([
    ['control characters leave a gap', { subject: '路灯\u0007不亮', detail: '坏了\u001b[31m三盏\u0085\u0000，\u007f一个多月' }, '路灯 不亮', '坏了 [31m三盏  ， 一个多月'],
    ['tabs and line ends stay in the text', { subject: 'a\tb', detail: '一\t二\r\n三' }, 'a b', '一\t二\r\n三'],
    ['half a letter leaves a gap', { subject: '𠮷\ud842', detail: '\udfb7𠮷野\ud83d家' }, '𠮷', '𠮷野 家'],
    ['a subject that shows nothing is none', { subject: '\u200b\u0001\ufeff\u3164', detail: '井盖翘了。快修' }, '井盖翘了。', '井盖翘了。快修'],
    ['nor does a first sentence', { detail: '\u200b\n\u2060 \n井盖翘了。快修' }, '井盖翘了。', '井盖翘了。快修'],
    ['clipping leaves something to see', { subject: '\u200b'.repeat(200) + '灯', detail: '\ufeff'.repeat(6000) + '灯' }, '灯', '灯'],
    ['numbers are words', { subject: 12345, detail: 110 }, '12345', '110'],
    ['anything else is no subject', { subject: { a: 1 }, detail: '灯不亮' }, '灯不亮', '灯不亮'],
    ['one visible mark is a text', { subject: null, detail: '！' }, '！', '！'],
  ])('%s', async (_what, value, title, text) => {
    const message = await one(value);
    expect([message?.title, message?.text]).toEqual([title, text]);
    expect(message && taken(message)).toBe(true);
  });

  it.each([
    ['missing', {}], ['null', { detail: null }], ['empty', { detail: '' }], ['of spaces', { detail: ' \u3000\t\r\n' }], ['a list', { detail: ['灯不亮'] }],
    ['of control characters', { detail: '\u0001\u0002\u007f\u009f' }], ['zero-width', { detail: '\u200b\u200d\ufeff\u00ad\u3164' }], ['half a letter', { detail: '\ud800' }],
  ])('a detail that is %s is missing, and the line is named', async (_what, value) => {
    expect(await read(`\n${JSON.stringify({ subject: '有标题', ...value })}\n`)).toEqual({ messages: [], strange: [{ line: 2, why: '没有 detail detail is missing' }], clipped: 0 });
  });

  it.each([
    ['seconds', 1_740_700_800, '2025-02-28T00:00:00.000Z'], ['seconds as a text', '1740700800', '2025-02-28T00:00:00.000Z'], ['milliseconds', 1_740_700_800_000, '2025-02-28T00:00:00.000Z'],
    ['a day', '2025-02-28', '2025-02-28T00:00:00.000Z'], ['no time', '昨天', null], ['a 13th month', '2025-13-01', null], ['too big', 1e300, null], ['a list', [2025], null],
    ['true', true, null], ['empty', '', null],
  ])('a time that is %s orders or does not, and is never fatal', async (_what, time, moment) => {
    const at = (await one({ detail: '灯不亮', time }))?.at;
    expect(at === null || at === undefined ? at : new Date(at).toISOString()).toBe(moment);
  });

  it('takes 100 kB, many kinds of marks at line starts, and the same line twice as two reports', async () => {
    const same = JSON.stringify({ subject: '灯', detail: '灯不亮' });
    const { messages, strange, clipped } = await read(['\ufeff' + same, '\ufeff' + same, same + '\r', JSON.stringify({ detail: '长'.repeat(100_000), label: '长'.repeat(100_000) }), '['.repeat(100_000), '  '].join('\n'));
    expect([messages.length, strange.map(({ line }) => line), clipped]).toEqual([4, [5, 6], 1]);
    expect(new Set(messages.map(({ id }) => id)).size).toBe(4);
    expect(messages.filter((message) => !taken(message))).toEqual([]);
  });

  it('whatever comes out of a line, the API takes', async () => {
    const unit = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('\u0000', '\u001f', '\u0085', '\ud800', '\udfff', '\u200b', '\u200d', '\ufeff', '\n', '。', '灯', '𠮷', '👨‍👩‍👧', '\u2028', '\ufffe', '\ue000'));
    const words = fc.array(unit, { maxLength: 12 }).chain((parts) => fc.constantFrom(1, 80, 2000).map((times) => parts.join('').repeat(times).slice(0, 20_000)));
    await fc.assert(fc.asyncProperty(fc.array(fc.record({ subject: words, detail: words }), { maxLength: 20 }), async (lines) => {
      const { messages, strange } = await read(lines.map((line) => JSON.stringify(line)).join('\n'));
      expect(messages.length + strange.length).toBe(lines.length);
      expect(messages.filter((message) => !taken(message))).toEqual([]);
    }), { numRuns: 60, seed: 7 });
  });
});
