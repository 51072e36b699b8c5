// Owns the table that notes which job still owes its effect for which event.
// Leaves the jobs to the features; the event rows themselves are never touched.
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { id, instant, optionalInstant } from '../database/columns.js';

/** A row lives from the event's own transaction until the job's effect is committed: losing the queue loses nothing. */
@Entity('event_delivery')
@Index('event_delivery_due', ['relayedAt', 'eventId'])
export class EventDeliveryEntity {
  @PrimaryColumn('bigint') eventId: string;
  @PrimaryColumn(id) job: string;
  @Column(instant) createdAt: Date;
  /** When it was last handed to the queue. */
  @Column(optionalInstant) relayedAt: Date | null;
}
