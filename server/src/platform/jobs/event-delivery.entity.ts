// Owns the table that notes which job still owes its effect for which event, and how often it failed.
// Leaves the jobs to the features; the event rows themselves are never touched.
import type { FailureKind } from '@zhitongche/shared/queue/vocabulary.js';
import { FAILURE_KINDS } from '@zhitongche/shared/queue/vocabulary.js';
import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { count, id, instant, oneOf, optionalInstant, optionalText } from '../database/columns.js';

/** A row lives from the event's own transaction until the job's effect is committed: losing the queue loses nothing. */
@Entity('event_delivery')
@Check('event_delivery_failure_kind', oneOf('failure_kind', FAILURE_KINDS))
@Index('event_delivery_due', ['relayedAt', 'eventId'], { where: 'failed_at is null' })
@Index('event_delivery_failed', ['job', 'failedAt', 'eventId'], { where: 'failed_at is not null' })
export class EventDeliveryEntity {
  @PrimaryColumn('bigint') eventId: string;
  @PrimaryColumn(id) job: string;
  @Column(instant) createdAt: Date;
  /** When it was last handed to the queue. */
  @Column(optionalInstant) relayedAt: Date | null;
  /** Tries that failed since it was owed, or since a person had it run again. */
  @Column(count) attempts: number;
  @Column(optionalText) failureKind: FailureKind | null;
  /** The last try's error in technical words, without personal data. */
  @Column(optionalText) lastError: string | null;
  /** When its attempts were used up: from then on it waits for a person. */
  @Column(optionalInstant) failedAt: Date | null;
}
