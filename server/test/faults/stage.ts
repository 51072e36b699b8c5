// Owns a district for a suite of faults: a system, its people, tickets to fall due, and one fault after the other.
// Leaves the faults to the suites, and judging to checker.ts.
import type { TestDatabase } from '../database.js';
import { signIn } from '../queue/client.js';
import type { Program } from '../queue/processes.js';
import type { OtherWorker, System } from '../queue/system.js';
import { createSystem } from '../queue/system.js';
import { CADRE, nothingOwed } from '../queue/tickets.js';
import { waitFor } from '../queue/wait-for.js';
import { wrongAfter } from './checker.js';
import { databaseNow, fallDue, reported } from './crowd.js';
import type { Crowd } from './crowd.js';
import type { People } from './told.js';
import { atWork } from './told.js';

/** The long form waits as long as the real thing would, and takes crowds as large. */
export const LONG = process.env['FAULTS_LONG'] === '1';
/** Everything about one fault, in ms: a busy machine included. */
export const PATIENCE_MS = LONG ? 900_000 : 300_000;
const LIT_MS = LONG ? 600_000 : 150_000;
/** Thousands of notices take their time on a busy machine; how long is printed. */
const TOLD_MS = LIT_MS;
/** Tickets that fall due in one fault. */
export const CROWD = LONG ? 200 : 20;

export interface Fault {
  /** In words, for the line of figures. */
  what: string;
  /** So many fall due, {@link CROWD} unless told otherwise. */
  count?: number;
  dueInSeconds?: number;
  /** Happens from the moment they are set to fall due, when no worker runs; resolves when all that was broken is whole again and one does. */
  happens(crowd: Crowd): Promise<void>;
}

export interface Stage {
  system: System;
  people: People;
  /** Ready when it resolves; ended with the fault. */
  worker(other?: OtherWorker): Promise<Program>;
  /** What is wrong after the fault, in words; empty when nothing is. */
  after(fault: Fault): Promise<string[]>;
  /** The moment by the database's clock, reached. */
  reach(at: Date): Promise<void>;
  /** So many of them are lit, one at least. */
  lit(ids: string[], atLeast?: number): Promise<void>;
  close(): Promise<void>;
}

/** Opened with an API and no worker. */
export async function openStage(database?: TestDatabase, begin: (system: System) => Promise<void> = () => Promise.resolve()): Promise<Stage> {
  const system = await createSystem(database);
  await begin(system);
  // People read at once what they are told, at whatever hour this runs.
  await system.query(`insert into notice_setting (settings) values ('{"quietFrom": "12:00", "quietUntil": "12:00"}')`);
  await system.api().ready;
  const [cadre, supervisor, desk] = await Promise.all([signIn(system.url, CADRE), signIn(system.url, 'qian-wei'), signIn(system.url, 'jin-li')]);
  const people = { cadre, supervisor, desk };
  const programs: Program[] = [];
  const worker = async (other?: OtherWorker) => {
    const program = system.worker(other);
    programs.push(program);
    await program.ready;
    return program;
  };
  const endWorkers = () => Promise.all(programs.splice(0).filter((program) => program.running()).map((program) => program.kill()));
  return {
    system, people, worker,
    async after({ what, count = CROWD, dueInSeconds = 4, happens }) {
      const ids = await reported(system, cadre, count);
      const crowd = await fallDue(system, ids, dueInSeconds);
      // The second half is left to the sweep alone.
      const working = atWork(people, ids.slice(0, Math.ceil(ids.length / 2)));
      try {
        await happens(crowd);
        const over = await databaseNow(system);
        await waitFor('every light that is due', async () => (await system.query(
          `select 1 from timer where state = 'waiting' and due_at <= clock_timestamp() limit 1`)).length === 0 && (await databaseNow(system)) > crowd.at, LIT_MS);
        const told = await working.end();
        await nothingOwed(system, TOLD_MS);
        return await wrongAfter(system, { what, crowd, over, told, desk });
      } finally {
        await working.end().catch(() => undefined);
        await endWorkers();
      }
    },
    async reach(at) {
      await waitFor('the moment', async () => (await databaseNow(system)) >= at);
    },
    async lit(ids, atLeast = 1) {
      await waitFor(`${String(atLeast)} lit`, async () => (await system.query(
        `select 1 from timer where state = 'lit' and round = 2 and ticket_id = any($1)`, [ids])).length >= atLeast, LIT_MS);
    },
    close: () => system.remove(),
  };
}
