// Owns finding the tickets with a light that is due and lighting them, many in one transaction.
// Leaves what is lit to actions/light-up.ts and when to come to ticket.jobs.ts.
import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { refuse } from '@zhitongche/shared/errors.js';
import { DataSource } from 'typeorm';
import type { EntityManager } from 'typeorm';
import { DeadlineService } from '../deadline/deadline.service.js';
import { LineService } from '../line/line.service.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { isAway } from '../platform/database/away.js';
import { describeError } from '../platform/logging/describe-error.js';
import { LOGGER } from '../platform/logging/logger.js';
import type { Logger } from '../platform/logging/logger.js';
import { LightUp } from './actions/light-up.js';
import { Recompute } from './actions/recompute.js';
import type { Setting } from './domain/decide.js';
import type { TicketEntity } from './ticket.entity.js';
import { TicketFigures } from './ticket.figures.js';
import { TicketRepository } from './ticket.repository.js';
import { TicketTimers } from './ticket.timers.js';

export interface DueLight {
  ticketId: string;
  dueAt: Date;
}

/** The moments of what was lit, and when it was. */
interface Lit {
  dueAt: Date[];
  now: Date;
}

const PAGE = 500;
/**
 * Tickets lit in one transaction: a midnight with thousands must not pay for each a commit and six trips to the database.
 * A person's command on one of them waits for the whole batch, so it is a matter of tens of milliseconds. One batch at a
 * time: worker and database take turns then, and one core of a small machine is left to the people.
 */
const TOGETHER = 50;
/** Batches begin no sooner after each other: 15,000 tickets a minute are enough, the rest of the time is the people's. */
const PACE_MS = 200;
const BEFORE_ALL: DueLight = { ticketId: '00000000-0000-0000-0000-000000000000', dueAt: new Date(0) };

@Injectable()
export class LightSweep {
  constructor(
    private readonly source: DataSource,
    private readonly uow: UnitOfWork,
    private readonly tickets: TicketRepository,
    private readonly timers: TicketTimers,
    private readonly lights: LightUp,
    private readonly recompute: Recompute,
    private readonly lines: LineService,
    private readonly deadlines: DeadlineService,
    private readonly figures: TicketFigures,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /**
   * Lights all that is due, however much it is; a ticket that fails is reported and holds up none behind it. A database
   * that goes away ends the pass: the job comes again when it is back.
   * Answers in how many milliseconds the next moment comes, by the database's clock; null when none is waiting.
   */
  async run(): Promise<number | null> {
    const until = await this.uow.now();
    await this.each((after) => this.due(this.source.manager, until, after, PAGE), (manager, ids) => this.light(manager, ids));
    await this.each((after) => this.withoutRows(until, after), async (manager, ids) => {
      const lit = await this.light(manager, ids);
      for (const ticket of await this.tickets.lockUntaken(manager, ids)) await this.timers.rewrite(manager, ticket);
      return lit;
    });
    return this.untilNext();
  }

  private async each(page: (after: DueLight) => Promise<DueLight[]>, work: (manager: EntityManager, ticketIds: string[]) => Promise<Lit>): Promise<void> {
    let found: DueLight[];
    for (let after: DueLight | undefined = BEFORE_ALL; after; after = found.length < PAGE ? undefined : found.at(-1)) {
      found = await page(after);
      const todo = [...new Set(found.map((each) => each.ticketId))];
      for (let at = 0; at < todo.length; at += TOGETHER) {
        const ids = todo.slice(at, at + TOGETHER);
        const begun = performance.now();
        // One that cannot be lit takes its batch with it: then each goes alone, and only it stays behind.
        await this.transaction(ids, work).catch((error: unknown) => {
          if (isAway(error)) throw error;
          return this.alone(ids, work);
        });
        if (ids.length === TOGETHER) await pause(PACE_MS - (performance.now() - begun));
      }
    }
  }

  private async alone(ticketIds: string[], work: (manager: EntityManager, ticketIds: string[]) => Promise<Lit>): Promise<void> {
    for (const ticketId of ticketIds) {
      await this.transaction([ticketId], work).catch((error: unknown) => {
        if (isAway(error)) throw error;
        this.logger.error({ ticket: ticketId, error: describeError(error) }, 'sweep: light');
      });
    }
  }

  /** What is counted is committed. */
  private async transaction(ticketIds: string[], work: (manager: EntityManager, ticketIds: string[]) => Promise<Lit>): Promise<void> {
    const { dueAt, now } = await this.source.transaction((manager) => work(manager, ticketIds));
    for (const each of dueAt) this.figures.done('light', each, now);
  }

  /**
   * Lights what is due on these tickets, judged again under their locks. Whoever holds a lock meanwhile does it themselves,
   * since every command lights first; so nobody waits here, and several sweeps share the work.
   */
  async light(manager: EntityManager, ticketIds: string[]): Promise<Lit> {
    const tickets = await this.tickets.lockUntaken(manager, ticketIds);
    const { now, calendar } = await this.deadlines.present(manager);
    const lines = await this.lines.all(manager);
    const judged: { ticket: TicketEntity; setting: Setting }[] = [];
    for (const ticket of tickets) {
      const setting = { now, calendar, line: lines.get(ticket.line) ?? refuse('NOT_FOUND', { line: ticket.line }), draw: 0, facts: {} };
      // Nobody is lit by an old calendar.
      judged.push({ ticket: await this.recompute.runIn(manager, ticket, setting), setting });
    }
    const lit = await this.lights.runAll(manager, judged);
    // The row was written under other settings or days, or before there were such rows: it gets today's moment.
    for (const { ticket } of judged.filter(({ ticket: { id } }) => !lit.has(id))) await this.timers.rewrite(manager, ticket);
    return { now, dueAt: [...lit.values()].flat() };
  }

  /** Moments that have come by `until`, earliest first, beginning after another one. */
  due(manager: EntityManager, until: Date, after: DueLight = BEFORE_ALL, limit = 1): Promise<DueLight[]> {
    return manager.query<DueLight[]>(
      `select ticket_id as "ticketId", due_at as "dueAt" from timer
       where state = 'waiting' and due_at <= $1 and (due_at, ticket_id) > ($2::timestamptz, $3::uuid)
       order by due_at, ticket_id limit $4`, [until, after.dueAt, after.ticketId, limit]);
  }

  /** Rounds that ended unmarked although no row said so: a version before the ladder wrote them while this one was being installed. */
  private withoutRows(until: Date, after: DueLight): Promise<DueLight[]> {
    return this.source.query<DueLight[]>(
      `select id as "ticketId", due_at as "dueAt" from ticket
       where status in ('submitted', 'assessing', 'dispatched', 'handling', 'reviewing') and overdue_at is null and result_submitted_at is null and request is null
         and due_at <= $1 and (due_at, id) > ($2::timestamptz, $3::uuid) order by due_at, id limit $4`, [until, after.dueAt, after.ticketId, PAGE]);
  }

  private async untilNext(): Promise<number | null> {
    const [row] = await this.source.query<{ at: Date | null }[]>(`select min(due_at) as at from timer where state = 'waiting'`);
    return row?.at ? row.at.getTime() - (await this.uow.now()).getTime() : null;
  }
}
