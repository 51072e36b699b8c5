// Owns that the demo's stories replay legally through the product's own actions, and leave a district that is whole.
// Leaves the form of the stories to the specs of the seed and each rule to its own suite.
import 'reflect-metadata';
import type { INestApplicationContext } from '@nestjs/common';
import { jest } from '@jest/globals';
import { NestFactory } from '@nestjs/core';
import { STATUSES } from '@zhitongche/shared/ticket/vocabulary.js';
import { DataSource } from 'typeorm';
import { Application } from '../src/features.js';
import { readConfig } from '../src/platform/config/config.js';
import { checkDatabase } from '../src/invariants/read-facts.js';
import { createLogger } from '../src/platform/logging/logger.js';
import { readStories, scenesUntil } from '../src/platform/seed/demo-stories.js';
import { playStories } from '../src/platform/seed/fill.js';
import { StageUnitOfWork, stageClock, stageDice } from '../src/platform/seed/seed-clock.js';
import { TicketEntity } from '../src/ticket/ticket.entity.js';
import { TEST_KEYS, createBaseDatabase } from './base-database.js';
import { brokenChains } from './chains.js';
import type { TestDatabase } from './database.js';
import { shanghai } from './world.js';

/** A Monday in summer, in the afternoon: nothing in the stories may need a particular day. */
const NOW = shanghai('2026-06-15 15:00');

let database: TestDatabase;
let app: INestApplicationContext;
let source: DataSource;
let tickets: TicketEntity[];
const count = async (sql: string) => (await source.query<{ n: number }[]>(`select count(*)::int as n from ${sql}`))[0]?.n;

beforeAll(async () => {
  jest.spyOn(console, 'log').mockImplementation(() => undefined);
  database = await createBaseDatabase();
  const config = readConfig({ ...TEST_KEYS, NODE_ENV: 'test', DATABASE_URL: database.appUrl, LOG_LEVEL: 'error' });
  const parts = { config, logger: createLogger('seed', config.logLevel), clock: stageClock, applicationName: 'zhitongche-test-seed', unitOfWork: StageUnitOfWork };
  app = await NestFactory.createApplicationContext(Application.with(parts, stageDice), { logger: false, abortOnError: false });
  source = app.get(DataSource);
  await playStories(app, NOW);
  tickets = await source.getRepository(TicketEntity).find({ order: { submittedAt: 'ASC' } });
}, 300_000);
afterAll(async () => {
  jest.restoreAllMocks();
  await app.close();
  await database.drop();
});

it('plays every story that has begun, the twelve of the demo and at least ninety more', () => {
  const begun = scenesUntil(readStories(), NOW).filter((scene) => scene.step === null);
  expect(tickets).toHaveLength(begun.length);
  expect(tickets.length).toBeGreaterThanOrEqual(102);
});

it('leaves tickets in every status but the one the worker ends within seconds', () => {
  expect([...new Set(tickets.map((ticket) => ticket.status))].sort()).toEqual(STATUSES.filter((status) => status !== 'submitted').sort());
});

it('numbers each once, both lines from 1', () => {
  expect(new Set(tickets.map((ticket) => ticket.number)).size).toBe(tickets.length);
  for (const prefix of ['亲清', '民情']) expect(tickets.map((ticket) => ticket.number)).toContain(`${prefix}〔2026〕1号`);
});

it('keeps every chain whole and in the order of time', async () => {
  expect(await brokenChains(source.manager)).toEqual([]);
  expect(await count(`ticket_event where at > '${NOW.toISOString()}'::timestamptz + interval '1 minute'`)).toBe(0);
});

it('owes nothing: every job is done, every 不满意 has its next round, everything overdue is marked', async () => {
  expect(await count('event_delivery')).toBe(0);
  expect(await count('ticket where unsatisfied_at is not null')).toBe(0);
  const rounds = "select ticket_id, round from rating where satisfaction = 'unsatisfied' group by 1, 2";
  expect(await count(`(${rounds}) r`)).toBe(await count(`(${rounds}) r join ticket_event e on e.ticket_id = r.ticket_id and e.round = r.round and e.type = 'ticket.reopened'`));
  expect(await count(`ticket where status in ('submitted', 'assessing', 'dispatched', 'handling') and overdue_at is null and result_submitted_at is null
    and due_at <= '${NOW.toISOString()}'`)).toBe(0);
  expect(await count("ticket_event where type = 'light.lit'")).toBeGreaterThan(0);
});

it('tells nobody of the own act', async () => {
  expect(await count('notice')).toBeGreaterThan(500);
  expect(await count('notice n join ticket_event e on e.id = n.event_id and e.actor_id = n.person_id')).toBe(0);
});

it('holds every invariant, by an independent recomputation', async () => {
  const { tickets: looked, findings } = await checkDatabase(database.ownerUrl, NOW);
  expect(findings).toEqual([]);
  expect(looked).toBe(tickets.length);
});

it('shows what the story of the demo promises', () => {
  const ticket = (title: string) => tickets.find((each) => each.title.includes(title));
  expect(ticket('莲花社区孩子上学接送难')).toMatchObject({ status: 'closed', closedAs: 'rated', round: 2, unsatisfiedCount: 1 });
  expect(tickets.filter((each) => each.status === 'merged').length).toBeGreaterThanOrEqual(7);
  expect(tickets.some((each) => each.hidden && each.complainedEnterpriseId !== null)).toBe(true);
  expect(tickets.some((each) => each.designated)).toBe(true);
});
