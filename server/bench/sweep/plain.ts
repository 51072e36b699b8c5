// Owns the yardstick of the sweep: one plain SQL statement that changes and adds the same rows.
// Leaves judging, hashes and words to the product: this computes nothing.
import type pg from 'pg';
import { WAKE_CHANNEL } from '#product/platform/jobs/catalogue.js';

/** Seconds that it took. */
export async function plainSweep(owner: pg.Client): Promise<number> {
  const began = performance.now();
  await owner.query(
    `with due as (
       update timer set state = 'lit', lit_at = clock_timestamp() where state = 'waiting' and due_at <= clock_timestamp() returning ticket_id, round, level, due_at, lit_at),
     moved as (
       update ticket t set version = version + 1, light_lit = light_lit || due.level, overdue_at = due.due_at, last_seq = last_seq + 1,
         last_hash = encode(sha256(t.last_hash::bytea), 'hex'), updated_at = due.lit_at
       from due where t.id = due.ticket_id returning t.id, t.last_seq, t.last_hash, t.lead_unit_id, t.due_day, due.round, due.level, due.due_at, due.lit_at),
     event as (
       insert into ticket_event (ticket_id, seq, round, type, visibility, at, capacity, payload, hash)
       select id, last_seq, round, 'light.lit', 'public', lit_at, 'system',
         jsonb_build_object('level', level, 'why', 'limit_passed', 'holder', 'lead', 'unitId', lead_unit_id, 'dueDay', due_day, 'dueAt', due_at), last_hash
       from moved returning id, at),
     owed as (insert into event_delivery (event_id, job, created_at) select id, 'notification.write', at from event returning 1)
     select pg_notify($1, '') where exists (select from owed)`, [WAKE_CHANNEL]);
  return (performance.now() - began) / 1000;
}
