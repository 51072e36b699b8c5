// Owns one use case: on tickets that are locked, every light whose moment has come is lit, before anything else happens to it.
// Leaves which and when to domain/lights.ts, finding such tickets to light-sweep.ts.
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { SYSTEM } from '../domain/actor.js';
import type { Setting } from '../domain/decide.js';
import { decide } from '../domain/decide.js';
import type { Timer } from '../domain/lights.js';
import { dueLights } from '../domain/lights.js';
import type { Moved } from '../domain/move.js';
import type { Ticket } from '../domain/ticket.js';
import type { TicketEntity } from '../ticket.entity.js';
import type { Act } from '../ticket.repository.js';
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
    return due.length === 0 ? ticket : (await this.tickets.save(manager, ticket, switchOn(ticket, due, setting), actOf(setting))).ticket;
  }

  /** The same for several locked tickets that are judged at one moment, written in one statement. Answers by ticket the moments of what was lit. */
  async runAll(manager: EntityManager, judged: readonly { ticket: TicketEntity; setting: Setting }[]): Promise<Map<string, Date[]>> {
    const lit = new Map<string, Date[]>();
    const moves = judged.flatMap(({ ticket, setting }) => {
      const due = dueLights(ticket, setting);
      if (due.length === 0) return [];
      lit.set(ticket.id, due.map((timer) => timer.dueAt));
      return [{ ticket, moved: switchOn(ticket, due, setting) }];
    });
    const [first] = judged;
    if (first !== undefined) await this.tickets.saveAll(manager, moves, actOf(first.setting));
    return lit;
  }
}

const actOf = ({ now }: Setting): Act => ({ actorId: null, capacity: 'system', now });

/** All of them, one after the other: each finds the ones before it burning. */
function switchOn(ticket: Ticket, due: readonly Timer[], setting: Setting): Moved {
  const all: Moved = { changes: {}, events: [] };
  for (const { level, mark } of due) {
    const lit: Ticket = { ...ticket, ...all.changes };
    const { changes, events } = decide(lit, { action: 'light', input: { level, mark } }, SYSTEM, setting);
    Object.assign(all.changes, changes);
    all.events.push(...events);
  }
  return all;
}
