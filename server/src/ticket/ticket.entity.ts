// Owns the ticket's table; its shape is the domain's Ticket, so nothing maps between them.
// Leaves its neighbours (events, reporters, ratings, links) to ticket.records.ts and its rules to domain/.
import type {
  ClosedAs, Complexity, Nature, ReviewStage, SourceChannel, Status, StickingPoint, UnsatisfiedReason,
} from '@zhitongche/shared/ticket/vocabulary.js';
import {
  CLOSED_AS, COMPLEXITIES, NATURES, REVIEW_STAGES, SOURCE_CHANNELS, STATUSES, STICKING_POINTS, UNSATISFIED_REASONS,
} from '@zhitongche/shared/ticket/vocabulary.js';
import type { SubjectKind } from '@zhitongche/shared/directory/vocabulary.js';
import { SUBJECT_KINDS } from '@zhitongche/shared/directory/vocabulary.js';
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { PersonEntity, UnitEntity } from '../directory/directory.entities.js';
import { LineEntity } from '../line/line.entity.js';
import {
  count, day, flag, id, instant, json, oneOf, optionalDay, optionalId, optionalInstant, optionalJson, optionalText, optionalUuid,
  text, texts, uuids,
} from '../platform/database/columns.js';
import { CategoryEntity } from '../routing/routing.entities.js';
import { VisitEntity } from '../visit/visit.entity.js';
import { COUNTED_STATUSES } from './domain/recompute.js';
import type { RoundLimits } from '@zhitongche/shared/deadline/limits.js';
import type { RoutingSuggestion } from '@zhitongche/shared/ticket/action-inputs.js';
import type { Assistance, BadRating, ClockRequest, Stop, Ticket, TicketResult, UnitsCall } from './domain/ticket.js';

const COUNTED = `status in (${COUNTED_STATUSES.map((status) => `'${status}'`).join(', ')})`;
const LIGHTABLE = `status in ('submitted', 'assessing', 'dispatched', 'handling', 'reviewing') and overdue_at is null`;

@Entity('ticket')
@Check('ticket_status', oneOf('status', STATUSES))
@Check('ticket_stage', `(stage is null) = (status <> 'reviewing') and (stage is null or ${oneOf('stage', REVIEW_STAGES)})`)
@Check('ticket_nature', oneOf('nature', NATURES))
@Check('ticket_complexity', oneOf('complexity', COMPLEXITIES))
@Check('ticket_subject_kind', oneOf('subject_kind', SUBJECT_KINDS))
@Check('ticket_channel', oneOf('channel', SOURCE_CHANNELS))
@Check('ticket_sticking_point', oneOf('sticking_point', STICKING_POINTS))
@Check('ticket_unsatisfied_reason', oneOf('unsatisfied_reason', UNSATISFIED_REASONS))
@Check('ticket_closed_as', oneOf('closed_as', CLOSED_AS))
@Check('ticket_lead', `lead_unit_id is not null or status not in ('dispatched', 'handling', 'awaiting_reporter', 'paused')`)
@Index('ticket_newest_seen', { synchronize: false })
@Index('ticket_by_submitter_seen', { synchronize: false })
@Index('ticket_by_subject_seen', { synchronize: false })
@Index('ticket_of_desk_seen', { synchronize: false })
@Index('ticket_of_nature', ['nature', 'submittedAt', 'id'])
@Index('ticket_of_category', { synchronize: false })
@Index('ticket_ever_overdue', ['submittedAt', 'id'], { where: `overdue_at is not null or earlier_yellow` })
@Index('ticket_late', ['overdueAt', 'id'], {
  where: `overdue_at is not null and result_submitted_at is null and status in ('submitted', 'assessing', 'dispatched', 'handling', 'awaiting_reporter', 'paused')`,
})
@Index('ticket_by_town_seen', { synchronize: false })
@Index('ticket_seen', { synchronize: false })
@Index('ticket_by_status', ['status', 'submittedAt', 'id'])
@Index('ticket_overdue_sweep', ['dueAt'], { where: LIGHTABLE })
@Index('ticket_to_recompute', ['calendarVersion', 'id'], { where: COUNTED })
@Index('ticket_involved_units', { synchronize: false })
@Index('ticket_at_desk', { synchronize: false })
@Index('ticket_with_lead', { synchronize: false })
@Index('ticket_with_assistants', { synchronize: false })
@Index('ticket_to_sample', { synchronize: false })
@Index('ticket_objected', { synchronize: false })
@Index('ticket_waits_for_submitter', { synchronize: false })
@Index('ticket_waits_for_subject', { synchronize: false })
@Index('ticket_requests', ['dueAt'], { where: 'request is not null' })
@Index('ticket_contests', ['contestDueDay'], { where: 'contest_due_day is not null' })
@Index('ticket_hidden_own', ['submitterId'], { where: 'hidden' })
@Index('ticket_told', ['deliveredAt', 'id'], { where: `status = 'awaiting_rating'` })
@Index('ticket_units_called', ['submittedAt', 'id'], { where: 'units_call is not null' })
@Index('ticket_unsatisfied', ['dueAt', 'id'], { where: `unsatisfied_count > 0 and status in ('submitted', 'assessing')` })
@Index('ticket_to_call_back', ['deskUnitId', 'callbackDueAt', 'id'], { where: 'callback_due_at is not null' })
@Index('ticket_follow_up_due', ['followUpAt', 'id'], { where: 'follow_up_at is not null' })
@Index('ticket_follow_up_owed', ['leadUnitId', 'followUpOwedAt', 'id'], { where: 'follow_up_owed_at is not null' })
@Index('ticket_to_reopen', ['unsatisfiedAt'], { where: `unsatisfied_at is not null` })
export class TicketEntity implements Ticket {
  @PrimaryColumn('uuid') id: string;
  @Column({ type: 'int' }) version: number;
  @Column(id) @ForeignKey(() => LineEntity) line: string;
  @Index('ticket_number', { unique: true }) @Column(text) number: string;
  @Column(text) status: Status;
  @Column(optionalText) stage: ReviewStage | null;
  @Column('int') round: number;

  @Column(text) title: string;
  @Column(text) text: string;
  @Column(optionalText) advice: string | null;
  @Column(optionalText) nature: Nature | null;
  @Column(optionalId) @ForeignKey(() => CategoryEntity) categoryCode: string | null;
  @Column(text) complexity: Complexity;

  @Column(text) subjectKind: SubjectKind;
  @Column(id) subjectId: string;
  @Column(text) subjectName: string;
  @Column(optionalId) villageCode: string | null;
  @Column(id) @ForeignKey(() => UnitEntity) townUnitId: string;
  @Column(optionalText) place: string | null;
  @Column(flag) hidden: boolean;
  @Column(optionalId) @ForeignKey(() => UnitEntity) complainedUnitId: string | null;
  @Column(optionalId) complainedEnterpriseId: string | null;

  @Column(id) @ForeignKey(() => PersonEntity) submitterId: string;
  @Column(optionalId) submitterUnitId: string | null;
  @Column(optionalUuid) @ForeignKey(() => VisitEntity) visitId: string | null;
  @Column(text) channel: SourceChannel;
  @Column(optionalText) foreignNumber: string | null;
  @Column(optionalDay) foreignDueDay: string | null;

  @Column(id) deskUnitId: string;
  @Column(optionalJson) suggestion: RoutingSuggestion | null;

  @Column(optionalId) @ForeignKey(() => UnitEntity) leadUnitId: string | null;
  @Column({ ...json, default: [] }) assisting: Assistance[];
  @Column(texts) involvedUnitIds: string[];
  @Column(texts) pastLeadUnitIds: string[];
  @Column(optionalId) @ForeignKey(() => PersonEntity) assigneeId: string | null;
  @Column(texts) pastAssigneeIds: string[];
  @Column(optionalId) @ForeignKey(() => UnitEntity) proposedUnitId: string | null;
  @Column(texts) returnedUnitIds: string[];
  @Column(count) returnCount: number;
  @Column(flag) designated: boolean;

  @Column(flag) askedReporter: boolean;
  @Column(flag) higherLevelAsked: boolean;
  @Column(optionalText) stickingPoint: StickingPoint | null;
  @Column(optionalJson) unitsCall: UnitsCall | null;
  @Column(optionalId) @ForeignKey(() => PersonEntity) leaderInChargeId: string | null;
  @Column({ type: 'int', nullable: true }) jointReviewRound: number | null;

  @Column(optionalJson) result: TicketResult | null;
  @Column({ type: 'boolean', nullable: true }) sampled: boolean | null;

  @Column(uuids) reporterIds: string[];
  @Column(uuids) ratedReporterIds: string[];
  @Column(optionalInstant) unsatisfiedAt: Date | null;
  @Column(count) unsatisfiedCount: number;
  @Column(optionalText) unsatisfiedReason: UnsatisfiedReason | null;
  @Column({ ...json, default: [] }) badRatings: BadRating[];
  @Column(optionalDay) contestDueDay: string | null;
  @Column(texts) mergedSubmitterIds: string[];
  @Column(texts) mergedEnterpriseIds: string[];
  @Column(optionalInstant) objectedAt: Date | null;
  @Column(flag) objectionDecided: boolean;
  @Column(optionalText) closedAs: ClosedAs | null;
  @Column(optionalUuid) @ForeignKey(() => TicketEntity) mergedIntoId: string | null;

  @Column(instant) submittedAt: Date;
  @Column(day) day0: string;
  @Column(optionalInstant) roundOpenedAt: Date | null;
  @Column(optionalInstant) firstDispatchedAt: Date | null;
  @Column(optionalInstant) dispatchedAt: Date | null;
  @Column(optionalInstant) signedAt: Date | null;
  @Column(optionalInstant) firstContactAt: Date | null;
  @Column(optionalInstant) resultSubmittedAt: Date | null;
  @Column(optionalInstant) concludedAt: Date | null;
  @Column(optionalInstant) deliveredAt: Date | null;
  @Column(optionalInstant) declinedAt: Date | null;
  @Column(optionalInstant) closedAt: Date | null;

  @Column(optionalInstant) remindedAt: Date | null;
  @Column(optionalInstant) callbackDueAt: Date | null;
  @Column(optionalDay) followUpDay: string | null;
  @Column(optionalInstant) followUpAt: Date | null;
  @Column(optionalDay) followUpOwedDay: string | null;
  @Column(optionalInstant) followUpOwedAt: Date | null;

  @Column(day) dueDay: string;
  @Column(instant) dueAt: Date;
  @Column(flag) dueProvisional: boolean;
  @Column(optionalJson) roundLimits: RoundLimits | null;
  @Column(optionalDay) stageFrom: string | null;
  @Column(optionalDay) stageDueDay: string | null;
  @Column(optionalInstant) stageDueAt: Date | null;
  @Column(optionalDay) stoppedOn: string | null;
  @Column({ ...json, default: [] }) stops: Stop[];
  @Column(count) pausedWorkingDays: number;
  @Column({ type: 'int', default: 1 }) calendarVersion: number;
  @Column(count) extensionWorkingDays: number;
  @Column(optionalJson) request: ClockRequest | null;
  @Column(texts) lightLit: string[];
  @Column(texts) stageLit: string[];
  @Column(flag) earlierYellow: boolean;
  @Column(flag) yellowRevoked: boolean;
  @Column(optionalInstant) overdueAt: Date | null;

  /** Head of the ticket's event chain, kept here so that appending needs no search. */
  @Column(count) lastSeq: number;
  @Column({ ...text, default: '' }) lastHash: string;
  /** When the last event happened; for lists, no rule reads it. */
  @Column(instant) updatedAt: Date;
}
