// Owns the tables of notices: one per event and person, one digest per head and morning, both held by the database.
// Leaves who is told, and when, to domain/, and sending them elsewhere (DingTalk) to later channels, which read these rows.
import type { NoticeSettings } from '@zhitongche/shared/notification/settings.js';
import type { DigestGroup } from '@zhitongche/shared/notification/vocabulary.js';
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { PersonEntity } from '../directory/directory.entities.js';
import { day, id, instant, json, optionalDay, optionalInstant, optionalUuid } from '../platform/database/columns.js';

/** One event told to one person, or (without an event) the digest of one morning, a reminder of the working calendar, or word of a circular. */
@Entity('notice')
@Check('notice_of_event_or_digest', '(event_id is null) = (ticket_id is null) and (event_id is not null or digest_day is not null)')
@Index('notice_once', ['eventId', 'personId'], { unique: true })
@Index('notice_by_person', ['personId', 'id'])
@Index('notice_unread', ['personId'], { where: 'read_at is null' })
export class NoticeEntity {
  @PrimaryColumn({ type: 'bigint', generated: 'identity' }) id: string;
  @Column({ type: 'bigint', nullable: true }) eventId: string | null;
  @Column(optionalUuid) ticketId: string | null;
  @Column(id) @ForeignKey(() => PersonEntity) personId: string;
  @Column(instant) createdAt: Date;
  /** From when on it is out, in every channel; null: never by itself, a digest tells it. */
  @Column({ ...optionalInstant, default: () => 'now()' }) visibleFrom: Date | null;
  /** The morning whose digest this is, or which told this event. */
  @Column(optionalDay) digestDay: string | null;
  /** The year whose holidays an administrator is reminded of, on `digestDay`. */
  @Column({ type: 'int', nullable: true }) calendarYear: number | null;
  /** The circular that names the person's unit, on `digestDay`. */
  @Column(optionalUuid) circularId: string | null;
  @Column(optionalInstant) readAt: Date | null;
}

/** What one digest tells under one word; counted whole, the first tickets named. */
export interface StoredPart {
  group: DigestGroup;
  count: number;
  ticketIds: string[];
}

/** That a head's digest of a day was made, with what it told; a row without parts had nothing to tell. */
@Entity('digest')
export class DigestEntity {
  @PrimaryColumn(day) day: string;
  @PrimaryColumn(id) @ForeignKey(() => PersonEntity) personId: string;
  @Column(instant) madeAt: Date;
  @Column(json) parts: StoredPart[];
}

/** The district's own settings, at most one row; what it does not name stays at its default. */
@Entity('notice_setting')
@Check('notice_setting_one', 'one')
export class NoticeSettingEntity {
  @PrimaryColumn({ type: 'boolean', default: true }) one: boolean;
  @Column(json) settings: Partial<NoticeSettings>;
}

export const NOTICE_ENTITIES = [NoticeEntity, DigestEntity, NoticeSettingEntity];
