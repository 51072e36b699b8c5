// Owns what the API makes of reports and actions that are wrong, strange, repeated or at the same moment: nothing half-written.
// Leaves who may do what to rights.test.ts, and HTTP, sessions and the document to http.test.ts.
import { randomUUID } from 'node:crypto';
import type { CommandAnswer } from '@zhitongche/shared/ticket/contract.js';
import { CAST, HELP, RESIDENT_REPORT } from './cast.js';
import { books, times, trace } from './reading.js';
import { expectRefusal } from './refusals.js';
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
    const before = await books(world);
    expectRefusal(await cadre.post('/api/tickets', { ...report(), ...over }), 400, 'REQUEST_INVALID', field);
    expect(await books(world)).toEqual(before);
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
    const before = await books(world);
    expectRefusal(await cadre.post('/api/tickets', { ...report(), ...over }), status, code);
    expect(await books(world)).toEqual(before);
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
    expect((await cadre.post('/api/visits', { ...visit, team: [] })).status).toBe(201);
    for (const altered of [{ said: '不好。' }, { team: ['沈书记'] }, { subjectKind: 'village' }, { visitedOn: '2026-03-03' }]) {
      expectRefusal(await cadre.post('/api/visits', { ...visit, ...altered }), 409, 'COMMAND_REUSED');
    }
    expectRefusal(await desk.post('/api/visits', { ...visit, id: randomUUID() }), 403, 'ROLE_FORBIDDEN');
    expectRefusal(await world.as(CAST.otherCadre).get(`/api/visits/${visit.id}`), 404, 'VISIT_NOT_FOUND');
  });

  it('64 reports at once have 64 numbers', async () => {
    const answers = await Promise.all(Array.from({ length: 64 }, () => cadre.post('/api/tickets', report())));
    expect(new Set(answers.map((answer) => (answer.body as CommandAnswer).receipt.number)).size).toBe(64);
  });
});
