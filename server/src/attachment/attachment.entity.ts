// Owns the tables of attachments: what was uploaded by whom, and the parts of what is still on its way.
// Leaves the bytes of finished files to the object store and what may be attached to the actions.
import type { AttachmentKind, AttachmentState } from '@zhitongche/shared/attachment/vocabulary.js';
import { ATTACHMENT_KINDS, ATTACHMENT_STATES } from '@zhitongche/shared/attachment/vocabulary.js';
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { PersonEntity } from '../directory/directory.entities.js';
import { count, instant, oneOf, optionalId, optionalInstant, optionalText, optionalUuid, text } from '../platform/database/columns.js';
import { TicketEntity } from '../ticket/ticket.entity.js';
import { TicketReporterEntity } from '../ticket/ticket.records.js';

const WAITING = 'ticket_id is null';

/** A file. Bound to a ticket it is evidence: a trigger lets nobody change or remove it. */
@Entity('attachment')
@Check('attachment_state', oneOf('state', ATTACHMENT_STATES))
@Check('attachment_kind', oneOf('kind', ATTACHMENT_KINDS))
@Check('attachment_owner', '(person_id is null) <> (reporter_id is null)')
@Check('attachment_ready', `state <> 'ready' or (kind is not null and mime is not null and bytes is not null and sha256 is not null)`)
@Check('attachment_bound', `ticket_id is null or (state = 'ready' and bound_at is not null)`)
@Index('attachment_waiting_of_person', ['personId'], { where: WAITING })
@Index('attachment_waiting_of_reporter', ['reporterId'], { where: WAITING })
@Index('attachment_waiting', ['createdAt'], { where: WAITING })
@Index('attachment_of_ticket', ['ticketId'], { where: 'ticket_id is not null' })
export class AttachmentEntity {
  /** Made on the phone, so that an upload begun twice is one. */
  @PrimaryColumn('uuid') id: string;
  /** Who uploaded it: a person, or the reporter of a one-time link. */
  @Column(optionalId) @ForeignKey(() => PersonEntity) personId: string | null;
  @Column(optionalUuid) @ForeignKey(() => TicketReporterEntity) reporterId: string | null;
  @Column(text) state: AttachmentState;
  /** Cleaned of paths and signs; its ending is that of the content. */
  @Column(text) fileName: string;
  /** Bytes announced at the start, and how many have arrived. */
  @Column({ type: 'int' }) announcedBytes: number;
  @Column(count) receivedBytes: number;
  /** Where the store keeps it: made by us, no part of it comes from outside. */
  @Column('uuid') storeKey: string;
  /** The next four are of the cleaned file and come with `ready`. */
  @Column(optionalText) kind: AttachmentKind | null;
  @Column(optionalText) mime: string | null;
  @Column({ type: 'int', nullable: true }) bytes: number | null;
  @Column(optionalText) sha256: string | null;
  @Column({ type: 'int', nullable: true }) thumbnailBytes: number | null;
  @Column(optionalUuid) @ForeignKey(() => TicketEntity) ticketId: string | null;
  @Column(optionalInstant) boundAt: Date | null;
  @Column(instant) createdAt: Date;
}

/** Bytes of an upload on its way, where every API process sees them; gone when it is finished. */
@Entity('attachment_part')
export class AttachmentPartEntity {
  @PrimaryColumn('uuid') @ForeignKey(() => AttachmentEntity, { onDelete: 'CASCADE' }) attachmentId: string;
  @PrimaryColumn({ type: 'int' }) startByte: number;
  @Column({ type: 'bytea' }) bytes: Buffer;
}

export const ATTACHMENT_ENTITIES = [AttachmentEntity, AttachmentPartEntity];
