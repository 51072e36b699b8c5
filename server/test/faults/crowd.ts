// Owns a crowd of tickets whose yellow light falls due at one instant a few seconds ahead, judged by the product's own rules.
// Leaves what breaks meanwhile to the suites and what must be true afterwards to checker.ts.
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { dueAtOnce } from '../../bench/sweep/due-at-once.js';
import type { Client } from '../queue/client.js';
import type { System } from '../queue/system.js';
import { expectStatus, report } from '../queue/tickets.js';

export interface Crowd {
  ids: string[];
  /** By the database's clock. */
  at: Date;
}

const AT_ONCE = 20;

/** Reports tickets as people do, while no worker runs. What they owe by being reported is not what these suites look at: it is dropped. */
export async function reported(system: System, cadre: Client, count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, () => randomUUID());
  for (let i = 0; i < ids.length; i += AT_ONCE) {
    await Promise.all(ids.slice(i, i + AT_ONCE).map(async (id) => expectStatus(201, await cadre.post('tickets', report(id)))));
  }
  await system.query('delete from event_delivery');
  return ids;
}

/** Lets these fall due in so many seconds from now. */
export async function fallDue(system: System, ids: string[], inSeconds: number): Promise<Crowd> {
  const owner = new pg.Client({ connectionString: system.ownerUrl });
  await owner.connect();
  try {
    const at = await databaseNow(system, inSeconds);
    await dueAtOnce(owner, { ids }, at);
    return { ids, at };
  } finally {
    await owner.end();
  }
}

/** The database's clock, so many seconds further. */
export async function databaseNow(system: Pick<System, 'query'>, plusSeconds = 0): Promise<Date> {
  const [row] = await system.query<{ at: Date }>(`select clock_timestamp() + $1 * interval '1 second' as at`, [plusSeconds]);
  if (!row) throw new Error('the database did not tell the time');
  return row.at;
}
