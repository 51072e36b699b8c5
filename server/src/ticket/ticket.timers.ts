// Owns the rows of `timer`: after each move of a ticket they say what is still to be lit, and when.
// Leaves the moments to domain/lights.ts and writing them, in the move's own statement, to the repository.
import { Injectable } from '@nestjs/common';
import type { TimerCancel } from '@zhitongche/shared/deadline/vocabulary.js';
import { DataSource } from 'typeorm';
import type { EntityManager } from 'typeorm';
import { DeadlineService } from '../deadline/deadline.service.js';
import { LineService } from '../line/line.service.js';
import { tableRows } from '../platform/database/statement.js';
import type { TableRows } from '../platform/database/statement.js';
import type { Timer } from './domain/lights.js';
import { timersOf } from './domain/lights.js';
import type { Ticket } from './domain/ticket.js';
import { TIMERS_WRITTEN } from './ticket.statements.js';
import { TimerEntity } from './timer.entity.js';

@Injectable()
export class TicketTimers {
  private readonly rows: TableRows<TimerEntity>;

  constructor(
    source: DataSource,
    private readonly lines: LineService,
    private readonly deadlines: DeadlineService,
  ) {
    this.rows = tableRows(source, TimerEntity);
  }

  /** The rows that a move changes: moments that are new or moved, lights that are lit, moments that are off. Often none. */
  async after(manager: EntityManager, before: Ticket | null, after: Ticket, now: Date): Promise<TimerEntity[]> {
    const was = new Map((before ? await this.of(manager, before) : []).map((timer) => [key(timer), timer]));
    const is = new Map((await this.of(manager, after)).map((timer) => [key(timer), timer]));
    const off = before ? [...was.values()].filter((timer) => before.round !== after.round || !is.has(key(timer))) : [];
    const on = [...is.values()].filter((timer) => before?.round !== after.round || was.get(key(timer))?.dueAt.getTime() !== timer.dueAt.getTime());
    return [...off.map((timer) => ended(timer, before?.round ?? 1, after, now)), ...on.map((timer) => waiting(timer, after))];
  }

  /** For TIMERS_WRITTEN. */
  json(rows: TimerEntity[]): string {
    return this.rows.json(rows);
  }

  /** By the calendar that its dates were counted by. */
  private async of(manager: EntityManager, ticket: Ticket): Promise<Timer[]> {
    const [line, calendar] = [await this.lines.get(ticket.line, manager), await this.deadlines.calendar(ticket.calendarVersion, manager)];
    return timersOf(ticket, { line, calendar });
  }

  /** Brings the stored moments of a ticket in line with today's settings, where they have changed since. */
  async rewrite(manager: EntityManager, ticket: Ticket): Promise<void> {
    const is = await this.of(manager, ticket);
    await manager.query(
      `update timer set state = 'cancelled', cancelled_why = $4 where ticket_id = $1 and state = 'waiting'
         and (round <> $2 or level || ' ' || mark <> all($3::text[]))`, [ticket.id, ticket.round, is.map(key), reasonOf(ticket)]);
    await manager.query(TIMERS_WRITTEN('$1'), [this.json(is.map((timer) => waiting(timer, ticket)))]);
  }
}

const key = ({ level, mark }: Pick<Timer, 'level' | 'mark'>): string => `${level} ${mark}`;

const waiting = ({ level, mark, dueAt }: Timer, { id, round }: Ticket): TimerEntity =>
  ({ ticketId: id, round, level, mark, dueAt, state: 'waiting', litAt: null, cancelledWhy: null });

function ended({ level, mark, dueAt }: Timer, round: number, after: Ticket, now: Date): TimerEntity {
  const lit = mark === '' ? after.lightLit.includes(level) : after.stageLit.includes(mark);
  const row = { ticketId: after.id, round, level, mark, dueAt };
  return lit ? { ...row, state: 'lit', litAt: now, cancelledWhy: null }
    : { ...row, state: 'cancelled', litAt: null, cancelledWhy: mark === '' ? reasonOf(after) : 'stage_done' };
}

/** Why a round's clock no longer runs. */
function reasonOf({ status, request }: Ticket): TimerCancel {
  switch (status) {
    case 'awaiting_reporter': return 'waiting';
    case 'paused': case 'merged': case 'declined': case 'withdrawn': return status;
    case 'reviewing': case 'concluded': case 'awaiting_rating': case 'closed': case 'unrated_closed': return 'result_submitted';
    case 'submitted': case 'assessing': case 'dispatched': case 'handling': return request === null ? 'stage_done' : 'request_pending';
  }
}
