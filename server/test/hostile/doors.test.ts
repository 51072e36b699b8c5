// Owns the tables of hostile requests to every endpoint: each field, query parameter, id and body in every wrong form is refused, and nothing is written.
// Leaves the values to kinds.ts, odd but good ones to odd-but-good.test.ts, headers and limits to their suites.
import { gzipSync } from 'node:zlib';
import { ACTION_INPUTS } from '@zhitongche/shared/ticket/action-inputs.js';
import { z } from 'zod';
import { CAST } from '../cast.js';
import { ordinaryInputs } from '../inputs.js';
import type { World } from '../world.js';
import { openWorld } from '../world.js';
import type { Door, Operation } from './doors.js';
import { FILES, NO_IDS, headersOf, openDoors, operations } from './doors.js';
import { fieldsOf, spoiled } from './fields.js';
import type { FieldSchema } from './kinds.js';
import { WELL, hostileQueryFor } from './kinds.js';
import type { Try } from './promise.js';
import { broken, failures, ledger, raw } from './promise.js';

const JSON_BODY = { 'content-type': 'application/json' };

let world: World;
let doors: Record<string, Door>;
let ids: Record<string, string>;
let known: Record<string, Operation>;
let cookies: Map<string | null, Record<string, string>>;
beforeAll(async () => {
  world = await openWorld();
  ({ doors, ids } = await openDoors(world));
  known = await operations(world);
  cookies = new Map(await Promise.all([...new Set(Object.values(doors).map((door) => door.who))].map(async (who) => [who, await headersOf(world, who)] as const)));
});
afterAll(() => world.close());

/** Each door with its operation and its visitor's headers. */
function* all(): Generator<Door & { name: string; operation: Operation; headers: Record<string, string> }> {
  for (const [name, door] of Object.entries(doors)) yield { ...door, name, operation: known[name]!, headers: cookies.get(door.who)! };
}

/** Sends everything; all of it must be refused with one of `codes`, and leave no trace. */
async function expectRefused(tries: Try[], codes?: Parameters<typeof failures>[2]): Promise<void> {
  expect(tries.length).toBeGreaterThan(0);
  const before = await ledger(world);
  const wrong = await failures(world, tries, codes);
  expect(wrong).toEqual([]);
  expect(await ledger(world)).toEqual(before);
}

it('every endpoint has its row, and every row its endpoint', () => {
  expect([...Object.keys(doors), ...Object.keys(FILES)].sort()).toEqual(Object.keys(known).sort());
  expect(Object.entries(doors).filter(([name, { good }]) => (known[name]?.body !== null) !== (good !== undefined)).map(([name]) => name)).toEqual([]);
  expect(Object.entries(doors).filter(([name, { noSuch }]) => name.includes('{') !== (noSuch !== undefined)).map(([name]) => name)).toEqual([]);
});

it('the good requests are good: what is refused below is refused for what was spoiled', async () => {
  const wrong: string[] = [];
  for (const { name, path, good, nothingToDo, operation, headers } of all()) {
    if (name === 'delete /api/session') continue;
    const answer = await raw(world, { what: name, method: operation.method, path, headers: good ? { ...headers, ...JSON_BODY } : headers, body: good && JSON.stringify(good) });
    if (nothingToDo === undefined ? answer.status >= 300 : broken(answer, [nothingToDo]) !== null) wrong.push(`${name}: ${String(answer.status)} ${answer.text}`);
  }
  expect(wrong).toEqual([]);
});

it('each field of each body, in every wrong form', async () => {
  const tries = [...all()].flatMap(({ name, path, good, operation, headers }) => (good === undefined ? [] : fieldsOf(operation.body!).flatMap((field) =>
    spoiled(good, field).map(({ what, body }): Try => ({ what: `${name} ${what}`, method: operation.method, path, body, headers: { ...headers, ...JSON_BODY } })))));
  await expectRefused(tries, ['REQUEST_INVALID']);
});

it('each field of each action’s input, in every wrong form', async () => {
  const inputs = ordinaryInputs(ids['visit']!);
  const { path, headers } = [...all()].find(({ name }) => name === 'post /api/tickets/{id}/actions')!;
  const tries = Object.entries(ACTION_INPUTS).flatMap(([action, schema]) => {
    const good = { commandId: '6f9619ff-8b86-4011-b42d-00cf4fc964ff', version: 1, action, input: inputs[action as keyof typeof ACTION_INPUTS] }; // its own keys
    const described = { properties: { input: z.toJSONSchema(schema, { io: 'input' }) as FieldSchema } }; // the same form as in the API's document
    return fieldsOf(described).flatMap((field) => spoiled(good, field).map(({ what, body }): Try => ({ what: `${action} ${what}`, method: 'POST', path, body, headers: { ...headers, ...JSON_BODY } })));
  });
  await expectRefused(tries, ['REQUEST_INVALID']);
});

it('each parameter of each query, in every wrong form', async () => {
  const tries = [...all()].flatMap(({ name, path, operation, headers }) => operation.query.flatMap((parameter) => {
    const rest = new URL(path, world.url);
    rest.searchParams.delete(parameter.name);
    const wrong = [...hostileQueryFor(parameter.name, parameter.schema), ...(parameter.required ? [''] : [])];
    return wrong.map((query): Try => ({ what: `${name} ${query.slice(0, 60)}`, method: operation.method, path: `${rest.pathname}?${[rest.searchParams.toString(), query].filter((each) => each !== '').join('&')}`, headers }));
  }));
  await expectRefused(tries, ['REQUEST_INVALID', 'CURSOR_INVALID', 'YEAR_OUT_OF_CALENDAR']);
});

it('unknown filters and sort orders are no filters at all', async () => {
  const tries = [...all()].filter(({ operation }) => operation.query.length > 0).flatMap(({ name, path, operation, headers }) =>
    ['sort=title', 'order=desc', 'orderBy=1', 'where[id]=1', 'filter=', 'limit[]=5', '__proto__=1', '__proto__[admin]=1', 'constructor=1', 'Line=minqing', '%00=1', 'offset=5', 'page=1000000', 'fields=*', 'select=phone'].map((query): Try =>
      ({ what: `${name} ${query}`, method: operation.method, path: `${path}${path.includes('?') ? '&' : '?'}${query}`, headers })));
  await expectRefused(tries, ['REQUEST_INVALID']);
});

it('ids that are none, and ids of every other kind', async () => {
  for (const { name, path, good, noSuch, operation, headers } of all()) {
    if (noSuch === undefined) continue;
    const own = Object.values(ids).find((id) => path.includes(id))!;
    const foreign = [...NO_IDS, ...Object.values(ids).filter((id) => id !== own && id !== ids['ticket'] && id !== ids['called']).map((id) => encodeURIComponent(id))];
    await expectRefused(foreign.map((id): Try => ({
      what: `${name} ${id}`, method: operation.method, path: path.replace(own, id), headers: good ? { ...headers, ...JSON_BODY } : headers, body: good && JSON.stringify(good),
    })), noSuch);
  }
});

it('bodies that are none', async () => {
  const bodies: [what: string, body: string | Uint8Array<ArrayBuffer>, headers?: Record<string, string>][] = [
    ['half a JSON', '{"a": '], ['no JSON', 'a=1'], ['a list', '[]'], ['a list of good ones', '[{}]'], ['a text', '"x"'], ['a number', '1'], ['null', 'null'], ['true', 'true'], ['NaN', '{"a":NaN}'],
    ['a comment', '{/**/}'], ['a trailing comma', '{"a":1,}'], ['single quotes', "{'a':1}"], ['a byte order mark and half', '\ufeff{'], ['two', '{}{}'],
    ['a well of lists', `{"a":${WELL('[]')}}`], ['a well of objects', WELL('[]')], ['a poisoned key', '{"__proto__":{"admin":true}}'], ['a poisoned constructor', '{"constructor":{"prototype":{"admin":true}}}'],
    ['an unknown field', '{"nothing":1}'], ['an unknown field with a NUL', '{"\\u0000":1}'], ['no field’s name', '{"":1}'],
    ['a form', 'a=1', { 'content-type': 'application/x-www-form-urlencoded' }], ['plain text', '{}', { 'content-type': 'text/plain' }], ['XML', '<a/>', { 'content-type': 'application/xml' }], ['bytes', '{}', { 'content-type': 'application/octet-stream' }],
    ['a wrong content type', '{}', { 'content-type': 'application/jsonx' }], ['no content type’s form', '{}', { 'content-type': ';;;' }], ['parts', '--x', { 'content-type': 'multipart/form-data; boundary=x' }],
    ['packed', new Uint8Array(gzipSync('{}')), { 'content-encoding': 'gzip' }], ['bytes that are no text', new Uint8Array([0x7b, 0xff, 0xfe, 0x7d])], ['UTF-16', new Uint8Array(Buffer.from('{}', 'utf16le'))],
  ];
  const tries = [...all()].filter(({ good }) => good !== undefined).flatMap(({ name, path, operation, headers }) => [
    // Where nothing is needed, null is nothing.
    ...bodies.filter(([what]) => what !== 'null' || operation.body?.required?.length).map(([what, body, type]): Try => ({ what: `${name} ${what}`, method: operation.method, path, body, headers: { ...headers, ...JSON_BODY, ...type } })),
    ...(operation.body?.required?.length ? [{ what: `${name} nothing`, method: operation.method, path, headers }, { what: `${name} nothing as JSON`, method: operation.method, path, headers: { ...headers, ...JSON_BODY }, body: '' }] : []),
  ]);
  await expectRefused(tries, ['REQUEST_INVALID']);
  await expectRefused([...all()].filter(({ good }) => good !== undefined).map(({ name, path, operation, headers }) =>
    ({ what: name, method: operation.method, path, body: `{"a":"${'x'.repeat(1_100_000)}"}`, headers: { ...headers, ...JSON_BODY } })), ['REQUEST_TOO_LARGE']);
});

it('methods that an address does not have', async () => {
  const methods = new Map<string, string[]>();
  for (const { method, path } of Object.values(known)) methods.set(path, [...methods.get(path) ?? [], method]);
  const tries = [...all()].flatMap(({ name, path, operation, headers }) =>
    ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'].filter((method) => !methods.get(operation.path)!.includes(method)).map((method): Try => ({ what: `${method} on ${name}`, method, path, headers })));
  await expectRefused(tries, ['NOT_FOUND', 'TICKET_NOT_FOUND']);
});

it('without a session nobody comes further than the doors that are open on purpose', async () => {
  const tries = [...all()].filter(({ who }) => who !== null).flatMap(({ name, path, good, operation }) =>
    ['', 'ztc_session=', 'ztc_session=made-up', `ztc_session=${'A'.repeat(43)}`, 'ztc_session=%00', "ztc_session=' or 1=1 --", 'ztc_session=%F0%9F%98%80', `ztc_session=${'A'.repeat(4_000)}`, 'ZTC_SESSION=x', ';;;===;', `${'a=b; '.repeat(900)}ztc_session=x`, '__proto__=x; constructor=y']
      .map((cookie): Try => ({ what: `${name} with ${cookie.slice(0, 40)}`, method: operation.method, path, headers: { ...(cookie === '' ? {} : { cookie }), ...(good ? JSON_BODY : {}) }, body: good && JSON.stringify(good) })));
  await expectRefused(tries, ['SESSION_REQUIRED', 'SESSION_EXPIRED']);
});

it('addresses that are none', async () => {
  const { headers } = [...all()].find(({ who }) => who === CAST.cadre)!;
  const paths = ['/api/nothing', '/api', '/api/', '/api//tickets', '/api/tickets/', '/api/%2e%2e/', '/api/tickets/%e4%b', '/api/%', '/api/%00', '/API/tickets', '/api/tickets;x=1', '/api/..%5c..%5c', `/api/${'x/'.repeat(2_000)}`, `/api/tickets/${'x'.repeat(6_000)}`, `/api/tickets?q=${'%F0%9F%98%80'.repeat(500)}`, '/api/tickets/1/2/3/4', '/.env', '/api/.git/config', '/api/__proto__', '/api/tickets/%ED%A0%80'];
  await expectRefused(paths.map((path): Try => ({ what: path.slice(0, 80), method: 'GET', path, headers })));
});
