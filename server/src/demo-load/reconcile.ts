// Owns comparing a journal with the system: every acknowledged change must be found, whatever was killed since.
// Leaves writing the journal to a run. A supervisor sees every ticket with its whole history.
import type { FollowView, TicketView } from '@zhitongche/shared/ticket/contract.js';
import { codeOf, createClient } from './api-client.js';
import type { Answer } from './api-client.js';
import { gatherCast } from './cast.js';
import { readJournal } from './journal.js';
import type { Acknowledged, AcknowledgedLink } from './journal.js';
import type { LoadOptions } from './options.js';

export interface Reconciliation {
  tickets: number;
  changes: number;
  links: number;
  /** Lines of the journal that are cut off; what they acknowledged is unknown. */
  broken: number[];
  /** What is not as it was acknowledged, in words: must be empty. */
  wrong: string[];
}

/** @throws Error when the journal cannot be read or the system has no demo people */
export async function reconcile(options: LoadOptions & { reconcile: string }, stop: AbortSignal): Promise<Reconciliation> {
  const { changes, links, broken } = await readJournal(options.reconcile);
  const byTicket = new Map<string, Map<string, Acknowledged>>();
  for (const entry of changes) {
    const known = byTicket.get(entry.ticketId) ?? new Map<string, Acknowledged>();
    byTicket.set(entry.ticketId, known.set(entry.commandId, entry));
  }
  const client = createClient(options.url, options.patienceMs, stop);
  const cast = await gatherCast(client);
  const [supervisor] = cast.supervisors;
  if (!supervisor) throw new Error('没有督办员可以核对。 No supervisor to look with.');
  const count = [...byTicket.values()].reduce((sum, known) => sum + known.size, 0);
  const result: Reconciliation = { tickets: byTicket.size, changes: count, links: links.length, broken, wrong: [] };
  const numbers = new Map<string, string>();
  for (const [id, known] of byTicket) {
    const { status, body } = await cast.as(supervisor, 'GET', `/api/tickets/${id}`);
    const acknowledged = [...known.values()];
    const number = acknowledged[0]?.number ?? '';
    if (status !== 200) result.wrong.push(`${number}：找不到 not found (${String(status)})`);
    else result.wrong.push(...differences(body as TicketView, acknowledged));
    if (numbers.has(number)) result.wrong.push(`${number}：两件事项同一个编号 one number for two tickets`);
    numbers.set(number, id);
  }
  for (const link of links) result.wrong.push(...linkDifferences(link, await client.send('GET', `/api/follow/${link.token}`)));
  return result;
}

/** A newer link voids the older, and days do: both say that it was kept. */
export function linkDifferences({ number, reporterId }: AcknowledgedLink, opened: Answer): string[] {
  if (opened.status === 200) return (opened.body as FollowView).reporterId === reporterId ? [] : [`${number} link：是别人的链接 another reporter's`];
  return opened.status === 410 ? [] : [`${number} link：找不到 not found (${String(opened.status)} ${codeOf(opened)})`];
}

/** Each change has its event, of the same moment; versions only grow. */
export function differences(ticket: Pick<TicketView, 'number' | 'version' | 'round' | 'events'>, acknowledged: readonly Acknowledged[]): string[] {
  const moments = new Set(ticket.events.map((event) => new Date(event.at).getTime()));
  return acknowledged.flatMap(({ number, action, version, round, at }) => {
    const where = `${number} ${action} ${at}`;
    if (number !== ticket.number) return [`${where}：编号是 ${ticket.number} another number`];
    if (!moments.has(new Date(at).getTime())) return [`${where}：历史里没有这一步 missing in its history`];
    return version > ticket.version || round > ticket.round ? [`${where}：版本或轮次比答复时还小 older than acknowledged`] : [];
  });
}
