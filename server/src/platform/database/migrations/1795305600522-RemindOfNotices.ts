// Owns what lets a notice remind an administrator of a year whose holidays are not known yet.
// Leaves when to the calendar feature: calendar_alarm holds that it is once a day and person.
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class RemindOfNotices1795305600522 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "notice" ADD "calendar_year" integer');
    // Reminders are read as notices.
    await runner.query('ALTER TABLE "calendar_alarm" DROP COLUMN "read_at"');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "calendar_alarm" ADD "read_at" TIMESTAMP(3) WITH TIME ZONE');
    await runner.query('DELETE FROM "notice" WHERE calendar_year is not null');
    await runner.query('ALTER TABLE "notice" DROP COLUMN "calendar_year"');
  }
}
