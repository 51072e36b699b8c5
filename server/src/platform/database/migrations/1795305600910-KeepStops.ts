// Owns what a wait or pause of a round is beside its days (kind, last day, reason, document, also of one that lasts), and an extension's days.
// Leaves counting them to the rules. What tickets had before is read from their history.
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class KeepStops1795305600910 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "ticket" DROP COLUMN "extension_working_days"');
    await runner.query(`UPDATE "ticket" SET stops = coalesce((
      select jsonb_agg(jsonb_build_object('from', s->'from', 'to', s->'to')) from jsonb_array_elements(stops) s where s->>'to' is not null), '[]') WHERE stops <> '[]'`);
  }
}

const DAY = (instant: string): string => `(${instant} at time zone 'Asia/Shanghai')::date`;

const STATEMENTS = [
  `ALTER TABLE "ticket" ADD "extension_working_days" integer NOT NULL DEFAULT 0`,
  // A wait that nobody answered ended with the day before the worker's midnight.
  `WITH stop AS (
     SELECT b.ticket_id, b.seq, jsonb_build_object(
       'kind', case b.type when 'clock.paused' then 'pause' else 'wait' end, 'from', ${DAY('b.at')},
       'to', case when e.at is not null then greatest(${DAY('b.at')}, ${DAY('e.at')} - case e.type when 'waiting.stopped' then 1 else 0 end) end,
       'until', coalesce(b.payload->>'until', case when e.at is null then t.stage_due_day::text end),
       'reason', b.payload->>'reason', 'document', b.payload->>'document') AS stop
     FROM ticket_event b JOIN ticket t ON t.id = b.ticket_id AND t.round = b.round
     LEFT JOIN LATERAL (SELECT e.at, e.type FROM ticket_event e WHERE e.ticket_id = b.ticket_id AND e.seq > b.seq
                        AND e.type in ('reporter.answered', 'waiting.stopped', 'clock.resumed') ORDER BY e.seq LIMIT 1) e ON true
     WHERE b.type in ('reporter.asked', 'clock.paused'))
   UPDATE "ticket" t SET stops = s.stops FROM (SELECT ticket_id, jsonb_agg(stop ORDER BY seq) AS stops FROM stop GROUP BY 1) s WHERE s.ticket_id = t.id`,
  // A pause ends by itself on its last day, as a wait does.
  `UPDATE "ticket" SET stage_due_day = (stops->-1->>'until')::date, stage_due_at = ((stops->-1->>'until')::date + 1)::timestamp at time zone 'Asia/Shanghai'
   WHERE status = 'paused' AND stops->-1->>'until' is not null`,
];
