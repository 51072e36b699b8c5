// Owns the promises of a reporter's link over HTTP: looking changes nothing, one rating of one round, an end, and void once a newer one is there.
// Leaves who may make one to rights.test.ts and what the page shows to the stories.
import { randomUUID } from 'node:crypto';
import { FollowView } from '@zhitongche/shared/ticket/contract.js';
import fc from 'fast-check';
import { CAST, HELP, RESIDENT_REPORT, UNSATISFIED } from '../cast.js';
import { books, happened, times, trace } from '../reading.js';
import type { Reporter } from '../visitor.js';
import { read, readRefusal } from '../visitor.js';
import type { World } from '../world.js';
import { openWorld, shanghai } from '../world.js';

let world: World;
beforeAll(async () => { world = await openWorld(); });
afterAll(() => world.close());
beforeEach(() => { world.clock.at('2026-03-02 09:00'); });

const by = (part: keyof typeof CAST) => world.as(CAST[part]);
const DAY_MS = 86_400_000;

async function told(): Promise<{ id: string; link: Reporter }> {
  const { id } = await by('cadre').submit(RESIDENT_REPORT);
  await by('townDesk').act(id, 'dispatch', { ...HELP, leadUnitId: 'education' });
  await by('handler').act(id, 'sign_for');
  await by('handler').act(id, 'submit_result', { kind: 'solved', text: '已开通。' });
  await by('cadre').act(id, 'deliver', { channel: 'phone' });
  return { id, link: await world.link(id) };
}

/** Another unit answers the round that has just opened, and the reporter is told. */
async function answeredAgain(id: string, round: number): Promise<void> {
  const [unit, head] = ([['transport', CAST.transportHead], ['urban-management', CAST.lightingHead], ['police', CAST.policeHead]] as const)[(round - 2) % 3]!;
  const desk = world.as(round > 2 ? CAST.districtDesk : CAST.townDesk);
  if (round > 2) await by('supervisor').act(id, 'joint_review', { heldOn: '2026-03-02', unitIds: [unit], decision: '换一家办。' });
  if (round > 3) await by('leader').press(id, 'take_charge', { text: '我来包。' });
  await desk.act(id, 'dispatch', { ...HELP, leadUnitId: unit, sameLeadReason: '再办一次。' });
  await world.as(head).act(id, 'sign_for');
  await world.as(head).act(id, 'submit_result', { kind: 'solved', text: '已安排。' });
  await by('supervisor').act(id, 'pass');
  await by('cadre').act(id, 'deliver', { channel: 'phone' });
}

const ratings = (id: string) => world.source.query<{ round: number; satisfaction: string }[]>('select round, satisfaction from rating where ticket_id = $1 order by round', [id]);

it('opened a hundred times, at once and one after the other, it changes nothing', async () => {
  const { id, link } = await told();
  await world.runJobs();
  const before = { trace: await trace(world, id), books: await books(world) };
  const first = await link.page();
  const opened = await Promise.all(Array.from({ length: 100 }, (_, n) => world.send(n % 10 === 9 ? 'HEAD' : 'GET', `/api/follow/${link.token}`).catch(() => null)));
  expect(opened.filter((answer) => answer?.status === 200).length).toBeGreaterThanOrEqual(90);
  for (const strange of ['?satisfaction=satisfied', '/actions', '/actions?action=rate', '/rate']) {
    const { status } = await world.send('GET', `/api/follow/${link.token}${strange}`);
    expect([400, 404, 405, 200]).toContain(status);
  }
  expect({ trace: await trace(world, id), books: await books(world) }).toEqual(before);
  expect(await link.page()).toEqual(first);
});

it('fifty different taps at once are one rating', async () => {
  const { id, link } = await told();
  const version = (await link.page()).version;
  const answers = await Promise.all(Array.from({ length: 50 }, (_, n) =>
    link.press(id, 'rate', n % 2 === 0 ? { satisfaction: 'satisfied' } : UNSATISFIED, version)));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  expect(new Set(answers.filter(({ status }) => status !== 200).map(({ status }) => status))).toEqual(new Set([409]));
  expect(await ratings(id)).toHaveLength(1);
  expect(await times(world, id, 'result.rated')).toBe(1);
  await world.runJobs();
  expect((await happened(world, id)).filter((type) => ['ticket.closed', 'ticket.reopened'].includes(type))).toHaveLength(1);
});

it('the same tap sent fifty times is one rating, with one receipt for all', async () => {
  const { id, link } = await told();
  const body = { commandId: randomUUID(), version: (await link.page()).version, action: 'rate', input: { satisfaction: 'satisfied' } };
  const answers = await Promise.all(Array.from({ length: 50 }, () => world.send('POST', `/api/follow/${link.token}/actions`, body)));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  const receipts = answers.map(({ body: answer }) => (answer as { receipt: unknown }).receipt);
  for (const receipt of receipts) expect(receipt).toEqual(receipts[0]);
  expect(await ratings(id)).toEqual([{ round: 1, satisfaction: 'satisfied' }]);
  expect(readRefusal(await world.send('POST', `/api/follow/${link.token}/actions`, { ...body, input: UNSATISFIED }))).toMatchObject({ status: 409, code: 'COMMAND_REUSED' });
});

it('two links of one reporter at once are still one rating, and only the newer one is alive', async () => {
  const { id, link } = await told();
  const newer = await world.link(id);
  const version = (await newer.page()).version;
  const answers = await Promise.all([link, newer, link, newer].map((each) => each.press(id, 'rate', { satisfaction: 'satisfied' }, version)));
  expect(answers.map(({ status }) => status).filter((status) => status === 200)).toHaveLength(1);
  expect(answers[0]?.status).toBe(410);
  expect(await ratings(id)).toHaveLength(1);
});

it('a link of an earlier round says so: it shows, and what it cannot do is refused in its own words', async () => {
  const { id, link } = await told();
  await link.act(id, 'rate', UNSATISFIED);
  await world.runJobs();
  const seen = async () => read(FollowView, await world.send('GET', `/api/follow/${link.token}`), 'the old link');
  expect(await seen()).toMatchObject({ round: 1, ticket: { round: 2, actions: [] } });
  await answeredAgain(id, 2);
  expect(await seen()).toMatchObject({ round: 1, ticket: { round: 2, status: 'awaiting_rating', actions: [] } });
  for (const [action, input] of [['rate', { satisfaction: 'satisfied' }], ['message', { text: '还在吗？' }]] as const) {
    expect(await link.refused(id, action, input)).toMatchObject({ status: 403, code: 'LINK_ROUND_OVER' });
  }
  const newer = await world.link(id);
  expect(read(FollowView, await world.send('GET', `/api/follow/${newer.token}`), 'the new link')).toMatchObject({ round: 2, ticket: { actions: expect.arrayContaining(['rate']) as string[] } });
  expect(readRefusal(await world.send('GET', `/api/follow/${link.token}`))).toMatchObject({ status: 410, code: 'LINK_REPLACED' });
});

it('lasts as long as the line says', async () => {
  // A process keeps its copy of the lines for a few seconds: this one has none yet.
  const other = await openWorld('2026-03-02 09:00');
  try {
    await other.source.query(`update line set limits = jsonb_set(limits, '{aftercare,linkDays}', '7')`);
    const { id } = await other.as(CAST.cadre).submit(RESIDENT_REPORT);
    const link = await other.link(id);
    other.clock.at('2026-03-09 08:59');
    expect((await link.page()).id).toBe(id);
    other.clock.at('2026-03-09 09:00');
    expect(await link.refused(id, 'message', { text: '还在吗？' })).toMatchObject({ status: 410, code: 'LINK_EXPIRED' });
  } finally {
    await other.close();
  }
});

/** What a life of a ticket does to its links. */
type Step = { does: 'link' } | { does: 'open' | 'rate' | 'complain'; with: number } | { does: 'wait'; days: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 2, arbitrary: fc.constant({ does: 'link' as const }) },
  { weight: 3, arbitrary: fc.record({ does: fc.constantFrom('open' as const), with: fc.nat(9) }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constantFrom('complain' as const), with: fc.nat(9) }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constantFrom('rate' as const), with: fc.nat(9) }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('wait' as const), days: fc.constantFrom(1, 10, 20) }) },
);

it('whatever happens in whatever order: only the newest link of the present round rates, once a round, and a refused one leaves no trace', async () => {
  await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 12 }), async (steps) => {
    let now = shanghai('2026-03-02 09:00');
    const setClock = () => { world.clock.at(new Date(now.getTime() + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')); };
    setClock();
    const { id, link } = await told();
    const links = [{ link, round: 1, until: now.getTime() + 90 * DAY_MS }];
    let round = 1;
    let ended = false;
    const expected: string[] = [];
    for (const each of steps) {
      if (ended) break;
      if (each.does === 'wait') {
        now = new Date(now.getTime() + each.days * DAY_MS);
        setClock();
        // Silence is another story: it ends the round after thirty days.
        continue;
      }
      if (each.does === 'link') {
        links.push({ link: await world.link(id), round, until: now.getTime() + 90 * DAY_MS });
        continue;
      }
      const at = each.with % links.length;
      const used = links[at]!;
      const replaced = at < links.length - 1;
      const refused = replaced || now.getTime() >= used.until ? 410 : 200;
      if (each.does === 'open') {
        const before = await trace(world, id);
        expect((await world.send('GET', `/api/follow/${used.link.token}`)).status).toBe(refused);
        expect(await trace(world, id)).toEqual(before);
        continue;
      }
      const status = refused === 200 && used.round !== round ? 403 : refused;
      const before = await trace(world, id);
      const unsatisfied = each.does === 'complain';
      expect((await used.link.press(id, 'rate', unsatisfied ? UNSATISFIED : { satisfaction: 'satisfied' })).status).toBe(status);
      if (status !== 200) {
        expect(await trace(world, id)).toEqual(before);
        continue;
      }
      expected.push(unsatisfied ? 'unsatisfied' : 'satisfied');
      ended = !unsatisfied;
      if (!unsatisfied) continue;
      await world.runJobs();
      round += 1;
      await answeredAgain(id, round);
    }
    expect((await ratings(id)).map((rating) => rating.satisfaction)).toEqual(expected);
    expect(await times(world, id, 'ticket.reopened')).toBe(round - 1);
  }), { numRuns: 15 });
});
