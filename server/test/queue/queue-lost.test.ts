// Owns the proof that the queue may be lost at any moment: what it held is handed over again, its schedules come back.
// Leaves a queue that is away for a while to servers-away.test.ts.
import { randomUUID } from 'node:crypto';
import type { Client } from './client.js';
import { signIn } from './client.js';
import { peek } from './peek.js';
import type { System } from './system.js';
import { BACK_END, createSystem, queueLosses } from './system.js';
import { CADRE, allHandedOver, allRouted, eventsPerTicket, expectStatus, holdBackRouting, imbalances, nothingOwed, report } from './tickets.js';
import { waitFor } from './wait-for.js';

describe(`the queue is lost, queue on ${BACK_END}`, () => {
  let system: System;
  let cadre: Client;

  beforeAll(async () => {
    system = await createSystem();
    const programs = [system.api(), system.worker()];
    await Promise.all(programs.map((program) => program.ready));
    cadre = await signIn(system.url, CADRE);
  }, 120_000);

  afterAll(() => system.remove());

  it('hands over again what was lost between relay and work', async () => {
    const held = await holdBackRouting(system);
    const flow = peek(system, 'flow');
    const ids: string[] = [];
    for (const { lose } of queueLosses(system)) {
      const more = Array.from({ length: 12 }, () => randomUUID());
      await Promise.all(more.map(async (id) => expectStatus(201, await cadre.post('tickets', report(id)))));
      ids.push(...more);
      await allHandedOver(system);
      expect((await flow.jobs(['waiting'])).length).toBeGreaterThanOrEqual(8);
      await lose();
      expect(await flow.jobs(['waiting'])).toEqual([]);
    }
    await held.letGo();

    await allRouted(system, ids);
    await nothingOwed(system);
    expect(await eventsPerTicket(system, ids, 'ticket.routed')).toEqual(ids.map(() => 1));
    expect(await imbalances(system)).toEqual({});
  }, 120_000);

  it('gets its schedules back', async () => {
    const sweep = peek(system, 'sweep');
    await waitFor('the sweep scheduled again', async () => (await sweep.schedules()).includes('ticket.sweep'));
    await waitFor('a next sweep', async () => (await sweep.jobs(['delayed', 'waiting', 'active'])).length > 0);
  }, 120_000);
});
