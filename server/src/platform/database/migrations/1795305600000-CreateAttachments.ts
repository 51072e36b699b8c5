// Owns the tables of attachments and the trigger that keeps what is bound to a ticket.
// Leaves the finished files themselves to the object store.
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateAttachments1795305600000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE "attachment_part", "attachment"');
    await runner.query('DROP FUNCTION keep_bound_attachment()');
  }
}

const STATEMENTS = [
  `CREATE TABLE "attachment" (
    "id" uuid NOT NULL, "person_id" text, "reporter_id" uuid, "state" text NOT NULL, "file_name" text NOT NULL,
    "announced_bytes" integer NOT NULL, "received_bytes" integer NOT NULL DEFAULT 0, "store_key" uuid NOT NULL,
    "kind" text, "mime" text, "bytes" integer, "sha256" text, "thumbnail_bytes" integer,
    "ticket_id" uuid, "bound_at" TIMESTAMP(3) WITH TIME ZONE, "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL,
    CONSTRAINT "attachment_state" CHECK ("state" in ('uploading', 'ready', 'discarded')),
    CONSTRAINT "attachment_kind" CHECK ("kind" in ('photo', 'voice', 'document')),
    CONSTRAINT "attachment_owner" CHECK ((person_id is null) <> (reporter_id is null)),
    CONSTRAINT "attachment_ready" CHECK (state <> 'ready' or (kind is not null and mime is not null and bytes is not null and sha256 is not null)),
    CONSTRAINT "attachment_bound" CHECK (ticket_id is null or (state = 'ready' and bound_at is not null)),
    CONSTRAINT "pk_attachment" PRIMARY KEY ("id"))`,
  `CREATE INDEX "attachment_waiting_of_person" ON "attachment" ("person_id") WHERE ticket_id is null`,
  `CREATE INDEX "attachment_waiting_of_reporter" ON "attachment" ("reporter_id") WHERE ticket_id is null`,
  `CREATE INDEX "attachment_waiting" ON "attachment" ("created_at") WHERE ticket_id is null`,
  `CREATE INDEX "attachment_of_ticket" ON "attachment" ("ticket_id") WHERE ticket_id is not null`,
  `CREATE TABLE "attachment_part" (
    "attachment_id" uuid NOT NULL, "start_byte" integer NOT NULL, "bytes" bytea NOT NULL,
    CONSTRAINT "pk_attachment_part" PRIMARY KEY ("attachment_id", "start_byte"))`,
  `ALTER TABLE "attachment" ADD CONSTRAINT "fk_attachment_person_id" FOREIGN KEY ("person_id") REFERENCES "person"("id")`,
  `ALTER TABLE "attachment" ADD CONSTRAINT "fk_attachment_reporter_id" FOREIGN KEY ("reporter_id") REFERENCES "ticket_reporter"("id")`,
  `ALTER TABLE "attachment" ADD CONSTRAINT "fk_attachment_ticket_id" FOREIGN KEY ("ticket_id") REFERENCES "ticket"("id")`,
  `ALTER TABLE "attachment_part" ADD CONSTRAINT "fk_attachment_part_attachment_id" FOREIGN KEY ("attachment_id") REFERENCES "attachment"("id") ON DELETE CASCADE`,
  // What somebody has sent with their words is evidence; only what nobody has used yet may still change or go.
  `CREATE FUNCTION keep_bound_attachment() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
   BEGIN
     IF OLD.ticket_id IS NOT NULL THEN
       RAISE EXCEPTION 'attachment % belongs to a ticket and is kept', OLD.id USING ERRCODE = 'insufficient_privilege';
     END IF;
     IF TG_OP = 'DELETE' THEN
       RETURN OLD;
     END IF;
     RETURN NEW;
   END $$`,
  `CREATE TRIGGER "attachment_kept" BEFORE UPDATE OR DELETE ON "attachment" FOR EACH ROW EXECUTE FUNCTION keep_bound_attachment()`,
  `REVOKE TRUNCATE ON "attachment" FROM zhitongche_app`,
];
