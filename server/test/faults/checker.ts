// Owns what must be true after any fault: what clients were told is what the database says; nothing lost, twice, early or late.
// Leaves causing faults to the suites.
import { DataSource } from 'typeorm';
import { ENTITIES } from '../../src/entities.js';
import { dataSourceOptions } from '../../src/platform/database/data-source.js';
import { brokenChains } from '../chains.js';
import type { Client } from '../queue/client.js';
import type { System } from '../queue/system.js';
import { BACK_END } from '../queue/system.js';
import { imbalances } from '../queue/tickets.js';
import { percentile } from '../queue/wait-for.js';
import type { Crowd } from './crowd.js';
import type { Told } from './told.js';
import { allNotices } from './told.js';

/** What is done later than this after the fault is over is late. */
const LATE_MS = 60_000;

export interface After {
  /** In words, for the line of figures. */
  what: string;
  crowd: Crowd;
  /** When everything that was broken was whole again. */
  over: Date;
  told: Told;
  desk: Client;
}

interface Found {
  id: string;
  litAt: Date | null;
  /** Events of the level that was due, of the moment its row tells. */
  events: number;
  /** Lights of the round, of whatever level. */
  lights: number;
  /** When the first person was told of it. */
  toldAt: Date | null;
}

/** What is wrong, in words; empty when nothing is. Prints how late things were. */
export async function wrongAfter(system: System, { what, crowd: { ids, at }, over, told, desk }: After): Promise<string[]> {
  const found = await system.query<Found>(
    `select due.id, m.lit_at as "litAt", count(distinct e.id) filter (where e.at = m.lit_at and e.payload->>'level' = 'yellow_light')::int as events,
            count(distinct e.id)::int as lights, min(n.created_at) as "toldAt"
     from unnest($1::uuid[]) as due(id) left join timer m on m.ticket_id = due.id and m.round = 2 and m.level = 'yellow_light' and m.state = 'lit'
     left join ticket_event e on e.ticket_id = due.id and e.round = 2 and e.type = 'light.lit' left join notice n on n.event_id = e.id
     group by due.id, m.lit_at`, [ids]);
  const since = (moment: Date, of: (each: Found) => Date | null) => found.flatMap((each) => {
    const done = of(each);
    return done ? [done.getTime() - moment.getTime()] : [];
  });
  const whole = new Date(Math.max(at.getTime(), over.getTime()));
  const [lit, toldOf] = [since(whole, (each) => each.litAt), since(whole, (each) => each.toldAt)];
  process.stderr.write([
    `${what}, queue on ${BACK_END}: ${String(ids.length)} lights`, `lit after they were due ${spread(since(at, (each) => each.litAt))}`,
    `after the fault was over ${spread(lit)}`, `told after it ${spread(toldOf)}\n`,
  ].join('; '));
  return [
    ...many('not lit', found.filter((each) => each.litAt === null)),
    ...many('lit without its event, or twice', found.filter((each) => each.events !== 1)),
    ...many('lit although not due', found.filter((each) => each.lights > 1)),
    ...many('lit early', found.filter((each) => each.litAt !== null && each.litAt < at)),
    ...many('lit late', lit.filter((ms) => ms > LATE_MS)),
    ...many('nobody told', found.filter((each) => each.toldAt === null)),
    ...many('told late', toldOf.filter((ms) => ms > LATE_MS)),
    ...many('delivery still owed', await system.query('select event_id from event_delivery')),
    ...Object.entries(await imbalances(system)).map(([name, n]) => `${name}: ${String(n)}`),
    ...await chainsOf(system),
    ...await againstClients(system, told, desk, ids),
  ];
}

/** What people were told, held against what is there. */
async function againstClients(system: System, told: Told, desk: Client, ids: string[]): Promise<string[]> {
  const notices = await allNotices(desk);
  const there = new Set(notices.map((notice) => notice.id));
  const lights = countBy(notices.flatMap(({ type, ticketId }) => (type === 'light.lit' && ticketId !== null ? [ticketId] : [])));
  const reports = await system.query<{ id: string; submitted: number; routed: number }>(
    `select sent.id, count(e.id) filter (where e.type = 'ticket.submitted')::int as submitted, count(e.id) filter (where e.type = 'ticket.routed')::int as routed
     from unnest($1::uuid[]) as sent(id) left join ticket_event e on e.ticket_id = sent.id group by sent.id`, [told.reports]);
  const kept = await system.query<{ id: string; n: number }>(
    `select ticket_id as id, count(*)::int as n from ticket_event where type = 'note.added' and ticket_id = any($1) group by ticket_id`, [ids]);
  const notes = countBy(told.notes);
  return [
    ...many('light not among the notices of whom it meets', ids.filter((id) => !lights.has(id))),
    ...many('light twice among the notices of whom it meets', ids.filter((id) => (lights.get(id) ?? 0) > 1)),
    ...many('notice that was read and is gone', [...told.notices].filter((id) => !there.has(id))),
    ...many('report that was taken and is not there once', reports.filter(({ submitted, routed }) => submitted !== 1 || routed !== 1)),
    ...many('notes that were taken and are not there once', kept.filter(({ id, n }) => n !== (notes.get(id) ?? 0))),
    ...many('notes that were taken and are not there', [...notes.keys()].filter((id) => !kept.some((row) => row.id === id))),
  ];
}

async function chainsOf({ ownerUrl }: System): Promise<string[]> {
  const source = await new DataSource(dataSourceOptions({ url: ownerUrl, pool: 1, entities: ENTITIES, applicationName: 'checker' })).initialize();
  try {
    return await brokenChains(source.manager);
  } finally {
    await source.destroy();
  }
}

const many = (what: string, those: readonly unknown[]): string[] => (those.length === 0 ? [] : [`${what}: ${String(those.length)}`]);

function countBy(ids: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1);
  return counts;
}

/** Seconds; what was done before the moment counts as 0. */
function spread(ms: number[]): string {
  const seconds = (share: number) => (Math.max(0, percentile(ms, share)) / 1000).toFixed(1);
  return `p50 ${seconds(0.5)} s, p99 ${seconds(0.99)} s, max ${seconds(1)} s`;
}
