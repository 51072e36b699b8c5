// Owns the proof that every unsatisfied rating has exactly one next round, soon, whatever happens to the worker.
// Leaves submissions to submissions.test.ts.
import type { CommandAnswer, TicketView } from '@zhitongche/shared/ticket/contract.js';
import { HELP } from '../cast.js';
import type { Client } from './client.js';
import { signIn, visitor } from './client.js';
import type { Program } from './processes.js';
import type { System } from './system.js';
import { BACK_END, createSystem, quickEnough } from './system.js';
import {
  CADRE, act, awaitingRating, delays, eventsPerTicket, expectStatus, imbalances, makeLink, nothingOwed, rateUnsatisfied, unsatisfied,
} from './tickets.js';
import type { Told } from './tickets.js';
import { seededRandom, waitFor } from './wait-for.js';

const SEED = 20_260_630;
const TICKETS = 20;

describe(`ratings, queue on ${BACK_END}`, () => {
  let system: System;
  let worker: Program;
  let cadre: Client;

  beforeAll(async () => {
    system = await createSystem();
    const api = system.api();
    worker = system.worker();
    await Promise.all([api.ready, worker.ready]);
    cadre = await signIn(system.url, CADRE);
  }, 120_000);

  afterAll(() => system.remove());

  const rate = ({ token }: Told) => rateUnsatisfied(system.url, token);

  const reopened = (told: Told[], round: number) => waitFor(`round ${String(round)} of ${String(told.length)} tickets open`, async () => {
    const rows = await system.query('select 1 from ticket where id = any($1) and round = $2 and suggestion is not null', [told.map((t) => t.ticketId), round]);
    return rows.length === told.length;
  });

  const told = (n: number) => Promise.all(Array.from({ length: n }, () => awaitingRating(system.url, cadre)));

  it('reopens within 5 s', async () => {
    await quickEnough('unsatisfied rating to reopening', async () => {
      const rated = await told(TICKETS);
      await Promise.all(rated.map(rate));
      await reopened(rated, 2);
      await nothingOwed(system);
      const ids = rated.map((each) => each.ticketId);
      expect(await eventsPerTicket(system, ids, 'ticket.reopened')).toEqual(ids.map(() => 1));
      return delays(system, ids, 'result.rated', 'ticket.reopened');
    });
  }, 180_000);

  it('opens each next round once while the worker is killed and comes back', async () => {
    const random = seededRandom(SEED);
    const rated = await told(TICKETS);
    const ids = rated.map((each) => each.ticketId);
    await nothingOwed(system);

    let acknowledged = 0;
    const killing = (async () => {
      for (const after of [2, 8, 14].map((n) => n + Math.floor(random() * 4))) {
        await waitFor(`${String(after)} ratings acknowledged`, () => acknowledged >= after);
        await new Promise((resolve) => setTimeout(resolve, random() * 40));
        await worker.kill();
        worker = system.worker();
        await worker.ready;
      }
    })();
    // Some come while there is no worker at all: each waits until the one before was answered.
    const inTurn = async (own: Told[]) => {
      for (const each of own) {
        await rate(each);
        acknowledged += 1;
      }
    };
    await Promise.all([...Array.from({ length: 4 }, (_, i) => inTurn(rated.filter((_each, n) => n % 4 === i))), killing]);
    await reopened(rated, 2);
    await nothingOwed(system);
    expect(await eventsPerTicket(system, ids, 'ticket.reopened')).toEqual(ids.map(() => 1));

    // Five of them once more, through an answer that does not convince either.
    const again = await Promise.all(rated.slice(0, 5).map(async (each) => ({ ...each, token: await answeredAgain(each) })));
    await Promise.all([...again.map(rate), worker.kill()]);
    worker = system.worker();
    await worker.ready;
    await reopened(again, 3);
    await nothingOwed(system);
    const rounds = await system.query<{ id: string; rounds: number[] }>(
      `select ticket_id as id, array_agg(round order by round) as rounds from ticket_event
       where type = 'ticket.reopened' and ticket_id = any($1) group by 1 order by 1`, [ids]);
    expect(rounds.map((row) => row.rounds)).toEqual(rounds.map((row) => (again.some((each) => each.ticketId === row.id) ? [1, 2] : [1])));
    expect(rounds).toHaveLength(TICKETS);
    expect(await imbalances(system)).toEqual({});
  }, 180_000);

  /** 金丽 answers the new round at once, 钱伟 lets it pass, the reporter gets a link for it. */
  async function answeredAgain({ ticketId, reporterId }: Told): Promise<string> {
    const [triage, supervisor] = await Promise.all([signIn(system.url, 'jin-li'), signIn(system.url, 'qian-wei')]);
    await act(triage, ticketId, 'assess', HELP);
    await act(triage, ticketId, 'answer_at_once', { kind: 'answered', text: '已列入本月检修，请再等一周。' });
    await act(supervisor, ticketId, 'pass');
    return makeLink(cadre, ticketId, reporterId);
  }

  it('takes 50 of the same rating at once as one', async () => {
    const [first, second] = await told(2);
    const link = visitor(system.url);
    const version = async ({ token }: Told) => expectStatus(200, await link.get<{ ticket: TicketView }>(`follow/${token}`)).ticket.version;

    const same = unsatisfied(await version(first!));
    const answers = await Promise.all(Array.from({ length: 50 }, () => link.post<CommandAnswer>(`follow/${first!.token}/actions`, same)));
    expect(answers.map((answer) => answer.status)).toEqual(answers.map(() => 200));
    expect(answers.map((answer) => answer.body.receipt)).toEqual(answers.map(() => answers[0]?.body.receipt));

    // Without a worker the round stays as it is: each of the others comes to a rating that has been given.
    await nothingOwed(system);
    await worker.stop();
    const seen = await version(second!);
    const others = await Promise.all(Array.from({ length: 50 }, () => link.post<{ code?: string }>(`follow/${second!.token}/actions`, unsatisfied(seen))));
    expect(others.filter((answer) => answer.status === 200)).toHaveLength(1);
    expect(others.filter((answer) => answer.status === 409)).toHaveLength(49);
    worker = system.worker();
    await worker.ready;

    await reopened([first!, second!], 2);
    await nothingOwed(system);
    const ids = [first!.ticketId, second!.ticketId];
    for (const type of ['result.rated', 'ticket.reopened']) expect(await eventsPerTicket(system, ids, type)).toEqual([1, 1]);
    expect(await imbalances(system)).toEqual({});
  }, 120_000);
});
