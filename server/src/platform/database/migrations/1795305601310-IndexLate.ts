// Owns the index of tickets that are late and still owe their result, those whose clock stands still among them.
// Leaves the one of running tickets alone, in its place until this one stands, to DropRunningLate.
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class IndexLate1795305601310 implements MigrationInterface {
  readonly transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    // One that a broken run left behind is built anew.
    await runner.query('DROP INDEX CONCURRENTLY IF EXISTS "ticket_late"');
    await runner.query(`CREATE INDEX CONCURRENTLY "ticket_late" ON "ticket" ("overdue_at", "id") WHERE overdue_at is not null
      and result_submitted_at is null and status in ('submitted', 'assessing', 'dispatched', 'handling', 'awaiting_reporter', 'paused')`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX "ticket_late"');
  }
}
