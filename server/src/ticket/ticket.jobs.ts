// Owns the worker's part in a ticket's life: route, deliver, reopen, and the sweep for what was missed or fell due.
// Leaves each rule to the moves; a job calls the same actions a person does.
import { Inject, Injectable } from '@nestjs/common';
import { Refusal } from '@zhitongche/shared/errors.js';
import { DataSource } from 'typeorm';
import type { EntityManager } from 'typeorm';
import { LineService } from '../line/line.service.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { HandlesJob } from '../platform/jobs/handles-job.js';
import { LOGGER } from '../platform/logging/logger.js';
import type { Logger } from '../platform/logging/logger.js';
import { DeliverResult } from './actions/deliver-result.js';
import { RouteTicket } from './actions/route-ticket.js';
import { TakeAction } from './actions/take-action.js';
import type { Command } from './domain/decide.js';
import type { DueTicket } from './due-tickets.js';
import { DueTickets } from './due-tickets.js';
import { TicketEventEntity } from './ticket.records.js';

/** A rating's own job opens the round within seconds; one that is older was missed. */
const MISSED_MS = 10_000;

@Injectable()
export class TicketJobs {
  constructor(
    private readonly source: DataSource,
    private readonly take: TakeAction,
    private readonly routing: RouteTicket,
    private readonly delivery: DeliverResult,
    private readonly due: DueTickets,
    private readonly lines: LineService,
    private readonly uow: UnitOfWork,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  @HandlesJob('ticket.route')
  async route(manager: EntityManager, eventId: string): Promise<void> {
    await this.routing.runIn(manager, await this.ticketOf(manager, eventId));
  }

  @HandlesJob('ticket.deliver')
  async deliver(manager: EntityManager, eventId: string): Promise<void> {
    await this.delivery.runIn(manager, await this.ticketOf(manager, eventId));
  }

  @HandlesJob('ticket.reopen')
  async reopen(manager: EntityManager, eventId: string): Promise<void> {
    await this.act(manager, await this.ticketOf(manager, eventId), { action: 'reopen', input: {} });
  }

  /** What fell due since the last pass; each ticket in a transaction of its own, so that one cannot hold up the rest. */
  @HandlesJob('ticket.sweep')
  async sweep(): Promise<void> {
    const { manager } = this.source;
    const now = await this.uow.now();
    const lines = [...(await this.lines.all()).values()];
    // A district that has not set up its lines has no tickets either.
    if (lines.length === 0) return;
    const silentDays = Math.min(...lines.map((line) => line.limits.unratedCloseDays));
    await this.each(this.due.unopened(manager, new Date(now.getTime() - MISSED_MS)), { action: 'reopen', input: {} });
    await this.each(this.due.overdue(manager, now), { action: 'light', input: { level: 'yellow_light' } });
    await this.each(this.due.waited(manager, now), { action: 'stop_waiting', input: {} });
    await this.each(this.due.silent(manager, now, silentDays), { action: 'close_unrated', input: {} });
  }

  private async each(due: AsyncGenerator<DueTicket>, command: Command): Promise<void> {
    for await (const { id } of due) {
      await this.source.transaction((manager) => this.act(manager, id, command)).catch((error: unknown) => {
        this.logger.error({ ticket: id, action: command.action, error: String(error) }, 'sweep');
      });
    }
  }

  /** A refusal means the effect is there already or no longer due: a normal end. */
  private async act(manager: EntityManager, ticketId: string, command: Command): Promise<void> {
    try {
      await this.take.runAsSystem(manager, ticketId, command);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
    }
  }

  private async ticketOf(manager: EntityManager, eventId: string): Promise<string> {
    const { ticketId } = await manager.findOneOrFail(TicketEventEntity, { select: { id: true, ticketId: true }, where: { id: eventId } });
    return ticketId;
  }
}
