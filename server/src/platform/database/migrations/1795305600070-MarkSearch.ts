// Owns the marks beside a ticket's words in the search index: who may see it and when it came, so that one look at the index meets all three.
// Leaves the same marks for what is looked for to ticket/domain/search-marks.ts.
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class MarkSearch1795305600070 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement);
  }
}

const KEEP = (pieces: string): string => `CREATE OR REPLACE FUNCTION ticket_search_keep() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN
     INSERT INTO ticket_search VALUES (NEW.id, ${pieces})
     ON CONFLICT (ticket_id) DO UPDATE SET grams = EXCLUDED.grams;
     RETURN NULL;
   END $$`;

const STATEMENTS = [
  // Longer than any piece of a word, so that nothing typed can be one. Time in spans of 4, 32 and 256 days since 1970.
  `CREATE FUNCTION ticket_marks(t ticket) RETURNS text[] LANGUAGE sql STABLE PARALLEL SAFE AS $$
     SELECT array['by:' || t.submitter_id, 'of:' || t.subject_id, 'at:' || t.desk_unit_id, 'in:' || t.town_unit_id]
       || ARRAY(SELECT 'to:' || unit_id FROM unnest(t.involved_unit_ids) AS unit_id)
       || ARRAY(SELECT days || 'd:' || floor(extract(epoch from t.submitted_at) / 86400 / days) FROM unnest(array[4, 32, 256]) AS days) $$`,
  KEEP('search_grams(ticket_words(NEW)) || ticket_marks(NEW)'),
  `UPDATE "ticket_search" s SET grams = s.grams || ticket_marks(t) FROM "ticket" t WHERE t.id = s.ticket_id`,
  `DROP TRIGGER "ticket_search_changed" ON "ticket"`,
  `CREATE TRIGGER "ticket_search_changed" AFTER UPDATE OF "number", "title", "text", "foreign_number", "hidden", "subject_name", "place",
     "submitter_id", "subject_id", "desk_unit_id", "town_unit_id", "involved_unit_ids" ON "ticket"
   FOR EACH ROW WHEN (ticket_words(NEW) IS DISTINCT FROM ticket_words(OLD) OR ticket_marks(NEW) IS DISTINCT FROM ticket_marks(OLD))
   EXECUTE FUNCTION ticket_search_keep()`,
  // Every page of a ticket asks for those who came with tickets merged into it.
  `CREATE INDEX IF NOT EXISTS "ticket_reporter_origin" ON "ticket_reporter" ("origin_ticket_id")`,
];

const DOWN = [
  `DROP INDEX "ticket_reporter_origin"`,
  `DROP TRIGGER "ticket_search_changed" ON "ticket"`,
  `CREATE TRIGGER "ticket_search_changed" AFTER UPDATE OF "number", "title", "text", "foreign_number", "hidden", "subject_name", "place" ON "ticket"
   FOR EACH ROW WHEN (ticket_words(NEW) IS DISTINCT FROM ticket_words(OLD)) EXECUTE FUNCTION ticket_search_keep()`,
  KEEP('search_grams(ticket_words(NEW))'),
  `UPDATE "ticket_search" s SET grams = search_grams(ticket_words(t)) FROM "ticket" t WHERE t.id = s.ticket_id`,
  'DROP FUNCTION ticket_marks(ticket)',
];
