// Owns the worker's part in a ticket's life: route, deliver, reopen, and the sweep for what was missed or fell due.
// Leaves each rule to the moves; a job calls the same actions a person does.
import { Inject, Injectable } from '@nestjs/common';
import { Refusal } from '@zhitongche/shared/errors.js';
import { DataSource } from 'typeorm';
import type { EntityManager } from 'typeorm';
import { DeadlineService } from '../deadline/deadline.service.js';
import { LineService } from '../line/line.service.js';
import { HandlesJob } from '../platform/jobs/handles-job.js';
import { addToLogContext } from '../platform/logging/context.js';
import { describeError } from '../platform/logging/describe-error.js';
import { LOGGER } from '../platform/logging/logger.js';
import type { Logger } from '../platform/logging/logger.js';
import { DeliverResult } from './actions/deliver-result.js';
import { RouteTicket } from './actions/route-ticket.js';
import { TakeAction } from './actions/take-action.js';
import { silentSince } from './domain/clock.js';
import type { Command } from './domain/decide.js';
import type { DueTicket } from './due-tickets.js';
import { DueTickets } from './due-tickets.js';
import { LightSweep } from './light-sweep.js';
import { TicketFigures } from './ticket.figures.js';
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
    private readonly lights: LightSweep,
    private readonly lines: LineService,
    private readonly deadlines: DeadlineService,
    private readonly figures: TicketFigures,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  @HandlesJob('ticket.route')
  async route(manager: EntityManager, eventId: string): Promise<void> {
    await this.routing.runIn(manager, (await this.eventOf(manager, eventId)).ticketId);
  }

  @HandlesJob('ticket.deliver')
  async deliver(manager: EntityManager, eventId: string): Promise<void> {
    await this.delivery.runIn(manager, (await this.eventOf(manager, eventId)).ticketId);
  }

  @HandlesJob('ticket.reopen')
  async reopen(manager: EntityManager, eventId: string): Promise<void> {
    const { ticketId, at } = await this.eventOf(manager, eventId);
    const doneAt = await this.act(manager, ticketId, { action: 'reopen', input: {} });
    if (doneAt !== null) this.figures.done('reopen', at, doneAt);
  }

  /**
   * What fell due since the last pass; each ticket in a transaction of its own, so that one cannot hold up the rest.
   * Answers in how many milliseconds the next light falls; null when none is to come.
   */
  @HandlesJob('ticket.sweep')
  async sweep(): Promise<number | null> {
    const { manager } = this.source;
    const { now, calendar } = await this.deadlines.present(manager);
    const lines = [...(await this.lines.all()).values()];
    // A district that has not set up its lines has no tickets either.
    if (lines.length === 0) return null;
    // First, for nobody's end waits behind thousands of others' steps; once more at the end for what those steps made due.
    await this.lights.run();
    const silentDays = Math.min(...lines.map((line) => line.limits.unratedCloseDays));
    await this.each(this.due.unopened(manager, new Date(now.getTime() - MISSED_MS)), { action: 'reopen', input: {} });
    await this.each(this.due.waited(manager, now), { action: 'stop_waiting', input: {} });
    await this.each(this.due.paused(manager, now), { action: 'resume', input: {} });
    for (const line of lines) {
      const since = silentSince({ now, line, calendar });
      await this.each(this.due.unreminded(manager, line.key, since), { action: 'remind_rating', input: {} });
    }
    await this.each(this.due.followUps(manager, now), { action: 'ask_follow_up', input: {} });
    await this.each(this.due.silent(manager, now, silentDays), { action: 'close_unrated', input: {} });
    return this.lights.run();
  }

  private async each(due: AsyncGenerator<DueTicket>, command: Command): Promise<void> {
    for await (const { id, dueAt } of due) {
      await this.source.transaction((manager) => this.act(manager, id, command)).then((doneAt) => {
        if (doneAt !== null) this.figures.done(command.action, dueAt, doneAt);
      }).catch((error: unknown) => {
        this.logger.error({ ticket: id, action: command.action, error: describeError(error) }, 'sweep');
      });
    }
  }

  /** When it was done. A refusal means the effect is there already or no longer due: a normal end, null. */
  private async act(manager: EntityManager, ticketId: string, command: Command): Promise<Date | null> {
    try {
      return new Date((await this.take.runAsSystem(manager, ticketId, command)).at);
    } catch (error) {
      if (error instanceof Refusal) return null;
      throw error;
    }
  }

  private async eventOf(manager: EntityManager, eventId: string): Promise<Pick<TicketEventEntity, 'ticketId' | 'at'>> {
    const event = await manager.findOneOrFail(TicketEventEntity, { select: { id: true, ticketId: true, at: true }, where: { id: eventId } });
    addToLogContext({ ticket: event.ticketId });
    return event;
  }
}
