// Owns the tables by which workers tell what they do: who is there, and how the scheduled jobs went.
// Leaves what is owed to event-delivery.entity.ts. Nothing depends on these rows but the people who look.
import type { FailureKind } from '@zhitongche/shared/queue/vocabulary.js';
import { FAILURE_KINDS } from '@zhitongche/shared/queue/vocabulary.js';
import { Check, Column, Entity, PrimaryColumn } from 'typeorm';
import { count, flag, id, instant, json, oneOf, optionalInstant, optionalText } from '../database/columns.js';

/** One running worker process; goes with it, or is removed when it has been silent for long. */
@Entity('worker_report')
export class WorkerReportEntity {
  @PrimaryColumn('uuid') id: string;
  @Column(instant) startedAt: Date;
  @Column(instant) seenAt: Date;
  @Column(flag) queueReady: boolean;
  /** Job → how many of it ran at that moment. */
  @Column(json) running: Record<string, number>;
}

/** How a scheduled job last went, in whichever worker. */
@Entity('scheduled_run')
@Check('scheduled_run_failure_kind', oneOf('failure_kind', FAILURE_KINDS))
export class ScheduledRunEntity {
  @PrimaryColumn(id) job: string;
  @Column(instant) startedAt: Date;
  @Column(optionalInstant) endedAt: Date | null;
  /** How often in a row it has failed. */
  @Column(count) failures: number;
  @Column(optionalText) failureKind: FailureKind | null;
  @Column(optionalText) lastError: string | null;
}
