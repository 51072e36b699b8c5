// Owns the request that waits for a decision on a ticket, the events it leaves, why it holds lights back,
// a foreign channel's limits, and contests of unsatisfied ratings.
// Leaves who decides, and what a grant does to the clock, to the rules.
import type { MigrationInterface, QueryRunner } from 'typeorm';

const EVENT_TYPES_BEFORE = [
  'ticket.submitted', 'ticket.solved_on_spot', 'ticket.routed', 'ticket.assessed', 'ticket.lifted', 'ticket.dispatched',
  'ticket.answered_at_once', 'ticket.answered_finally', 'ticket.merged', 'ticket.merged_in', 'ticket.declined',
  'decline.objected', 'decline.upheld', 'decline.overturned', 'ticket.signed', 'ticket.returned',
  'ticket.designated', 'ticket.assigned', 'note.added', 'message.sent', 'ticket.supplemented', 'reporter.asked',
  'reporter.answered', 'waiting.stopped', 'clock.paused', 'clock.resumed', 'higher_level.asked', 'units.called',
  'arrivals.recorded', 'assistance.answered', 'result.submitted', 'result.approved', 'result.sent_back',
  'result.passed', 'ticket.concluded', 'result.delivered', 'result.rated', 'rating.remarked', 'ticket.reopened',
  'ticket.withdrawn', 'ticket.urged', 'ticket.instructed', 'ticket.taken_in_charge', 'joint_review.recorded',
  'callback.recorded', 'light.lit', 'card.issued', 'ticket.closed', 'ticket.unrated_closed', 'rating.reminded', 'follow_up.asked', 'follow_up.recorded',
  'deadline.recomputed', 'stage.recomputed', 'light.explained', 'measure.contested', 'measure.upheld', 'measure.revoked',
];
const EVENT_TYPES = [
  ...EVENT_TYPES_BEFORE, 'request.asked', 'request.endorsed', 'request.granted', 'request.refused', 'request.withdrawn', 'request.lapsed',
  'clock.extended', 'complexity.changed', 'rating.contested', 'rating.excluded', 'rating.kept',
];
const CANCELS = ['result_submitted', 'waiting', 'paused', 'request_pending', 'stage_done', 'merged', 'declined', 'withdrawn'];

export class AddRequests1795305600911 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`UPDATE "timer" SET cancelled_why = 'stage_done' WHERE cancelled_why = 'request_pending'`);
    // What happened stays: only what comes is held to the narrower list.
    for (const statement of [...types(EVENT_TYPES_BEFORE).slice(0, 2), ...stages(STAGES.slice(0, 5)), ...cancels(CANCELS.filter((why) => why !== 'request_pending'))]) await runner.query(statement);
    await runner.query('ALTER TABLE "ticket" DROP COLUMN "request", DROP COLUMN "foreign_due_day", DROP COLUMN "bad_ratings", DROP COLUMN "contest_due_day"');
    await runner.query(`UPDATE "line" SET limits = limits - 'channelWorkingDays'`);
  }
}

const quoted = (values: string[]): string => values.map((value) => `'${value}'`).join(', ');

/** Replaced without reading the table under a lock: what is there satisfies the wider list. */
const types = (values: string[]): string[] => [
  'ALTER TABLE "ticket_event" DROP CONSTRAINT "ticket_event_type"',
  `ALTER TABLE "ticket_event" ADD CONSTRAINT "ticket_event_type" CHECK ("type" in (${quoted(values)})) NOT VALID`,
  'ALTER TABLE "ticket_event" VALIDATE CONSTRAINT "ticket_event_type"',
];
const cancels = (values: string[]): string[] => [
  'ALTER TABLE "timer" DROP CONSTRAINT "timer_cancelled_why"',
  `ALTER TABLE "timer" ADD CONSTRAINT "timer_cancelled_why" CHECK ((state = 'cancelled') = (cancelled_why is not null) and (cancelled_why is null or "cancelled_why" in (${quoted(values)}))) NOT VALID`,
  'ALTER TABLE "timer" VALIDATE CONSTRAINT "timer_cancelled_why"',
];

const STAGES = ['assess', 'sign', 'review_head', 'review_supervisor', 'assisting', 'request_head', 'request_supervisor'];
const stages = (values: string[]): string[] => [
  'ALTER TABLE "light" DROP CONSTRAINT "light_stage"',
  `ALTER TABLE "light" ADD CONSTRAINT "light_stage" CHECK ("stage" in (${quoted(values)})) NOT VALID`,
];

const STATEMENTS = [
  `ALTER TABLE "ticket" ADD "request" jsonb, ADD "foreign_due_day" date,
    ADD "bad_ratings" jsonb NOT NULL DEFAULT '[]', ADD "contest_due_day" date`,
  `UPDATE "line" SET limits = limits || '{"channelWorkingDays": {}}' WHERE NOT limits ? 'channelWorkingDays'`,
  // What is still within three working days may be contested, too; the window is the rules'.
  `UPDATE "ticket" t SET bad_ratings = b.ratings FROM (
     SELECT r.ticket_id, jsonb_agg(jsonb_build_object('round', r.round, 'reporterId', r.reporter_id, 'unitId', f.lead_unit_id,
       'at', to_char(r.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'reason', r.reason, 'text', coalesce(r.text, ''), 'contest', null, 'decision', null) ORDER BY r.at) AS ratings
     FROM rating r JOIN ticket_round f ON f.ticket_id = r.ticket_id AND f.round = r.round
     WHERE r.satisfaction = 'unsatisfied' AND f.lead_unit_id is not null GROUP BY 1) b WHERE b.ticket_id = t.id`,
  ...types(EVENT_TYPES), ...cancels(CANCELS), ...stages(STAGES), 'ALTER TABLE "light" VALIDATE CONSTRAINT "light_stage"',
];
