// Owns the change by which a reporter's newer link voids the earlier ones, and a link's days as a setting.
// Leaves links that are there as they are: the next one made voids them.
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ReplaceLinks1795305600402 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "reporter_link" ADD "replaced_at" TIMESTAMP(3) WITH TIME ZONE');
    await runner.query(`UPDATE "line" SET limits = limits || '{"aftercare": {"linkDays": 90}}' WHERE NOT limits ? 'aftercare'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "reporter_link" DROP COLUMN "replaced_at"');
    await runner.query(`UPDATE "line" SET limits = limits - 'aftercare'`);
  }
}
