// Owns the proof that jobs handed over too often, in another order or to several workers do nothing twice, and a poisoned one holds up no other.
// Leaves each job's effect to queue/effects-once.test.ts, what becomes of a poisoned job to queue/poisoned.test.ts.
import type { EventJobName } from '../../src/platform/jobs/catalogue.js';
import { JOBS, QUEUES } from '../../src/platform/jobs/catalogue.js';
import { peek } from '../queue/peek.js';
import { BACK_END } from '../queue/system.js';
import { holdBack, workerHeldBack } from '../queue/tickets.js';
import { seededRandom, waitFor } from '../queue/wait-for.js';
import type { Stage } from './stage.js';
import { CROWD, LONG, PATIENCE_MS, openStage } from './stage.js';

const TIMES = 3;

describe(`deliveries, queue on ${BACK_END}`, () => {
  let stage: Stage;
  const random = seededRandom(20_260_901);
  beforeAll(async () => { stage = await openStage(); }, PATIENCE_MS);
  afterAll(() => stage.close(), PATIENCE_MS);

  it('every job three times, in another order', async () => {
    const queues = new Map(QUEUES.map((name) => [name, peek(stage.system, name)]));
    expect(await stage.after({
      what: 'every job three times in another order',
      async happens({ ids }) {
        const held = await holdBack(stage.system, 'notice', 'true');
        const first = await stage.worker();
        await stage.lit(ids, ids.length);
        await workerHeldBack(stage.system);
        await first.kill();
        const owed = await stage.system.query<{ eventId: string; name: EventJobName }>('select event_id as "eventId", job as name from event_delivery');
        const again = Array.from({ length: TIMES }, () => owed).flat().map((job) => ({ job, at: random() })).sort((a, b) => a.at - b.at);
        for (const [queue, { add }] of queues) {
          await add(again.filter(({ job }) => JOBS[job.name].queue === queue).map(({ job: { name, eventId } }) => ({ name, data: { eventId } })));
        }
        await held.letGo();
        await Promise.all([stage.worker(), stage.worker()]);
      },
    })).toEqual([]);
  }, PATIENCE_MS);

  it('two workers, and more sweepers than one', async () => {
    const sweeps = peek(stage.system, 'sweep');
    expect(await stage.after({
      what: 'two workers, four sweeps at once', count: CROWD * 3,
      async happens({ at }) {
        await Promise.all([stage.worker(), stage.worker()]);
        await stage.reach(at);
        await sweeps.add(Array.from({ length: 4 }, () => ({ name: 'ticket.sweep', data: {} })));
      },
    })).toEqual([]);
  }, PATIENCE_MS);

  it('a ticket that cannot be lit, and a notice that cannot be written, hold up no other', async () => {
    expect(await stage.after({
      what: 'one poisoned light and one poisoned notice', count: CROWD * 2,
      async happens({ ids }) {
        const [dark, silent] = ids.slice(-2);
        await stage.system.query(`create or replace function poison() returns trigger language plpgsql as $$ begin raise exception 'poisoned'; end $$`);
        await stage.system.query(`create trigger poison before insert on ticket_event for each row
          when (new.type = 'light.lit' and new.ticket_id = '${dark!}') execute function poison()`);
        await stage.system.query(`create trigger poison before insert on notice for each row when (new.ticket_id = '${silent!}') execute function poison()`);
        await stage.worker();
        await stage.lit(ids, ids.length - 1);
        await waitFor('the others told', async () => (await stage.system.query(
          `select 1 from unnest($1::uuid[]) as due(id)
           where not exists (select from notice n join ticket_event e on e.id = n.event_id where e.type = 'light.lit' and e.ticket_id = due.id)`, [ids])).length === 2);
        // One table at a time: locking both at once would meet those who write both.
        for (const table of ['ticket_event', 'notice']) await stage.system.query(`drop trigger poison on ${table}`);
        await stage.system.query('drop function poison');
      },
    })).toEqual([]);
  }, PATIENCE_MS);

  it('a crowd at one midnight', async () => {
    expect(await stage.after({
      what: 'a crowd at one midnight, one of two workers killed in the middle', count: LONG ? 5_000 : 150, dueInSeconds: LONG ? 15 : 6,
      async happens({ ids }) {
        const [doomed] = await Promise.all([stage.worker(), stage.worker()]);
        await stage.lit(ids, Math.ceil(ids.length * 0.2));
        await doomed.kill();
      },
    })).toEqual([]);
  }, PATIENCE_MS * 2);
});
