// Owns taking away the index of late tickets whose clock runs: what the version before asks it, the wider one answers too.
// Leaves the one that takes its place to IndexLate.
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class DropRunningLate1795305601311 implements MigrationInterface {
  readonly transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX CONCURRENTLY IF EXISTS "ticket_running_late"');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE INDEX "ticket_running_late" ON "ticket" ("due_at", "id")
      WHERE overdue_at is not null and result_submitted_at is null and status in ('submitted', 'assessing', 'dispatched', 'handling')`);
  }
}
