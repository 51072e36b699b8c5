// Owns the proof that a crowd of lights falling in the same second is lit each exactly once, by several workers, some of them killed.
// Leaves the moments to ladder.spec.ts and the rules of a light to stories/ladder.test.ts.
import { randomUUID } from 'node:crypto';
import { signIn } from './client.js';
import { peek } from './peek.js';
import type { System } from './system.js';
import { BACK_END, createSystem } from './system.js';
import { CADRE, expectStatus, nothingOwed, report } from './tickets.js';
import { waitFor } from './wait-for.js';

const TICKETS = 100;

describe(`lights, queue on ${BACK_END}`, () => {
  let system: System;
  beforeAll(async () => { system = await createSystem(); }, 120_000);
  afterAll(() => system.remove());

  const count = async (sql: string) => (await system.query<{ n: number }>(`select count(*)::int as n from ${sql}`))[0]?.n ?? 0;

  it(`${String(TICKETS)} due in the same second: each once, told once, although a worker dies in the middle`, async () => {
    const api = system.api();
    await api.ready;
    const cadre = await signIn(system.url, CADRE);
    const ids = Array.from({ length: TICKETS }, () => randomUUID());
    for (let i = 0; i < TICKETS; i += 20) {
      await Promise.all(ids.slice(i, i + 20).map(async (id) => expectStatus(201, await cadre.post('tickets', report(id)))));
    }
    // What was reported in a working day of long ago and should have been answered; all that is due comes in one second.
    await system.query(`update ticket set day0 = '2026-01-12', submitted_at = '2026-01-12', round_opened_at = '2026-01-12', due_day = '2026-02-02',
      due_at = '2026-02-03T00:00:00+08:00', stage_due_day = '2026-01-13', stage_due_at = '2026-01-14T00:00:00+08:00'`);
    await system.query(`update timer set due_at = date_trunc('second', clock_timestamp()) where state = 'waiting'`);

    const doomed = system.worker();
    const other = system.worker();
    await Promise.all([doomed.ready, other.ready]);
    await waitFor('the first lights', async () => (await count(`ticket_event where type = 'light.lit'`)) > 0);
    await doomed.kill();
    const replacement = system.worker();
    await replacement.ready;
    await waitFor('all lights', async () => (await count(`timer where state = 'waiting' and due_at <= clock_timestamp()`)) === 0);
    await nothingOwed(system);

    const lights = await system.query<{ light: string; n: number; tickets: number }>(
      `select coalesce(payload->>'stage', payload->>'level') as light, count(*)::int as n, count(distinct ticket_id)::int as tickets
       from ticket_event where type = 'light.lit' group by 1 order by 1`);
    expect(lights).toEqual(['assess', 'early_warning', 'last_warning', 'red_light', 'talk_due', 'yellow_light']
      .map((light) => ({ light, n: TICKETS, tickets: TICKETS })));
    // Each event has its row, lit in the same transaction, and nobody was told twice.
    expect(await count(`timer where state = 'lit'`)).toBe(6 * TICKETS);
    expect(await count(`timer m where state = 'lit' and not exists (select from ticket_event e where e.ticket_id = m.ticket_id and e.at = m.lit_at
      and e.type = 'light.lit' and e.payload->>'level' = m.level)`)).toBe(0);
    expect(await count(`(select event_id, person_id from notice group by 1, 2 having count(*) > 1) twice`)).toBe(0);
    expect(await count(`ticket_event e where type = 'light.lit' and payload->>'level' = 'yellow_light'
      and not exists (select from notice n where n.event_id = e.id)`)).toBe(0);
  }, 240_000);

  it('wakes for a moment that comes before the sweep’s next turn', async () => {
    await system.query(`update timer m set state = 'waiting', lit_at = null, due_at = clock_timestamp() + soon.n * interval '5 seconds'
      from (select ticket_id, row_number() over (order by ticket_id) as n from timer where level = 'talk_due' limit 12) soon
      where m.ticket_id = soon.ticket_id and m.level = 'talk_due'`);
    const sweeps = peek(system, 'sweep');
    await waitFor('a turn of its own', async () => (await sweeps.jobs(['delayed'])).some((job) => job.id?.startsWith('ticket.sweep-early-')));
  }, 90_000);
});
