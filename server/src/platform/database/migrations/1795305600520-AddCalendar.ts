// Owns the working calendar as data, and on each ticket what its dates were counted from, so that they can be counted again.
// Leaves the notices that the system came with to the package (version 1, which needs no rows) and the index to the next migration.
import type { MigrationInterface, QueryRunner } from 'typeorm';

const APP = 'zhitongche_app';

export class AddCalendar1795305600520 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement);
  }
}

const EVENT_TYPES = [
  'ticket.submitted', 'ticket.solved_on_spot', 'ticket.routed', 'ticket.assessed', 'ticket.lifted', 'ticket.dispatched', 'ticket.answered_at_once',
  'ticket.answered_finally', 'ticket.merged', 'ticket.merged_in', 'ticket.declined', 'decline.objected', 'decline.upheld', 'decline.overturned',
  'ticket.signed', 'ticket.returned', 'ticket.designated', 'ticket.assigned', 'note.added', 'message.sent', 'ticket.supplemented', 'reporter.asked',
  'reporter.answered', 'waiting.stopped', 'clock.paused', 'clock.resumed', 'higher_level.asked', 'units.called', 'arrivals.recorded', 'assistance.answered',
  'result.submitted', 'result.approved', 'result.sent_back', 'result.passed', 'ticket.concluded', 'result.delivered', 'result.rated', 'rating.remarked',
  'ticket.reopened', 'ticket.withdrawn', 'ticket.urged', 'ticket.instructed', 'ticket.taken_in_charge', 'joint_review.recorded', 'callback.recorded',
  'light.lit', 'card.issued', 'ticket.closed', 'ticket.unrated_closed', 'rating.reminded', 'follow_up.asked', 'follow_up.recorded',
];
const ADDED = ['deadline.recomputed', 'stage.recomputed'];
const quoted = (types: string[]): string => types.map((type) => `'${type}'`).join(', ');
const typesCheck = (types: string[]): string[] => [
  `ALTER TABLE "ticket_event" DROP CONSTRAINT "ticket_event_type"`,
  `ALTER TABLE "ticket_event" ADD CONSTRAINT "ticket_event_type" CHECK ("type" in (${quoted(types)})) NOT VALID`,
];
const COUNTED = `status in ('submitted', 'assessing', 'dispatched', 'handling', 'awaiting_reporter', 'paused', 'reviewing')`;
const dayOf = (at: string): string => `(${at} at time zone 'Asia/Shanghai')::date`;

const UP = [
  ...typesCheck([...EVENT_TYPES, ...ADDED]),
  'ALTER TABLE "ticket_event" VALIDATE CONSTRAINT "ticket_event_type"',
  `ALTER TABLE "ticket" ADD "stage_from" date, ADD "stops" jsonb NOT NULL DEFAULT '[]', ADD "calendar_version" integer NOT NULL DEFAULT '1'`,
  // Open tickets only: what has ended is never counted again.
  `UPDATE "ticket" t SET
    stage_from = case when stage_due_day is not null then (
      select max(${dayOf('e.at')}) from ticket_event e where e.ticket_id = t.id and e.round = t.round and e.type in ('ticket.submitted',
        'ticket.lifted', 'ticket.returned', 'result.sent_back', 'decline.overturned', 'ticket.dispatched', 'ticket.designated', 'ticket.signed',
        'reporter.asked', 'result.submitted', 'result.approved', 'ticket.answered_at_once', 'ticket.answered_finally')) end,
    stops = coalesce((
      select jsonb_agg(jsonb_build_object('from', ${dayOf('s.at')},
        -- A wait that ran out is ended by the first sweep after midnight: its last day is the one before.
        'to', greatest(${dayOf('s.at')}, ${dayOf('s.ended')} - case when s.how = 'waiting.stopped' then 1 else 0 end)) order by s.seq)
      from (select e.seq, e.at, e.type, lead(e.at) over (order by e.seq) as ended, lead(e.type) over (order by e.seq) as how
            from ticket_event e where e.ticket_id = t.id and e.round = t.round
              and e.type in ('reporter.asked', 'reporter.answered', 'waiting.stopped', 'clock.paused', 'clock.resumed')) s
      where s.type in ('reporter.asked', 'clock.paused') and s.ended is not null), '[]')
   WHERE ${COUNTED}`,
  // A round that was opened by the system began its stage then, and its event stands in the round before.
  `UPDATE "ticket" SET stage_from = ${dayOf('round_opened_at')} WHERE ${COUNTED} and stage_due_day is not null and stage_from is null and round_opened_at is not null`,
  `CREATE TABLE "calendar_version" (
    "version" integer NOT NULL, "request_id" uuid NOT NULL, "request_hash" text NOT NULL, "act" text NOT NULL, "year" integer, "number" text,
    "issued_on" date, "papers" text array NOT NULL DEFAULT '{}', "restored" integer, "in_force" integer array NOT NULL,
    "at" TIMESTAMP(3) WITH TIME ZONE NOT NULL, "by_id" text NOT NULL,
    CONSTRAINT "calendar_version_act" CHECK ("act" in ('imported', 'restored') and (act = 'imported') = (year is not null and number is not null and issued_on is not null) and (act = 'restored') = (restored is not null)),
    CONSTRAINT "pk_calendar_version" PRIMARY KEY ("version"))`,
  `CREATE UNIQUE INDEX "calendar_version_request" ON "calendar_version" ("request_id")`,
  `ALTER TABLE "calendar_version" ADD CONSTRAINT "fk_calendar_version_by_id" FOREIGN KEY ("by_id") REFERENCES "person"("id")`,
  `CREATE TABLE "calendar_day" (
    "version" integer NOT NULL, "day" date NOT NULL, "kind" text NOT NULL, "name" text NOT NULL,
    CONSTRAINT "calendar_day_kind" CHECK ("kind" in ('rest', 'make_up_work')), CONSTRAINT "pk_calendar_day" PRIMARY KEY ("version", "day"))`,
  `ALTER TABLE "calendar_day" ADD CONSTRAINT "fk_calendar_day_version" FOREIGN KEY ("version") REFERENCES "calendar_version"("version")`,
  // What was in force when a date was told is evidence.
  `REVOKE UPDATE, DELETE, TRUNCATE ON "calendar_version", "calendar_day" FROM ${APP}`,
  `CREATE TABLE "calendar_recompute" (
    "version" integer NOT NULL, "total" integer NOT NULL, "later" integer NOT NULL DEFAULT '0', "earlier" integer NOT NULL DEFAULT '0',
    "started_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL, "ended_at" TIMESTAMP(3) WITH TIME ZONE, CONSTRAINT "pk_calendar_recompute" PRIMARY KEY ("version"))`,
  `ALTER TABLE "calendar_recompute" ADD CONSTRAINT "fk_calendar_recompute_version" FOREIGN KEY ("version") REFERENCES "calendar_version"("version")`,
  `CREATE TABLE "calendar_alarm" (
    "person_id" text NOT NULL, "day" date NOT NULL, "year" integer NOT NULL, "at" TIMESTAMP(3) WITH TIME ZONE NOT NULL,
    "read_at" TIMESTAMP(3) WITH TIME ZONE, CONSTRAINT "pk_calendar_alarm" PRIMARY KEY ("person_id", "day"))`,
  `ALTER TABLE "calendar_alarm" ADD CONSTRAINT "fk_calendar_alarm_person_id" FOREIGN KEY ("person_id") REFERENCES "person"("id")`,
];

const DOWN = [
  'DROP TABLE "calendar_alarm", "calendar_recompute", "calendar_day", "calendar_version"',
  'ALTER TABLE "ticket" DROP COLUMN "stage_from", DROP COLUMN "stops", DROP COLUMN "calendar_version"',
  `DELETE FROM "ticket_event" WHERE type in (${quoted(ADDED)})`,
  ...typesCheck(EVENT_TYPES),
  'ALTER TABLE "ticket_event" VALIDATE CONSTRAINT "ticket_event_type"',
];
