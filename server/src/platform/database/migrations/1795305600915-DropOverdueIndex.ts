// Owns taking away the index of tickets late in the present round: nobody asks for those alone any more.
// Leaves the one that takes its place to IndexEverOverdue.
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class DropOverdueIndex1795305600915 implements MigrationInterface {
  readonly transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX CONCURRENTLY "ticket_overdue"');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE INDEX "ticket_overdue" ON "ticket" ("submitted_at", "id") WHERE overdue_at is not null');
  }
}
