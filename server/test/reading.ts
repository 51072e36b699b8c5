// Owns looking at what the suites look at again and again: notices over HTTP, and rows the API does not show.
// Leaves judging what was seen to the suites.
import type { NoticeItem } from '@zhitongche/shared/notification/contract.js';
import { NoticePage } from '@zhitongche/shared/notification/contract.js';
import type { World } from './world.js';
import { read } from './visitor.js';

/** A person's notices of one ticket that are out by the world's clock, oldest first. */
export async function notices(world: World, personId: string, ticketId: string): Promise<NoticeItem['type'][]> {
  const { items } = read(NoticePage, await world.as(personId).get('/api/notices?limit=100'), 'notices');
  return items.filter((item) => item.ticketId === ticketId).map((item) => item.type).reverse();
}

/** Whom an event was told, alone or in a digest, also those who see it only in the morning. */
export async function toldOf(world: World, ticketId: string, type: string): Promise<string[]> {
  const rows = await world.source.query<{ person: string }[]>(
    'select n.person_id as person from notice n join ticket_event e on e.id = n.event_id where e.ticket_id = $1 and e.type = $2 order by 1', [ticketId, type]);
  return rows.map((row) => row.person);
}

/** What the ticket's own history says happened, in order. */
export async function happened(world: World, ticketId: string): Promise<string[]> {
  const rows = await world.source.query<{ type: string }[]>('select type from ticket_event where ticket_id = $1 order by seq', [ticketId]);
  return rows.map((row) => row.type);
}

/** How often something happened. */
export async function times(world: World, ticketId: string, type: string): Promise<number> {
  return (await happened(world, ticketId)).filter((each) => each === type).length;
}

/** The lights of a ticket in the order they were lit, `round level`, or `round stage` where it is a stage's. */
export async function lights(world: World, ticketId: string): Promise<string[]> {
  const rows = await world.source.query<{ light: string }[]>(
    `select round || ' ' || coalesce(payload->>'stage', payload->>'level') as light from ticket_event
     where ticket_id = $1 and type = 'light.lit' order by seq`, [ticketId]);
  return rows.map((row) => row.light);
}

/** What became of the moments of a ticket: `round level state`, `stage_overdue` among them, in order of time. */
export async function timers(world: World, ticketId: string): Promise<string[]> {
  const rows = await world.source.query<{ timer: string }[]>(
    `select round || ' ' || case when mark = '' then level else split_part(mark, ':', 1) end || ' ' || coalesce(cancelled_why, state) as timer
     from timer where ticket_id = $1 order by round, due_at, array_position(array['early_warning', 'last_warning', 'yellow_light', 'red_light', 'talk_due'], level), mark`, [ticketId]);
  return rows.map((row) => row.timer);
}

/** Who was told of a light. */
export async function toldOfLight(world: World, ticketId: string, light: string): Promise<string[]> {
  const rows = await world.source.query<{ person: string }[]>(
    `select n.person_id as person from notice n join ticket_event e on e.id = n.event_id
     where e.ticket_id = $1 and e.type = 'light.lit' and coalesce(e.payload->>'stage', e.payload->>'level') = $2 order by 1`, [ticketId, light]);
  return rows.map((row) => row.person);
}

/** Everything that counts of a ticket in one value: two equal ones mean that nothing was written. */
export async function trace(world: World, ticketId: string): Promise<{ version: number }> {
  const [row] = await world.source.query<{ version: number }[]>(
    `select t.version, to_jsonb(t) as ticket, (select count(*)::int from ticket_event e where e.ticket_id = t.id) as events,
            (select count(*)::int from command c where c.ticket_id = t.id) as commands,
            (select count(*)::int from rating r where r.ticket_id = t.id) as ratings,
            (select count(*)::int from reporter_link l where l.ticket_id = t.id) as links,
            (select jsonb_agg(to_jsonb(m) order by level, mark) from timer m where m.ticket_id = t.id) as timers
     from ticket t where t.id = $1`, [ticketId]);
  if (!row) throw new Error(`no ticket ${ticketId}`);
  return row;
}

/** How many rows there are in everything that a request can write. */
export async function books(world: World): Promise<unknown> {
  return world.source.query(`select (select count(*)::int from ticket) as tickets, (select count(*)::int from ticket_event) as events,
    (select count(*)::int from ticket_reporter) as reporters, (select count(*)::int from event_delivery) as deliveries,
    (select count(*)::int from command) as commands, (select count(*)::int from visit) as visits, (select count(*)::int from audit_log) as audit`);
}
