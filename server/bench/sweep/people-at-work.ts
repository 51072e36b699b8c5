// Owns what people do while lights fall: lists, counts, pages of tickets, reports, and words on the very tickets that are due.
// Leaves sending it to foreground.ts.
import { randomUUID } from 'node:crypto';
import type { WorklistCounts } from '@zhitongche/shared/ticket/contract.js';
import type pg from 'pg';
import { peopleWith, signIn } from '../people.js';
import { reports } from '../reports.js';
import type { Errand } from './foreground.js';

export const PER_SECOND = 20;
const PEOPLE = 12;

/** Signs everybody in, looks which lists they have, and answers the maker of the next seconds' errands. */
export async function peopleAtWork(url: string, owner: pg.Client, due: readonly string[]): Promise<(seconds: number) => Errand[]> {
  const cadres = peopleWith('cadre').slice(0, PEOPLE);
  const handlers = peopleWith('handler').slice(0, PEOPLE);
  const supervisors = peopleWith('supervisor');
  const visitors = await signIn(owner, [...cadres, ...handlers, ...supervisors]);
  const cookieOf = (ids: readonly string[], at: number) => visitors.get(ids[at % ids.length] ?? '')?.cookie ?? '';
  const lists = new Map<string, string[]>();
  for (const { cookie } of visitors.values()) {
    const response = await fetch(`${url}/api/tickets/counts`, { headers: { cookie } });
    if (response.status !== 200) throw new Error(`counts: ${String(response.status)} ${await response.text()}`);
    const { items } = await response.json() as WorklistCounts; // 200 carries nothing else.
    lists.set(cookie, items.map((item) => item.worklist));
  }
  const reported = reports();
  const read = (label: string, path: string, cookie: string): Errand => ({ label, method: 'GET', path, cookie, expected: [200] });
  const list = (at: number, cookie: string) => {
    const own = lists.get(cookie) ?? [];
    return read('list', `/api/tickets?worklist=${own[at % own.length] ?? ''}`, cookie);
  };
  const dueTicket = (at: number) => due[(at * 7919) % due.length] ?? '';
  let n = 0;
  const errand = (): Errand => {
    const at = n++;
    switch (at % 10) {
      case 0: case 1: return list(at, cookieOf(cadres, at));
      case 2: return list(at, cookieOf(supervisors, at));
      case 3: case 4: return list(at, cookieOf(handlers, at));
      case 5: return read('counts', '/api/tickets/counts', cookieOf(handlers, at));
      case 6: return read('counts', '/api/tickets/counts', cookieOf(supervisors, at));
      case 7: return read('ticket', `/api/tickets/${dueTicket(at)}`, cookieOf(supervisors, at));
      case 8: return { label: 'report', method: 'POST', path: '/api/tickets', cookie: cookieOf(cadres, at), body: JSON.stringify(reported(at)), expected: [201] };
      default: return {
        label: 'note', method: 'POST', path: `/api/tickets/${dueTicket(at)}/actions`, cookie: cookieOf(supervisors, at), expected: [200],
        body: JSON.stringify({ commandId: randomUUID(), action: 'note', input: { text: '请抓紧办理。' } }),
      };
    }
  };
  return (seconds) => Array.from({ length: Math.ceil(seconds * PER_SECOND) }, errand);
}
