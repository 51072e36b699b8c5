// Owns writing tickets: lock, insert, and one save that changes the row, chains the events and owes their jobs.
// Leaves deciding to domain/ and reading for people to ticket.queries.ts.
import { Injectable } from '@nestjs/common';
import { refuse } from '@zhitongche/shared/errors.js';
import type { EntityManager } from 'typeorm';
import { In } from 'typeorm';
import { WAKE_CHANNEL } from '../platform/jobs/catalogue.js';
import type { Capacity } from './domain/actor.js';
import type { ChainedEvent, NewEvent } from './domain/events.js';
import { chainHash } from './domain/events.js';
import type { Moved } from './domain/move.js';
import type { Ticket } from './domain/ticket.js';
import { jobsOf } from './event-jobs.js';
import { TicketEntity } from './ticket.entity.js';
import { TicketEventEntity, TicketRoundEntity } from './ticket.records.js';

/** Who acted, in which capacity, when. */
export interface Act {
  actorId: string | null;
  capacity: Capacity;
  now: Date;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

@Injectable()
export class TicketRepository {
  /** Locks the row until the transaction ends. @throws Refusal TICKET_NOT_FOUND */
  async lock(manager: EntityManager, id: string): Promise<TicketEntity> {
    const [ticket] = await this.lockAll(manager, [id]);
    return ticket ?? refuse('TICKET_NOT_FOUND');
  }

  /** Locks several in the order of their ids, so that two who want the same ones cannot wait for each other. */
  lockAll(manager: EntityManager, ids: string[]): Promise<TicketEntity[]> {
    const valid = ids.filter((id) => UUID.test(id));
    if (valid.length === 0) return Promise.resolve([]);
    return manager.find(TicketEntity, { where: { id: In(valid) }, order: { id: 'ASC' }, lock: { mode: 'pessimistic_write' } });
  }

  /** Inserts a new ticket with its first events. */
  async insert(manager: EntityManager, ticket: Ticket, events: NewEvent[], act: Act): Promise<TicketEntity> {
    const blank = { lastSeq: 0, lastHash: '' };
    const chained = chain({ id: ticket.id, round: ticket.round, ...blank }, events, act);
    const entity: TicketEntity = { ...ticket, ...head(chained, blank), updatedAt: act.now };
    await manager.insert(TicketEntity, entity);
    await this.append(manager, chained);
    await this.freeze(manager, entity, events);
    return entity;
  }

  /** Saves a move: new values, version + 1, events; answers the ticket as it now is. */
  async save(manager: EntityManager, before: TicketEntity, moved: Moved, act: Act): Promise<TicketEntity> {
    const round = moved.changes.round ?? before.round;
    const chained = chain({ ...before, round: reopens(moved) ? before.round : round }, moved.events, act);
    const changes = { ...moved.changes, version: before.version + 1, ...head(chained, before), updatedAt: act.now };
    await manager.update(TicketEntity, { id: before.id }, changes);
    await this.append(manager, chained);
    const after: TicketEntity = { ...before, ...changes };
    await this.freeze(manager, after, moved.events);
    return after;
  }

  private async append(manager: EntityManager, chained: (ChainedEvent & { hash: string })[]): Promise<void> {
    const inserted = await manager.insert(TicketEventEntity, chained as object[]);
    const owed = chained.flatMap((event, i) => {
      const { id } = inserted.identifiers[i] as { id: string };
      return jobsOf(event.type).map((job) => ({ id, job, at: event.at }));
    });
    // One statement, since every action pays for it.
    await manager.query(
      `with owed as (insert into event_delivery (event_id, job, created_at)
                     select * from unnest($1::bigint[], $2::text[], $3::timestamptz[]) returning 1)
       select pg_notify($4, '') where exists (select from owed)`,
      [owed.map((o) => o.id), owed.map((o) => o.job), owed.map((o) => o.at), WAKE_CHANNEL]);
  }

  /** The facts of a round, written once when it is concluded. */
  private async freeze(manager: EntityManager, ticket: TicketEntity, events: NewEvent[]): Promise<void> {
    if (!events.some((e) => e.type === 'ticket.concluded')) return;
    const { result, resultSubmittedAt, concludedAt } = ticket;
    if (!result || !resultSubmittedAt || !concludedAt) throw new Error(`ticket ${ticket.id} concluded without a result`);
    await manager.insert(TicketRoundEntity, {
      ticketId: ticket.id, round: ticket.round, day0: ticket.day0, dueDay: ticket.dueDay, dueAt: ticket.dueAt,
      leadUnitId: ticket.leadUnitId, resultKind: result.kind, resultSubmittedAt, concludedAt, late: resultSubmittedAt >= ticket.dueAt,
    });
  }
}

/** A reopening is the last event of the round it ends. */
const reopens = (moved: Moved): boolean => moved.events.some((e) => e.type === 'ticket.reopened');

function chain(
  at: { id: string; round: number; lastSeq: number; lastHash: string }, events: NewEvent[], act: Act,
): (ChainedEvent & { hash: string })[] {
  let { lastSeq: seq, lastHash: hash } = at;
  return events.map((event) => {
    seq += 1;
    const chained = { ...event, ticketId: at.id, seq, round: at.round, at: act.now, actorId: act.actorId, capacity: act.capacity };
    hash = chainHash(hash, chained);
    return { ...chained, hash };
  });
}

type Head = Pick<TicketEntity, 'lastSeq' | 'lastHash'>;

function head(chained: { seq: number; hash: string }[], before: Head): Head {
  const last = chained.at(-1);
  return last ? { lastSeq: last.seq, lastHash: last.hash } : { lastSeq: before.lastSeq, lastHash: before.lastHash };
}
