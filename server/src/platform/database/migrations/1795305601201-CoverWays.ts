// Owns the indexes by which a reader's tickets are walked newest first, with all that is asked of each on the way: no ticket is opened for it.
// Leaves the ways themselves to ticket/ticket.scope.ts.
import type { MigrationInterface, QueryRunner } from 'typeorm';

const KEYS = {
  ticket_by_submitter: '"submitter_id"', ticket_by_subject: '"subject_id"', ticket_of_desk: '"desk_unit_id"', ticket_by_town: '"town_unit_id"', ticket_newest: null,
} as const;
const ORDER = '"submitted_at", "id"';
const ASKED = '"hidden", "subject_kind", "complained_unit_id", "complained_enterprise_id"';
const columns = (key: string | null) => (key === null ? ORDER : `${key}, ${ORDER}`);

export class CoverWays1795305601201 implements MigrationInterface {
  readonly transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    // One that a broken run left behind is built anew.
    for (const [name, key] of Object.entries(KEYS)) {
      await runner.query(`DROP INDEX CONCURRENTLY IF EXISTS "${name}_seen"`);
      await runner.query(`CREATE INDEX CONCURRENTLY "${name}_seen" ON "ticket" (${columns(key)}) INCLUDE (${ASKED})`);
      await runner.query(`DROP INDEX CONCURRENTLY IF EXISTS "${name}"`);
    }
    await runner.query('DROP INDEX CONCURRENTLY IF EXISTS "ticket_seen"');
    await runner.query(`CREATE INDEX CONCURRENTLY "ticket_seen" ON "ticket" ("id") INCLUDE ("submitted_at", ${ASKED})`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const [name, key] of Object.entries(KEYS)) {
      await runner.query(`CREATE INDEX "${name}" ON "ticket" (${columns(key)})`);
      await runner.query(`DROP INDEX "${name}_seen"`);
    }
    await runner.query('DROP INDEX "ticket_seen"');
  }
}
