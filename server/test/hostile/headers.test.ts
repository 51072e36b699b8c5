// Owns the proof that no header makes a request anything else than it is, and what the headers of answers promise.
// Leaves sessions to http.test.ts and the numbers of limits to limits.test.ts.
import { request } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import { randomUUID } from 'node:crypto';
import { readConfig } from '../../src/platform/config/config.js';
import { cookieFlags } from '../../src/session/session-cookie.js';
import { TEST_KEYS } from '../base-database.js';
import { CAST, RESIDENT_REPORT } from '../cast.js';
import { expectRefusal } from '../refusals.js';
import type { Answer } from '../visitor.js';
import type { World } from '../world.js';
import { openWorld } from '../world.js';
import { ledger } from './promise.js';

const LINKS = { LIMITS: 'link-guess=2/600' };
const guess = (world: World, headers: Record<string, string>): Promise<Answer> => world.send('GET', '/api/follow/made-up', undefined, headers);
async function guesses(world: World, ...headers: Record<string, string>[]): Promise<number[]> {
  const statuses: number[] = [];
  for (const each of headers) statuses.push((await guess(world, each)).status);
  return statuses;
}

describe('the address that counts', () => {
  it.each<[string, (n: string) => Record<string, string>]>([
    ['X-Forwarded-For', (n) => ({ 'x-forwarded-for': n })], ['Forwarded', (n) => ({ forwarded: `for=${n}` })], ['X-Real-IP', (n) => ({ 'x-real-ip': n })],
    ['X-Client-IP', (n) => ({ 'x-client-ip': n })], ['True-Client-IP', (n) => ({ 'true-client-ip': n })], ['CF-Connecting-IP', (n) => ({ 'cf-connecting-ip': n })],
    ['X-Forwarded-Host', (n) => ({ 'x-forwarded-host': n })], ['Via', (n) => ({ via: `1.1 ${n}` })],
  ])('is the socket’s, whatever %s says', async (_name, header) => {
    const world = await openWorld('2026-03-02 09:00', LINKS);
    try {
      expect(await guesses(world, ...['203.0.113.1', '203.0.113.2', '203.0.113.3', '10.0.0.1, 203.0.113.4', 'nonsense'].map(header))).toEqual([404, 404, 429, 429, 429]);
    } finally {
      await world.close();
    }
  });

  it('behind a trusted proxy is the right-most that is not trusted; what stands left of it is anybody’s word', async () => {
    const world = await openWorld('2026-03-02 09:00', { ...LINKS, TRUSTED_PROXIES: '127.0.0.1, 10.0.0.0/8,2001:db8:9::/48' });
    const told = (...hops: string[]) => ({ 'x-forwarded-for': hops.join(', ') });
    try {
      expect(await guesses(world, told('198.51.100.1', '203.0.113.1'), told('198.51.100.2', '203.0.113.1'), told('198.51.100.3', '203.0.113.1'), told('203.0.113.1', '10.1.2.3'), told('127.0.0.1', '203.0.113.1', '10.1.2.3', '2001:db8:9::7'))).toEqual([404, 404, 429, 429, 429]);
      expect(await guesses(world, told('203.0.113.1', '203.0.113.2'), told('203.0.113.2'), told('203.0.113.2', '10.9.9.9'))).toEqual([404, 404, 429]);
      // A hop that is no address counts as the proxy that passed it on.
      expect(await guesses(world, told('nonsense'), told('<script>'), told('x'.repeat(3_000)), {})).toEqual([404, 404, 429, 429]);
      // Other headers are nobody's business.
      expect(await guesses(world, { ...told('203.0.113.2'), 'forwarded': 'for=203.0.113.77', 'x-real-ip': '203.0.113.78' })).toEqual([429]);
    } finally {
      await world.close();
    }
  });

  it('is the socket’s when somebody else than the trusted proxy says otherwise', async () => {
    const world = await openWorld('2026-03-02 09:00', { ...LINKS, TRUSTED_PROXIES: '10.0.0.1' });
    try {
      expect(await guesses(world, ...['203.0.113.1', '203.0.113.2', '203.0.113.3'].map((n) => ({ 'x-forwarded-for': n })))).toEqual([404, 404, 429]);
    } finally {
      await world.close();
    }
  });

  it.each(['everybody', '10.0.0.0/33', '10.0.0.0/', '10.0.0.0/0', '::/0', '10.0.0', '10.0.0.1/8/8', '*', 'true', 'loopback', '10.0.0.1;10.0.0.2', '2001:db8::/129', 'proxy.example'])('TRUSTED_PROXIES=%s stops the start', (value) => {
    expect(() => readConfig({ ...TEST_KEYS, NODE_ENV: 'test', DATABASE_URL: 'postgres://x/y', TRUSTED_PROXIES: value })).toThrow(/TRUSTED_PROXIES/);
  });

  it.each(['lots', 'submit-person=0/1', 'off,off'])('LIMITS=%s stops the start', (value) => {
    expect(() => readConfig({ ...TEST_KEYS, NODE_ENV: 'test', DATABASE_URL: 'postgres://x/y', LIMITS: value })).toThrow(/LIMITS/);
  });
});

describe('forged headers', () => {
  let world: World;
  let cookie: string;
  beforeAll(async () => {
    world = await openWorld();
    cookie = (await world.send('POST', '/api/session/demo', { personId: CAST.cadre })).headers.get('set-cookie')?.split(';')[0] ?? '';
  });
  afterAll(() => world.close());

  /** fetch sets Host itself; this does not. */
  const plain = (method: string, path: string, headers: Record<string, string | string[]>, body?: string) => new Promise<{ status: number; headers: IncomingHttpHeaders; text: string }>((resolve, reject) => {
    const sent = request(world.url + path, { method, headers, setHost: headers['host'] === undefined }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (chunk: string) => { text += chunk; }).on('end', () => { resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text }); });
    });
    sent.on('error', reject).end(body);
  });

  it.each(['x-http-method-override', 'x-http-method', 'x-method-override'])('%s makes no other method of it', async (name) => {
    const before = await ledger(world);
    expect((await world.send('GET', '/api/session?_method=DELETE', undefined, { cookie, [name]: 'DELETE' })).status).toBe(200);
    expectRefusal(await world.send('POST', '/api/session', {}, { cookie, [name]: 'DELETE' }), 404, 'NOT_FOUND');
    expect((await world.send('GET', '/api/session', undefined, { cookie })).status).toBe(200);
    expect(await ledger(world)).toEqual(before);
  });

  it.each<[string, Record<string, string>]>([
    ['a foreign host', { host: 'evil.example' }], ['a host with a path', { host: 'evil.example/path' }], ['a forwarded host', { 'x-forwarded-host': 'evil.example' }], ['a forwarded protocol', { 'x-forwarded-proto': 'https' }],
    ['an original address', { 'x-original-url': '/api/units', 'x-rewrite-url': '/api/units' }], ['another person', { 'x-user-id': CAST.sysadmin, 'x-forwarded-user': CAST.sysadmin, 'remote-user': CAST.sysadmin, 'authorization': 'Basic YWRtaW46YWRtaW4=' }],
    ['a wish for another kind', { accept: 'text/html' }], ['a wish for another language', { 'accept-language': 'en' }], ['a range', { range: 'bytes=0-1' }], ['a wish for another version', { 'accept-version': '9' }], ['an upgrade', { connection: 'upgrade', upgrade: 'h2c' }],
  ])('%s changes nothing in the answer', async (_what, headers) => {
    const honest = await plain('GET', '/api/session', { cookie });
    const forged = await plain('GET', '/api/session', { cookie, ...headers });
    expect([forged.status, forged.text]).toEqual([200, honest.text]);
    expect(JSON.stringify([forged.text, forged.headers])).not.toMatch(/evil|https:/);
    const refused = await plain('GET', '/api/nothing', { cookie, ...headers });
    expect([refused.status, (JSON.parse(refused.text) as { code: string }).code]).toEqual([404, 'NOT_FOUND']);
    expect(JSON.stringify([refused.text, refused.headers])).not.toMatch(/evil/);
  });

  it.each<[string, Record<string, string>]>([
    ['null', { origin: 'null' }], ['a foreign page', { origin: 'https://evil.example' }], ['a foreign page and a forwarded host', { origin: 'https://evil.example', 'x-forwarded-host': 'evil.example' }],
    ['our name in front', { origin: 'http://127.0.0.1.evil.example' }], ['our name as a user', { origin: 'http://127.0.0.1@evil.example' }], ['another port', { origin: 'http://127.0.0.1:1' }], ['a file', { origin: 'file://' }], ['nonsense', { origin: '<script>' }],
    ['an extension', { origin: 'chrome-extension://abc' }], ['two', { origin: 'http://127.0.0.1, https://evil.example' }],
  ])('a change asked for by the origin %s is refused', async (_what, headers) => {
    const before = await ledger(world);
    const body = JSON.stringify({ ...RESIDENT_REPORT, id: randomUUID() });
    const refused = await plain('POST', '/api/tickets', { cookie, 'content-type': 'application/json', ...headers }, body);
    expect([refused.status, (JSON.parse(refused.text) as { code: string }).code]).toEqual([403, 'ORIGIN_REFUSED']);
    expect(refused.headers['access-control-allow-origin']).toBeUndefined();
    expect(await ledger(world)).toEqual(before);
  });

  it('of two cookies of the same name only one can be right', async () => {
    for (const cookies of [`${cookie}; ztc_session=made-up`, `ztc_session=made-up; ${cookie}`]) {
      const answer = await world.send('GET', '/api/session', undefined, { cookie: cookies });
      if (answer.status !== 200) expectRefusal(answer, 401, 'SESSION_EXPIRED');
    }
  });
});

describe('the headers of every answer', () => {
  let world: World;
  beforeAll(async () => { world = await openWorld('2026-03-02 09:00', { NODE_ENV: 'production', DEMO_SIGN_IN: '0' }); });
  afterAll(() => world.close());

  const POLICY = ["default-src 'self'", "script-src 'self'", "script-src-attr 'none'", "object-src 'none'", "base-uri 'self'", "form-action 'self'", "frame-ancestors 'self'"];
  it.each<[string, string, number]>([
    ['GET', '/api/health', 200], ['GET', '/api/openapi.json', 200], ['GET', '/api/session', 401], ['GET', '/api/nothing', 404], ['GET', '/nothing', 404], ['POST', '/api/session/demo', 400], ['DELETE', '/api/session', 204],
  ])('%s %s: nothing runs, is framed, sniffed, told on or kept that should not be', async (method, path, status) => {
    const { status: answered, headers } = await world.send(method, path);
    expect(answered).toBe(status);
    const policy = headers.get('content-security-policy')?.split(';') ?? [];
    expect(policy).toEqual(expect.arrayContaining(POLICY));
    expect(policy.find((each) => each.startsWith('script-src '))).not.toMatch(/unsafe|\*|http|data:/);
    expect(Object.fromEntries(['x-content-type-options', 'referrer-policy', 'cross-origin-opener-policy', 'cross-origin-resource-policy', 'cache-control'].map((name) => [name, headers.get(name)]))).toEqual({
      'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer', 'cross-origin-opener-policy': 'same-origin', 'cross-origin-resource-policy': 'same-origin', 'cache-control': 'no-store',
    });
    expect(headers.get('strict-transport-security')).toMatch(/^max-age=\d{8}/);
    for (const name of ['server', 'x-powered-by', 'x-aspnet-version', 'via', 'access-control-allow-origin']) expect(headers.get(name)).toBeNull();
    expect([...headers].join()).not.toMatch(/fastify|nest|node\/?\d|express/i);
  });

  it('an address that cannot be read is answered as plainly', async () => {
    const { status, headers } = await world.send('GET', '/api/%');
    expect([status, headers.get('x-content-type-options'), headers.get('cache-control'), headers.get('content-type')]).toEqual([400, 'nosniff', 'no-store', 'application/json; charset=utf-8']);
  });

  it('the session’s cookie goes over https only, to no script, to no foreign page; clearing it too', async () => {
    expect(cookieFlags({ secureCookie: true })).toEqual({ path: '/api', httpOnly: true, sameSite: 'lax', secure: true });
    const cleared = await world.send('DELETE', '/api/session');
    expect(cleared.headers.get('set-cookie')).toMatch(/^ztc_session=; (?=.*Path=\/api)(?=.*HttpOnly)(?=.*Secure)(?=.*SameSite=Lax)(?=.*(Max-Age=0|Expires=Thu, 01 Jan 1970))/);
  });
});
