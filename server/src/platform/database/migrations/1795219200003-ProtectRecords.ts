// Owns what the application's role may do, the ticket numbers, and indexes the entities cannot say.
// Leaves the role's name and password to main.migrate, which makes it before any migration runs.
import type { MigrationInterface, QueryRunner } from 'typeorm';

const APP = 'zhitongche_app';
/** Facts and evidence: the application may add to them, never change or remove. */
const INSERT_ONLY = ['ticket_event', 'rating', 'ticket_round', 'command', 'audit_log'];

export class ProtectRecords1795219200003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION next_ticket_number(text, int)');
    await runner.query('DROP INDEX "ticket_involved_units", "catalogue_row_unique"');
    await runner.query(`REVOKE ALL ON ALL TABLES IN SCHEMA public FROM ${APP}`);
    await runner.query(`REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM ${APP}`);
    await runner.query(`ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE ALL ON TABLES FROM ${APP}`);
    await runner.query(`ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE ALL ON SEQUENCES FROM ${APP}`);
  }
}

const STATEMENTS = [
  // Any line, any place are values too: two rows for any line would contradict each other.
  `CREATE UNIQUE INDEX "catalogue_row_unique" ON "catalogue_row" ("category_code", "line", "place_unit_id") NULLS NOT DISTINCT`,
  `CREATE INDEX "ticket_involved_units" ON "ticket" USING gin ("involved_unit_ids")`,
  `GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO ${APP}`,
  `GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO ${APP}`,
  `ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO ${APP}`,
  `ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE ON SEQUENCES TO ${APP}`,
  ...INSERT_ONLY.map((table) => `REVOKE UPDATE, DELETE, TRUNCATE ON "${table}" FROM ${APP}`),
  `REVOKE INSERT, UPDATE, DELETE ON "migration" FROM ${APP}`,
  // One sequence a line and year: unique without a lock held until commit, gaps allowed. The owner's rights make
  // next year's sequence when its first number is asked for; the advisory lock keeps two askers from making it twice.
  `CREATE FUNCTION next_ticket_number(line_key text, in_year int) RETURNS bigint
   LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
   DECLARE
     name text := format('ticket_number_%s_%s', regexp_replace(line_key, '[^a-z0-9_]', '_', 'g'), in_year);
   BEGIN
     IF to_regclass(name) IS NULL THEN
       PERFORM pg_advisory_xact_lock(hashtext(name));
       EXECUTE format('CREATE SEQUENCE IF NOT EXISTS %I', name);
     END IF;
     RETURN nextval(name::regclass);
   END $$`,
  `REVOKE ALL ON FUNCTION next_ticket_number(text, int) FROM PUBLIC`,
  `GRANT EXECUTE ON FUNCTION next_ticket_number(text, int) TO ${APP}`,
];
