// Owns finding tickets for which something of the system's is due at a moment.
// Leaves deciding to the rules: these are candidates, judged again under the lock.
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

export interface DueTicket {
  id: string;
  dueAt: Date;
}

const BATCH = 200;
const DAY_MS = 86_400_000;
const BEFORE_ALL: DueTicket = { id: '00000000-0000-0000-0000-000000000000', dueAt: new Date(0) };

@Injectable()
export class DueTickets {
  /** Waits for the reporter that have lasted long enough. */
  waited(manager: EntityManager, at: Date): AsyncGenerator<DueTicket> {
    return this.find(manager, 'stage_due_at', `status = 'awaiting_reporter'`, at);
  }

  /** Pauses whose last day is over. */
  paused(manager: EntityManager, at: Date): AsyncGenerator<DueTicket> {
    return this.find(manager, 'stage_due_at', `status = 'paused'`, at);
  }

  /** Unsatisfied ratings whose new round has not opened. */
  unopened(manager: EntityManager, at: Date): AsyncGenerator<DueTicket> {
    return this.find(manager, 'unsatisfied_at', 'unsatisfied_at is not null', at);
  }

  /** Results of a line told before `since` whose reporter has said nothing and was not asked yet. */
  unreminded(manager: EntityManager, line: string, since: Date): AsyncGenerator<DueTicket> {
    return this.find(manager, 'delivered_at', `status = 'awaiting_rating' and reminded_at is null and unsatisfied_at is null and line = $4`,
      new Date(since.getTime() - 1), [line]);
  }

  /** Plans whose day has come. */
  followUps(manager: EntityManager, at: Date): AsyncGenerator<DueTicket> {
    return this.find(manager, 'follow_up_at', 'follow_up_at is not null', at);
  }

  /** Results told at least `days` ago on which nobody has said a word. */
  silent(manager: EntityManager, at: Date, days: number): AsyncGenerator<DueTicket> {
    return this.find(manager, 'delivered_at', `status = 'awaiting_rating' and unsatisfied_at is null`, new Date(at.getTime() - days * DAY_MS));
  }

  /** Page by page by the moment it fell due, so that a candidate that is refused cannot hold up those behind it. */
  private async *find(manager: EntityManager, column: string, condition: string, at: Date, also: unknown[] = []): AsyncGenerator<DueTicket> {
    let after = BEFORE_ALL;
    for (;;) {
      const page = await manager.query<DueTicket[]>(
        `select id, ${column} as "dueAt" from ticket
         where ${condition} and ${column} <= $1 and (${column}, id) > ($2::timestamptz, $3::uuid) order by ${column}, id limit ${String(BATCH)}`,
        [at, after.dueAt, after.id, ...also]);
      yield* page;
      const last = page.at(-1);
      if (!last || page.length < BATCH) return;
      after = last;
    }
  }
}
