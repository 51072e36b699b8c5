// Owns what the API makes of requests that are wrong, strange, repeated or at the same moment: a code, a sentence, nothing half-written.
// Leaves who may do what to rights.test.ts.
import { randomUUID } from 'node:crypto';
import type { CommandAnswer } from '@zhitongche/shared/ticket/contract.js';
import { readConfig } from '../src/platform/config/config.js';
import { TEST_KEYS } from './base-database.js';
import { CAST, HELP, RESIDENT_REPORT } from './cast.js';
import { times, trace } from './reading.js';
import type { Answer, Person } from './visitor.js';
import { readRefusal } from './visitor.js';
import type { World } from './world.js';
import { openWorld } from './world.js';

let world: World;
let cadre: Person;
let desk: Person;
beforeAll(async () => {
  world = await openWorld();
  cadre = world.as(CAST.cadre);
  desk = world.as(CAST.townDesk);
  await Promise.all([cadre.get('/api/session'), desk.get('/api/session')]);
});
afterAll(() => world.close());

const report = () => ({ ...RESIDENT_REPORT, id: randomUUID() });
const command = (over: object = {}) => ({ commandId: randomUUID(), version: 1, action: 'note', input: { text: '已联系。' }, ...over });
/** How many rows there are in everything that a request can write. */
async function books(): Promise<unknown> {
  return world.source.query(`select (select count(*)::int from ticket) as tickets, (select count(*)::int from ticket_event) as events,
    (select count(*)::int from ticket_reporter) as reporters, (select count(*)::int from event_delivery) as deliveries,
    (select count(*)::int from command) as commands, (select count(*)::int from visit) as visits, (select count(*)::int from audit_log) as audit`);
}

/** A refusal as promised: code, Chinese sentence, request id, and no word about our insides. */
function expectRefusal(answer: Answer, status: number, code: string, field?: string): void {
  const refused = readRefusal(answer);
  expect({ status: refused.status, code: refused.code }).toEqual({ status, code });
  expect(JSON.stringify(answer.body)).not.toMatch(/\bat \S+ \(|node_modules|\.ts:|select |QueryFailed|Error:|zod/i);
  if (field !== undefined) expect(refused.details).toEqual({ fields: expect.objectContaining({ [field]: expect.stringMatching(/[\u4e00-\u9fff]/) as unknown }) as unknown });
}

const HAN = '𠮷龘𪚥你';
describe('a report', () => {
  it.each<[string, object, string]>([
    ['unknown field', { admin: true }, 'body'],
    ['wrong type', { title: 5 }, 'title'],
    ['missing text', { text: undefined }, 'text'],
    ['only spaces', { title: '　 \n' }, 'title'],
    ['81 letters', { title: '龘'.repeat(81) }, 'title'],
    ['81 letters outside the basic plane', { title: '𠮷'.repeat(81) }, 'title'],
    ['5,001 letters', { text: '龘'.repeat(5001) }, 'text'],
    ['100 kB', { text: 'x'.repeat(100_000) }, 'text'],
    ['a NUL', { text: '前\u0000后' }, 'text'],
    ['half a letter', { text: '前\ud842后' }, 'text'],
    ['an id that is not one', { id: '1' }, 'id'],
    ['a subject kind that is not one', { subjectKind: 'person' }, 'subjectKind'],
    ['SQL for a subject', { subjectId: "' or 1=1 --" }, 'subjectId'],
    ['a phone that is none', { reporter: { name: '俞阿根', phone: '12345' } }, 'reporter.phone'],
    ['a nameless reporter', { reporter: { name: '' } }, 'reporter.name'],
    ['a channel that is not one', { channel: 'fax' }, 'channel'],
    ['a text for a flag', { hidden: 'yes' }, 'hidden'],
  ])('with %s is refused by its field', async (_what, over, field) => {
    const before = await books();
    expectRefusal(await cadre.post('/api/tickets', { ...report(), ...over }), 400, 'REQUEST_INVALID', field);
    expect(await books()).toEqual(before);
  });

  it.each<[string, object, number, string]>([
    ['an unknown village', { subjectId: '999999999999' }, 422, 'SUBJECT_NOT_FOUND'],
    ['a town for a village', { subjectId: '330110109' }, 422, 'SUBJECT_NOT_FOUND'],
    ['a firm on the residents’ line', { subjectKind: 'enterprise', subjectId: '91330110YH00608463' }, 422, 'SUBJECT_KIND_REFUSED'],
    ['an unknown line', { line: 'veterans' }, 404, 'NOT_FOUND'],
    ['an unknown unit complained about', { complainedUnitId: 'nobody' }, 422, 'UNIT_NOT_FOUND'],
    ['an unknown firm complained about', { complainedEnterpriseId: 'nobody' }, 422, 'SUBJECT_NOT_FOUND'],
    ['somebody else’s visit', { visitId: randomUUID() }, 404, 'VISIT_NOT_FOUND'],
  ])('about %s is refused', async (_what, over, status, code) => {
    const before = await books();
    expectRefusal(await cadre.post('/api/tickets', { ...report(), ...over }), status, code);
    expect(await books()).toEqual(before);
  });

  it('keeps every letter people write, counted as people count', async () => {
    const title = HAN.repeat(20);
    const text = `${'😀'.repeat(1000)}${HAN.repeat(950)}\n"引号" <b>&amp;</b> \\ %_ ' -- \u202e`;
    const { id } = await cadre.submit({ ...RESIDENT_REPORT, title, text, advice: '👨‍👩‍👧' });
    expect(await cadre.ticket(id)).toMatchObject({ title, text: text.trim(), advice: '👨‍👩‍👧' });
    await desk.act(id, 'message', { text: HAN });
    expect((await cadre.ticket(id)).events.at(-1)?.data['text']).toBe(HAN);
  });

  it('too large for any form is refused before it is read', async () => {
    expectRefusal(await cadre.post('/api/tickets', { ...report(), text: 'x'.repeat(300_000) }), 413, 'REQUEST_TOO_LARGE');
  });
});

describe('an action', () => {
  let id: string;
  beforeAll(async () => { ({ id } = await cadre.submit(RESIDENT_REPORT)); });
  const path = () => `/api/tickets/${id}/actions`;

  it.each<[string, object, string]>([
    ['that nobody has', { action: 'delete' }, 'action'],
    ['of the system', { action: 'reopen', input: {} }, 'action'],
    ['without a command id', { commandId: undefined }, 'commandId'],
    ['with a wrong version', { version: 1.5 }, 'version'],
    ['with a text for a version', { version: '1' }, 'version'],
    ['with an unknown field', { force: true }, 'body'],
    ['with an unknown input', { input: { text: '好', status: 'closed' } }, 'input'],
    ['with a wrong input', { input: { text: ['好'] } }, 'input.text'],
    ['with a list for an input', { input: ['好'] }, 'input'],
    ['with a NUL', { input: { text: '\u0000' } }, 'input.text'],
    ['without the version it needs', { action: 'lift', version: undefined, input: { reason: '太大。' } }, 'version'],
    ['on a day that is none', { action: 'joint_review', input: { heldOn: '2026-02-30', unitIds: ['education'], decision: '好' } }, 'input.heldOn'],
  ])('%s is refused by its field', async (_what, over, field) => {
    const before = await trace(world, id);
    expectRefusal(await desk.post(path(), command(over)), 400, 'REQUEST_INVALID', field);
    expect(await trace(world, id)).toEqual(before);
  });

  it('with an input without ground is refused', async () => {
    const before = await trace(world, id);
    const deep = JSON.stringify(command({ input: { text: 'HERE' } })).replace('"HERE"', `${'['.repeat(50_000)}${']'.repeat(50_000)}`);
    expectRefusal(await desk.post(path(), deep), 400, 'REQUEST_INVALID');
    expect(await trace(world, id)).toEqual(before);
  });

  it.each<[string, object, number, string]>([
    ['to an unknown unit', { action: 'dispatch', input: { ...HELP, leadUnitId: 'nobody' } }, 422, 'UNIT_NOT_FOUND'],
    ['to a lead that assists itself', { action: 'dispatch', input: { ...HELP, leadUnitId: 'bus', assistingUnitIds: ['bus'] } }, 422, 'LEAD_ALSO_ASSISTING'],
    ['into an unknown category', { action: 'dispatch', input: { ...HELP, categoryCode: 'nothing', leadUnitId: 'bus' } }, 422, 'CATEGORY_NOT_FOUND'],
    ['into a firm’s category', { action: 'assess', input: { ...HELP, categoryCode: 'factor.land.supply' } }, 422, 'CATEGORY_NOT_FOUND'],
    ['before it was assessed', { action: 'dispatch', input: { leadUnitId: 'bus' } }, 409, 'NATURE_MISSING'],
  ])('%s is refused', async (_what, over, status, code) => {
    const before = await trace(world, id);
    expectRefusal(await desk.post(path(), command(over)), status, code);
    expect(await trace(world, id)).toEqual(before);
  });

  it.each(['not-an-id', randomUUID(), '%00', '..%2f..%2fsession'])('on ticket %s finds nothing', async (foreign) => {
    for (const answer of [await desk.post(`/api/tickets/${foreign}/actions`, command()), await desk.get(`/api/tickets/${foreign}`)]) expectRefusal(answer, 404, 'TICKET_NOT_FOUND');
  });

  it('from an old page is refused with what happened meanwhile', async () => {
    await desk.act(id, 'assess', HELP);
    const late = await desk.post(path(), command({ action: 'lift', input: { reason: '太大。' } }));
    expectRefusal(late, 409, 'VERSION_STALE');
    expect(readRefusal(late).details).toEqual({ status: 'assessing', version: 2, updatedAt: '2026-03-02T01:00:00.000Z' });
    // Words need no version.
    expect((await desk.post(path(), command({ version: undefined }))).status).toBe(200);
  });

  it('of two at the same moment one wins', async () => {
    const { version } = await trace(world, id);
    const both = await Promise.all([
      desk.press(id, 'dispatch', { ...HELP, leadUnitId: 'bus' }, version), desk.press(id, 'dispatch', { ...HELP, leadUnitId: 'education' }, version),
    ]);
    expect(both.map((answer) => answer.status).sort()).toEqual([200, 409]);
    expect(await times(world, id, 'ticket.dispatched')).toBe(1);
  });
});

describe('sent again', () => {
  function expectOneReceipt(answers: Answer[]): void {
    const receipts = answers.map((answer) => (answer.body as CommandAnswer).receipt);
    expect(receipts[0]).toMatchObject({ at: '2026-03-02T01:00:00.000Z' });
    expect(receipts).toEqual(Array(receipts.length).fill(receipts[0]));
  }

  it('a command acts once and answers the same receipt, also five times at once and after the ticket moved on', async () => {
    const { id } = await cadre.submit(RESIDENT_REPORT);
    const sent = command({ action: 'urge', input: { text: '请快一点。' } });
    const answers = await Promise.all(Array.from({ length: 5 }, () => cadre.post(`/api/tickets/${id}/actions`, sent)));
    await desk.act(id, 'lift', { reason: '太大。' });
    answers.push(await cadre.post(`/api/tickets/${id}/actions`, { ...sent, input: { text: '请快一点。' } }));
    expect(answers.map((answer) => answer.status)).toEqual(Array(6).fill(200));
    expectOneReceipt(answers);
    expect(await times(world, id, 'ticket.urged')).toBe(1);
  });

  it('under the same id but different, by another, or on another ticket, is refused', async () => {
    const [{ id }, { id: other }] = [await cadre.submit(RESIDENT_REPORT), await cadre.submit(RESIDENT_REPORT)];
    const sent = command();
    expect((await desk.post(`/api/tickets/${id}/actions`, sent)).status).toBe(200);
    const before = await trace(world, id);
    for (const [who, ticket, over] of [[desk, id, { input: { text: '别的话。' } }], [desk, id, { action: 'message' }], [cadre, id, {}], [desk, other, {}]] as const) {
      expectRefusal(await who.post(`/api/tickets/${ticket}/actions`, { ...sent, ...over }), 409, 'COMMAND_REUSED');
    }
    expect(await trace(world, id)).toEqual(before);
    const twice = command();
    const both = await Promise.all([id, other].map((ticket) => desk.post(`/api/tickets/${ticket}/actions`, twice)));
    expect(both.map((answer) => answer.status).sort()).toEqual([200, 409]);
    expectRefusal(both.find((answer) => answer.status === 409)!, 409, 'COMMAND_REUSED');
  });

  it('a report is one ticket, also eight times at once; another body under its id is refused', async () => {
    const sent = report();
    const answers = await Promise.all(Array.from({ length: 8 }, () => cadre.post('/api/tickets', sent)));
    answers.push(await cadre.post('/api/tickets', sent));
    expect(answers.map((answer) => answer.status)).toEqual(Array(9).fill(201));
    expectOneReceipt(answers);
    expect(await times(world, sent.id, 'ticket.submitted')).toBe(1);
    expectRefusal(await cadre.post('/api/tickets', { ...sent, title: '别的' }), 409, 'COMMAND_REUSED');
    expectRefusal(await world.as(CAST.otherCadre).post('/api/tickets', sent), 409, 'COMMAND_REUSED');
  });

  it('a visit is one record', async () => {
    const visit = { id: randomUUID(), line: 'minqing', subjectKind: 'household', subjectId: '330110109236', visitedOn: '2026-03-02', said: '都好。' };
    const answers = await Promise.all(Array.from({ length: 4 }, () => cadre.post('/api/visits', visit)));
    expect(answers.map((answer) => answer.status)).toEqual([201, 201, 201, 201]);
    expectRefusal(await cadre.post('/api/visits', { ...visit, said: '不好。' }), 409, 'COMMAND_REUSED');
    expectRefusal(await desk.post('/api/visits', { ...visit, id: randomUUID() }), 403, 'ROLE_FORBIDDEN');
    expectRefusal(await world.as(CAST.otherCadre).get(`/api/visits/${visit.id}`), 404, 'VISIT_NOT_FOUND');
  });

  it('64 reports at once have 64 numbers', async () => {
    const answers = await Promise.all(Array.from({ length: 64 }, () => cadre.post('/api/tickets', report())));
    expect(new Set(answers.map((answer) => (answer.body as CommandAnswer).receipt.number)).size).toBe(64);
  });
});

describe('HTTP', () => {
  it.each<[string, unknown, Record<string, string>]>([
    ['half a JSON', '{"title": ', {}], ['no JSON', 'title=1', {}], ['a list', '[]', {}], ['a word', '"x"', {}], ['null', 'null', {}],
    ['a form', 'title=1', { 'content-type': 'application/x-www-form-urlencoded' }], ['plain text', '{}', { 'content-type': 'text/plain' }],
    ['a well without ground', `{"a":${'['.repeat(50_000)}${']'.repeat(50_000)}}`, {}], ['XML', '<a/>', { 'content-type': 'application/xml' }], ['a poisoned key', '{"__proto__": {"admin": true}}', {}],
  ])('%s is a bad request', async (_what, body, headers) => {
    const before = await books();
    expectRefusal(await cadre.send('POST', '/api/tickets', body, headers), 400, 'REQUEST_INVALID');
    expect(await books()).toEqual(before);
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
    const env = { ...TEST_KEYS, DATABASE_URL: world.database.appUrl, DEMO_SIGN_IN: '1' };
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
