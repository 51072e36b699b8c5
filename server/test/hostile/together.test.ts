// Owns the proof that at the same moment one wins and the others are told what happened; and that a command is its sender's, its ticket's and its words'.
// Leaves reports and dispatches at once to requests.test.ts, many ratings of a killed worker to queue/ratings.test.ts.
import { randomUUID } from 'node:crypto';
import type { PersonAction } from '@zhitongche/shared/ticket/action-inputs.js';
import type { Status } from '@zhitongche/shared/ticket/vocabulary.js';
import { CAST, RESIDENT_REPORT } from '../cast.js';
import { happened, times, trace } from '../reading.js';
import { expectRefusal } from '../refusals.js';
import type { Wish } from '../tickets.js';
import { ticketIn } from '../tickets.js';
import type { Answer, Person } from '../visitor.js';
import { readRefusal } from '../visitor.js';
import type { World } from '../world.js';
import { openWorld } from '../world.js';
import { ledger } from './promise.js';

let world: World;
beforeAll(async () => { world = await openWorld(); });
afterAll(() => world.close());

const post = (who: Person, id: string, body: object) => who.send('POST', `/api/tickets/${id}/actions`, body);
const command = (action: PersonAction, input: object, version?: number) => ({ commandId: randomUUID(), action, input, ...(version === undefined ? {} : { version }) });

/** Two people, one move each, the same version in view. */
const RACES: [what: string, status: Status, wish: Wish, event: string, moves: [keyof typeof CAST, PersonAction, object][]][] = [
  ['head and handler sign for it', 'dispatched', { line: 'minqing' }, 'ticket.signed', [['head', 'sign_for', {}], ['handler', 'sign_for', {}]]],
  ['one signs, the other returns it', 'dispatched', { line: 'minqing' }, '', [['handler', 'sign_for', {}], ['head', 'return', { reason: '不归教育局。' }]]],
  ['handler and head submit a result', 'handling', { line: 'minqing' }, 'result.submitted', [['handler', 'submit_result', { kind: 'solved', text: '接送车已开通。' }], ['head', 'submit_result', { kind: 'answered', text: '三公里以内不开校车。' }]]],
  ['a result and a request', 'handling', { line: 'minqing' }, '', [['handler', 'submit_result', { kind: 'solved', text: '接送车已开通。' }], ['head', 'request_pause', { reason: 'test', until: '2026-03-20', document: '检〔2026〕7号' }]]],
  ['approved and sent back', 'reviewing', { line: 'minqing' }, '', [['head', 'approve', {}], ['head', 'send_back', { reason: '没有写明何时开通。' }]]],
  ['two supervisors pass it', 'reviewing', { line: 'minqing', sampled: true }, '', [['supervisor', 'pass', {}], ['otherSupervisor', 'send_back', { reason: '没有写明。' }]]],
  ['dispatched and declined', 'assessing', { line: 'minqing' }, '', [['townDesk', 'dispatch', { nature: 'help', categoryCode: 'public.school.commute', complexity: 'ordinary', leadUnitId: 'education' }], ['townDesk', 'decline', { reason: 'court', path: '请向区人民法院起诉。' }]]],
  ['assigned to two', 'handling', { line: 'minqing' }, '', [['head', 'assign', { personId: CAST.colleague, reason: '他熟悉。' }], ['head', 'assign', { personId: CAST.handler, reason: '继续办。' }]]],
];
it.each(RACES)('%s: one is done, the other is told what happened', async (_what, status, wish, event, moves) => {
  const { id } = await ticketIn(world, status, wish);
  const before = { ...await trace(world, id), log: await happened(world, id) };
  const answers = await Promise.all(moves.map(([who, action, input]) => post(world.as(CAST[who]), id, command(action, input, before.version))));
  expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409]);
  const after = await trace(world, id);
  const lost = answers.find((answer) => answer.status === 409)!;
  expectRefusal(lost, 409, 'VERSION_STALE');
  expect(readRefusal(lost).details).toMatchObject({ version: after.version });
  expect((await happened(world, id)).length).toBeGreaterThan(before.log.length);
  if (event !== '') expect(await times(world, id, event)).toBe(1);
});

it('two handlers sign for what is nobody’s yet: one has it, the other is told what happened', async () => {
  const { id } = await ticketIn(world, 'assessing', { line: 'minqing' });
  await world.as(CAST.townDesk).act(id, 'dispatch', { nature: 'help', categoryCode: 'public.school.commute', complexity: 'ordinary', leadUnitId: 'education' });
  const { version } = await trace(world, id);
  const [handler, colleague] = [world.as(CAST.handler), world.as(CAST.colleague)];
  const answers = await Promise.all([handler, colleague].map((who) => post(who, id, command('sign_for', {}, version))));
  expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409]);
  const lost = answers.find((answer) => answer.status === 409)!;
  expectRefusal(lost, 409, 'VERSION_STALE');
  expect(readRefusal(lost).details).toMatchObject({ status: 'handling', version: version + 1 });
  expect(await times(world, id, 'ticket.signed')).toBe(1);
  // Who looks again sees that it is the other's.
  const loser = answers[0] === lost ? handler : colleague;
  expect((await loser.ticket(id)).actions).not.toContain('submit_result');
  expectRefusal(await loser.press(id, 'submit_result', { kind: 'solved', text: '已开通。' }), 403, 'ACTION_FORBIDDEN');
});

it('twenty of the same report at once are one ticket, one number, one event', async () => {
  const cadre = world.as(CAST.cadre);
  const sent = { ...RESIDENT_REPORT, id: randomUUID() };
  const answers = await Promise.all(Array.from({ length: 20 }, () => cadre.post('/api/tickets', sent)));
  expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([201]));
  const receipts = answers.map((answer) => (answer.body as { receipt: unknown }).receipt);
  expect(receipts).toEqual(Array(20).fill(receipts[0]));
  expect(await happened(world, sent.id)).toEqual(['ticket.submitted']);
});

it('twenty different reports under one id at once: one is taken, nineteen are refused', async () => {
  const cadre = world.as(CAST.cadre);
  const id = randomUUID();
  const answers = await Promise.all(Array.from({ length: 20 }, (_, i) => cadre.post('/api/tickets', { ...RESIDENT_REPORT, id, title: `第${String(i)}个标题` })));
  expect(answers.filter((answer) => answer.status === 201)).toHaveLength(1);
  for (const answer of answers.filter((each) => each.status !== 201)) expectRefusal(answer, 409, 'COMMAND_REUSED');
  expect(await happened(world, id)).toEqual(['ticket.submitted']);
});

describe('a command that was done', () => {
  let id: string;
  let other: string;
  let done: { commandId: string; action: PersonAction; input: { text: string }; version?: number };
  let desk: Person;
  beforeAll(async () => {
    desk = world.as(CAST.townDesk);
    [id, other] = [(await ticketIn(world, 'assessing', { line: 'minqing' })).id, (await ticketIn(world, 'assessing', { line: 'minqing' })).id];
    done = command('message', { text: '您好，我们周四上门。' }) as typeof done;
    expect((await post(desk, id, done)).status).toBe(200);
    for (const who of [CAST.districtDesk, CAST.cadre, CAST.otherTownDesk]) await world.as(who).get('/api/session');
  });

  it.each<[string, () => Promise<Answer>]>([
    ['other words', () => post(desk, id, { ...done, input: { text: '别的话。' } })],
    ['one letter more', () => post(desk, id, { ...done, input: { text: `${done.input.text}。` } })],
    ['another action', () => post(desk, id, { ...done, action: 'note' })],
    ['another version', () => post(desk, id, { ...done, version: 7 })],
    ['another ticket', () => post(desk, other, done)],
    ['another person', () => post(world.as(CAST.districtDesk), id, done)],
    ['the submitter', () => post(world.as(CAST.cadre), id, done)],
    ['a report’s id', () => world.as(CAST.cadre).post('/api/tickets', { ...RESIDENT_REPORT, id: done.commandId })],
    ['a ticket’s id as a command', () => post(desk, other, { ...done, commandId: id })],
  ])('is refused with %s, and nothing is written', async (_what, send) => {
    const before = await ledger(world);
    expectRefusal(await send(), 409, 'COMMAND_REUSED');
    expect(await ledger(world)).toEqual(before);
  });

  it('is answered the same again with its keys in another order and spaces around its words', async () => {
    const { commandId, action, input } = done;
    const again = await post(desk, id, { input: { text: `  ${input.text}\n` }, action, commandId });
    expect(again.status).toBe(200);
    expect(await times(world, id, 'message.sent')).toBe(1);
  });

  it('of nobody is no secret to somebody who may not see the ticket', async () => {
    expectRefusal(await post(world.as(CAST.otherTownDesk), id, command('message', { text: '你好。' })), 404, 'TICKET_NOT_FOUND');
  });
});

it('fifty ratings by link at once, each its own command: one counts', async () => {
  const { id, link } = await ticketIn(world, 'awaiting_rating', { line: 'minqing' });
  const { version } = await trace(world, id);
  const answers = await Promise.all(Array.from({ length: 50 }, (_, i) => link!.press(id, 'rate', { satisfaction: i % 2 === 0 ? 'satisfied' : 'mostly_satisfied' }, version)));
  expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1);
  for (const answer of answers.filter((each) => each.status !== 200)) expect(readRefusal(answer).status).toBe(409);
  expect(await times(world, id, 'result.rated')).toBe(1);
  expect((await trace(world, id) as { version: number; ratings?: number }).ratings).toBe(1);
});
