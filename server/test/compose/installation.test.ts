// Owns the proof that docker-compose.yml describes a system that works: two APIs and two workers behind the web server,
// the browser's stories through it, and crashes that lose nothing.
// Leaves the containers themselves to Docker, which no test here has.
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { request as ask } from 'node:http';
import path from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { Redis } from 'ioredis';
import { ERRORS } from '@zhitongche/shared/errors.js';
import type { CommandAnswer } from '@zhitongche/shared/ticket/contract.js';
import { persistently, signIn } from '../queue/client.js';
import { CADRE, allRouted, eventsPerTicket, imbalances, nothingOwed, report } from '../queue/tickets.js';
import { seededRandom, waitFor } from '../queue/wait-for.js';
import type { Installation } from './installation.js';
import { install } from './installation.js';

const root = path.resolve(import.meta.dirname, '../../..');
const IMMUTABLE = 'public, max-age=31536000, immutable';

/** A gateway on another machine: every address of 127/8 is this one. */
const GATEWAY = '127.0.0.3';

let system: Installation;
let redis: Redis;

beforeAll(async () => {
  system = await install({ TRUSTED_GATEWAYS: GATEWAY });
  redis = new Redis(system.redis);
}, 120_000);
afterAll(async () => {
  redis.disconnect();
  await system.remove();
}, 60_000);

/** Without undici's own decompression: what is on the wire. */
function get(where: string, headers: Record<string, string> = {}, method = 'GET', body = '', localAddress = '127.0.0.1'): Promise<{ status: number; headers: Record<string, unknown>; body: Buffer }> {
  return new Promise((resolve, reject) => {
    const sent = ask(system.url + where, { method, headers, agent: false, localAddress }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => {
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) });
      });
    });
    sent.on('error', reject).end(body);
  });
}

/** The web server has one line for this number. */
async function logged(requestId: unknown, line: object): Promise<void> {
  expect(requestId).toMatch(/^[0-9a-f-]{32,36}$/);
  const found = await waitFor('the line is written', () => {
    const lines = readFileSync(path.join(system.data, 'web-access.log'), 'utf8').split('\n').filter((each) => each.includes(String(requestId)));
    return lines.length > 0 && lines;
  });
  expect(found.map((each) => JSON.parse(each) as unknown)).toEqual([expect.objectContaining({ ...line, requestId })]);
}

describe('the processes of docker-compose.yml', () => {
  it('are two APIs, two workers, Redis and the web server, each healthy by its own check', async () => {
    expect(Object.entries(system.running).map(([name, all]) => [name, all.length])).toEqual([['redis', 1], ['migrate', 1], ['api', 2], ['worker', 2], ['web', 1]]);
    for (const each of Object.values(system.running).flat()) expect([each.name, await each.check()]).toEqual([each.name, true]);
  });

  it('keep the queue on a Redis that writes down what it has and throws nothing away', () => {
    const said = system.running['worker']?.[0]?.log().map((line) => JSON.parse(line) as { msg: string; queue?: string }).find((line) => line.msg === 'running');
    expect(said?.queue).toBe('redis');
    expect(system.running['redis']?.[0]?.log().join('\n')).toMatch(/Creating AOF base file/);
  });
});

describe('the web server', () => {
  const asset = (ending: string) => `/assets/${readdirSync(path.join(root, 'miniapp/dist/assets')).filter((name) => name.endsWith(ending)).sort()[0] ?? ''}`;

  it.each([
    ['the page', () => '/', 'br', 200, 'text/html', 'no-cache', 'br'],
    ['the page, by its name', () => '/index.html', 'gzip', 200, 'text/html', 'no-cache', 'gzip'],
    ['an asset, brotli', () => asset('.js.br').slice(0, -3), 'gzip, deflate, br', 200, 'application/javascript', IMMUTABLE, 'br'],
    ['an asset, gzip', () => asset('.js.br').slice(0, -3), 'gzip', 200, 'application/javascript', IMMUTABLE, 'gzip'],
    ['an asset for who knows neither', () => asset('.js.br').slice(0, -3), 'identity', 200, 'application/javascript', IMMUTABLE, undefined],
    ['a style', () => asset('.css.br').slice(0, -3), 'br', 200, 'text/css', IMMUTABLE, 'br'],
    ['what is not there', () => '/no-such-page', 'identity', 404, 'text/html; charset=utf-8', undefined, undefined],
    ['an asset that is not there', () => '/assets/gone-123.js', 'identity', 404, 'text/html; charset=utf-8', undefined, undefined],
    ['a way out of its folder', () => '/assets/..%2f..%2fpackage.json', 'identity', 400, 'text/html', undefined, undefined],
    ['the API', () => '/api/health', 'identity', 200, 'application/json; charset=utf-8', 'no-store', undefined],
    ['an unknown way into the API', () => '/api/nothing', 'identity', 404, 'application/json; charset=utf-8', 'no-store', undefined],
    ['the figures', () => '/metrics', 'identity', 404, 'text/html; charset=utf-8', undefined, undefined],
  ])('answers for %s', async (_name, where, accepts, status, type, cache, encoding) => {
    const answer = await get(where(), { 'accept-encoding': accepts });
    expect([answer.status, answer.headers['content-type'], answer.headers['cache-control'], answer.headers['content-encoding']]).toEqual([status, type, cache, encoding]);
    const plain = encoding === 'br' ? brotliDecompressSync(answer.body) : encoding === 'gzip' ? gunzipSync(answer.body) : answer.body;
    expect(plain.length).toBeGreaterThan(10);
  });

  it('says of its pages what the API says of its own', async () => {
    const [page, api] = [await get('/'), await get('/api/health')];
    for (const name of ['content-security-policy', 'cross-origin-opener-policy', 'cross-origin-resource-policy', 'referrer-policy', 'x-content-type-options', 'x-frame-options']) {
      expect([name, page.headers[name]]).toEqual([name, api.headers[name]]);
    }
    expect(page.headers['strict-transport-security']).toMatch(/^max-age=31536000/);
  });

  it.each<[string, string, string | undefined, string]>([
    ['the gateway on this host says who', '127.0.0.1', '203.0.113.7', '203.0.113.7'],
    ['the gateway appended to what the client made up', '127.0.0.1', '198.51.100.1, 203.0.113.7', '203.0.113.7'],
    ['a client made up a trusted address', '127.0.0.1', '198.51.100.1, 127.0.0.1, 203.0.113.7', '203.0.113.7'],
    ['a client behind the gateway made up the gateway elsewhere', '127.0.0.1', `198.51.100.1, ${GATEWAY}, 203.0.113.7`, '203.0.113.7'],
    ['the gateway says nothing', '127.0.0.1', undefined, '127.0.0.1'],
    ['what is said is no address', '127.0.0.1', 'nobody', '127.0.0.1'],
    ['a named gateway elsewhere says who', GATEWAY, '198.51.100.1, 203.0.113.8', '203.0.113.8'],
    ['one gateway behind the other', '127.0.0.1', `203.0.113.9, ${GATEWAY}`, '203.0.113.9'],
    ['nobody we trust says something', '127.0.0.2', '203.0.113.7', '127.0.0.2'],
    ['nobody we trust says a trusted address', '127.0.0.2', '203.0.113.7, 127.0.0.1', '127.0.0.2'],
    ['nobody we trust says nothing', '127.0.0.2', undefined, '127.0.0.2'],
  ])('counts a failed sign-in for the right address: %s', async (_what, from, forwarded, counted) => {
    const keys = () => redis.keys('ztc-limit-sign-in-failed:*');
    for (const key of await keys()) await redis.del(key);
    const headers = { 'content-type': 'application/json', ...(forwarded === undefined ? {} : { 'x-forwarded-for': forwarded }), 'x-real-ip': '198.51.100.2', forwarded: 'for=198.51.100.3' };
    // An API that has only just reached for Redis counts for itself until it has it.
    const found = await waitFor('counted in Redis', async () => {
      expect((await get('/api/session/demo', headers, 'POST', JSON.stringify({ personId: 'no-such-person' }), from)).status).toBe(422);
      const now = await keys();
      return now.length > 0 && now;
    });
    expect(found).toEqual([`ztc-limit-sign-in-failed:${counted}`]);
  });

  it('refuses what is too large in the API\'s own form', async () => {
    const answer = await get('/api/tickets', { 'content-type': 'application/json', 'content-length': String(12 * 1024 * 1024) }, 'POST');
    const body = JSON.parse(answer.body.toString()) as { requestId: string };
    expect([answer.status, body]).toEqual([413, { code: 'REQUEST_TOO_LARGE', message: ERRORS.REQUEST_TOO_LARGE[1], requestId: expect.stringMatching(/^[0-9a-f]{32}$/) }]);
    await logged(body.requestId, { method: 'POST', status: 413 });
  });

  it('writes down the number that the answer told', async () => {
    await logged((await get('/api/health')).headers['x-request-id'], { method: 'GET', status: 200 });
  });

  it('uses both APIs', async () => {
    await Promise.all(Array.from({ length: 20 }, () => get('/api/health')));
    const served = system.running['api']?.map((api) => api.log().filter((line) => line.includes('/api/health')).length) ?? [];
    expect(served.map((n) => n > 0)).toEqual([true, true]);
  });
});

describe('with two APIs and two workers', () => {
  it('the browser lives through its stories, while a worker is killed', async () => {
    const stories = browser(['school-run', 'german-acquisition', 'enterprise-edition']);
    const events = async () => (await system.query<{ n: number }>('select count(*)::int as n from ticket_event'))[0]?.n ?? 0;
    const before = await events();
    const ended = stories.then(({ output }) => { throw new Error(`the stories ended before anything happened:\n${output}`); });
    await Promise.race([ended, waitFor('the stories are in their midst', async () => (await events()) > before + 3, 120_000)]);
    ended.catch(() => undefined); // Now they may.
    system.running['worker']?.[0]?.kill();
    const { code, output } = await stories;
    if (code !== 0) throw new Error(`the stories failed:\n${output}`);
    expect(output).toMatch(/\d+ passed/);
    expect(system.running['worker']?.[0]?.restarts()).toBe(1);
  }, 210_000);

  it('loses nothing acknowledged while an API and a worker are killed at random moments', async () => {
    const random = seededRandom(20_261_121);
    const restarts = () => ['api', 'worker'].flatMap((name) => system.running[name] ?? []).reduce((sum, each) => sum + each.restarts(), 0);
    const before = restarts();
    const cadre = await signIn(system.url, CADRE);
    const ids = Array.from({ length: 48 }, () => randomUUID());
    const acknowledged = new Map<string, string>();
    const people = Promise.all(Array.from({ length: 8 }, async (_, n) => {
      for (const id of ids.filter((_id, i) => i % 8 === n)) {
        const { status, body } = await persistently(() => cadre.post<CommandAnswer>('tickets', report(id)));
        expect([id, status]).toEqual([id, 201]);
        acknowledged.set(id, body.receipt.number);
      }
    }));
    people.catch(() => undefined); // Heard below, also when something fails before.
    for (const [service, after] of [['api', 4], ['worker', 10], ['api', 18], ['worker', 26]] as const) {
      await waitFor(`${String(after)} acknowledged`, () => acknowledged.size >= after + Math.floor(random() * 6));
      const one = system.running[service]![random() < 0.5 ? 0 : 1]!;
      const earlier = one.restarts();
      one.kill();
      // Who is dead already cannot be killed by the next blow.
      await waitFor(`${one.name} started again`, () => one.restarts() > earlier);
    }
    await people;
    await allRouted(system, ids);
    await nothingOwed(system);
    const rows = await system.query<{ id: string; number: string }>('select id, number from ticket where id = any($1)', [ids]);
    expect(new Map(rows.map((row) => [row.id, row.number]))).toEqual(acknowledged);
    for (const type of ['ticket.submitted', 'ticket.routed']) expect(await eventsPerTicket(system, ids, type)).toEqual(ids.map(() => 1));
    expect(await imbalances(system)).toEqual({});
    expect(restarts() - before).toBe(4);
  }, 120_000);

  it('answers in the API\'s own form while no API is there, and again when one is back', async () => {
    const apis = system.running['api'] ?? [];
    await Promise.all(apis.map((api) => waitFor('healthy', () => api.check())));
    for (const api of apis) api.kill();
    const answer = await waitFor('nobody behind the door', async () => { const said = await get('/api/health'); return said.status !== 200 && said; });
    const body = JSON.parse(answer.body.toString()) as { requestId: string };
    expect([answer.status, body]).toEqual([503, { code: 'SERVER_BUSY', message: ERRORS.SERVER_BUSY[1], requestId: expect.stringMatching(/^[0-9a-f]{32}$/) }]);
    await logged(body.requestId, { method: 'GET', status: 503 });
    await waitFor('somebody again', async () => (await get('/api/ready')).status === 200);
  }, 60_000);
});

/** Playwright against this system. */
function browser(stories: string[]): Promise<{ code: number | null; output: string }> {
  // By these it would think itself a part of jest.
  const { NODE_OPTIONS: _options, JEST_WORKER_ID: _worker, NODE_ENV: _env, ...env } = process.env;
  const child = spawn(process.execPath, [path.join(root, 'node_modules/@playwright/test/cli.js'), 'test', '-c', 'miniapp', '--reporter=list', ...stories], {
    cwd: root, env: { ...env, E2E_BASE_URL: system.url }, stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (chunk: string) => { output += chunk; });
  return new Promise((resolve) => { child.once('close', (code) => { resolve({ code, output }); }); });
}
