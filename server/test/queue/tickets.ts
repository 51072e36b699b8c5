// Owns what the suites say and ask about tickets: reporting, bringing one to its rating, the books that must balance.
// Leaves when things break to the suites.
import { randomUUID } from 'node:crypto';
import type { CommandAnswer, LinkAnswer, SubmitRequest, TicketView } from '@zhitongche/shared/ticket/contract.js';
import pg from 'pg';
import { LIANHUA } from '../cast.js';
import type { Client } from './client.js';
import { persistently, visitor } from './client.js';
import type { System } from './system.js';
import { waitFor } from './wait-for.js';

/** 沈佳慧, who reports for Lianhua community. */
export const CADRE = 'shen-jiahui';

const TROUBLES = [
  ['村口路灯半年不亮', '村口到桥头的六盏路灯从去年冬天起就不亮，晚上老人出门看不见，摔过两次。'],
  ['公交站点取消后出行难', '512路在社区门口的站点取消，老人去镇上看病要多走一公里多。'],
  ['小区垃圾清运不及时', '垃圾房三天才清一次，天热气味大，楼下住户不敢开窗。'],
  ['孩子上学接送难', '社区里十几户老人带孩子，早晚接送没有公交，下雨天很危险。'],
] as const;

/** A report as the mini-app sends it; the same id again is the same report. */
export function report(id: string = randomUUID(), more: Partial<SubmitRequest> = {}): SubmitRequest {
  const [title, text] = TROUBLES[Number.parseInt(id.slice(0, 2), 16) % TROUBLES.length] ?? TROUBLES[0];
  return {
    id, line: 'minqing', title, text, subjectKind: 'household', subjectId: LIANHUA,
    reporter: { name: '莫阿婆', phone: '13900000801' }, ...more,
  };
}

export interface Told {
  ticketId: string;
  reporterId: string;
  /** The reporter's own door. */
  token: string;
}

/** Reports something solved at the door and hands the reporter a link: it now waits for the rating. */
export async function awaitingRating(url: string, cadre: Client): Promise<Told> {
  const id = randomUUID();
  const answer = expectStatus(201, await cadre.post<CommandAnswer>('tickets', report(id, { solvedOnSpot: '当场联系物业，已经修好。' })));
  const reporterId = answer.ticket?.reporters[0]?.id;
  if (reporterId === undefined) throw new Error('the cadre does not see the reporter');
  const token = await makeLink(cadre, id, reporterId);
  const seen = expectStatus(200, await visitor(url).get<{ ticket: TicketView }>(`follow/${token}`));
  if (seen.ticket.status !== 'awaiting_rating') throw new Error(`expected awaiting_rating, found ${seen.ticket.status}`);
  return { ticketId: id, reporterId, token };
}

/** The token of a fresh link for the ticket's present round. */
export async function makeLink(cadre: Client, ticketId: string, reporterId: string): Promise<string> {
  return expectStatus(201, await cadre.post<LinkAnswer>(`tickets/${ticketId}/links`, { reporterId })).token;
}

/** An unsatisfied rating as the follow page sends it. */
export function unsatisfied(version: number, commandId: string = randomUUID()) {
  return { commandId, version, action: 'rate', input: { satisfaction: 'unsatisfied', reason: 'not_solved', text: '晚上又不亮了。' } };
}

/** The body, after the status was what it should be. */
export function expectStatus<T>(status: number, answer: { status: number; body: T }): T {
  if (answer.status !== status) throw new Error(`expected ${String(status)}, got ${String(answer.status)}: ${JSON.stringify(answer.body)}`);
  return answer.body;
}

/** Waits until each of the tickets lies before triage with a suggestion. */
export async function allRouted(system: Pick<System, 'query'>, ids: string[]): Promise<void> {
  await waitFor(`${String(ids.length)} tickets routed`, async () => {
    const [row] = await system.query<{ n: number }>(
      `select count(*)::int as n from ticket where id = any($1) and status = 'assessing' and suggestion is not null`, [ids]);
    return row?.n === ids.length;
  });
}

/** One act with the version the person sees. @throws Error when it is refused */
export async function act(client: Client, ticketId: string, action: string, input: object = {}): Promise<void> {
  const { version } = expectStatus(200, await client.get<TicketView>(`tickets/${ticketId}`));
  expectStatus(200, await client.post(`tickets/${ticketId}/actions`, { commandId: randomUUID(), version, action, input }));
}

/** The reporter looks at the page behind the link and rates with the version seen there. @throws Error when it is refused */
export async function rateUnsatisfied(url: string, token: string): Promise<void> {
  const link = visitor(url);
  const { ticket } = expectStatus(200, await link.get<{ ticket: TicketView }>(`follow/${token}`));
  const body = unsatisfied(ticket.version);
  expectStatus(200, await persistently(() => link.post<CommandAnswer>(`follow/${token}/actions`, body)));
}

/** Waits until the queue has been given everything that is owed. */
export async function allHandedOver(system: System): Promise<void> {
  await waitFor('every delivery handed over', async () => (await system.query('select 1 from event_delivery where relayed_at is null limit 1')).length === 0);
}

/** Waits until no event owes a job any more. */
export async function nothingOwed(system: Pick<System, 'query'>, deadlineMs?: number): Promise<void> {
  await waitFor('every delivery done', async () => (await system.query('select 1 from event_delivery limit 1')).length === 0, deadlineMs);
}

/** From one kind of event to the next on the same ticket, in ms, by the times the database gave them. */
export async function delays(system: System, ids: string[], from: string, to: string): Promise<number[]> {
  const rows = await system.query<{ ms: string }>(
    `select extract(epoch from min(b.at) - min(a.at)) * 1000 as ms from ticket_event a join ticket_event b using (ticket_id)
     where ticket_id = any($1) and a.type = $2 and b.type = $3 group by ticket_id`, [ids, from, to]);
  return rows.map((row) => Math.round(Number(row.ms)));
}

/** How many events of a kind each ticket has; what it should be for every one of them is the suite's to say. */
export async function eventsPerTicket(system: Pick<System, 'query'>, ids: string[], type: string): Promise<number[]> {
  const rows = await system.query<{ n: number }>(
    `select count(e.id)::int as n from unnest($1::uuid[]) as t(id) left join ticket_event e on e.ticket_id = t.id and e.type = $2 group by t.id`, [ids, type]);
  return rows.map((row) => row.n);
}

/** What must be true of any history, whatever was killed: whole tickets, whole chains, nothing told twice. */
export async function imbalances(system: Pick<System, 'query'>): Promise<Record<string, number>> {
  const [row] = await system.query<Record<string, number>>(
    `select (select count(*)::int from ticket t where not exists (select from ticket_event e where e.ticket_id = t.id)) as "without event",
            (select count(*)::int from ticket t where not exists (select from ticket_reporter r where r.origin_ticket_id = t.id)) as "without reporter",
            (select count(*)::int from ticket t where not exists (select from command c where c.id = t.id)) as "without command",
            (select count(*)::int from ticket t where t.last_seq <> (select count(*) from ticket_event e where e.ticket_id = t.id)) as "broken chain",
            (select count(*)::int - count(distinct number)::int from ticket) as "shared number",
            (select count(*)::int - count(distinct (ticket_id, reporter_id, round))::int from rating) as "rated twice",
            (select count(*)::int - count(distinct (event_id, person_id))::int from notice) as "told twice"`);
  return Object.fromEntries(Object.entries(row ?? {}).filter(([, n]) => n !== 0));
}

/** From now on routing stops short of its effect, in the middle of its transaction, until it is let go. */
export const holdBackRouting = (system: System): Promise<{ letGo(): Promise<void> }> => holdBack(system, 'ticket_event', `new.type = 'ticket.routed'`);

/** From now on whoever writes such a row stops in the middle of the transaction, until it is let go. */
export async function holdBack(system: System, table: 'ticket_event' | 'notice', rows: string): Promise<{ letGo(): Promise<void> }> {
  await system.query(`create or replace function hold_back() returns trigger language plpgsql as
    $$ begin perform pg_advisory_xact_lock_shared(4711); return new; end $$`);
  await system.query(`create or replace trigger hold_back before insert on ${table} for each row when (${rows}) execute function hold_back()`);
  const holder = new pg.Client({ connectionString: system.env['DATABASE_URL'] });
  holder.on('error', () => undefined); // When the database goes, so does the lock.
  await holder.connect();
  await holder.query('select pg_advisory_lock(4711)');
  system.atEnd(() => holder.end());
  // The trigger stays: to drop it would wait for whoever was held back and is asleep now.
  return { letGo: () => holder.end() };
}

/** Waits until a worker is held back in the middle of its transaction. */
export async function workerHeldBack(system: System): Promise<void> {
  await waitFor('a worker is held back', async () => (await system.query(
    `select 1 from pg_stat_activity where application_name = 'zhitongche-worker' and wait_event_type = 'Lock' and wait_event = 'advisory' and datname = current_database()`)).length > 0);
}
