// Owns the proof that every failure reaches the person as one right sentence, and that queries are written right.
// Leaves what the server answers to the server's tests.
import { api, ApiError, fieldErrorsOf, leavesOpen, mayRetry, mayRetryAtOnce, sentenceOf } from './api.js';

const realFetch = globalThis.fetch;
const asked: { url: string; init: RequestInit | undefined }[] = [];
function serverAnswers(status: number, body: string): void {
  globalThis.fetch = (url, init) => {
    asked.push({ url: url as string, init });
    return Promise.resolve(new Response(body, { status }));
  };
}
async function failure(work: Promise<unknown>): Promise<unknown> {
  return work.then(() => { throw new Error('It did not fail.'); }, (error: unknown) => error);
}
beforeEach(() => { asked.length = 0; });
afterEach(() => { globalThis.fetch = realFetch; });

it('leaves empty parts out of a query and encodes the rest', async () => {
  serverAnswers(200, '{"items":[]}');
  await expect(api.get('/api/tickets', { q: '路灯 & 灯', status: undefined, place: '', mine: true })).resolves.toEqual({ items: [] });
  expect(asked[0]?.url).toBe('/api/tickets?q=%E8%B7%AF%E7%81%AF+%26+%E7%81%AF&mine=true');
});

it('gives the code, the sentence and the details of a refusal', async () => {
  serverAnswers(409, '{"code":"VERSION_STALE","message":"事项刚刚被更新。","requestId":"1","details":{"version":3}}');
  const error = await failure(api.post('/api/tickets/1/actions', {}));
  expect(error).toBeInstanceOf(ApiError);
  expect(error).toMatchObject({ status: 409, code: 'VERSION_STALE', details: { version: 3 } });
  expect(sentenceOf(error)).toBe('事项刚刚被更新。');
  expect(mayRetry(error)).toBe(false);
});

it('says how long to wait where it was too much, and does not ask again by itself', async () => {
  serverAnswers(429, '{"code":"TOO_MANY_REQUESTS","message":"操作太频繁，请 2 分钟后再试，填写的内容不会丢失。","requestId":"1","details":{"retryAfterSeconds":100}}');
  const error = await failure(api.post('/api/tickets', {}));
  expect(sentenceOf(error)).toBe('操作太频繁，请 2 分钟后再试，填写的内容不会丢失。');
  expect([mayRetry(error), mayRetryAtOnce(error), leavesOpen(error)]).toEqual([true, false, true]);
});

it('names the wrong fields', async () => {
  serverAnswers(400, '{"code":"REQUEST_INVALID","message":"请检查。","requestId":"1","details":{"fields":{"reporter.phone":"电话号码格式不对"}}}');
  expect(fieldErrorsOf(await failure(api.post('/api/tickets', {})))).toEqual({ 'reporter.phone': '电话号码格式不对' });
  expect(fieldErrorsOf(new Error('else'))).toEqual({});
});

it('takes a proxy error page for an unreachable server', async () => {
  serverAnswers(502, '<html>Bad Gateway</html>');
  expect(await failure(api.get('/api/lines'))).toMatchObject({ code: 'NETWORK_DOWN' });
});

it('calls a dead network by its name, and lets it be tried again', async () => {
  globalThis.fetch = () => Promise.reject(new TypeError('fetch failed'));
  const error = await failure(api.post('/api/tickets', {}));
  expect(error).toMatchObject({ status: 0, code: 'NETWORK_DOWN' });
  expect(sentenceOf(error)).toContain('网络不通');
  expect(mayRetry(error)).toBe(true);
});

it('does not dress a cancelled request as a dead network', async () => {
  globalThis.fetch = (_url, init) => new Promise((_resolve, reject) => {
    init?.signal?.addEventListener('abort', () => { reject(new DOMException('aborted', 'AbortError')); });
  });
  const cancel = new AbortController();
  const asking = failure(api.get('/api/lines', {}, cancel.signal));
  cancel.abort();
  expect(await asking).not.toBeInstanceOf(ApiError);
});
