// Owns the table of in-app notices: one per event and person, held by the database.
// Leaves who is told to domain/receivers.ts.
import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { PersonEntity } from '../directory/directory.entities.js';
import { id, instant, optionalInstant } from '../platform/database/columns.js';

@Entity('notice')
@Index('notice_once', ['eventId', 'personId'], { unique: true })
@Index('notice_by_person', ['personId', 'id'])
@Index('notice_unread', ['personId'], { where: 'read_at is null' })
export class NoticeEntity {
  @PrimaryColumn({ type: 'bigint', generated: 'identity' }) id: string;
  @Column('bigint') eventId: string;
  @Column('uuid') ticketId: string;
  @Column(id) @ForeignKey(() => PersonEntity) personId: string;
  @Column(instant) createdAt: Date;
  @Column(optionalInstant) readAt: Date | null;
}
