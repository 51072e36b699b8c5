// Owns the records of lights, cards and contests, the events they come from, and a round's memory of a revoked yellow light.
// Leaves validating the list of events and the index of what runs late to the migrations after it: neither may lock the table.
import type { MigrationInterface, QueryRunner } from 'typeorm';

const APP = 'zhitongche_app';
const BEFORE = `'ticket.submitted', 'ticket.solved_on_spot', 'ticket.routed', 'ticket.assessed', 'ticket.lifted', 'ticket.dispatched', 'ticket.answered_at_once',
  'ticket.answered_finally', 'ticket.merged', 'ticket.merged_in', 'ticket.declined', 'decline.objected', 'decline.upheld', 'decline.overturned', 'ticket.signed',
  'ticket.returned', 'ticket.designated', 'ticket.assigned', 'note.added', 'message.sent', 'ticket.supplemented', 'reporter.asked', 'reporter.answered',
  'waiting.stopped', 'clock.paused', 'clock.resumed', 'higher_level.asked', 'units.called', 'arrivals.recorded', 'assistance.answered', 'result.submitted',
  'result.approved', 'result.sent_back', 'result.passed', 'ticket.concluded', 'result.delivered', 'result.rated', 'rating.remarked', 'ticket.reopened',
  'ticket.withdrawn', 'ticket.urged', 'ticket.instructed', 'ticket.taken_in_charge', 'joint_review.recorded', 'callback.recorded', 'light.lit', 'card.issued',
  'ticket.closed', 'ticket.unrated_closed', 'rating.reminded', 'follow_up.asked', 'follow_up.recorded',
  'deadline.recomputed', 'stage.recomputed'`;
const ADDED = `'light.explained', 'measure.contested', 'measure.upheld', 'measure.revoked'`;

export class RecordMeasures1795305600900 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement);
  }
}

/** A light's record from its event. What a version before this one wrote lacks the mark, the debt and whose it is: they follow from the rest. */
const LIGHT_OF = (event: string): string => `
  SELECT e.ticket_id, e.seq, e.round, e.payload->>'level',
         coalesce(e.payload->>'mark', (e.payload->>'stage') || ':' || e.seq, ''), e.payload->>'stage', coalesce(e.payload->>'holder', 'desk'),
         coalesce(e.payload->>'owedBy', e.payload->>'unitId', CASE WHEN e.payload->>'holder' = 'supervisor' THEN l.supervising_unit_id ELSE t.desk_unit_id END),
         coalesce((e.payload->>'dueAt')::timestamptz, e.at), e.at,
         coalesce(e.payload->>'debt', CASE e.payload->>'level' WHEN 'red_light' THEN 'explanation' WHEN 'talk_due' THEN 'talk' ELSE 'reason' END)
  FROM ${event} e JOIN ticket t ON t.id = e.ticket_id JOIN line l ON l.key = t.line`;
const COLUMNS = 'ticket_id, seq, round, level, mark, stage, holder, unit_id, due_at, lit_at, debt';
const LEVELS = `('yellow_light', 'red_light', 'talk_due', 'stage_overdue')`;

const UP = [
  'ALTER TABLE "ticket_event" DROP CONSTRAINT "ticket_event_type"',
  `ALTER TABLE "ticket_event" ADD CONSTRAINT "ticket_event_type" CHECK ("type" in (${BEFORE}, ${ADDED})) NOT VALID`,
  `ALTER TABLE "ticket" ADD "yellow_revoked" boolean NOT NULL DEFAULT false`,
  `CREATE TABLE "light" (
    "ticket_id" uuid NOT NULL, "seq" integer NOT NULL, "round" integer NOT NULL, "level" text NOT NULL, "mark" text NOT NULL, "stage" text,
    "holder" text NOT NULL, "unit_id" text NOT NULL, "due_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL, "lit_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL,
    "debt" text NOT NULL, "settled_seq" integer, "settled_at" TIMESTAMP(3) WITH TIME ZONE, "settled_by_id" text,
    "contested" boolean NOT NULL DEFAULT false, "revoked_at" TIMESTAMP(3) WITH TIME ZONE,
    CONSTRAINT "light_level" CHECK ("level" in ('early_warning', 'last_warning', 'yellow_light', 'red_light', 'talk_due', 'stage_overdue')),
    CONSTRAINT "light_stage" CHECK ("stage" in ('assess', 'sign', 'review_head', 'review_supervisor', 'assisting')),
    CONSTRAINT "light_holder" CHECK ("holder" in ('desk', 'lead', 'head', 'supervisor', 'assisting')),
    CONSTRAINT "light_debt" CHECK ("debt" in ('reason', 'explanation', 'talk')),
    CONSTRAINT "pk_light" PRIMARY KEY ("ticket_id", "seq"))`,
  'CREATE UNIQUE INDEX "light_once" ON "light" ("ticket_id", "round", "level", "mark")',
  'CREATE INDEX "light_owed" ON "light" ("unit_id", "due_at", "ticket_id") WHERE settled_at is null and revoked_at is null',
  'CREATE INDEX "light_by_month" ON "light" ("lit_at", "ticket_id", "seq")',
  `CREATE TABLE "card" (
    "ticket_id" uuid NOT NULL, "seq" integer NOT NULL, "round" integer NOT NULL, "kind" text NOT NULL, "unit_id" text NOT NULL,
    "document_number" text NOT NULL, "year" integer NOT NULL, "number" integer NOT NULL, "follows_seq" integer,
    "issued_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL, "issued_by_id" text,
    "contested" boolean NOT NULL DEFAULT false, "revoked_at" TIMESTAMP(3) WITH TIME ZONE,
    CONSTRAINT "card_kind" CHECK ("kind" in ('supervision_order', 'yellow_card', 'red_card', 'talk')),
    CONSTRAINT "pk_card" PRIMARY KEY ("ticket_id", "seq"))`,
  'CREATE UNIQUE INDEX "card_document" ON "card" ("kind", "document_number")',
  'CREATE INDEX "card_of_year" ON "card" ("kind", "year", "number")',
  'CREATE INDEX "card_by_month" ON "card" ("issued_at", "ticket_id", "seq")',
  `CREATE TABLE "contest" (
    "ticket_id" uuid NOT NULL, "seq" integer NOT NULL, "unit_id" text NOT NULL, "filed_seq" integer NOT NULL,
    "filed_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL, "filed_by_id" text, "due_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL,
    "decided_seq" integer, "decided_at" TIMESTAMP(3) WITH TIME ZONE, "decided_by_id" text, "revoked" boolean,
    CONSTRAINT "contest_decision" CHECK ((decided_at is null) = (revoked is null)),
    CONSTRAINT "pk_contest" PRIMARY KEY ("ticket_id", "seq"))`,
  'CREATE INDEX "contest_waiting" ON "contest" ("due_at", "ticket_id", "seq") WHERE decided_at is null',
  'CREATE INDEX "contest_decided" ON "contest" ("decided_at", "ticket_id", "seq") WHERE decided_at is not null',
  ...[['light', 'ticket_id', 'ticket'], ['light', 'settled_by_id', 'person'], ['card', 'ticket_id', 'ticket'], ['card', 'issued_by_id', 'person'],
    ['contest', 'ticket_id', 'ticket'], ['contest', 'filed_by_id', 'person'], ['contest', 'decided_by_id', 'person']].map(([table, column, to]) =>
    `ALTER TABLE "${table ?? ''}" ADD CONSTRAINT "fk_${table ?? ''}_${column ?? ''}" FOREIGN KEY ("${column ?? ''}") REFERENCES "${to ?? ''}"("id")`),
  // Records: only what happens to them later may be written.
  ...['light', 'card', 'contest'].map((table) => `REVOKE UPDATE, DELETE, TRUNCATE ON "${table}" FROM ${APP}`),
  `GRANT UPDATE ("settled_seq", "settled_at", "settled_by_id", "contested", "revoked_at") ON "light" TO ${APP}`,
  `GRANT UPDATE ("contested", "revoked_at") ON "card" TO ${APP}`,
  `GRANT UPDATE ("decided_seq", "decided_at", "decided_by_id", "revoked") ON "contest" TO ${APP}`,
  // By a trigger, so that processes of the version before write it too while this one is being installed.
  `CREATE FUNCTION light_keep() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN
     INSERT INTO light (${COLUMNS}) ${LIGHT_OF('(SELECT NEW.*)')};
     RETURN NULL;
   END $$`,
  `CREATE TRIGGER "light_added" AFTER INSERT ON "ticket_event" FOR EACH ROW
   WHEN (NEW.type = 'light.lit' AND NEW.payload->>'level' in ${LEVELS}) EXECUTE FUNCTION light_keep()`,
  `INSERT INTO light (${COLUMNS}) ${LIGHT_OF('ticket_event')} WHERE e.type = 'light.lit' AND e.payload->>'level' in ${LEVELS} ON CONFLICT DO NOTHING`,
  `INSERT INTO card (ticket_id, seq, round, kind, unit_id, document_number, year, number, issued_at, issued_by_id)
   SELECT ticket_id, seq, round, payload->>'kind', payload->>'unitId', payload->>'documentNumber',
          coalesce(substring(payload->>'documentNumber' from '(2\\d{3})')::int, extract(year from at at time zone 'Asia/Shanghai')::int),
          coalesce(substring(payload->>'documentNumber' from '(\\d{1,5})号$')::int, 0), at, actor_id
   FROM ticket_event WHERE type = 'card.issued' ORDER BY id ON CONFLICT DO NOTHING`,
];

const DOWN = [
  'DROP TRIGGER "light_added" ON "ticket_event"',
  'DROP FUNCTION light_keep()',
  'DROP TABLE "contest", "card", "light"',
  'ALTER TABLE "ticket" DROP COLUMN "yellow_revoked"',
  'ALTER TABLE "ticket_event" DROP CONSTRAINT "ticket_event_type"',
  `DELETE FROM "ticket_event" WHERE type in (${ADDED})`,
  `ALTER TABLE "ticket_event" ADD CONSTRAINT "ticket_event_type" CHECK ("type" in (${BEFORE})) NOT VALID`,
];
