// Owns the table of monthly circulars, which nobody changes once they are issued.
// Leaves what they say to the supervision feature.
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateCirculars1795305600903 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE "circular" (
      "id" uuid NOT NULL, "month" text NOT NULL, "document_number" text NOT NULL, "year" integer NOT NULL, "number" integer NOT NULL, "content" jsonb NOT NULL,
      "issued_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL, "issued_by_id" text NOT NULL, CONSTRAINT "pk_circular" PRIMARY KEY ("id"))`);
    await runner.query('CREATE UNIQUE INDEX "circular_month" ON "circular" ("month")');
    await runner.query('CREATE UNIQUE INDEX "circular_document" ON "circular" ("document_number")');
    await runner.query('ALTER TABLE "circular" ADD CONSTRAINT "fk_circular_issued_by_id" FOREIGN KEY ("issued_by_id") REFERENCES "person"("id")');
    await runner.query('REVOKE UPDATE, DELETE, TRUNCATE ON "circular" FROM zhitongche_app');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE "circular"');
  }
}
