// Owns the proof that a delivery is done in time though its own job is put off, or said to run, for hours.
// Leaves the wrong clocks that do this to faults/clocks.test.ts.
import { randomUUID } from 'node:crypto';
import type { EventJobName } from '../../src/platform/jobs/catalogue.js';
import { JOBS } from '../../src/platform/jobs/catalogue.js';
import { signIn } from './client.js';
import { peek } from './peek.js';
import type { System } from './system.js';
import { BACK_END, createSystem } from './system.js';
import { CADRE, allRouted, eventsPerTicket, expectStatus, nothingOwed, report } from './tickets.js';

const HOURS = 2 * 3600_000;

describe(`a delivery held up by its own job, queue on ${BACK_END}`, () => {
  let system: System;
  beforeAll(async () => {
    system = await createSystem();
    await system.api().ready;
  }, 120_000);
  afterAll(() => system.remove());

  it.each<[string, (of: { job: EventJobName; eventId: string }) => Promise<void>]>([
    ['put off for two hours', ({ job, eventId }) => peek(system, JOBS[job].queue).putOff(job, eventId, HOURS)],
    ['taken by a worker that was killed, its clock two hours ahead', async ({ job, eventId }) => {
      const queue = peek(system, JOBS[job].queue);
      await queue.putOff(job, eventId, 0);
      await queue.takeAndVanish(HOURS);
    }],
  ])('%s', async (_what, holdUp) => {
    const cadre = await signIn(system.url, CADRE);
    const id = randomUUID();
    expectStatus(201, await cadre.post('tickets', report(id)));
    const owed = await system.query<{ job: EventJobName; eventId: string }>('select job, event_id as "eventId" from event_delivery');
    expect(owed.map((each) => each.job)).toContain('ticket.route');
    for (const delivery of owed) await holdUp(delivery);
    await system.query(`update event_delivery set relayed_at = now() - interval '1 minute', created_at = now() - interval '1 minute'`);
    const worker = system.worker();
    await worker.ready;
    await allRouted(system, [id]);
    await nothingOwed(system);
    expect(await eventsPerTicket(system, [id], 'ticket.routed')).toEqual([1]);
    await worker.kill();
  }, 120_000);
});
