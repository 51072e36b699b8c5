// Owns the tables around a ticket: events, reporters, ratings, frozen rounds, commands, links.
// Leaves the ticket itself to ticket.entity.ts.
import type { EventType } from '@zhitongche/shared/ticket/actions.js';
import { EVENT_TYPES } from '@zhitongche/shared/ticket/actions.js';
import type { Receipt } from '@zhitongche/shared/ticket/contract.js';
import type { RoundLimits } from '@zhitongche/shared/deadline/limits.js';
import type { Complexity, EventVisibility, ReporterKind, ResultKind, Satisfaction, UnsatisfiedReason } from '@zhitongche/shared/ticket/vocabulary.js';
import { COMPLEXITIES, EVENT_VISIBILITIES, REPORTER_KINDS, RESULT_KINDS, SATISFACTIONS } from '@zhitongche/shared/ticket/vocabulary.js';
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { PersonEntity } from '../directory/directory.entities.js';
import { count, day, flag, id, instant, json, oneOf, optionalId, optionalInstant, optionalJson, optionalText, text } from '../platform/database/columns.js';
import type { Capacity } from './domain/actor.js';
import type { ChainedEvent } from './domain/events.js';
import type { Stop } from './domain/ticket.js';
import { TicketEntity } from './ticket.entity.js';

/** What happened; insert-only for the application's role, each row bound to the one before by its hash. */
@Entity('ticket_event')
@Check('ticket_event_type', oneOf('type', EVENT_TYPES))
@Check('ticket_event_visibility', oneOf('visibility', EVENT_VISIBILITIES))
@Index('ticket_event_chain', ['ticketId', 'seq'], { unique: true })
@Index('ticket_event_one_reopening', ['ticketId', 'round'], { unique: true, where: `type = 'ticket.reopened'` })
export class TicketEventEntity implements ChainedEvent {
  @PrimaryColumn({ type: 'bigint', generated: 'identity' }) id: string;
  @Column('uuid') @ForeignKey(() => TicketEntity) ticketId: string;
  @Column('int') seq: number;
  @Column('int') round: number;
  @Column(text) type: EventType;
  @Column(text) visibility: EventVisibility;
  @Column(instant) at: Date;
  @Column(optionalId) @ForeignKey(() => PersonEntity) actorId: string | null;
  @Column(text) capacity: Capacity;
  @Column(json) payload: Record<string, unknown>;
  @Column(text) hash: string;
}

/** Somebody whose problem it is. Name and phone are sealed; merging moves them to the ticket that answers. */
@Entity('ticket_reporter')
@Check('ticket_reporter_kind', oneOf('kind', REPORTER_KINDS))
@Index('ticket_reporter_ticket', ['ticketId'])
@Index('ticket_reporter_origin', ['originTicketId'])
@Index('ticket_reporter_phone', ['phoneHash'], { where: 'phone_hash is not null' })
export class TicketReporterEntity {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') @ForeignKey(() => TicketEntity) ticketId: string;
  @Column('uuid') @ForeignKey(() => TicketEntity) originTicketId: string;
  @Column(text) kind: ReporterKind;
  @Column(optionalId) enterpriseId: string | null;
  @Column(text) nameSealed: string;
  @Column(optionalText) phoneSealed: string | null;
  @Column(optionalText) phoneHash: string | null;
}

/** A reporter's verdict; never changed or removed. */
@Entity('rating')
@Check('rating_satisfaction', oneOf('satisfaction', SATISFACTIONS))
@Check('rating_reason', `satisfaction <> 'unsatisfied' or reason is not null`)
@Index('rating_once', ['ticketId', 'round', 'reporterId'], { unique: true })
export class RatingEntity {
  @PrimaryColumn({ type: 'bigint', generated: 'identity' }) id: string;
  @Column('uuid') @ForeignKey(() => TicketEntity) ticketId: string;
  @Column('int') round: number;
  @Column('uuid') @ForeignKey(() => TicketReporterEntity) reporterId: string;
  @Column(text) satisfaction: Satisfaction;
  @Column(optionalText) reason: UnsatisfiedReason | null;
  @Column(optionalText) text: string | null;
  /** The cadre who wrote it down for the reporter; counted apart. */
  @Column(optionalId) @ForeignKey(() => PersonEntity) recordedById: string | null;
  @Column(instant) at: Date;
}

/** Facts frozen when a round is concluded: a late ticket closed today is late in every report for ever. */
@Entity('ticket_round')
@Check('ticket_round_result', oneOf('result_kind', RESULT_KINDS))
@Check('ticket_round_complexity', oneOf('complexity', COMPLEXITIES))
export class TicketRoundEntity {
  @PrimaryColumn('uuid') @ForeignKey(() => TicketEntity) ticketId: string;
  @PrimaryColumn('int') round: number;
  @Column(day) day0: string;
  @Column(day) dueDay: string;
  @Column(instant) dueAt: Date;
  @Column(optionalId) leadUnitId: string | null;
  @Column(text) resultKind: ResultKind;
  /** The clock stopped here: when the result was submitted. */
  @Column(instant) resultSubmittedAt: Date;
  @Column(instant) concludedAt: Date;
  @Column(flag) late: boolean;
  /** By how much: working days after the due day, and seconds after its 24:00. Null where it was frozen before these were kept. */
  @Column({ type: 'int', nullable: true }) lateWorkingDays: number | null;
  @Column({ type: 'int', nullable: true }) lateSeconds: number | null;
  @Column({ type: 'text', default: 'ordinary' }) complexity: Complexity;
  @Column(count) extensionWorkingDays: number;
  @Column({ ...json, default: [] }) stops: Stop[];
  /** By which its end was counted; null where it began before they were kept. */
  @Column(optionalJson) roundLimits: RoundLimits | null;
}

/** A command as first executed: its replay answers the same receipt, another body under its id is refused. */
@Entity('command')
export class CommandEntity {
  @PrimaryColumn('uuid') id: string;
  @Column(id) actorKey: string;
  @Column('uuid') @ForeignKey(() => TicketEntity) ticketId: string;
  @Column(text) requestHash: string;
  @Column(json) receipt: Receipt;
  @Column(instant) at: Date;
}

/** A one-time follow-and-rate link (二维码) for a reporter without account, good for one round and until the next is made for them. */
@Entity('reporter_link')
@Index('reporter_link_reporter', ['ticketId', 'reporterId', 'round'])
export class ReporterLinkEntity {
  @PrimaryColumn(id) tokenHash: string;
  @Column('uuid') @ForeignKey(() => TicketEntity) ticketId: string;
  @Column('uuid') @ForeignKey(() => TicketReporterEntity) reporterId: string;
  @Column('int') round: number;
  @Column(id) @ForeignKey(() => PersonEntity) madeById: string;
  @Column(instant) madeAt: Date;
  @Column(instant) expiresAt: Date;
  @Column(optionalInstant) replacedAt: Date | null;
}

/** Who was ever involved, in the order of a unit's archive; the ticket's changes keep it (a trigger), nothing else writes it. */
@Entity('ticket_unit')
@Index('ticket_unit_ticket', ['ticketId'])
export class TicketUnitEntity {
  @PrimaryColumn(id) unitId: string;
  @PrimaryColumn(instant) submittedAt: Date;
  @PrimaryColumn('uuid') @ForeignKey(() => TicketEntity, { onDelete: 'CASCADE' }) ticketId: string;
}

/** The words by which every reader of a ticket may find it, and its marks, see domain/search-marks.ts; kept by a trigger. */
@Entity('ticket_search')
@Index('ticket_search_pieces', { synchronize: false })
export class TicketSearchEntity {
  @PrimaryColumn('uuid') @ForeignKey(() => TicketEntity, { onDelete: 'CASCADE' }) ticketId: string;
  /** Folded, see domain/search-words.ts. */
  @Column({ type: 'text', default: '' }) words: string;
  @Column({ type: 'text', array: true, default: [] }) marks: string[];
}

export const TICKET_RECORDS = [TicketEventEntity, TicketReporterEntity, RatingEntity, TicketRoundEntity, CommandEntity, ReporterLinkEntity, TicketUnitEntity, TicketSearchEntity];
