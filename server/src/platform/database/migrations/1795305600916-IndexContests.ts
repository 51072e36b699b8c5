// Owns the index by which supervisors find the few tickets with a contested rating.
// Leaves the list itself to the ticket feature.
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class IndexContests1795305600916 implements MigrationInterface {
  readonly transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    // One that a broken run left behind is built anew.
    await runner.query('DROP INDEX CONCURRENTLY IF EXISTS "ticket_contests"');
    await runner.query('CREATE INDEX CONCURRENTLY "ticket_contests" ON "ticket" ("contest_due_day") WHERE contest_due_day is not null');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX "ticket_contests"');
  }
}
