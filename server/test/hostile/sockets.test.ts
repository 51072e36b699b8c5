// Owns the proof that what is no HTTP, too much of it or too slow is answered in our words and ends.
// Leaves requests that are HTTP to doors.test.ts.
import { once } from 'node:events';
import { connect } from 'node:net';
import type { ErrorCode } from '@zhitongche/shared/errors.js';
import type { World } from '../world.js';
import { openWorld } from '../world.js';
import { broken, ledger } from './promise.js';

let world: World;
beforeAll(async () => { world = await openWorld(); });
afterAll(() => world.close());

/** Sends bytes as they are; answers everything that came back until the server hung up. */
async function say(...parts: string[]): Promise<string> {
  const socket = connect(Number(new URL(world.url).port), '127.0.0.1');
  let heard = '';
  socket.setEncoding('utf8').on('data', (chunk: string) => { heard += chunk; }).on('error', () => undefined);
  await once(socket, 'connect');
  for (const part of parts) socket.write(part);
  await once(socket, 'close');
  return heard;
}

function refusal(heard: string, codes: ErrorCode[]): string | null {
  const [head = '', ...body] = heard.split('\r\n\r\n');
  const [first = '', ...lines] = head.split('\r\n');
  const headers = new Headers(lines.map((line): [string, string] => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]));
  const status = Number(/^HTTP\/1\.1 (\d{3}) /.exec(first)?.[1]);
  return Number.isNaN(status) ? `is no answer: ${heard.slice(0, 100)}` : broken({ status, headers, text: body.join('\r\n\r\n') }, codes);
}

const HOST = 'Host: 127.0.0.1\r\n';
it.each<[string, string, ErrorCode[]]>([
  ['no HTTP', 'hello\r\n\r\n', ['REQUEST_INVALID']],
  ['TLS', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', ['REQUEST_INVALID']],
  ['an unknown method', `BREW /api/health HTTP/1.1\r\n${HOST}\r\n`, ['REQUEST_INVALID']],
  ['an unknown version', `GET /api/health HTTP/9.9\r\n${HOST}\r\n`, ['REQUEST_INVALID']],
  ['no host', 'GET /api/units HTTP/1.1\r\nConnection: close\r\n\r\n', ['REQUEST_INVALID']],
  ['two lengths', `POST /api/session/demo HTTP/1.1\r\n${HOST}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}`, ['REQUEST_INVALID']],
  ['a length and chunks (smuggling)', `POST /api/session/demo HTTP/1.1\r\n${HOST}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET`, ['REQUEST_INVALID']],
  ['chunks that are none', `POST /api/session/demo HTTP/1.1\r\n${HOST}Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n`, ['REQUEST_INVALID']],
  ['a negative length', `POST /api/session/demo HTTP/1.1\r\n${HOST}Content-Length: -1\r\n\r\n`, ['REQUEST_INVALID']],
  ['a length that is no number', `POST /api/session/demo HTTP/1.1\r\n${HOST}Content-Length: lots\r\n\r\n`, ['REQUEST_INVALID']],
  ['a NUL in a header', `GET /api/units HTTP/1.1\r\n${HOST}Cookie: a\0b\r\n\r\n`, ['REQUEST_INVALID']],
  ['a folded header', `GET /api/units HTTP/1.1\r\n${HOST} x: y\r\n\r\n`, ['REQUEST_INVALID']],
  ['a space before the colon', `GET /api/units HTTP/1.1\r\n${HOST}Cookie : a\r\n\r\n`, ['REQUEST_INVALID']],
  ['an address with a space', `GET /api/units /x HTTP/1.1\r\n${HOST}\r\n`, ['REQUEST_INVALID']],
  ['an address without end', `GET /api/${'x'.repeat(40_000)} HTTP/1.1\r\n${HOST}\r\n`, ['REQUEST_HEADERS_TOO_LARGE']],
  ['a cookie without end', `GET /api/units HTTP/1.1\r\n${HOST}Cookie: ${'a=b; '.repeat(8_000)}\r\n\r\n`, ['REQUEST_HEADERS_TOO_LARGE']],
  ['thousands of headers', `GET /api/units HTTP/1.1\r\n${HOST}${Array.from({ length: 5_000 }, (_, i) => `X-${String(i)}: y\r\n`).join('')}\r\n`, ['REQUEST_HEADERS_TOO_LARGE']],
  ['an expectation of ours', `POST /api/session/demo HTTP/1.1\r\n${HOST}Expect: miracles\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`, ['REQUEST_INVALID']],
  ['a body announced too long', `POST /api/session/demo HTTP/1.1\r\n${HOST}Connection: close\r\nContent-Type: application/json\r\nContent-Length: 99999999\r\n\r\n{`, ['REQUEST_TOO_LARGE']],
  ['a whole address of somewhere else', `GET http://evil.example/api/nothing HTTP/1.1\r\n${HOST}Connection: close\r\n\r\n`, ['NOT_FOUND', 'REQUEST_INVALID']],
  ['a star', `OPTIONS * HTTP/1.1\r\n${HOST}Connection: close\r\n\r\n`, ['NOT_FOUND', 'REQUEST_INVALID']],
])('%s is refused in our words', async (_what, bytes, codes) => {
  const before = await ledger(world);
  expect(refusal(await say(bytes), codes)).toBeNull();
  expect(await ledger(world)).toEqual(before);
});

it('CONNECT leads nowhere', async () => {
  expect(await say(`CONNECT evil.example:443 HTTP/1.1\r\n${HOST}\r\n`)).not.toMatch(/ 200 /);
});

it('who sends a letter a minute is not waited for, be it headers or a body', async () => {
  const server = world.app.getHttpServer();
  expect({ headers: server.headersTimeout, request: server.requestTimeout, idle: server.timeout, keepAlive: server.keepAliveTimeout, perSocket: server.maxRequestsPerSocket })
    .toEqual({ headers: 20_000, request: 120_000, idle: 150_000, keepAlive: 72_000, perSocket: 10_000 });
  // The same with less patience.
  Object.assign(server, { headersTimeout: 50, requestTimeout: 100 });
  const slow = await Promise.all([
    say(`GET /api/units HTTP/1.1\r\n${HOST}X-Slow: `),
    say(`POST /api/session/demo HTTP/1.1\r\n${HOST}Content-Type: application/json\r\nContent-Length: 20\r\n\r\n{"personId":`),
  ]);
  expect(slow.map((heard) => refusal(heard, ['REQUEST_TIMEOUT']))).toEqual([null, null]);
});

it('after all this the process is well', async () => {
  expect((await world.send('GET', '/api/ready')).status).toBe(200);
});
