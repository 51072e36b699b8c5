// Owns the tables of measures on units: lights, cards, and the contests of both, as lists ask for them.
// Leaves what happened, with every word and file, to the events: a row here names their places in the history.
import type { LightStage } from '@zhitongche/shared/deadline/vocabulary.js';
import { LIGHT_STAGES } from '@zhitongche/shared/deadline/vocabulary.js';
import type { CardKind, LightDebt, LightHolder, LightLevel } from '@zhitongche/shared/ticket/vocabulary.js';
import { CARD_KINDS, LIGHT_DEBTS, LIGHT_HOLDERS, LIGHT_LEVELS } from '@zhitongche/shared/ticket/vocabulary.js';
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { PersonEntity } from '../directory/directory.entities.js';
import { id, instant, oneOf, optionalId, optionalInstant, optionalText, text } from '../platform/database/columns.js';
import { TicketEntity } from './ticket.entity.js';

const optionalInt = { type: 'int', nullable: true } as const;

/** A light that leaves something to be done: who held the ticket, since when, what is owed and when it was given. Written by a trigger with its event. */
@Entity('light')
@Check('light_level', oneOf('level', LIGHT_LEVELS))
@Check('light_stage', oneOf('stage', LIGHT_STAGES))
@Check('light_holder', oneOf('holder', LIGHT_HOLDERS))
@Check('light_debt', oneOf('debt', LIGHT_DEBTS))
@Index('light_once', ['ticketId', 'round', 'level', 'mark'], { unique: true })
@Index('light_owed', ['unitId', 'dueAt', 'ticketId'], { where: 'settled_at is null and revoked_at is null' })
@Index('light_by_month', ['litAt', 'ticketId', 'seq'])
export class LightEntity {
  @PrimaryColumn('uuid') @ForeignKey(() => TicketEntity) ticketId: string;
  /** Its event's place in the ticket's history. */
  @PrimaryColumn('int') seq: number;
  @Column('int') round: number;
  @Column(text) level: LightLevel;
  /** Which stage of the round, as in `timer`; '' for the round's own levels. */
  @Column(text) mark: string;
  @Column(optionalText) stage: LightStage | null;
  @Column(text) holder: LightHolder;
  /** Who held it then: a unit, or the district's desk, which is none. */
  @Column(id) unitId: string;
  @Column(instant) dueAt: Date;
  @Column(instant) litAt: Date;
  @Column(text) debt: LightDebt;
  @Column(optionalInt) settledSeq: number | null;
  @Column(optionalInstant) settledAt: Date | null;
  @Column(optionalId) @ForeignKey(() => PersonEntity) settledById: string | null;
  /** While a contest waits nothing is owed; a revoked light counts nowhere. */
  @Column({ type: 'boolean', default: false }) contested: boolean;
  @Column(optionalInstant) revokedAt: Date | null;
}

/** 督办单, 黄牌, 红牌, 约谈: a supervisor's act on a unit, its document number given once for each kind. */
@Entity('card')
@Check('card_kind', oneOf('kind', CARD_KINDS))
@Index('card_document', ['kind', 'documentNumber'], { unique: true })
@Index('card_of_year', ['kind', 'year', 'number'])
@Index('card_by_month', ['issuedAt', 'ticketId', 'seq'])
export class CardEntity {
  @PrimaryColumn('uuid') @ForeignKey(() => TicketEntity) ticketId: string;
  @PrimaryColumn('int') seq: number;
  @Column('int') round: number;
  @Column(text) kind: CardKind;
  @Column(id) unitId: string;
  @Column(text) documentNumber: string;
  @Column('int') year: number;
  @Column('int') number: number;
  /** The light it follows, where there is one on the same unit. */
  @Column(optionalInt) followsSeq: number | null;
  @Column(instant) issuedAt: Date;
  @Column(optionalId) @ForeignKey(() => PersonEntity) issuedById: string | null;
  @Column({ type: 'boolean', default: false }) contested: boolean;
  @Column(optionalInstant) revokedAt: Date | null;
}

/** 申辩 of a light or a card: once, decided once. */
@Entity('contest')
@Index('contest_waiting', ['dueAt', 'ticketId', 'seq'], { where: 'decided_at is null' })
@Index('contest_decided', ['decidedAt', 'ticketId', 'seq'], { where: 'decided_at is not null' })
@Check('contest_decision', '(decided_at is null) = (revoked is null)')
export class ContestEntity {
  @PrimaryColumn('uuid') @ForeignKey(() => TicketEntity) ticketId: string;
  /** The place of the light's or card's event. */
  @PrimaryColumn('int') seq: number;
  @Column(id) unitId: string;
  @Column('int') filedSeq: number;
  @Column(instant) filedAt: Date;
  @Column(optionalId) @ForeignKey(() => PersonEntity) filedById: string | null;
  @Column(instant) dueAt: Date;
  @Column(optionalInt) decidedSeq: number | null;
  @Column(optionalInstant) decidedAt: Date | null;
  @Column(optionalId) @ForeignKey(() => PersonEntity) decidedById: string | null;
  @Column({ type: 'boolean', nullable: true }) revoked: boolean | null;
}

export const MEASURE_ENTITIES = [LightEntity, CardEntity, ContestEntity];
