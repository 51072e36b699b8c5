// Owns by how much a round was late, its extension and its pauses, frozen with its other facts.
// Leaves working days of rounds frozen before to nobody: SQL cannot count them, and a guess is no fact.
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class FreezeLateness1795305600913 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "ticket_round" DROP COLUMN "late_working_days", DROP COLUMN "late_seconds", DROP COLUMN "complexity",
      DROP COLUMN "extension_working_days", DROP COLUMN "stops"`);
  }
}

const STATEMENTS = [
  `ALTER TABLE "ticket_round" ADD "late_working_days" integer, ADD "late_seconds" integer, ADD "complexity" text NOT NULL DEFAULT 'ordinary',
    ADD "extension_working_days" integer NOT NULL DEFAULT 0, ADD "stops" jsonb NOT NULL DEFAULT '[]'`,
  `ALTER TABLE "ticket_round" ADD CONSTRAINT "ticket_round_complexity" CHECK ("complexity" in ('ordinary', 'complex')) NOT VALID`,
  'ALTER TABLE "ticket_round" VALIDATE CONSTRAINT "ticket_round_complexity"',
  `UPDATE "ticket_round" SET late_seconds = case when late then floor(extract(epoch from result_submitted_at - due_at))::int else 0 end,
    late_working_days = case when late then null else 0 end`,
  // Complexity never changed after the first dispatch before there were requests.
  `UPDATE "ticket_round" r SET complexity = t.complexity FROM "ticket" t WHERE t.id = r.ticket_id AND t.complexity <> 'ordinary'`,
];
