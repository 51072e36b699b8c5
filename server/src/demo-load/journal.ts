// Owns the journal: one JSON line for every change that the system acknowledged, on the disk before the next is asked for.
// Leaves comparing it with the system to reconcile.ts.
import { closeSync, openSync, writeSync } from 'node:fs';
import { readFile } from 'node:fs/promises';

export interface Acknowledged {
  ticketId: string;
  number: string;
  /** 'submit', or the action. */
  action: string;
  commandId: string;
  /** As the receipt says it. */
  version: number;
  status: string;
  round: number;
  /** The moment of the change; its event in the ticket's history has the same. */
  at: string;
}

/** A link for a reporter, which no history shows: it is found again by opening it, so the journal is as secret as the link. */
export interface AcknowledgedLink {
  ticketId: string;
  number: string;
  action: 'link';
  reporterId: string;
  token: string;
}

export interface Journal {
  write(entry: Acknowledged | AcknowledgedLink): void;
  close(): void;
}

/** Appends; without a file it keeps nothing. */
export function openJournal(file: string | null): Journal {
  if (file === null) return { write: () => undefined, close: () => undefined };
  const handle = openSync(file, 'a', 0o600);
  return {
    write: (entry) => { writeSync(handle, `${JSON.stringify(entry)}\n`); },
    close: () => { closeSync(handle); },
  };
}

/** @returns entries, and the numbers of lines that are none: a run that was killed leaves half a line */
export async function readJournal(file: string): Promise<{ changes: Acknowledged[]; links: AcknowledgedLink[]; broken: number[] }> {
  const changes: Acknowledged[] = [];
  const links: AcknowledgedLink[] = [];
  const broken: number[] = [];
  (await readFile(file, 'utf8')).split('\n').forEach((line, index) => {
    if (line === '') return;
    try {
      const entry = JSON.parse(line) as Acknowledged | AcknowledgedLink; // written by openJournal
      if ('token' in entry) links.push(entry);
      else changes.push(entry);
    } catch {
      broken.push(index + 1);
    }
  });
  return { changes, links, broken };
}
