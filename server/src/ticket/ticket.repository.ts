// Owns writing tickets: lock, insert, and one save that changes the row, chains the events and owes their jobs.
// Leaves deciding to domain/ and reading for people to ticket.queries.ts.
import { Inject, Injectable } from '@nestjs/common';
import { refuse } from '@zhitongche/shared/errors.js';
import { DataSource } from 'typeorm';
import type { EntityManager } from 'typeorm';
import type { WorkingCalendar } from '../deadline/domain/working-calendar.js';
import { DeadlineService } from '../deadline/deadline.service.js';
import { execute } from '../platform/database/statement.js';
import { WAKE_CHANNEL } from '../platform/jobs/catalogue.js';
import { LOGGER } from '../platform/logging/logger.js';
import type { Logger } from '../platform/logging/logger.js';
import type { Capacity } from './domain/actor.js';
import { isLate, lateness } from './domain/clock.js';
import type { ChainedEvent, NewEvent } from './domain/events.js';
import { chainHash } from './domain/events.js';
import type { Moved } from './domain/move.js';
import type { Counted } from './domain/recompute.js';
import type { Ticket } from './domain/ticket.js';
import { isUuid } from '../platform/database/uuid.js';
import { jobsOf } from './event-jobs.js';
import type { TicketEntity } from './ticket.entity.js';
import type { CommandEntity, TicketReporterEntity, TicketRoundEntity } from './ticket.records.js';
import { ticketStatements } from './ticket.statements.js';
import type { TicketStatements } from './ticket.statements.js';
import { TicketTimers } from './ticket.timers.js';
import type { TimerEntity } from './timer.entity.js';

/** Who acted, in which capacity, when. */
export interface Act {
  actorId: string | null;
  capacity: Capacity;
  now: Date;
}

/** An event with its place in the chain, as it is stored. */
export type StoredEvent = ChainedEvent & { hash: string };

/** What is written in the same statement as a ticket's row and events. */
export interface Beside {
  reporter?: TicketReporterEntity;
  command?: CommandEntity;
}

@Injectable()
export class TicketRepository {
  private readonly statements: TicketStatements;

  constructor(
    source: DataSource, private readonly timers: TicketTimers, private readonly deadlines: DeadlineService, @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.statements = ticketStatements(source);
  }

  /** Locks the row until the transaction ends. @throws Refusal TICKET_NOT_FOUND */
  async lock(manager: EntityManager, id: string): Promise<TicketEntity> {
    const [ticket] = await this.lockAll(manager, [id]);
    return ticket ?? refuse('TICKET_NOT_FOUND');
  }

  /** Locks several in the order of their ids, so that two who want the same ones cannot wait for each other. */
  lockAll(manager: EntityManager, ids: string[]): Promise<TicketEntity[]> {
    const valid = ids.filter(isUuid);
    if (valid.length === 0) return Promise.resolve([]);
    return execute(manager, this.statements.lock, [valid]);
  }

  /** The same without waiting: those that somebody else holds at this moment, or that are not there, are left out. */
  lockUntaken(manager: EntityManager, ids: string[]): Promise<TicketEntity[]> {
    return execute(manager, this.statements.lockUntaken, [ids]);
  }

  /** Locks up to `limit` tickets in work that were counted by an older calendar, after a place in their order, without waiting for anybody. */
  lockOutdated(manager: EntityManager, calendarVersion: number, after: Pick<Ticket, 'calendarVersion' | 'id'>, limit: number): Promise<TicketEntity[]> {
    return execute(manager, this.statements.lockOutdated, [calendarVersion, after.calendarVersion, after.id, limit]);
  }

  /** Tickets in work page by page, not locked and without their words. */
  counted(manager: EntityManager, afterId: string, limit: number): Promise<Counted[]> {
    return execute(manager, this.statements.counted, [afterId, limit]);
  }

  /** Inserts a new ticket with its first events and what comes with them, all in one statement. */
  async insert(manager: EntityManager, ticket: Ticket, events: NewEvent[], act: Act, beside: (ticket: TicketEntity) => Beside): Promise<Saved> {
    const blank = { lastSeq: 0, lastHash: '' };
    const chained = chain({ id: ticket.id, round: ticket.round, ...blank }, events, act);
    const entity: TicketEntity = { ...ticket, ...head(chained, blank), updatedAt: act.now };
    const { insert, tickets } = this.statements;
    const timers = await this.timers.after(manager, null, entity, act.now);
    await execute(manager, insert, [tickets.json([entity]), ...this.appended([{ ticket: entity, events: chained, timers, rounds: await this.frozen(manager, entity, chained) }], beside(entity))]);
    return { ticket: entity, events: chained };
  }

  /** Saves a move: new values, version + 1, events; answers the ticket as it now is. */
  async save(
    manager: EntityManager, before: TicketEntity, moved: Moved, act: Act, beside: (ticket: TicketEntity) => Beside = () => ({}),
  ): Promise<Saved> {
    const one = await this.moved(manager, { ticket: before, moved }, act);
    await this.write(manager, Object.keys(one.changes), [one], beside(one.ticket));
    return one;
  }

  /** Saves a move of each of several locked tickets in one statement, so all of them or none. */
  async saveAll(manager: EntityManager, moves: readonly TicketMove[], act: Act): Promise<Saved[]> {
    const all: MovedTicket[] = [];
    for (const move of moves) all.push(await this.moved(manager, move, act));
    if (all.length > 0) await this.write(manager, [...new Set(all.flatMap((each) => Object.keys(each.changes)))], all, {});
    return all;
  }

  private async moved(manager: EntityManager, { ticket: before, moved }: TicketMove, act: Act): Promise<MovedTicket> {
    const round = moved.changes.round ?? before.round;
    const events = chain({ ...before, round: reopens(moved) ? before.round : round }, moved.events, act);
    // Where nothing happened, the version that people saw stays.
    const happened = events.length > 0 ? { version: before.version + 1, ...head(events, before), updatedAt: act.now } : {};
    const changes = { ...moved.changes, ...happened };
    const ticket: TicketEntity = { ...before, ...changes };
    return { ticket, events, changes, timers: await this.timers.after(manager, before, ticket, act.now), rounds: await this.frozen(manager, ticket, events) };
  }

  /** Writes these properties of each as they now are: one that is not changed in some is written as it was. */
  private async write(manager: EntityManager, properties: string[], all: MovedTicket[], beside: Beside): Promise<void> {
    const { update, tickets } = this.statements;
    await execute(manager, update(properties), [
      tickets.json(all.map(({ ticket }) => ticket), ['id', ...properties]), ...this.appended(all, beside), all.map(({ ticket }) => ticket.id),
    ]);
  }

  /** The facts of a round that these events conclude, by the calendar that counted it. */
  private async frozen(manager: EntityManager, ticket: TicketEntity, events: readonly NewEvent[]): Promise<TicketRoundEntity[]> {
    if (!events.some((e) => e.type === 'ticket.concluded')) return [];
    return [frozenRound(ticket, await this.deadlines.calendar(ticket.calendarVersion, manager))];
  }

  /** The values of the statements' common part, in its order. */
  private appended(all: Appended[], { reporter, command }: Beside): unknown[] {
    const { events, rounds, reporters, commands } = this.statements;
    for (const { ticket, events: chained } of all) {
      // From here a request can be followed into its jobs, which name the ticket too.
      this.logger.info({ ticket: ticket.id, events: chained.map(({ seq, type }) => `${String(seq)} ${type}`) }, 'events');
    }
    const chained = all.flatMap((each) => each.events);
    const owed = chained.flatMap(({ ticketId, seq, type, at }) => jobsOf(type).map((job) => ({ ticketId, seq, job, at })));
    return [
      events.json(chained), JSON.stringify(owed), rounds.json(all.flatMap((each) => each.rounds)),
      reporters.json(reporter ? [reporter] : []), commands.json(command ? [command] : []), WAKE_CHANNEL,
      this.timers.json(all.flatMap((each) => each.timers)),
    ];
  }
}

/** A ticket that is locked, and what is to become of it. */
export interface TicketMove {
  ticket: TicketEntity;
  moved: Moved;
}

/** What a move of one ticket appends. */
interface Appended {
  ticket: TicketEntity;
  events: StoredEvent[];
  timers: TimerEntity[];
  rounds: TicketRoundEntity[];
}

interface MovedTicket extends Appended {
  changes: Partial<TicketEntity>;
}

/** A ticket as it now is, with the events that a move added. */
export interface Saved {
  ticket: TicketEntity;
  events: StoredEvent[];
}

/** The facts of a round, written once when it is concluded. */
function frozenRound(ticket: TicketEntity, calendar: WorkingCalendar): TicketRoundEntity {
  const { result, resultSubmittedAt, concludedAt } = ticket;
  if (!result || !resultSubmittedAt || !concludedAt) throw new Error(`ticket ${ticket.id} concluded without a result`);
  const late = lateness(ticket, resultSubmittedAt, calendar);
  return {
    ticketId: ticket.id, round: ticket.round, day0: ticket.day0, dueDay: ticket.dueDay, dueAt: ticket.dueAt,
    leadUnitId: ticket.leadUnitId, resultKind: result.kind, resultSubmittedAt, concludedAt, late: isLate(ticket, resultSubmittedAt),
    lateWorkingDays: late.workingDays, lateSeconds: late.seconds, complexity: ticket.complexity,
    extensionWorkingDays: ticket.extensionWorkingDays, stops: ticket.stops, roundLimits: ticket.roundLimits,
  };
}

/** A reopening is the last event of the round it ends. */
const reopens = (moved: Moved): boolean => moved.events.some((e) => e.type === 'ticket.reopened');

function chain(at: { id: string; round: number; lastSeq: number; lastHash: string }, events: NewEvent[], act: Act): StoredEvent[] {
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
