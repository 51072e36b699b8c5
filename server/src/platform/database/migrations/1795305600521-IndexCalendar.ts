// Owns the index by which a recompute finds the open tickets that an older calendar counted.
// Leaves the columns to AddCalendar. Nobody is locked out meanwhile; an index that a broken run left behind is built anew.
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class IndexCalendar1795305600521 implements MigrationInterface {
  /** CONCURRENTLY knows no transaction. */
  transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX CONCURRENTLY IF EXISTS "ticket_to_recompute"');
    await runner.query(
      `CREATE INDEX CONCURRENTLY "ticket_to_recompute" ON "ticket" ("calendar_version", "id")
       WHERE status in ('submitted', 'assessing', 'dispatched', 'handling', 'awaiting_reporter', 'paused', 'reviewing')`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX "ticket_to_recompute"');
  }
}
