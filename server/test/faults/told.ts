// Owns people who go on working while things break, and what they were told: answers to what they sent, notices they have read.
// Leaves holding it against the database to checker.ts.
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { NoticePage } from '@zhitongche/shared/notification/contract.js';
import type { Client } from '../queue/client.js';
import { persistently } from '../queue/client.js';
import { expectStatus, report } from '../queue/tickets.js';

export interface Told {
  /** Reports that were answered with 201. */
  reports: string[];
  /** Tickets on which a note was answered with 200, once for each note. */
  notes: string[];
  /** Notices that somebody has seen on the screen. */
  notices: Set<string>;
}

export interface People {
  cadre: Client;
  /** Writes notes on tickets that are about to fall due. */
  supervisor: Client;
  /** Is told of the lights. */
  desk: Client;
}

const REPORT_EVERY_MS = 800;
const NOTE_EVERY_MS = 500;
const LOOK_EVERY_MS = 1_000;

/** They begin at once, and end when they are told to, each with an answer to the last thing sent. */
export function atWork({ cadre, supervisor, desk }: People, crowd: readonly string[]): { end(): Promise<Told> } {
  const told: Told = { reports: [], notes: [], notices: new Set() };
  const state = { going: true };
  const again = async (everyMs: number, work: () => Promise<void>) => {
    while (state.going) {
      await work();
      await pause(everyMs);
    }
  };
  let noted = 0;
  const all = Promise.all([
    again(REPORT_EVERY_MS, async () => {
      const id = randomUUID();
      expectStatus(201, await persistently(() => cadre.post('tickets', report(id))));
      told.reports.push(id);
    }),
    again(NOTE_EVERY_MS, async () => {
      const id = crowd[noted++ % crowd.length] ?? '';
      // The same command again after "later" is the same note.
      const command = { commandId: randomUUID(), action: 'note', input: { text: '请留意期限。' } };
      expectStatus(200, await persistently(() => supervisor.post(`tickets/${id}/actions`, command)));
      told.notes.push(id);
    }),
    again(LOOK_EVERY_MS, async () => {
      for (const notice of expectStatus(200, await persistently(() => desk.get<NoticePage>('notices?limit=100'))).items) told.notices.add(notice.id);
    }),
  ]);
  all.catch(() => undefined); // Heard at the end.
  return {
    async end() {
      state.going = false;
      await all;
      return told;
    },
  };
}

/** Every notice of a person, page by page. */
export async function allNotices(client: Client): Promise<NoticePage['items']> {
  const items: NoticePage['items'] = [];
  for (let cursor = ''; ;) {
    const page = expectStatus(200, await client.get<NoticePage>(`notices?limit=100${cursor}`));
    items.push(...page.items);
    if (page.next === null) return items;
    cursor = `&cursor=${encodeURIComponent(page.next)}`;
  }
}
