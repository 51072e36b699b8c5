// Owns what lets a notice tell a unit of a circular that names it.
// Leaves that each is told once to the transaction that issues the circular.
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class TellOfCirculars1795305601100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "notice" ADD "circular_id" uuid');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DELETE FROM "notice" WHERE circular_id is not null');
    await runner.query('ALTER TABLE "notice" DROP COLUMN "circular_id"');
  }
}
