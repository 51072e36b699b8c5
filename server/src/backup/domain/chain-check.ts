// Owns checking histories that come by in order: each event bound to the one before, each ticket knowing its end.
// Leaves reading them to verify.ts and the hash to the ticket's own rule.
import type { ChainedEvent } from '../../ticket/domain/events.js';
import { chainHash } from '../../ticket/domain/events.js';

export interface StoredEvent extends ChainedEvent {
  hash: string;
}

export interface HistoryEnd {
  id: string;
  lastSeq: number;
  lastHash: string;
}

export interface ChainCheck {
  /** Events must come by ticket, then by their place. */
  event(event: StoredEvent): void;
  /** After all events. The ids of tickets whose history is not whole, at most ten. */
  broken(tickets: Iterable<HistoryEnd>): string[];
}

export function chainCheck(): ChainCheck {
  const ends = new Map<string, { seq: number; hash: string }>();
  const wrong = new Set<string>();
  return {
    event(event) {
      const before = ends.get(event.ticketId) ?? { seq: 0, hash: '' };
      const hash = chainHash(before.hash, event);
      if (event.seq !== before.seq + 1 || event.hash !== hash) wrong.add(event.ticketId);
      ends.set(event.ticketId, { seq: event.seq, hash });
    },
    broken(tickets) {
      for (const { id, lastSeq, lastHash } of tickets) {
        const end = ends.get(id);
        if (end?.seq !== lastSeq || end.hash !== lastHash) wrong.add(id);
      }
      return [...wrong].slice(0, 10);
    },
  };
}
