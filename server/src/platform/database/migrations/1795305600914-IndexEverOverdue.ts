// Owns the index of tickets that were late in any round, newest first: the filter 超期 of every archive.
// Leaves the one of the present round alone, in its place until this one stands, to DropOverdueIndex.
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class IndexEverOverdue1795305600914 implements MigrationInterface {
  readonly transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    // One that a broken run left behind is built anew.
    await runner.query('DROP INDEX CONCURRENTLY IF EXISTS "ticket_ever_overdue"');
    await runner.query('CREATE INDEX CONCURRENTLY "ticket_ever_overdue" ON "ticket" ("submitted_at", "id") WHERE overdue_at is not null or earlier_yellow');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX "ticket_ever_overdue"');
  }
}
