// Owns the proof that each event's job has one effect, however often, in whatever order and how simultaneously it is done.
// Leaves handing jobs over to the suites with real workers: here there is none, so every delivery is still owed.
import { randomUUID } from 'node:crypto';
import { NestFactory } from '@nestjs/core';
import type { INestApplicationContext } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Application } from '../../src/features.js';
import { readConfig } from '../../src/platform/config/config.js';
import { databaseClock } from '../../src/platform/database/unit-of-work.js';
import type { EventJobName } from '../../src/platform/jobs/catalogue.js';
import { JobHandlers } from '../../src/platform/jobs/handles-job.js';
import type { Handlers } from '../../src/platform/jobs/handles-job.js';
import { runEventJob } from '../../src/platform/jobs/runner.js';
import { createLogger, nestLogger } from '../../src/platform/logging/logger.js';
import type { Client } from './client.js';
import { signIn } from './client.js';
import type { System } from './system.js';
import { createSystem } from './system.js';
import { CADRE, awaitingRating, eventsPerTicket, expectStatus, imbalances, rateUnsatisfied, report } from './tickets.js';
import { seededRandom } from './wait-for.js';

interface Owed {
  eventId: string;
  job: EventJobName;
}

describe('the effect of an event', () => {
  let system: System;
  let app: INestApplicationContext;
  let source: DataSource;
  let handlers: Handlers;
  let cadre: Client;
  const random = seededRandom(20_260_801);

  beforeAll(async () => {
    system = await createSystem();
    const api = system.api();
    const config = readConfig(system.env);
    const logger = createLogger('worker', 'silent');
    app = await NestFactory.createApplicationContext(
      Application.with({ config, logger, clock: databaseClock, applicationName: 'effects-once' }), { logger: nestLogger(logger), abortOnError: false });
    source = app.get(DataSource);
    handlers = app.get(JobHandlers).collect();
    await api.ready;
    cadre = await signIn(system.url, CADRE);
  }, 120_000);

  afterAll(async () => {
    await app.close();
    await system.remove();
  });

  const owed = () => system.query<Owed>('select event_id as "eventId", job from event_delivery order by event_id, job');

  const shuffled = <T>(values: T[]): T[] => values.map((value) => ({ value, at: random() })).sort((a, b) => a.at - b.at).map(({ value }) => value);

  /** Does all that is owed, and what that owes: each three times, two of them at once, in any order. */
  async function doEverything(): Promise<Owed[]> {
    const done: Owed[] = [];
    for (let rows = await owed(); rows.length > 0; rows = await owed()) {
      const calls = shuffled([...rows, ...rows]);
      // As many at once as the pool has connections, less some for the second of a pair that waits for the first.
      for (let i = 0; i < calls.length; i += 6) {
        await Promise.all(calls.slice(i, i + 6).map(({ eventId, job }) => runEventJob(source, handlers, job, eventId)));
      }
      await Promise.all(rows.slice(0, 4).map(({ eventId, job }) => runEventJob(source, handlers, job, eventId)));
      done.push(...rows);
    }
    return done;
  }

  it('is there once: routing, reopening, notices', async () => {
    const reported = Array.from({ length: 6 }, () => randomUUID());
    for (const id of reported) expectStatus(201, await cadre.post('tickets', report(id)));
    const told = [await awaitingRating(system.url, cadre), await awaitingRating(system.url, cadre), await awaitingRating(system.url, cadre)];
    for (const { token } of told) await rateUnsatisfied(system.url, token);

    const done = await doEverything();
    expect(new Set(done.map((each) => each.job))).toEqual(new Set(['ticket.route', 'ticket.deliver', 'ticket.reopen', 'notification.write']));

    const rated = told.map((each) => each.ticketId);
    expect(await eventsPerTicket(system, reported, 'ticket.routed')).toEqual(reported.map(() => 1));
    expect(await eventsPerTicket(system, reported, 'ticket.submitted')).toEqual(reported.map(() => 1));
    for (const type of ['result.delivered', 'result.rated', 'ticket.reopened', 'ticket.routed']) {
      expect(await eventsPerTicket(system, rated, type)).toEqual(rated.map(() => 1));
    }
    const states = await system.query<{ status: string; round: number }>('select status, round from ticket where id = any($1)', [rated]);
    expect(states).toEqual(rated.map(() => ({ status: 'assessing', round: 2 })));
    expect(await imbalances(system)).toEqual({});

    // Long after: the deliveries are gone, so there is nothing left to do twice.
    const [before] = await system.query('select (select count(*) from ticket_event) as events, (select count(*) from notice) as notices');
    await Promise.all(shuffled(done).slice(0, 8).map(({ eventId, job }) => runEventJob(source, handlers, job, eventId)));
    const [after] = await system.query('select (select count(*) from ticket_event) as events, (select count(*) from notice) as notices');
    expect(after).toEqual(before);
    expect(Number((before as { notices: string }).notices)).toBeGreaterThan(reported.length);
  }, 120_000);

  it('is not there at all when the job fails half-way', async () => {
    const id = randomUUID();
    expectStatus(201, await cadre.post('tickets', report(id)));
    const rows = await owed();
    const fails: Handlers = {
      event: (name) => async (manager, eventId) => {
        await handlers.event(name)(manager, eventId);
        throw new Error('after its work, before its commit');
      },
      scheduled: (name) => handlers.scheduled(name),
    };
    for (const { eventId, job } of rows) await expect(runEventJob(source, fails, job, eventId)).rejects.toThrow('before its commit');
    expect(await owed()).toEqual(rows);
    expect(await eventsPerTicket(system, [id], 'ticket.routed')).toEqual([0]);
    await doEverything();
    expect(await eventsPerTicket(system, [id], 'ticket.routed')).toEqual([1]);
  }, 60_000);
});
