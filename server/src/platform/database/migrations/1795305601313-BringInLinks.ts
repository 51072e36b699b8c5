// Owns that links between people and subjects are brought in from files, as other base data is.
// Leaves their table as it was.
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class BringInLinks1795305601313 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "data_import" DROP CONSTRAINT "data_import_kind"');
    await runner.query(`ALTER TABLE "data_import" ADD CONSTRAINT "data_import_kind" CHECK ("kind" in ('units', 'people', 'enterprises', 'categories', 'catalogue', 'links'))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DELETE FROM "data_import" WHERE "kind" = 'links'`);
    await runner.query('ALTER TABLE "data_import" DROP CONSTRAINT "data_import_kind"');
    await runner.query(`ALTER TABLE "data_import" ADD CONSTRAINT "data_import_kind" CHECK ("kind" in ('units', 'people', 'enterprises', 'categories', 'catalogue'))`);
  }
}
