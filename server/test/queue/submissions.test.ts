// Owns the proof that reporting bears a crowd and crashes: nothing acknowledged is lost, halved or left lying.
// Leaves ratings to ratings.test.ts and servers that go away to servers-away.test.ts.
import { randomUUID } from 'node:crypto';
import type { CommandAnswer } from '@zhitongche/shared/ticket/contract.js';
import type { Client } from './client.js';
import { persistently, signIn } from './client.js';
import type { Program } from './processes.js';
import type { System } from './system.js';
import { BACK_END, createSystem, quickEnough } from './system.js';
import { CADRE, allRouted, delays, eventsPerTicket, imbalances, nothingOwed, report } from './tickets.js';
import { seededRandom, waitFor } from './wait-for.js';

const SEED = 20_260_216;

describe(`submissions, queue on ${BACK_END}`, () => {
  let system: System;
  let api: Program;
  let worker: Program;
  let cadre: Client;

  beforeAll(async () => {
    system = await createSystem();
    [api, worker] = [system.api(), system.worker()];
    await Promise.all([api.ready, worker.ready]);
    cadre = await signIn(system.url, CADRE);
  }, 120_000);

  afterAll(() => system.remove());

  it('takes 64 at once: all acknowledged, numbered apart and routed within 5 s', async () => {
    await quickEnough('submission to routing', async () => {
      const ids = Array.from({ length: 64 }, () => randomUUID());
      const answers = await Promise.all(ids.map((id) => cadre.post<CommandAnswer>('tickets', report(id))));
      expect(answers.map((answer) => answer.status)).toEqual(ids.map(() => 201));
      expect(new Set(answers.map((answer) => answer.body.receipt.number)).size).toBe(64);
      await allRouted(system, ids);
      const took = await delays(system, ids, 'ticket.submitted', 'ticket.routed');
      expect(took).toHaveLength(64);
      await nothingOwed(system);
      return took;
    });
    expect(await imbalances(system)).toEqual({});
  }, 180_000);

  it('loses nothing while API and worker are killed at random moments', async () => {
    const random = seededRandom(SEED);
    const ids = Array.from({ length: 40 }, () => randomUUID());
    const acknowledged = new Map<string, string>();
    const someone = async (own: string[]) => {
      for (const id of own) {
        const answer = await persistently(() => cadre.post<CommandAnswer>('tickets', report(id)));
        expect(answer.status).toBe(201);
        acknowledged.set(id, answer.body.receipt.number);
      }
    };
    const kill = async (program: Program, start: () => Program): Promise<Program> => {
      await new Promise((resolve) => setTimeout(resolve, random() * 40));
      await program.kill();
      const next = start();
      await next.ready;
      return next;
    };
    const killApi = async () => {
      for (const after of [3, 14, 26].map((n) => n + Math.floor(random() * 8))) {
        await waitFor(`${String(after)} acknowledged`, () => acknowledged.size >= after);
        api = await kill(api, () => system.api());
      }
    };
    const killWorker = async () => {
      for (const after of [1, 12, 24].map((n) => n + Math.floor(random() * 8))) {
        await waitFor(`${String(after)} reported`, async () => (await system.query('select 1 from ticket where id = any($1)', [ids])).length >= after);
        worker = await kill(worker, () => system.worker());
      }
    };
    const senders = Array.from({ length: 8 }, (_, i) => someone(ids.filter((_id, n) => n % 8 === i)));
    await Promise.all([...senders, killApi(), killWorker()]);

    await allRouted(system, ids);
    await nothingOwed(system);
    const rows = await system.query<{ id: string; number: string }>('select id, number from ticket where id = any($1)', [ids]);
    expect(new Map(rows.map((row) => [row.id, row.number]))).toEqual(acknowledged);
    for (const type of ['ticket.submitted', 'ticket.routed']) {
      expect(await eventsPerTicket(system, ids, type)).toEqual(ids.map(() => 1));
    }
    expect(await imbalances(system)).toEqual({});
  }, 180_000);
});
