// Owns the table in which limits are counted when there is no Redis.
// Leaves the counting to platform/limits.
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateRateLimit1795305600020 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // Unlogged: a crash may forget who asked how often, and no sign-in waits for the disk because of it.
    await runner.query(`CREATE UNLOGGED TABLE "rate_limit" (
      "key" text NOT NULL, "points" integer NOT NULL, "expire" bigint NOT NULL, CONSTRAINT "pk_rate_limit" PRIMARY KEY ("key"))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE "rate_limit"');
  }
}
