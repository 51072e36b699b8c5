// Owns the index of search: single characters, pairs of characters and whole numbers of what may be searched in a ticket.
// Leaves turning what somebody typed into the same pieces to ticket/domain/search-words.ts.
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class IndexSearch1795305600011 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TRIGGER "ticket_search_added" ON "ticket"');
    await runner.query('DROP TRIGGER "ticket_search_changed" ON "ticket"');
    await runner.query('DROP FUNCTION ticket_search_keep()');
    await runner.query('DROP INDEX "ticket_hidden_own"');
    await runner.query('DROP TABLE "ticket_search"');
    await runner.query('DROP FUNCTION ticket_words(ticket)');
    await runner.query('DROP FUNCTION search_grams(text)');
    await runner.query('DROP FUNCTION search_fold(text)');
  }
}

const STATEMENTS = [
  // One form for what looks the same: full width, capitals, brackets. 民情〔2026〕12号 becomes 民情2026 12号.
  `CREATE FUNCTION search_fold(t text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS
   $$ SELECT translate(lower(normalize(t, NFKC)), '〕】)]〔【([', '    ') $$`,
  // Characters, not bytes or halves of them: 𠮷 is one. No trigram index finds a word of one or two characters.
  // A number is also a piece as a whole, so that 12 does not find 12345.
  // A piece that is there twice stays twice: the index takes it once, and sorting them out would cost as much as finding them.
  `CREATE FUNCTION search_grams(t text) RETURNS text[] LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
   DECLARE
     folded text := search_fold(t);
     chars text[] := string_to_array(translate(folded, E'\\n\\t\\r', '   '), NULL);
   BEGIN
     RETURN ARRAY(SELECT c FROM unnest(chars) AS c WHERE c <> ' ')
       || ARRAY(SELECT c || n FROM unnest(chars, chars[2:]) AS pair(c, n) WHERE c <> ' ' AND n <> ' ')
       || ARRAY(SELECT '№' || digits[1] FROM regexp_matches(folded, '[0-9]+', 'g') AS digits);
   END $$`,
  // What every reader of the ticket may find it by: of a hidden reporter neither subject nor place.
  `CREATE FUNCTION ticket_words(t ticket) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
     SELECT concat_ws(E'\\n', t.number, t.title, t.text, t.foreign_number,
                      CASE WHEN NOT t.hidden THEN t.subject_name END, CASE WHEN NOT t.hidden THEN t.place END) $$`,
  // Beside the ticket and not in it: a ticket changes ten times, its words hardly ever, and each change would index them again.
  `CREATE TABLE "ticket_search" ("ticket_id" uuid NOT NULL, "grams" text array NOT NULL, CONSTRAINT "pk_ticket_search" PRIMARY KEY ("ticket_id"))`,
  `INSERT INTO "ticket_search" SELECT id, search_grams(ticket_words(t)) FROM "ticket" t`,
  `CREATE INDEX "ticket_search_grams" ON "ticket_search" USING gin ("grams")`,
  `ALTER TABLE "ticket_search" ADD CONSTRAINT "fk_ticket_search_ticket_id" FOREIGN KEY ("ticket_id") REFERENCES "ticket"("id") ON DELETE CASCADE`,
  `CREATE FUNCTION ticket_search_keep() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN
     INSERT INTO ticket_search VALUES (NEW.id, search_grams(ticket_words(NEW)))
     ON CONFLICT (ticket_id) DO UPDATE SET grams = EXCLUDED.grams;
     RETURN NULL;
   END $$`,
  `CREATE TRIGGER "ticket_search_added" AFTER INSERT ON "ticket" FOR EACH ROW EXECUTE FUNCTION ticket_search_keep()`,
  `CREATE TRIGGER "ticket_search_changed" AFTER UPDATE OF "number", "title", "text", "foreign_number", "hidden", "subject_name", "place" ON "ticket"
   FOR EACH ROW WHEN (ticket_words(NEW) IS DISTINCT FROM ticket_words(OLD)) EXECUTE FUNCTION ticket_search_keep()`,
  // The own side of a hidden reporter finds what the index does not hold: few tickets, looked through one by one.
  `CREATE INDEX "ticket_hidden_own" ON "ticket" ("submitter_id") WHERE hidden`,
];
