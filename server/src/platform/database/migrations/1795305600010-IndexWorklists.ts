// Owns the indexes of worklists: each list reads what waits in it, in its order, and nothing that has ended.
// Leaves the lists themselves to the ticket feature.
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class IndexWorklists1795305600010 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TRIGGER "ticket_unit_added" ON "ticket"');
    await runner.query('DROP TRIGGER "ticket_unit_changed" ON "ticket"');
    await runner.query('DROP FUNCTION ticket_unit_keep()');
    await runner.query('DROP TABLE "ticket_unit"');
    await runner.query(`DROP INDEX "ticket_at_desk", "ticket_with_lead", "ticket_with_assistants", "ticket_to_sample", "ticket_objected",
      "ticket_waits_for_submitter", "ticket_waits_for_subject", "ticket_of_desk", "ticket_of_nature", "ticket_of_category", "ticket_overdue"`);
    await runner.query('CREATE INDEX "ticket_by_desk" ON "ticket" ("desk_unit_id", "status")');
    await runner.query('CREATE INDEX "ticket_by_lead" ON "ticket" ("lead_unit_id", "status")');
  }
}

/** What makes a ticket urgent: its own deadline or its stage's, whichever comes first. */
const URGENT = `(least("due_at", "stage_due_at"))`;
/** Whom a complaint keeps from seeing it; in the index, so that counting needs no row. */
const ASIDE = `INCLUDE ("complained_unit_id", "complained_enterprise_id")`;

const STATEMENTS = [
  // Partial: they hold what is open, so they stay small however many tickets have ended.
  `CREATE INDEX "ticket_at_desk" ON "ticket" ("desk_unit_id", ${URGENT}, "id") ${ASIDE} WHERE status in ('submitted', 'assessing')`,
  `CREATE INDEX "ticket_with_lead" ON "ticket" ("lead_unit_id", "status", ${URGENT}, "id") ${ASIDE}
   WHERE status in ('dispatched', 'handling', 'awaiting_reporter', 'paused', 'reviewing')`,
  `CREATE INDEX "ticket_with_assistants" ON "ticket" USING gin ("involved_unit_ids")
   WHERE status in ('dispatched', 'handling', 'awaiting_reporter', 'paused') and assisting <> '[]'`,
  `CREATE INDEX "ticket_to_sample" ON "ticket" (${URGENT}, "id") ${ASIDE} WHERE stage = 'supervisor'`,
  `CREATE INDEX "ticket_objected" ON "ticket" ("submitted_at", "id") ${ASIDE}
   WHERE status = 'declined' and objected_at is not null and not objection_decided`,
  `CREATE INDEX "ticket_waits_for_submitter" ON "ticket" ("submitter_id", "status", "submitted_at", "id") ${ASIDE}
   WHERE status in ('concluded', 'awaiting_reporter')`,
  `CREATE INDEX "ticket_waits_for_subject" ON "ticket" ("subject_id", "status", "submitted_at", "id") ${ASIDE}
   WHERE status in ('awaiting_rating', 'awaiting_reporter')`,
  // Newest first: the desk's archive, and filters that find few among very many.
  `CREATE INDEX "ticket_of_desk" ON "ticket" ("desk_unit_id", "submitted_at", "id")`,
  `CREATE INDEX "ticket_of_nature" ON "ticket" ("nature", "submitted_at", "id")`,
  `CREATE INDEX "ticket_of_category" ON "ticket" ("category_code" text_pattern_ops, "submitted_at", "id")`,
  `CREATE INDEX "ticket_overdue" ON "ticket" ("submitted_at", "id") WHERE overdue_at is not null`,
  `DROP INDEX "ticket_by_desk", "ticket_by_lead"`,
  // An array's index has no order: a unit's archive, newest first, is a table of its own that the ticket's changes keep.
  `CREATE TABLE "ticket_unit" (
    "unit_id" text NOT NULL, "submitted_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL, "ticket_id" uuid NOT NULL,
    CONSTRAINT "pk_ticket_unit" PRIMARY KEY ("unit_id", "submitted_at", "ticket_id"))`,
  `ALTER TABLE "ticket_unit" ADD CONSTRAINT "fk_ticket_unit_ticket_id" FOREIGN KEY ("ticket_id") REFERENCES "ticket"("id") ON DELETE CASCADE`,
  `CREATE INDEX "ticket_unit_ticket" ON "ticket_unit" ("ticket_id")`,
  `CREATE FUNCTION ticket_unit_keep() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN
     INSERT INTO ticket_unit (unit_id, submitted_at, ticket_id)
     SELECT unit_id, NEW.submitted_at, NEW.id FROM unnest(NEW.involved_unit_ids) AS unit_id ON CONFLICT DO NOTHING;
     RETURN NULL;
   END $$`,
  // Units are only ever added to a ticket: who was involved keeps the view.
  `CREATE TRIGGER "ticket_unit_added" AFTER INSERT ON "ticket" FOR EACH ROW WHEN (NEW.involved_unit_ids <> '{}') EXECUTE FUNCTION ticket_unit_keep()`,
  `CREATE TRIGGER "ticket_unit_changed" AFTER UPDATE OF "involved_unit_ids" ON "ticket" FOR EACH ROW
   WHEN (NEW.involved_unit_ids IS DISTINCT FROM OLD.involved_unit_ids) EXECUTE FUNCTION ticket_unit_keep()`,
  `INSERT INTO "ticket_unit" ("unit_id", "submitted_at", "ticket_id")
   SELECT unit_id, submitted_at, id FROM "ticket", unnest(involved_unit_ids) AS unit_id ON CONFLICT DO NOTHING`,
];
