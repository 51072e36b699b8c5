// Owns the proof that API and worker end in order when told to in the middle of their work, and that nothing is lost by it.
// Leaves ending while servers are away to servers-away.test.ts.
import { randomUUID } from 'node:crypto';
import type { CommandAnswer } from '@zhitongche/shared/ticket/contract.js';
import type { Client } from './client.js';
import { persistently, signIn } from './client.js';
import { peek } from './peek.js';
import type { Program } from './processes.js';
import { endsInOrder } from './processes.js';
import type { System } from './system.js';
import { BACK_END, createSystem } from './system.js';
import { CADRE, allRouted, eventsPerTicket, imbalances, nothingOwed, report } from './tickets.js';
import { waitFor } from './wait-for.js';

describe(`ending, queue on ${BACK_END}`, () => {
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

  it('takes less than 5 s under load, and every answer that was given holds', async () => {
    const ids = Array.from({ length: 60 }, () => randomUUID());
    const acknowledged = new Map<string, string>();
    const people = Promise.all(Array.from({ length: 12 }, async (_, n) => {
      for (const id of ids.filter((_id, i) => i % 12 === n)) {
        const { status, body } = await persistently(() => cadre.post<CommandAnswer>('tickets', report(id)));
        expect(status).toBe(201);
        acknowledged.set(id, body.receipt.number);
      }
    }));
    people.catch(() => undefined); // Heard below, also when something fails before.
    await waitFor('ten acknowledged', () => acknowledged.size >= 10);
    for (const exit of await Promise.all([api.stop(), worker.stop()])) endsInOrder(exit);
    expect(acknowledged.size).toBeLessThan(ids.length);
    [api, worker] = [system.api(), system.worker()];
    await Promise.all([api.ready, worker.ready]);
    await people;

    await allRouted(system, ids);
    await nothingOwed(system);
    const rows = await system.query<{ id: string; number: string }>('select id, number from ticket where id = any($1)', [ids]);
    expect(new Map(rows.map((row) => [row.id, row.number]))).toEqual(acknowledged);
    expect(await eventsPerTicket(system, ids, 'ticket.routed')).toEqual(ids.map(() => 1));
    expect(await imbalances(system)).toEqual({});
  }, 120_000);

  it('leaves no job behind that another worker would have to wait for', async () => {
    const ids = Array.from({ length: 30 }, () => randomUUID());
    const sent = Promise.all(ids.map((id) => persistently(() => cadre.post('tickets', report(id)))));
    await waitFor('routing has begun', async () => (await system.query(`select 1 from ticket where id = any($1) and status = 'assessing'`, [ids])).length > 0);
    endsInOrder(await worker.stop());
    await sent;
    const flow = peek(system, 'flow');
    expect(await flow.jobs(['active'])).toEqual([]);
    worker = system.worker();
    await allRouted(system, ids);
  }, 120_000);
});
