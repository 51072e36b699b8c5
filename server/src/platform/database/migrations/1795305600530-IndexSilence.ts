// Owns the index by which the sweep, every few seconds, finds results that nobody has said a word about.
// Leaves what happens to them to the sweep. Nobody is locked out meanwhile; what a broken run left behind is built anew.
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class IndexSilence1795305600530 implements MigrationInterface {
  /** CONCURRENTLY knows no transaction. */
  transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX CONCURRENTLY IF EXISTS "ticket_told"');
    await runner.query(`CREATE INDEX CONCURRENTLY "ticket_told" ON "ticket" ("delivered_at", "id") WHERE status = 'awaiting_rating'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX "ticket_told"');
  }
}
