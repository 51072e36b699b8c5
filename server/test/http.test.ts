// Owns the edges of HTTP: bodies that are none, foreign pages, made-up addresses, sessions, and the API's own document.
// Leaves the content of reports and actions to requests.test.ts.
import { randomUUID } from 'node:crypto';
import { readConfig } from '../src/platform/config/config.js';
import { TEST_KEYS } from './base-database.js';
import { CAST, RESIDENT_REPORT } from './cast.js';
import { books } from './reading.js';
import { expectRefusal } from './refusals.js';
import type { Person } from './visitor.js';
import type { World } from './world.js';
import { openWorld } from './world.js';

let world: World;
let cadre: Person;
beforeAll(async () => {
  world = await openWorld();
  cadre = world.as(CAST.cadre);
  await cadre.get('/api/session');
});
afterAll(() => world.close());

const report = () => ({ ...RESIDENT_REPORT, id: randomUUID() });
const command = () => ({ commandId: randomUUID(), action: 'urge', input: { text: '请快一点。' } });

describe('HTTP', () => {
  it.each<[string, unknown, Record<string, string>]>([
    ['half a JSON', '{"title": ', {}], ['no JSON', 'title=1', {}], ['a list', '[]', {}], ['a word', '"x"', {}], ['null', 'null', {}],
    ['a form', 'title=1', { 'content-type': 'application/x-www-form-urlencoded' }], ['plain text', '{}', { 'content-type': 'text/plain' }],
    ['a well without ground', `{"a":${'['.repeat(50_000)}${']'.repeat(50_000)}}`, {}], ['XML', '<a/>', { 'content-type': 'application/xml' }], ['a poisoned key', '{"__proto__": {"admin": true}}', {}],
  ])('%s is a bad request', async (_what, body, headers) => {
    const before = await books(world);
    expectRefusal(await cadre.send('POST', '/api/tickets', body, headers), 400, 'REQUEST_INVALID');
    expect(await books(world)).toEqual(before);
  });

  it.each(['https://evil.example', 'null', 'http://127.0.0.1:1', 'not a url'])('a change asked for by %s is refused', async (origin) => {
    expectRefusal(await cadre.send('POST', '/api/tickets', report(), { origin }), 403, 'ORIGIN_REFUSED');
    expectRefusal(await cadre.send('DELETE', '/api/session', undefined, { origin }), 403, 'ORIGIN_REFUSED');
    expect((await cadre.send('GET', '/api/session', undefined, { origin })).headers.get('access-control-allow-origin')).toBeNull();
  });

  it('a change asked for by our own page is not', async () => {
    expect((await cadre.send('POST', '/api/tickets', report(), { origin: world.url })).status).toBe(201);
  });

  it.each(['/api/nothing', '/api/tickets/1/2/3', '/nothing', '/api/tickets?q=%00', '/api/subjects?line=minqing&q=%00'])('GET %s is refused in our words', async (path) => {
    const answer = await cadre.get(path);
    expectRefusal(answer, path.includes('%00') ? 400 : 404, path.includes('%00') ? 'REQUEST_INVALID' : 'NOT_FOUND');
  });

  it.each(['x', '%00', randomUUID(), 'A'.repeat(43)])('a made-up link %s opens nothing', async (token) => {
    for (const answer of [await world.send('GET', `/api/follow/${token}`), await world.send('POST', `/api/follow/${token}/actions`, command())]) {
      expectRefusal(answer, 404, 'LINK_NOT_FOUND');
    }
  });

  it.each([
    ['an address without end', `/api/follow/${'A'.repeat(5000)}`], ['half an escape', '/api/tickets/%e4%b'],
  ])('%s is refused in our words', async (_what, path) => {
    expectRefusal(await cadre.get(path), 400, 'REQUEST_INVALID');
  });
});

describe('a session', () => {
  const me = (cookie: string) => world.send('GET', '/api/session', undefined, { cookie });
  async function signIn(personId = CAST.cadre as string): Promise<{ cookie: string; token: string; setCookie: string }> {
    const answer = await world.send('POST', '/api/session/demo', { personId });
    const setCookie = answer.headers.get('set-cookie') ?? '';
    const cookie = setCookie.split(';')[0] ?? '';
    return { cookie, token: cookie.split('=')[1] ?? '', setCookie };
  }

  it('is a cookie no script reads; the database knows only its hash', async () => {
    const { setCookie, token } = await signIn();
    expect(setCookie).toMatch(/^ztc_session=[\w-]{43}; Max-Age=43200; Path=\/api; HttpOnly; SameSite=Lax$/);
    const rows = await world.source.query<{ line: string }[]>('select s::text as line from session s');
    expect(rows.map((row) => row.line).join()).not.toContain(token);
  });

  it('is needed everywhere but at the doors that are open on purpose', async () => {
    for (const path of ['/api/session', '/api/tickets', '/api/tickets/counts', `/api/tickets/${randomUUID()}`, '/api/notices', '/api/visits', '/api/units', '/api/lines', '/api/categories', '/api/colleagues', '/api/subjects?line=minqing']) {
      expectRefusal(await world.send('GET', path), 401, 'SESSION_REQUIRED');
    }
    expectRefusal(await me('ztc_session=made-up'), 401, 'SESSION_EXPIRED');
    for (const path of ['/api/health', '/api/ready', '/api/openapi.json', '/api/session/demo']) expect((await world.send('GET', path)).status).toBe(200);
  });

  it('ends when its owner signs out, and the others of the same person do not', async () => {
    const [one, other] = [await signIn(), await signIn()];
    expect((await world.send('DELETE', '/api/session', undefined, { cookie: one.cookie })).status).toBe(204);
    expectRefusal(await me(one.cookie), 401, 'SESSION_EXPIRED');
    expect((await me(other.cookie)).status).toBe(200);
  });

  it('ends after twelve hours, and at once for a person who is no longer active', async () => {
    const { cookie } = await signIn();
    world.clock.at('2026-03-02 20:59');
    expect((await me(cookie)).status).toBe(200);
    world.clock.at('2026-03-02 21:00');
    expectRefusal(await me(cookie), 401, 'SESSION_EXPIRED');
    world.clock.at('2026-03-02 09:00');
    const { cookie: gone } = await signIn('cao-yu');
    await world.source.query("update person set active = false where id = 'cao-yu'");
    expectRefusal(await me(gone), 401, 'SESSION_EXPIRED');
    expectRefusal(await world.send('POST', '/api/session/demo', { personId: 'cao-yu' }), 422, 'PERSON_NOT_FOUND');
  });

  it('of a demo person is refused in production, and not there where it is off', async () => {
    const env = { ...TEST_KEYS, DATABASE_URL: world.database.appUrl, ATTACHMENT_DIR: '/nowhere', DEMO_SIGN_IN: '1' };
    expect(() => readConfig({ ...env, NODE_ENV: 'production' })).toThrow(/DEMO_SIGN_IN.*production/);
    expect(() => readConfig(env)).toThrow(/DEMO_SIGN_IN.*production/);
    expect(readConfig({ ...env, DEMO_SIGN_IN: '0' })).toMatchObject({ demoSignIn: false, secureCookie: true });
    const strict = await openWorld('2026-03-02 09:00', { DEMO_SIGN_IN: '0' });
    try {
      expectRefusal(await strict.send('POST', '/api/session/demo', { personId: CAST.cadre }), 404, 'DEMO_SIGN_IN_OFF');
      expectRefusal(await strict.send('GET', '/api/session/demo'), 404, 'DEMO_SIGN_IN_OFF');
    } finally {
      await strict.close();
    }
  });
});

describe('the document', () => {
  interface Document { openapi: string; paths: Record<string, Record<string, { responses?: Record<string, unknown>; operationId?: string }>>; components: { schemas: Record<string, unknown> } }

  it('is OpenAPI 3.1: every operation answers something, every reference leads somewhere', async () => {
    const { body } = await world.send('GET', '/api/openapi.json');
    const document = body as Document;
    expect(document.openapi).toMatch(/^3\.1\./);
    const operations = Object.entries(document.paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, operation]) => ({ name: `${method} ${path}`, operation })));
    expect(operations.map(({ name }) => name)).toEqual(expect.arrayContaining(['post /api/tickets', 'get /api/tickets', 'post /api/tickets/{id}/actions', 'get /api/follow/{token}', 'post /api/session/demo']));
    expect(operations.filter(({ operation }) => Object.keys(operation.responses ?? {}).length === 0)).toEqual([]);
    expect(new Set(operations.map(({ operation }) => operation.operationId)).size).toBe(operations.length);
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map((match) => match[1]!);
    expect(references.length).toBeGreaterThan(5);
    const missing = references.filter((reference) => reference.split('/').slice(1).reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], document) === undefined);
    expect(missing).toEqual([]);
    // What 3.1 no longer knows.
    expect(JSON.stringify(document)).not.toContain('"nullable"');
  });
});
