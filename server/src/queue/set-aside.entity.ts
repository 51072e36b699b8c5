// Owns the record of deliveries that an administrator set aside: what failed, why it is not done, who said so.
// Leaves deliveries that are still owed to platform/jobs. Only the two columns of taking back may ever be filled in.
import type { FailureKind } from '@zhitongche/shared/queue/vocabulary.js';
import { FAILURE_KINDS } from '@zhitongche/shared/queue/vocabulary.js';
import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { PersonEntity } from '../directory/directory.entities.js';
import { id, instant, oneOf, optionalId, optionalInstant, text } from '../platform/database/columns.js';

@Entity('set_aside_delivery')
@Check('set_aside_delivery_failure_kind', oneOf('failure_kind', FAILURE_KINDS))
export class SetAsideDeliveryEntity {
  @PrimaryColumn({ type: 'bigint', generated: 'identity' }) id: string;
  @Column('bigint') eventId: string;
  @Column(id) job: string;
  @Column(instant) createdAt: Date;
  @Column(instant) failedAt: Date;
  @Column('int') attempts: number;
  @Column(text) failureKind: FailureKind;
  @Column(text) lastError: string;
  @Column(text) reason: string;
  @Column(instant) setAsideAt: Date;
  @Column(id) @ForeignKey(() => PersonEntity) setAsideById: string;
  /** When it was owed again after all. */
  @Column(optionalInstant) takenBackAt: Date | null;
  @Column(optionalId) @ForeignKey(() => PersonEntity) takenBackById: string | null;
}
