// Owns the index by which heads and supervisors find the few tickets with a request that waits for them.
// Leaves the list itself to the ticket feature.
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class IndexRequests1795305600912 implements MigrationInterface {
  readonly transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    // One that a broken run left behind is built anew.
    await runner.query('DROP INDEX CONCURRENTLY IF EXISTS "ticket_requests"');
    await runner.query('CREATE INDEX CONCURRENTLY "ticket_requests" ON "ticket" ("due_at") WHERE request is not null');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX "ticket_requests"');
  }
}
