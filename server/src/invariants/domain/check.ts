// Owns adding up what was found over all tickets, and what holds between them: chains, and where merged ones went.
// Leaves one ticket to check-ticket.ts and where the rows come from to read-facts.ts.
import type { ChainCheck, HistoryEnd } from '../../backup/domain/chain-check.js';
import { chainCheck } from '../../backup/domain/chain-check.js';
import type { Looked } from './check-ticket.js';
import { checkTicket } from './check-ticket.js';
import type { Ground, TicketFacts } from './facts.js';
import type { Problem, Rule } from './rules.js';

export interface Finding extends Problem {
  /** The ticket's number, as people read it; '' where it is about none. */
  number: string;
}

export interface Verdict {
  tickets: number;
  looked: Looked;
  findings: Finding[];
}

export interface Check {
  /** Tickets in any order, each once. */
  ticket(facts: TicketFacts): void;
  /** @param owed jobs that are owed for longer than they may be, or that failed */
  verdict(owed: { job: string; failed: boolean; count: number }[]): Verdict;
}

export function startCheck(ground: Ground): Check {
  const looked: Looked = { lights: 0, ratings: 0, rounds: 0, events: 0 };
  const findings: Finding[] = [];
  const chains: ChainCheck = chainCheck();
  const ends: HistoryEnd[] = [];
  const numbers = new Map<string, string>();
  const merged: { number: string; into: string }[] = [];
  const say = (rule: Rule, number: string, words: string) => { findings.push({ rule, number, words }); };

  return {
    ticket(facts) {
      const { ticket, events } = facts;
      numbers.set(ticket.id, ticket.number);
      ends.push(ticket);
      if (ticket.mergedIntoId !== null) merged.push({ number: ticket.number, into: ticket.mergedIntoId });
      for (const [i, event] of events.entries()) {
        chains.event(event);
        const before = events[i - 1];
        if (before && event.at < before.at) say('chain', ticket.number, `第${String(event.seq)}步早于前一步`);
      }
      const one = checkTicket(facts, ground);
      for (const problem of one.problems) findings.push({ ...problem, number: ticket.number });
      for (const name of Object.keys(looked) as (keyof Looked)[]) looked[name] += one.looked[name]; // Its own keys.
    },
    verdict(owed) {
      for (const id of chains.broken(ends)) say('chain', numbers.get(id) ?? id, '事件链断了：有步骤缺失、被改动，或事项记着另一个末尾');
      for (const { number, into } of merged) if (!numbers.has(into)) say('place', number, '并入的那一件不存在');
      for (const { job, failed, count } of owed) say('owed', '', `${job} ${failed ? '失败' : '未完成'} ${String(count)} 项`);
      return { tickets: ends.length, looked, findings };
    },
  };
}
