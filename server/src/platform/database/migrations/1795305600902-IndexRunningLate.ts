// Owns the index of tickets that are late and still owe their result: the supervisor's list reads nothing else.
// Leaves the list itself to the supervision feature.
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class IndexRunningLate1795305600902 implements MigrationInterface {
  /** An index of a large table is built beside its work, which no transaction allows. */
  readonly transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE INDEX CONCURRENTLY "ticket_running_late" ON "ticket" ("due_at", "id")
      WHERE overdue_at is not null and result_submitted_at is null and status in ('submitted', 'assessing', 'dispatched', 'handling')`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX "ticket_running_late"');
  }
}
