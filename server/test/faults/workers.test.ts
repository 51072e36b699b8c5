// Owns the proof that workers may die, sleep or be away while lights fall due, and nothing is lost, told twice, early or late.
// Leaves database and queue to servers.test.ts, clocks to clocks.test.ts.
import { setTimeout as pause } from 'node:timers/promises';
import { BACK_END } from '../queue/system.js';
import { holdBack, workerHeldBack } from '../queue/tickets.js';
import type { Stage } from './stage.js';
import { CROWD, LONG, PATIENCE_MS, openStage } from './stage.js';

describe(`workers, queue on ${BACK_END}`, () => {
  let stage: Stage;
  beforeAll(async () => { stage = await openStage(); }, PATIENCE_MS);
  afterAll(() => stage.close(), PATIENCE_MS);

  const count = async (sql: string) => (await stage.system.query<{ n: number }>(`select count(*)::int as n from ${sql}`))[0]?.n ?? 0;
  const lit = (ids: string[]) => count(`timer where state = 'lit' and round = 2 and ticket_id in ('${ids.join(`','`)}')`);

  it('kill -9 between "lit" and "told"', async () => {
    expect(await stage.after({
      what: 'killed between lit and told',
      async happens({ ids }) {
        const held = await holdBack(stage.system, 'notice', 'true');
        const doomed = await stage.worker();
        await stage.lit(ids, ids.length);
        await workerHeldBack(stage.system);
        await doomed.kill();
        await held.letGo();
        expect(await count(`notice n join ticket_event e on e.id = n.event_id where e.type = 'light.lit' and e.ticket_id in ('${ids.join(`','`)}')`)).toBe(0);
        await stage.worker();
      },
    })).toEqual([]);
  }, PATIENCE_MS);

  it('kill -9 again and again while they are being lit', async () => {
    const crowd = CROWD * 3;
    expect(await stage.after({
      what: 'killed three times while lighting', count: crowd,
      async happens({ ids, at }) {
        await stage.reach(at);
        for (const part of [0.1, 0.4, 0.7]) {
          const doomed = await stage.worker();
          await stage.lit(ids, Math.ceil(part * ids.length));
          await doomed.kill();
        }
        await stage.worker();
      },
    })).toEqual([]);
  }, PATIENCE_MS);

  it('all stopped across the moment', async () => {
    expect(await stage.after({
      what: 'no worker across the moment',
      async happens({ ids, at }) {
        await stage.reach(at);
        await pause(LONG ? 90_000 : 6_000);
        // Whoever wrote a note has lit that ticket; the rest waits.
        expect(await lit(ids)).toBeLessThan(ids.length);
        await stage.worker();
      },
    })).toEqual([]);
  }, PATIENCE_MS);

  it('one sleeps in the middle of lighting and wakes later, with and without another beside it', async () => {
    for (const beside of [0, 1]) {
      expect(await stage.after({
        what: `asleep in the middle of lighting, ${beside === 0 ? 'alone' : 'another beside'}`,
        async happens({ at }) {
          const held = await holdBack(stage.system, 'ticket_event', `new.type = 'light.lit'`);
          const sleeper = await stage.worker();
          await stage.reach(at);
          await workerHeldBack(stage.system);
          sleeper.freeze();
          await held.letGo();
          if (beside > 0) await stage.worker();
          await pause(LONG ? 90_000 : 10_000);
          sleeper.thaw();
        },
      })).toEqual([]);
    }
  }, PATIENCE_MS * 2);
});
