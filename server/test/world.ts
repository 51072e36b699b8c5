// Owns the real application in the test's own process: a database with the base data, HTTP on a free port, a clock and dice that obey.
// Leaves speaking HTTP to visitor.ts, the tickets in it to the suites.
import 'reflect-metadata';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { jest } from '@jest/globals';
import { LinkAnswer } from '@zhitongche/shared/ticket/contract.js';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DataSource, IsNull } from 'typeorm';
import { Application } from '../src/features.js';
import { readConfig } from '../src/platform/config/config.js';
import type { Clock } from '../src/platform/database/unit-of-work.js';
import { createApp } from '../src/platform/http/create-app.js';
import type { EventJobName } from '../src/platform/jobs/catalogue.js';
import { EventDeliveryEntity } from '../src/platform/jobs/event-delivery.entity.js';
import { JobHandlers } from '../src/platform/jobs/handles-job.js';
import { runEventJob } from '../src/platform/jobs/runner.js';
import { createLogger } from '../src/platform/logging/logger.js';
import { TEST_KEYS, createBaseDatabase } from './base-database.js';
import type { TestDatabase } from './database.js';
import type { Answer, Person, Reporter, Send, VersionOf } from './visitor.js';
import { person, read, reporter } from './visitor.js';

// jest's five seconds are for functions; here a suite waits for a database on a machine that does other things too.
jest.setTimeout(120_000);

/** A session lasts twelve hours; who comes back later signs in again. */
const SESSION_MS = 11 * 3_600_000;

/** The application's clock: stands still until it is set. */
export interface TestClock extends Clock {
  /** Sets it to a moment in Shanghai, `2026-03-02 09:00`. */
  at(shanghai: string): void;
  readonly instant: Date;
}

export interface World {
  app: NestFastifyApplication;
  url: string;
  database: TestDatabase;
  /** The product's own connections, with its role of few rights. */
  source: DataSource;
  clock: TestClock;
  /** What the next draws for the supervisor's sample are: below the rate is in, 0.99 is out. */
  dice: { draw: number };
  send: Send;
  /** A demo person; signs in over HTTP when first needed. */
  as(personId: string): Person;
  /** A fresh link for the ticket's own reporter, made by its submitter (or `by`). */
  link(ticketId: string, by?: string): Promise<Reporter>;
  /** Somebody who has this link. */
  follow(token: string, reporterId: string): Reporter;
  /** The worker's part: every job that is owed, until none is. */
  runJobs(): Promise<void>;
  /** The worker's sweep. */
  sweep(): Promise<void>;
  /** The worker's turn of making the heads' morning digests. */
  digest(): Promise<void>;
  /** The worker's sweep of uploads that nobody used. */
  sweepFiles(): Promise<void>;
  close(): Promise<void>;
}

/** @param env settings that differ from the usual ones of a test */
export async function openWorld(at = '2026-03-02 09:00', env: NodeJS.ProcessEnv = {}): Promise<World> {
  const database = await createBaseDatabase();
  const files = await mkdtemp(path.join(tmpdir(), 'zhitongche-files-'));
  const config = readConfig({
    ...TEST_KEYS, NODE_ENV: 'test', DATABASE_URL: database.appUrl, DEMO_SIGN_IN: '1', PORT: '0', LOG_LEVEL: 'error', LIMITS: 'off', ATTACHMENT_DIR: files, ...env,
  });
  const clock = testClock(at);
  const dice = { draw: 0.99 };
  const logger = createLogger('api', config.logLevel);
  const app = await createApp(Application.with({ config, logger, clock, applicationName: 'zhitongche-test' }, () => dice.draw), config, logger);
  await app.listen({ host: config.host, port: config.port });
  const url = await app.getUrl();
  const source = app.get(DataSource);
  const handlers = app.get(JobHandlers).collect();
  const send: Send = (method, path, body, headers) => request(url + path, method, body, headers);
  const people = new Map<string, Person>();
  const versionOf: VersionOf = (ticketId, action) => version(source, ticketId, action);

  const world: World = {
    app, url, database, source, clock, dice, send,
    as(personId) {
      const known = people.get(personId) ?? person(personId, signedIn(personId, send, clock), versionOf);
      people.set(personId, known);
      return known;
    },
    follow: (token, reporterId) => reporter(token, reporterId, send, versionOf),
    async link(ticketId, by) {
      const [row] = await source.query<{ reporterId: string; submitterId: string }[]>(
        `select r.id as "reporterId", t.submitter_id as "submitterId" from ticket_reporter r join ticket t on t.id = r.origin_ticket_id
         where t.id = $1`, [ticketId]);
      if (!row) throw new Error(`no ticket ${ticketId}`);
      const answer = await world.as(by ?? row.submitterId).post(`/api/tickets/${ticketId}/links`, { reporterId: row.reporterId });
      return world.follow(read(LinkAnswer, answer, 'making a link').token, row.reporterId);
    },
    async runJobs() {
      for (;;) {
        const owed = await source.manager.find(EventDeliveryEntity, { where: { failedAt: IsNull() }, order: { eventId: 'ASC', job: 'DESC' } });
        if (owed.length === 0) return;
        for (const { eventId, job } of owed) await runEventJob(source, handlers, job as EventJobName, eventId);
      }
    },
    async sweep() { await handlers.scheduled('ticket.sweep')(); },
    async digest() { await handlers.scheduled('notification.digest')(); },
    async sweepFiles() { await handlers.scheduled('attachment.sweep')(); },
    async close() {
      await app.close();
      await database.drop();
      await rm(files, { recursive: true, force: true });
    },
  };
  return world;
}

function testClock(at: string): TestClock {
  let instant = shanghai(at);
  return {
    at(text) { instant = shanghai(text); },
    get instant() { return instant; },
    get standsAt() { return instant; },
  };
}

/** A moment in Shanghai, which has no summer time. */
export function shanghai(text: string): Date {
  const instant = new Date(`${text.replace(' ', 'T')}:00+08:00`);
  if (Number.isNaN(instant.getTime())) throw new Error(`not a moment: ${text}`);
  return instant;
}

async function request(url: string, method: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
  const response = await fetch(url, {
    method, redirect: 'manual',
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === '' ? null : JSON.parse(text) as unknown };
}

/** Sends with the person's cookie, signing in when there is none or it is too old. */
function signedIn(personId: string, send: Send, clock: TestClock): Send {
  let session: Promise<{ cookie: string; since: Date }> | undefined;
  const signIn = async (since: Date) => {
    const answer = await send('POST', '/api/session/demo', { personId });
    const cookie = answer.headers.get('set-cookie')?.split(';')[0];
    if (answer.status !== 200 || cookie === undefined) throw new Error(`${personId} cannot sign in: ${JSON.stringify(answer.body)}`);
    return { cookie, since };
  };
  return async (method, path, body, headers) => {
    session ??= signIn(clock.instant);
    const age = clock.instant.getTime() - (await session).since.getTime();
    if (age < 0 || age > SESSION_MS) session = signIn(clock.instant);
    return send(method, path, body, { cookie: (await session).cookie, ...headers });
  };
}

async function version(source: DataSource, ticketId: string, action: string): Promise<number> {
  const [row] = await source.query<{ version: number; into: string | null }[]>('select version, merged_into_id as into from ticket where id = $1', [ticketId]);
  if (!row) return 1;
  return row.into !== null && ['rate', 'remark', 'deliver'].includes(action) ? version(source, row.into, action) : row.version;
}
