// Owns one use case: tickets whose dates an older calendar counted get today's, one ticket within its command or many in a batch.
// Leaves what changes to domain/recompute.ts and when to come to recompute.jobs.ts.
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { DeadlineService } from '../../deadline/deadline.service.js';
import { LineService } from '../../line/line.service.js';
import type { MoveContext } from '../domain/move.js';
import { isOutdated, recomputed } from '../domain/recompute.js';
import type { Ticket } from '../domain/ticket.js';
import type { TicketEntity } from '../ticket.entity.js';
import type { Act, TicketMove } from '../ticket.repository.js';
import { TicketRepository } from '../ticket.repository.js';

/** Where a walk through the outdated tickets stands. */
export type Place = Pick<Ticket, 'calendarVersion' | 'id'>;
export const BEFORE_ALL: Place = { calendarVersion: -1, id: '00000000-0000-0000-0000-000000000000' };

export interface Batch {
  /** The last one's place; null when there was none. */
  last: Place | null;
  /** How many told deadlines moved, and which way. */
  later: number;
  earlier: number;
}

@Injectable()
export class Recompute {
  constructor(
    private readonly tickets: TicketRepository,
    private readonly lines: LineService,
    private readonly deadlines: DeadlineService,
  ) {}

  /** Answers the locked ticket with today's dates; the same one when it has them. Every command and every light does this first. */
  async runIn(manager: EntityManager, ticket: TicketEntity, setting: Pick<MoveContext, 'now' | 'calendar' | 'line'>): Promise<TicketEntity> {
    if (!isOutdated(ticket, setting.calendar)) return ticket;
    const moved = recomputed(ticket, setting);
    return (await this.tickets.save(manager, ticket, moved, act(setting.now))).ticket;
  }

  /** The same for a ticket that is not locked; nothing when somebody holds it. */
  async one(manager: EntityManager, id: string): Promise<void> {
    const [ticket] = await this.tickets.lockUntaken(manager, [id]);
    if (ticket) await this.runIn(manager, ticket, { ...await this.deadlines.present(manager), line: await this.lines.get(ticket.line, manager) });
  }

  /** The next `limit` outdated tickets after a place that nobody else holds, in one transaction's two statements. */
  async batch(manager: EntityManager, after: Place, limit: number): Promise<Batch> {
    const { now, calendar } = await this.deadlines.present(manager);
    const found = await this.tickets.lockOutdated(manager, calendar.version, after, limit);
    const last = found.at(-1);
    if (!last) return { last: null, later: 0, earlier: 0 };
    const all: TicketMove[] = [];
    for (const ticket of found) all.push({ ticket, moved: recomputed(ticket, { calendar, line: await this.lines.get(ticket.line, manager) }) });
    await this.tickets.saveAll(manager, all, act(now));
    const later = all.filter(({ ticket, moved }) => (moved.changes.dueDay ?? ticket.dueDay) > ticket.dueDay).length;
    const earlier = all.filter(({ ticket, moved }) => (moved.changes.dueDay ?? ticket.dueDay) < ticket.dueDay).length;
    return { last: { calendarVersion: last.calendarVersion, id: last.id }, later, earlier };
  }
}

const act = (now: Date): Act => ({ actorId: null, capacity: 'system', now });
