// Owns the change that lets the silent be asked and plans be looked at again: columns, events, the lines' settings.
// Leaves its indexes to the next migration, which builds them while the district works.
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class AddAftercare1795305600404 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement);
  }
}

const BEFORE = `'ticket.submitted', 'ticket.solved_on_spot', 'ticket.routed', 'ticket.assessed', 'ticket.lifted', 'ticket.dispatched', 'ticket.answered_at_once', 'ticket.answered_finally', 'ticket.merged', 'ticket.merged_in', 'ticket.declined', 'decline.objected', 'decline.upheld', 'decline.overturned', 'ticket.signed', 'ticket.returned', 'ticket.designated', 'ticket.assigned', 'note.added', 'message.sent', 'ticket.supplemented', 'reporter.asked', 'reporter.answered', 'waiting.stopped', 'clock.paused', 'clock.resumed', 'higher_level.asked', 'units.called', 'arrivals.recorded', 'assistance.answered', 'result.submitted', 'result.approved', 'result.sent_back', 'result.passed', 'ticket.concluded', 'result.delivered', 'result.rated', 'rating.remarked', 'ticket.reopened', 'ticket.withdrawn', 'ticket.urged', 'ticket.instructed', 'ticket.taken_in_charge', 'joint_review.recorded', 'callback.recorded', 'light.lit', 'card.issued', 'ticket.closed', 'ticket.unrated_closed'`;
const ADDED = `'rating.reminded', 'follow_up.asked', 'follow_up.recorded'`;

const UP = [
  `ALTER TABLE "ticket" ADD "reminded_at" TIMESTAMP(3) WITH TIME ZONE, ADD "callback_due_at" TIMESTAMP(3) WITH TIME ZONE,
    ADD "follow_up_day" date, ADD "follow_up_at" TIMESTAMP(3) WITH TIME ZONE, ADD "follow_up_owed_day" date, ADD "follow_up_owed_at" TIMESTAMP(3) WITH TIME ZONE`,
  // Plans that stand already are looked at on their day, too; one whose day has passed at once.
  `UPDATE "ticket" SET follow_up_day = (result->>'plannedFor')::date, follow_up_at = (result->>'plannedFor')::date::timestamp at time zone 'Asia/Shanghai'
   WHERE status in ('concluded', 'awaiting_rating', 'closed', 'unrated_closed') and result->>'kind' = 'planned' and result->>'plannedFor' is not null`,
  `UPDATE "line" SET limits = jsonb_set(limits, '{aftercare}', '{"callbackAgainWorkingDays": 1, "followUpWorkingDays": 5,
    "jointReviewAfterUnsatisfied": 2, "leaderAfterUnsatisfied": 3}' || (limits->'aftercare'))`,
  'ALTER TABLE "ticket_event" DROP CONSTRAINT "ticket_event_type"',
  `ALTER TABLE "ticket_event" ADD CONSTRAINT "ticket_event_type" CHECK ("type" in (${BEFORE}, ${ADDED})) NOT VALID`,
  'ALTER TABLE "ticket_event" VALIDATE CONSTRAINT "ticket_event_type"',
];

const DOWN = [
  'ALTER TABLE "ticket_event" DROP CONSTRAINT "ticket_event_type"',
  `DELETE FROM "ticket_event" WHERE type in (${ADDED})`,
  `ALTER TABLE "ticket_event" ADD CONSTRAINT "ticket_event_type" CHECK ("type" in (${BEFORE}))`,
  `UPDATE "line" SET limits = jsonb_set(limits, '{aftercare}', '{"linkDays": 90}')`,
  `ALTER TABLE "ticket" DROP COLUMN "reminded_at", DROP COLUMN "callback_due_at", DROP COLUMN "follow_up_day", DROP COLUMN "follow_up_at",
    DROP COLUMN "follow_up_owed_day", DROP COLUMN "follow_up_owed_at"`,
];
