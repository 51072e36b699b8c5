// Owns the change that lets notices wait for the morning, alone or gathered in a head's digest.
// Leaves what has been told as it is: it was out from the moment it was written.
import type { MigrationInterface, QueryRunner } from 'typeorm';

const APP = 'zhitongche_app';

export class DelayNotices1795305600400 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement);
  }
}

const UP = [
  // The default is for processes of the version before, which tell at once.
  `ALTER TABLE "notice" ADD "visible_from" TIMESTAMP(3) WITH TIME ZONE DEFAULT now(), ADD "digest_day" date,
    ALTER COLUMN "event_id" DROP NOT NULL, ALTER COLUMN "ticket_id" DROP NOT NULL`,
  `ALTER TABLE "notice" ADD CONSTRAINT "notice_of_event_or_digest"
    CHECK ((event_id is null) = (ticket_id is null) and (event_id is not null or digest_day is not null)) NOT VALID`,
  `ALTER TABLE "notice" VALIDATE CONSTRAINT "notice_of_event_or_digest"`,
  `CREATE TABLE "digest" (
    "day" date NOT NULL, "person_id" text NOT NULL, "made_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL, "parts" jsonb NOT NULL,
    CONSTRAINT "pk_digest" PRIMARY KEY ("day", "person_id"))`,
  `ALTER TABLE "digest" ADD CONSTRAINT "fk_digest_person_id" FOREIGN KEY ("person_id") REFERENCES "person"("id")`,
  `REVOKE UPDATE, DELETE, TRUNCATE ON "digest" FROM ${APP}`,
  `CREATE TABLE "notice_setting" (
    "one" boolean NOT NULL DEFAULT true, "settings" jsonb NOT NULL,
    CONSTRAINT "notice_setting_one" CHECK (one), CONSTRAINT "pk_notice_setting" PRIMARY KEY ("one"))`,
];

const DOWN = [
  'DROP TABLE "notice_setting", "digest"',
  'DELETE FROM "notice" WHERE event_id is null',
  'ALTER TABLE "notice" DROP CONSTRAINT "notice_of_event_or_digest", DROP COLUMN "visible_from", DROP COLUMN "digest_day"',
  'ALTER TABLE "notice" ALTER COLUMN "event_id" SET NOT NULL, ALTER COLUMN "ticket_id" SET NOT NULL',
];
