// Owns the proof that API and worker start in any order and outlive their database and their queue going away.
// Leaves losing what the queue holds to queue-lost.test.ts.
import { randomUUID } from 'node:crypto';
import type { CommandAnswer } from '@zhitongche/shared/ticket/contract.js';
import pg from 'pg';
import { migrate } from '../../src/main.migrate.js';
import { JOBS } from '../../src/platform/jobs/catalogue.js';
import type { Answer, Client } from './client.js';
import { persistently, signIn, visitor } from './client.js';
import type { Cluster } from './cluster.js';
import { restartableCluster } from './cluster.js';
import { peek } from './peek.js';
import type { Program } from './processes.js';
import { endsInOrder } from './processes.js';
import type { System } from './system.js';
import { BACK_END, createSystem, loadBaseInto } from './system.js';
import { CADRE, allHandedOver, allRouted, eventsPerTicket, expectStatus, holdBackRouting, imbalances, nothingOwed, report } from './tickets.js';
import { waitFor } from './wait-for.js';

const BUSY = { code: 'SERVER_BUSY', message: expect.stringMatching(/系统繁忙/), requestId: expect.any(String) };

describe(`servers away, queue on ${BACK_END}`, () => {
  let cluster: Cluster;
  let system: System;
  let api: Program;
  let worker: Program;
  let cadre: Client;

  beforeAll(async () => {
    cluster = await restartableCluster();
    system = await createSystem({ ownerUrl: cluster.ownerUrl, appUrl: cluster.appUrl, drop: () => cluster.remove() });
  }, 120_000);

  afterAll(() => system.remove());

  const submit = (client: Client, id: string) => persistently(() => client.post<CommandAnswer>('tickets', report(id)));

  it('start before database, tables and queue, and wait for them', async () => {
    await system.redis?.lose();
    worker = system.worker();
    api = system.api();
    await Promise.all([worker, api].map((program) => waitFor('it says that there is no database', () => program.log().some((line) => line.includes('Unable to connect to the database')))));

    // A database that knows the role but has no tables yet.
    await cluster.start();
    const { username, password } = new URL(cluster.appUrl);
    await system.query(`create role ${username} login password ${pg.escapeLiteral(password)}`);
    await Promise.all([api.ready, worker.ready]);
    const nobody = visitor(system.url);
    expect(await nobody.get('health')).toEqual({ status: 200, body: { status: 'ok' } });
    for (const answer of [await nobody.get('ready'), await nobody.post('session/demo', { personId: CADRE })]) {
      expect(answer).toEqual({ status: 503, body: BUSY });
    }

    await migrate(cluster.ownerUrl, cluster.appUrl);
    await loadBaseInto(cluster.ownerUrl);
    expect(await nobody.get('ready')).toEqual({ status: 200, body: { status: 'ready' } });
    cadre = await signIn(system.url, CADRE);
    const id = randomUUID();
    expectStatus(201, await cadre.post('tickets', report(id)));
    await system.redis?.start();
    await allRouted(system, [id]);
    expect([api.running(), worker.running()]).toEqual([true, true]);
  }, 120_000);

  it('outlive the database: "later" in Chinese meanwhile, then on as before', async () => {
    const answers: Answer[] = [];
    const listening: Client = { get: cadre.get, post: async (path, body) => {
      const answer = await cadre.post<never>(path, body);
      answers.push(answer);
      return answer;
    } };
    const ids = Array.from({ length: 24 }, () => randomUUID());
    // Four people who go on trying through two losses.
    const people = Promise.all(Array.from({ length: 4 }, async (_, n) => {
      for (const id of ids.filter((_id, i) => i % 4 === n)) expectStatus(201, await submit(listening, id));
    }));
    people.catch(() => undefined); // Heard below, also when something fails before.
    const acknowledged = () => answers.filter((answer) => answer.status === 201).length;
    const refused = () => answers.filter((answer) => answer.status === 503).length;
    for (const after of [3, 12]) {
      await waitFor(`${String(after)} acknowledged`, () => acknowledged() >= after);
      const before = refused();
      await cluster.lose();
      await waitFor('somebody is told to come later', () => refused() > before + 8);
      expect(await cadre.get('tickets')).toEqual({ status: 503, body: BUSY });
      expect(await visitor(system.url).get('ready')).toEqual({ status: 503, body: BUSY });
      await cluster.start();
    }
    await people;
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([201, 503]));
    for (const answer of answers.filter(({ status }) => status === 503)) expect(answer.body).toEqual(BUSY);

    await allRouted(system, ids);
    await nothingOwed(system);
    expect(await eventsPerTicket(system, ids, 'ticket.routed')).toEqual(ids.map(() => 1));
    expect(await imbalances(system)).toEqual({});
    expect([api.running(), worker.running()]).toEqual([true, true]);
  }, 120_000);

  it('outlive the queue: reporting goes on, routing follows', async () => {
    // On PostgreSQL the queue cannot be away without the database: its sessions are cut instead.
    const ids = Array.from({ length: 8 }, () => randomUUID());
    if (system.redis) await system.redis.lose();
    else await system.query(`select pg_terminate_backend(pid) from pg_stat_activity where usename = $1`, [new URL(cluster.appUrl).username]);
    for (const id of ids) expectStatus(201, await submit(cadre, id));
    await system.redis?.start();
    await allRouted(system, ids);
    await nothingOwed(system);
    expect(await eventsPerTicket(system, ids, 'ticket.routed')).toEqual(ids.map(() => 1));
    expect([api.running(), worker.running()]).toEqual([true, true]);
  }, 120_000);

  if (BACK_END === 'Redis') {
    it('outlive a queue that hangs, and can be told to end meanwhile', async () => {
      const ids = Array.from({ length: 8 }, () => randomUUID());
      system.redis!.hang();
      for (const id of ids) expectStatus(201, await submit(cadre, id));
      await waitFor('the relay gives up for now', () => worker.log().some((line) => line.includes('the queue does not answer')));
      endsInOrder(await worker.stop());
      worker = system.worker();
      await worker.ready;
      system.redis!.goOn();
      await allRouted(system, ids);
      await nothingOwed(system);
    }, 120_000);

    // On PostgreSQL the jobs are away together with their queue.
    it('do not use up the attempts of jobs while the database is away', async () => {
      const held = await holdBackRouting(system);
      const flow = peek(system, 'flow');
      const ids = Array.from({ length: 6 }, () => randomUUID());
      for (const id of ids) expectStatus(201, await submit(cadre, id));
      await allHandedOver(system);
      await waitFor('four jobs in the middle of their work', async () => (await flow.jobs(['active'])).length === 4);
      await cluster.lose();
      await waitFor('every job tried more often than it has attempts', async () => {
        const jobs = await flow.jobs(['active', 'waiting', 'delayed']);
        for (const job of jobs) if (await job.isDelayed()) await job.promote().catch(() => undefined);
        return jobs.length === ids.length && jobs.every((job) => job.attemptsStarted > JOBS['ticket.route'].attempts);
      });
      await cluster.start();
      await held.letGo();
      await allRouted(system, ids);
      await nothingOwed(system);
      expect(await flow.jobs(['failed'])).toEqual([]);
    }, 120_000);
  }

  it('end in order with code 0 while everything they need is away', async () => {
    await system.redis?.lose();
    await waitFor('the worker hears of it', () => !system.redis || worker.log().some((line) => line.includes('ECONNREFUSED') || line.includes('ECONNRESET')));
    const late = system.worker();
    await late.ready;
    await cluster.lose();
    const waiting = [system.api(), system.worker()];
    await Promise.all(waiting.map((program) => waitFor('it waits for the database', () => program.log().some((line) => line.includes('Unable to connect to the database')))));
    for (const exit of await Promise.all([api, worker, late, ...waiting].map((program) => program.stop()))) endsInOrder(exit);
  }, 120_000);
});
