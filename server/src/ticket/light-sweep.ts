// Owns finding the tickets with a light that is due and lighting each in a transaction of its own.
// Leaves what is lit to actions/light-up.ts and when to come to ticket.jobs.ts.
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { EntityManager } from 'typeorm';
import { DeadlineService } from '../deadline/deadline.service.js';
import { LineService } from '../line/line.service.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { describeError } from '../platform/logging/describe-error.js';
import { LOGGER } from '../platform/logging/logger.js';
import type { Logger } from '../platform/logging/logger.js';
import { LightUp } from './actions/light-up.js';
import { dueLights } from './domain/lights.js';
import { TicketFigures } from './ticket.figures.js';
import { TicketRepository } from './ticket.repository.js';
import { TicketTimers } from './ticket.timers.js';

export interface DueLight {
  ticketId: string;
  dueAt: Date;
}

const BATCH = 500;
/** Tickets lit at once: a midnight with thousands must not wait for one commit after the other. */
const LANES = 4;
const BEFORE_ALL: DueLight = { ticketId: '00000000-0000-0000-0000-000000000000', dueAt: new Date(0) };

@Injectable()
export class LightSweep {
  constructor(
    private readonly source: DataSource,
    private readonly uow: UnitOfWork,
    private readonly tickets: TicketRepository,
    private readonly timers: TicketTimers,
    private readonly lights: LightUp,
    private readonly lines: LineService,
    private readonly deadlines: DeadlineService,
    private readonly figures: TicketFigures,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /**
   * Lights all that is due, however much it is; a ticket that fails is reported and holds up none behind it.
   * Answers in how many milliseconds the next moment comes, by the database's clock; null when none is waiting.
   */
  async run(): Promise<number | null> {
    const until = await this.uow.now();
    await this.each((after) => this.due(this.source.manager, until, after, BATCH), (manager, id) => this.light(manager, id));
    await this.each((after) => this.withoutRows(until, after), async (manager, id) => {
      await this.light(manager, id);
      const ticket = await this.tickets.lockUnlessTaken(manager, id);
      if (ticket) await this.timers.rewrite(manager, ticket);
    });
    return this.untilNext();
  }

  private async each(page: (after: DueLight) => Promise<DueLight[]>, work: (manager: EntityManager, ticketId: string) => Promise<void>): Promise<void> {
    let found: DueLight[];
    for (let after: DueLight | undefined = BEFORE_ALL; after; after = found.length < BATCH ? undefined : found.at(-1)) {
      found = await page(after);
      const todo = [...new Set(found.map((each) => each.ticketId))].values();
      await Promise.all(Array.from({ length: LANES }, async () => {
        for (const ticketId of todo) {
          await this.source.transaction((manager) => work(manager, ticketId)).catch((error: unknown) => {
            this.logger.error({ ticket: ticketId, error: describeError(error) }, 'sweep: light');
          });
        }
      }));
    }
  }

  /**
   * Lights what is due on one ticket, judged again under its lock. Whoever holds the lock meanwhile does it themselves,
   * since every command lights first; so nobody waits here, and several sweeps share the work.
   */
  async light(manager: EntityManager, ticketId: string): Promise<void> {
    const ticket = await this.tickets.lockUnlessTaken(manager, ticketId);
    if (!ticket) return;
    const line = await this.lines.get(ticket.line, manager);
    const setting = { now: await this.uow.now(manager), calendar: this.deadlines.calendar, line, draw: 0, facts: {} };
    const due = dueLights(ticket, setting);
    // The row was written under other settings or days, or before there were such rows: it gets today's moment.
    if (due.length === 0) return this.timers.rewrite(manager, ticket);
    await this.lights.runIn(manager, ticket, setting);
    for (const { dueAt } of due) this.figures.done('light', dueAt, setting.now);
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
       where status in ('submitted', 'assessing', 'dispatched', 'handling', 'reviewing') and overdue_at is null and result_submitted_at is null
         and due_at <= $1 and (due_at, id) > ($2::timestamptz, $3::uuid) order by due_at, id limit $4`, [until, after.dueAt, after.ticketId, BATCH]);
  }

  private async untilNext(): Promise<number | null> {
    const [row] = await this.source.query<{ at: Date | null }[]>(`select min(due_at) as at from timer where state = 'waiting'`);
    return row?.at ? row.at.getTime() - (await this.uow.now()).getTime() : null;
  }
}
