// Owns the limits with which a round began, on its ticket and frozen with its facts.
// Leaves rounds begun before without: what was in force on their first day is not known, so they go on by the line's.
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class KeepRoundLimits1795305601312 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "ticket" ADD "round_limits" jsonb');
    await runner.query('ALTER TABLE "ticket_round" ADD "round_limits" jsonb');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "ticket_round" DROP COLUMN "round_limits"');
    await runner.query('ALTER TABLE "ticket" DROP COLUMN "round_limits"');
  }
}
