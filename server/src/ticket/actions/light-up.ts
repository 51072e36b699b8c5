// Owns one use case: on a ticket that is locked, every light whose moment has come is lit, before anything else happens to it.
// Leaves which and when to domain/lights.ts, finding such tickets to light-sweep.ts.
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { SYSTEM } from '../domain/actor.js';
import type { Setting } from '../domain/decide.js';
import { decide } from '../domain/decide.js';
import { dueLights } from '../domain/lights.js';
import type { Moved } from '../domain/move.js';
import type { Ticket } from '../domain/ticket.js';
import type { TicketEntity } from '../ticket.entity.js';
import { TicketRepository } from '../ticket.repository.js';

@Injectable()
export class LightUp {
  constructor(private readonly tickets: TicketRepository) {}

  /**
   * Answers the ticket as it is with its lights on; the same one when none was due. Every command does this first:
   * a result submitted after the deadline but before the sweep came finds the light of the deadline burning.
   */
  async runIn(manager: EntityManager, ticket: TicketEntity, setting: Setting): Promise<TicketEntity> {
    const due = dueLights(ticket, setting);
    if (due.length === 0) return ticket;
    const all: Moved = { changes: {}, events: [] };
    for (const { level, mark } of due) {
      const lit: Ticket = { ...ticket, ...all.changes };
      const { changes, events } = decide(lit, { action: 'light', input: { level, mark } }, SYSTEM, setting);
      Object.assign(all.changes, changes);
      all.events.push(...events);
    }
    return (await this.tickets.save(manager, ticket, all, { actorId: null, capacity: 'system', now: setting.now })).ticket;
  }
}
