// Owns the proof that what comes too often is refused by person and by address, and nobody else with it.
// Leaves counting together in several processes to queue/limits.test.ts and forged addresses to headers.test.ts.
import { randomUUID } from 'node:crypto';
import { CAST, RESIDENT_REPORT } from '../cast.js';
import { books } from '../reading.js';
import { expectRefusal } from '../refusals.js';
import type { Made } from '../tickets.js';
import { ticketIn } from '../tickets.js';
import type { Answer } from '../visitor.js';
import type { World } from '../world.js';
import { openWorld } from '../world.js';

/** Whoever stands behind the test's own proxy. */
const from = (address: string) => ({ 'x-forwarded-for': address });
const report = () => ({ ...RESIDENT_REPORT, id: randomUUID() });
const rating = (action: 'rate' | 'remark' = 'rate') => ({ commandId: randomUUID(), version: 1, action, input: { satisfaction: 'satisfied' } });

function expectTooMany(answer: Answer, seconds: number): void {
  expectRefusal(answer, 429, 'TOO_MANY_REQUESTS');
  const { message, details } = answer.body as { message: string; details: { retryAfterSeconds: number } };
  const told = Number(answer.headers.get('retry-after'));
  expect(told).toBeGreaterThan(0);
  expect(told).toBeLessThanOrEqual(seconds);
  expect(details).toEqual({ retryAfterSeconds: told });
  expect(message).toBe(`操作太频繁，请 ${told < 60 ? `${String(told)} 秒` : `${String(Math.ceil(told / 60))} 分钟`}后再试，填写的内容不会丢失。`);
}

async function send(n: number, one: (i: number) => Promise<Answer>): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (let i = 0; i < n; i += 1) answers.push(await one(i));
  return answers;
}
const statuses = (answers: Answer[]) => answers.map((answer) => answer.status);

describe('limits', () => {
  let world: World;
  let rated: Made[];
  beforeAll(async () => {
    world = await openWorld('2026-03-02 09:00', {
      TRUSTED_PROXIES: '127.0.0.1',
      LIMITS: 'submit-person=4/600,submit-address=7/600,sign-in-person=3/600,sign-in-address=12/600,sign-in-failed=2/600,rating-person=2/50,rating-address=3/600,link-guess=3/600',
    });
    rated = [await ticketIn(world, 'concluded', { line: 'minqing' }), await ticketIn(world, 'concluded', { line: 'minqing' })];
  });
  afterAll(() => world.close());

  it('reports: one person has their share, an address the sum of its people', async () => {
    const [one, other, third] = [world.as('shen-jiahui'), world.as(CAST.otherCadre), world.as(CAST.linkedCadre)];
    const post = (who: typeof one, address: string) => who.send('POST', '/api/tickets', report(), from(address));
    expect(statuses(await send(4, () => post(one, '203.0.113.1')))).toEqual([201, 201, 201, 201]);
    const before = await books(world);
    expectTooMany(await post(one, '203.0.113.1'), 600);
    expectTooMany(await post(one, '203.0.113.99'), 600);
    expect(await books(world)).toEqual(before);
    expect(statuses(await send(3, () => post(other, '203.0.113.1')))).toEqual([201, 201, 201]);
    // A refused sending is one that never happened: under the same id it is a report later.
    const sent = report();
    expectTooMany(await third.send('POST', '/api/tickets', sent, from('203.0.113.1')), 600);
    expect((await third.send('POST', '/api/tickets', sent, from('203.0.113.2'))).status).toBe(201);
    // Reading goes on.
    expect((await one.send('GET', '/api/tickets', undefined, from('203.0.113.1'))).status).toBe(200);
  });

  it('sign-ins: by person there, by address, and failed ones most of all', async () => {
    const signIn = (personId: string, address: string) => world.send('POST', '/api/session/demo', { personId }, from(address));
    expect(statuses(await send(3, () => signIn(CAST.head, '203.0.113.10')))).toEqual([200, 200, 200]);
    const before = await books(world);
    expectTooMany(await signIn(CAST.head, '203.0.113.10'), 600);
    expect(await books(world)).toEqual(before);
    // From elsewhere the same person is not locked out, and others come in here.
    expect((await signIn(CAST.head, '203.0.113.11')).status).toBe(200);
    const others = [CAST.handler, CAST.leader, CAST.colleague, CAST.policeHead, CAST.transportHead, CAST.supervisor, CAST.townDesk, CAST.districtDesk, CAST.account];
    expect(statuses(await send(9, (i) => signIn(others[i]!, '203.0.113.10')))).toEqual(Array(9).fill(200));
    expectTooMany(await signIn(CAST.assistant, '203.0.113.10'), 600);

    const failed = await send(4, (i) => signIn(`nobody-${String(i)}`, '203.0.113.12'));
    expect(statuses(failed)).toEqual([422, 422, 429, 429]);
    expectTooMany(failed[2]!, 600);
    // Who knows the right name now has to wait as well: that is what a guess would look like.
    expectTooMany(await signIn(CAST.handler, '203.0.113.12'), 600);
  });

  it('made-up links: counted by address, and the right one of somebody else opens meanwhile', async () => {
    const { link } = rated[0]!;
    const open = (token: string, address: string) => world.send('GET', `/api/follow/${token}`, undefined, from(address));
    const guesses = await send(5, () => open('A'.repeat(43), '203.0.113.20'));
    expect(statuses(guesses)).toEqual([404, 404, 404, 429, 429]);
    expectTooMany(guesses[4]!, 600);
    expectTooMany(await world.send('POST', '/api/follow/made-up/actions', rating(), from('203.0.113.20')), 600);
    expect(statuses(await send(6, () => open(link!.token, '203.0.113.21')))).toEqual(Array(6).fill(200));
  });

  it('ratings: by link and by account, whatever comes of them', async () => {
    const [{ link }, { id, link: other }] = [rated[0]!, rated[1]!];
    const rate = (token: string, address: string) => world.send('POST', `/api/follow/${token}/actions`, rating(), from(address));
    const answers = await send(3, () => rate(link!.token, '203.0.113.30'));
    expect(statuses(answers)).toEqual([409, 409, 429]);
    expectTooMany(answers[2]!, 50);
    expect((await rate(other!.token, '203.0.113.30')).status).toBe(409);
    expectTooMany(await rate(other!.token, '203.0.113.30'), 600);
    // What is no rating has no such limit.
    expect((await world.send('POST', `/api/follow/${link!.token}/actions`, { commandId: randomUUID(), action: 'supplement', input: { text: '还有一句。' } }, from('203.0.113.30'))).status).toBe(200);

    const account = world.as(CAST.account);
    const byAccount = await send(3, () => account.send('POST', `/api/tickets/${id}/actions`, rating('remark'), from('203.0.113.31')));
    expect(statuses(byAccount)).toEqual([404, 404, 429]);
    expectTooMany(byAccount[2]!, 50);
  });

  it('are counted in PostgreSQL for what is rare, and cost a report no statement', async () => {
    const rows = await world.source.query<{ kind: string; n: number }[]>(
      `select substring(key from '^ztc-limit-([a-z-]+):') as kind, count(*)::int as n from rate_limit group by 1 order by 1`);
    expect(rows.map((row) => row.kind)).toEqual(['rating-address', 'rating-person', 'sign-in-address', 'sign-in-failed', 'sign-in-person']);
  });
});

it('everything from one address has a ceiling, except the questions whether the process is well', async () => {
  const world = await openWorld('2026-03-02 09:00', { TRUSTED_PROXIES: '127.0.0.0/8', LIMITS: 'address=8/600' });
  try {
    const get = (path: string, address: string) => world.send('GET', path, undefined, from(address));
    expect(statuses(await send(8, (i) => get(['/api/lines', '/api/nothing', '/api/openapi.json'][i % 3]!, '203.0.113.1')))).toEqual([401, 404, 200, 401, 404, 200, 401, 404]);
    for (const path of ['/api/lines', '/api/nothing', '/api/openapi.json', '/', '/api/session/demo']) expectTooMany(await get(path, '203.0.113.1'), 600);
    for (const path of ['/api/health', '/api/ready']) expect((await get(path, '203.0.113.1')).status).toBe(200);
    expect((await get('/api/openapi.json', '203.0.113.2')).status).toBe(200);
    // All addresses of one IPv6 network are one.
    expect(statuses(await send(9, (i) => get('/api/openapi.json', `2001:db8:0:7::${String(i + 1)}`)))).toEqual([...Array<number>(8).fill(200), 429]);
  } finally {
    await world.close();
  }
});
