// Owns the ladder's moments as rows, what a ticket remembers of its lights, and the ladder's settings of the lines that are there.
// Leaves the moments of tickets that are already open to the sweep: SQL cannot count working days.
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class AddTimers1795305600060 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE "timer"');
    await runner.query('ALTER TABLE "ticket" DROP COLUMN "round_opened_at", DROP COLUMN "stage_lit", DROP COLUMN "earlier_yellow"');
    await runner.query(`UPDATE "line" SET limits = limits - 'ladder'`);
  }
}

const LIGHTABLE = `status in ('submitted', 'assessing', 'dispatched', 'handling', 'reviewing')`;

const STATEMENTS = [
  `UPDATE "line" SET limits = limits || '{"ladder": {"earlyWarningPart": 3, "lastWarningWorkingDays": 1, "redAfterWorkingDays": 3,
    "talkAfterWorkingDays": 5, "talkUnsatisfiedRounds": 3, "reopenedQuietSeconds": 60}}' WHERE NOT limits ? 'ladder'`,
  `ALTER TABLE "ticket" ADD "round_opened_at" TIMESTAMP(3) WITH TIME ZONE, ADD "stage_lit" text array NOT NULL DEFAULT '{}',
    ADD "earlier_yellow" boolean NOT NULL DEFAULT false`,
  // Few have a second round; where it is null the round began when the ticket was submitted.
  `UPDATE "ticket" t SET
    round_opened_at = (select max(e.at) from ticket_event e where e.ticket_id = t.id and e.type = 'ticket.reopened'),
    earlier_yellow = exists (select from ticket_event e where e.ticket_id = t.id and e.round < t.round
                             and e.type = 'light.lit' and e.payload->>'level' = 'yellow_light')
   WHERE t.round > 1`,
  `CREATE TABLE "timer" (
    "ticket_id" uuid NOT NULL, "round" integer NOT NULL, "level" text NOT NULL, "mark" text NOT NULL,
    "due_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL, "state" text NOT NULL, "lit_at" TIMESTAMP(3) WITH TIME ZONE, "cancelled_why" text,
    CONSTRAINT "timer_never_early" CHECK (lit_at is null or lit_at >= due_at),
    CONSTRAINT "timer_mark" CHECK ((level = 'stage_overdue') = (mark <> '')),
    CONSTRAINT "timer_cancelled_why" CHECK ((state = 'cancelled') = (cancelled_why is not null) and (cancelled_why is null or "cancelled_why" in ('result_submitted', 'waiting', 'paused', 'stage_done', 'merged', 'declined', 'withdrawn'))),
    CONSTRAINT "timer_state" CHECK ("state" in ('waiting', 'lit', 'cancelled') and (state = 'lit') = (lit_at is not null)),
    CONSTRAINT "timer_level" CHECK ("level" in ('early_warning', 'last_warning', 'yellow_light', 'red_light', 'talk_due', 'stage_overdue')),
    CONSTRAINT "pk_timer" PRIMARY KEY ("ticket_id", "round", "level", "mark"))`,
  `CREATE INDEX "timer_due" ON "timer" ("due_at", "ticket_id") WHERE state = 'waiting'`,
  `ALTER TABLE "timer" ADD CONSTRAINT "fk_timer_ticket_id" FOREIGN KEY ("ticket_id") REFERENCES "ticket"("id")`,
  // What was lit, at the moment its event says; the moment it belonged to was not kept then.
  `INSERT INTO "timer" (ticket_id, round, level, mark, due_at, state, lit_at)
   SELECT ticket_id, round, payload->>'level', '', min(at), 'lit', min(at) FROM ticket_event
   WHERE type = 'light.lit' AND payload->>'level' in ('early_warning', 'last_warning', 'yellow_light', 'red_light', 'talk_due') GROUP BY 1, 2, 3`,
  // Open tickets are looked at by the next sweep, which lights only what is due by the ladder and writes every moment.
  `INSERT INTO "timer" (ticket_id, round, level, mark, due_at, state)
   SELECT id, round, 'talk_due', '', updated_at, 'waiting' FROM ticket WHERE ${LIGHTABLE} ON CONFLICT DO NOTHING`,
];
