// Owns looking whether every event there is keeps to the widened list; alone, so that nobody waits for it.
// Leaves the list to the migration before it.
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ValidateEventTypes1795305600901 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "ticket_event" VALIDATE CONSTRAINT "ticket_event_type"');
  }

  /** A constraint that was looked at need not be looked at less. */
  down(): Promise<void> {
    return Promise.resolve();
  }
}
