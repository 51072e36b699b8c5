// Owns the indexes by which call-backs, plans that fall due, absent units and what escalates are found among all tickets.
// Leaves the columns to AddAftercare. Nobody is locked out meanwhile; an index that a broken run left behind is built anew.
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class IndexAftercare1795305600405 implements MigrationInterface {
  /** CONCURRENTLY knows no transaction. */
  transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    for (const [name, statement] of INDEXES) {
      await runner.query(`DROP INDEX CONCURRENTLY IF EXISTS "${name}"`);
      await runner.query(statement);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const [name] of INDEXES) await runner.query(`DROP INDEX "${name}"`);
  }
}

const INDEXES = [
  ['ticket_units_called', 'CREATE INDEX CONCURRENTLY "ticket_units_called" ON "ticket" ("submitted_at", "id") WHERE units_call is not null'],
  ['ticket_unsatisfied', `CREATE INDEX CONCURRENTLY "ticket_unsatisfied" ON "ticket" ("due_at", "id") WHERE unsatisfied_count > 0 and status in ('submitted', 'assessing')`],
  ['ticket_to_call_back', 'CREATE INDEX CONCURRENTLY "ticket_to_call_back" ON "ticket" ("desk_unit_id", "callback_due_at", "id") WHERE callback_due_at is not null'],
  ['ticket_follow_up_due', 'CREATE INDEX CONCURRENTLY "ticket_follow_up_due" ON "ticket" ("follow_up_at", "id") WHERE follow_up_at is not null'],
  ['ticket_follow_up_owed', 'CREATE INDEX CONCURRENTLY "ticket_follow_up_owed" ON "ticket" ("lead_unit_id", "follow_up_owed_at", "id") WHERE follow_up_owed_at is not null'],
] as const;
