// Owns keeping a ticket's words folded beside it, and the search index on what a function makes of them instead of on a stored array.
// Leaves what is looked for to ticket/domain/search-words.ts and search-marks.ts.
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class KeepFoldedWords1795305601200 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement);
  }
}

const STATEMENTS = [
  // Pieces of folded words, and the marks. What it costs is told truly: whoever would rather
  // compute it for every row than ask the index is told so by the planner.
  `CREATE FUNCTION search_pieces(words text, marks text[]) RETURNS text[] LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 20000 AS $$
   DECLARE
     chars text[] := string_to_array(translate(words, E'\\n\\t\\r', '   '), NULL);
   BEGIN
     RETURN ARRAY(SELECT c FROM unnest(chars) AS c WHERE c <> ' ')
       || ARRAY(SELECT c || n FROM unnest(chars, chars[2:]) AS pair(c, n) WHERE c <> ' ' AND n <> ' ')
       || ARRAY(SELECT '№' || digits[1] FROM regexp_matches(words, '[0-9]+', 'g') AS digits)
       || marks;
   END $$`,
  `ALTER TABLE "ticket_search" ADD "words" text NOT NULL DEFAULT '', ADD "marks" text array NOT NULL DEFAULT '{}'`,
  `DROP INDEX "ticket_search_grams"`,
  `UPDATE "ticket_search" s SET words = search_fold(ticket_words(t)), marks = ticket_marks(t) FROM "ticket" t WHERE t.id = s.ticket_id`,
  `ALTER TABLE "ticket_search" DROP COLUMN "grams"`,
  `CREATE INDEX "ticket_search_pieces" ON "ticket_search" USING gin (search_pieces("words", "marks"))`,
  `CREATE OR REPLACE FUNCTION ticket_search_keep() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN
     INSERT INTO ticket_search (ticket_id, words, marks) VALUES (NEW.id, search_fold(ticket_words(NEW)), ticket_marks(NEW))
     ON CONFLICT (ticket_id) DO UPDATE SET words = EXCLUDED.words, marks = EXCLUDED.marks;
     RETURN NULL;
   END $$`,
  'DROP FUNCTION search_grams(text)',
];

const DOWN = [
  // As IndexSearch made it.
  `CREATE FUNCTION search_grams(t text) RETURNS text[] LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
   DECLARE
     folded text := search_fold(t);
     chars text[] := string_to_array(translate(folded, E'\\n\\t\\r', '   '), NULL);
   BEGIN
     RETURN ARRAY(SELECT c FROM unnest(chars) AS c WHERE c <> ' ')
       || ARRAY(SELECT c || n FROM unnest(chars, chars[2:]) AS pair(c, n) WHERE c <> ' ' AND n <> ' ')
       || ARRAY(SELECT '№' || digits[1] FROM regexp_matches(folded, '[0-9]+', 'g') AS digits);
   END $$`,
  `ALTER TABLE "ticket_search" ADD "grams" text array NOT NULL DEFAULT '{}'`,
  `UPDATE "ticket_search" SET grams = search_pieces(words, marks)`,
  `CREATE OR REPLACE FUNCTION ticket_search_keep() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN
     INSERT INTO ticket_search (ticket_id, grams) VALUES (NEW.id, search_grams(ticket_words(NEW)) || ticket_marks(NEW))
     ON CONFLICT (ticket_id) DO UPDATE SET grams = EXCLUDED.grams;
     RETURN NULL;
   END $$`,
  `DROP INDEX "ticket_search_pieces"`,
  `ALTER TABLE "ticket_search" DROP COLUMN "words", DROP COLUMN "marks"`,
  `DROP FUNCTION search_pieces(text, text[])`,
  `CREATE INDEX "ticket_search_grams" ON "ticket_search" USING gin ("grams")`,
];
