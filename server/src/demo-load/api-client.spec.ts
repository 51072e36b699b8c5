// Owns the cases of a server that fails: away for a while, for good, or at one request only.
// Leaves a server that is killed to the database test.
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ServerAway, createClient } from './api-client.js';

/** Answers by path, the last one for ever. */
let answers: Record<string, number[]>;
let server: Server;
beforeAll(() => new Promise<void>((resolve) => {
  server = createServer((request, response) => {
    const left = answers[request.url ?? ''] ?? [404];
    response.writeHead((left.length > 1 ? left.shift() : left[0]) ?? 404, { 'content-type': 'application/json' }).end('{"code":"X"}');
  }).listen(0, '127.0.0.1', resolve);
}));
afterAll(() => new Promise((resolve) => { server.close(resolve); }));

const client = (patienceMs: number) => createClient(`http://127.0.0.1:${String((server.address() as AddressInfo).port)}`, patienceMs, new AbortController().signal); // it listens on TCP

it('asks again until it is answered', async () => {
  answers = { '/a': [500, 503, 201] };
  const { send, figures } = client(60_000);
  expect(await send('POST', '/a', {})).toMatchObject({ status: 201, body: { code: 'X' } });
  expect(figures).toMatchObject({ requests: 1, acknowledged: 1, refused: 0, serverErrors: 2 });
});

it('one request at which a server fails that is well is refused, and nothing else stops', async () => {
  answers = { '/poisoned': [500], '/api/ready': [200], '/b': [200] };
  const { send, figures } = client(1);
  expect(await send('POST', '/poisoned', {})).toEqual({ status: 500, body: null, cookie: null });
  expect(await send('POST', '/b', {})).toMatchObject({ status: 200 });
  expect(figures).toMatchObject({ requests: 2, acknowledged: 1, refused: 1 });
});

it.each([['not ready', [503]], ['failing altogether', [500]]])('a server that is %s is away', async (_what, ready) => {
  answers = { '/a': [500], '/api/ready': ready };
  await expect(client(1).send('POST', '/a', {})).rejects.toThrow(ServerAway);
});
