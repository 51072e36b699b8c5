// Owns reading a ticket's history as an auditor would: straight from the rows, each bound to the one before.
// Leaves the hash itself to the domain.
import type { EntityManager } from 'typeorm';
import { chainHash } from '../src/ticket/domain/events.js';
import { TicketEntity } from '../src/ticket/ticket.entity.js';
import { TicketEventEntity } from '../src/ticket/ticket.records.js';

/** What does not fit in the chains of all tickets; empty when every event is there, in order and unchanged. */
export async function brokenChains(manager: EntityManager): Promise<string[]> {
  const tickets = await manager.find(TicketEntity);
  const events = await manager.find(TicketEventEntity, { order: { ticketId: 'ASC', seq: 'ASC' } });
  const byTicket = new Map<string, TicketEventEntity[]>();
  for (const event of events) {
    const own = byTicket.get(event.ticketId);
    if (own) own.push(event);
    else byTicket.set(event.ticketId, [event]);
  }
  const wrong: string[] = [];
  for (const ticket of tickets) {
    let hash = '';
    const own = byTicket.get(ticket.id) ?? [];
    for (const [i, event] of own.entries()) {
      if (event.seq !== i + 1) wrong.push(`${ticket.number}: event ${String(event.seq)} stands at place ${String(i + 1)}`);
      hash = chainHash(hash, event);
      if (event.hash !== hash) wrong.push(`${ticket.number}: event ${String(event.seq)} (${event.type}) was changed`);
      const before = own[i - 1];
      if (before && event.at < before.at) wrong.push(`${ticket.number}: event ${String(event.seq)} is earlier than the one before`);
    }
    if (ticket.lastSeq !== own.length || ticket.lastHash !== hash) wrong.push(`${ticket.number}: the ticket knows another end of its history`);
  }
  return wrong;
}
