// Owns the proof that an API that is told to end says so first, answers what it has begun
// as long as it may, and takes nothing new.
// Leaves ending under a crowd to queue/ending.test.ts.
import { randomUUID } from 'node:crypto';
import type { CommandAnswer } from '@zhitongche/shared/ticket/contract.js';
import pg from 'pg';
import type { Client } from '../queue/client.js';
import { signIn, visitor } from '../queue/client.js';
import { endsInOrder, startProgram } from '../queue/processes.js';
import type { System } from '../queue/system.js';
import { createSystem } from '../queue/system.js';
import { CADRE, report } from '../queue/tickets.js';
import { waitFor } from '../queue/wait-for.js';

describe('an API that is told to end', () => {
  let system: System;
  beforeAll(async () => { system = await createSystem(); }, 120_000);
  afterAll(() => system.remove(), 60_000);

  it('is not ready any more, still answers what is in flight, and is gone within five seconds', async () => {
    const api = startProgram('main.api', { ...system.env, DRAIN_MS: '1500' });
    await api.ready;
    const cadre = await signIn(system.url, CADRE);
    const { id, answer, release } = await heldUp(cadre);

    const ended = api.stop();
    const ready = await waitFor('not ready', async () => { const said = await visitor(system.url).get<{ code: string }>('ready'); return said.status === 503 && said; });
    expect(ready.body.code).toBe('SERVER_BUSY');
    await waitFor('the port is closed', () => fetch(`${system.url}/api/health`).then(() => false, () => true));
    await release();
    const { status, body } = await answer;
    expect([status, body.receipt.number]).toEqual([201, (await system.query<{ number: string }>('select number from ticket where id = $1', [id]))[0]?.number]);
    endsInOrder(await ended);
  }, 120_000);

  it('cuts what is not answered in time: it is written whole or not at all, and sent again it is one report', async () => {
    const api = startProgram('main.api', system.env);
    await api.ready;
    const cadre = await signIn(system.url, CADRE);
    const { id, answer, release } = await heldUp(cadre);
    const cut = answer.then(() => 'answered', () => 'cut');
    await api.stop();
    expect(await cut).toBe('cut');
    await release();
    await waitFor('its transaction is gone', async () => (await system.query(`select 1 from pg_locks where locktype = 'advisory' and objid = 4712`)).length === 0);
    // The commit may have been on its way already; then only the answer is missing.
    const written = () => system.query<{ tickets: number; events: number; commands: number }>(
      `select (select count(*)::int from ticket where id = $1) as tickets, (select count(*)::int from ticket_event where ticket_id = $1 and type = 'ticket.submitted') as events,
         (select count(*)::int from command where ticket_id = $1) as commands`, [id]);
    expect([[{ tickets: 0, events: 0, commands: 0 }], [{ tickets: 1, events: 1, commands: 1 }]]).toContainEqual(await written());

    const next = startProgram('main.api', system.env);
    await next.ready;
    expect((await cadre.post('tickets', report(id))).status).toBe(201);
    expect(await written()).toEqual([{ tickets: 1, events: 1, commands: 1 }]);
    endsInOrder(await next.stop());
  }, 120_000);

  /** A report that waits for a lock in the middle of its transaction, until it is released. */
  async function heldUp(cadre: Client) {
    await system.query(`create or replace function hold_back() returns trigger language plpgsql as $$ begin perform pg_advisory_xact_lock(4712); return new; end $$`);
    await system.query('create or replace trigger hold_back before insert on ticket for each row execute function hold_back()');
    const holder = new pg.Client({ connectionString: system.ownerUrl });
    await holder.connect();
    await holder.query('select pg_advisory_lock(4712)');
    const id = randomUUID();
    const answer = cadre.post<CommandAnswer>('tickets', report(id));
    answer.catch(() => undefined); // Heard by the test.
    await waitFor('the report waits', async () => (await system.query(`select 1 from pg_locks where locktype = 'advisory' and not granted`)).length === 1);
    return { id, answer, release: () => holder.end() };
  }
});
