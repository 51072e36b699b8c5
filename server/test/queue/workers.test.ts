// Owns the proof that workers do not get into each other's way, nor a job that cannot be done into the others'.
// Leaves what becomes of that job to poisoned.test.ts, crashes to submissions.test.ts and ratings.test.ts.
import { randomUUID } from 'node:crypto';
import type { Client } from './client.js';
import { signIn } from './client.js';
import type { System } from './system.js';
import { BACK_END, createSystem } from './system.js';
import { CADRE, allRouted, eventsPerTicket, expectStatus, imbalances, nothingOwed, report } from './tickets.js';
import { waitFor } from './wait-for.js';

/** No event has this number. */
const NO_EVENT = '900000000001';

describe(`workers, queue on ${BACK_END}`, () => {
  let system: System;
  let cadre: Client;

  beforeAll(async () => {
    system = await createSystem();
    const programs = [system.api(), system.worker(), system.worker()];
    await Promise.all(programs.map((program) => program.ready));
    cadre = await signIn(system.url, CADRE);
  }, 120_000);

  afterAll(() => system.remove());

  const submit = async (n: number) => {
    const ids = Array.from({ length: n }, () => randomUUID());
    await Promise.all(ids.map(async (id) => expectStatus(201, await cadre.post('tickets', report(id)))));
    return ids;
  };

  it('lets two do the work of one: no effect twice, one notice per event and person', async () => {
    const ids = await submit(40);
    await allRouted(system, ids);
    await nothingOwed(system);
    expect(await eventsPerTicket(system, ids, 'ticket.routed')).toEqual(ids.map(() => 1));
    // The desk of the town is told of every report, and each of its people once.
    const told = await system.query<{ people: string[]; n: number }>(
      `select array_agg(distinct person_id) as people, count(*)::int as n from notice n join ticket_event e on e.id = n.event_id
       where e.type = 'ticket.submitted' and n.ticket_id = any($1) group by n.ticket_id`, [ids]);
    expect(told).toHaveLength(ids.length);
    expect(told.map((row) => row.people)).toEqual(told.map(() => expect.arrayContaining(['jin-li'])));
    expect(told.map((row) => row.n)).toEqual(told.map((row) => row.people.length));
    expect(await imbalances(system)).toEqual({});
  }, 120_000);

  it('goes on with the others beside a job that cannot be done', async () => {
    await system.query(`insert into event_delivery (event_id, job, created_at) values ($1, 'ticket.route', now())`, [NO_EVENT]);
    await waitFor('it has failed', async () => (await owed())?.attempts === 2);
    await allRouted(system, await submit(20));
    expect(await owed()).toMatchObject({ failureKind: 'missing', failedAt: null });
  }, 120_000);

  const owed = async () => (await system.query<{ attempts: number; failureKind: string; failedAt: Date | null }>(
    'select attempts, failure_kind as "failureKind", failed_at as "failedAt" from event_delivery where event_id = $1', [NO_EVENT]))[0];
});
