// Owns why a ticket is owed on its day, for whoever sees the ticket.
// Leaves counting to deadline/domain and the page around it to the presenter.
import { Injectable } from '@nestjs/common';
import type { TicketDeadlineAnswer } from '@zhitongche/shared/deadline/contract.js';
import { refuse } from '@zhitongche/shared/errors.js';
import { DataSource } from 'typeorm';
import { DeadlineService } from '../deadline/deadline.service.js';
import { LineService } from '../line/line.service.js';
import { isUuid } from '../platform/database/uuid.js';
import type { Actor } from './domain/actor.js';
import { capacitiesOf, seesTicket } from './domain/actor.js';
import { roundDueDate, stoppedWorkingDays } from './domain/clock.js';
import { TicketEntity } from './ticket.entity.js';

@Injectable()
export class TicketDeadline {
  constructor(
    private readonly source: DataSource,
    private readonly lines: LineService,
    private readonly deadlines: DeadlineService,
  ) {}

  /** The present round's deadline with its pauses. @throws Refusal TICKET_NOT_FOUND */
  async of(id: string, actor: Actor): Promise<TicketDeadlineAnswer> {
    const ticket = isUuid(id) ? await this.source.getRepository(TicketEntity).findOneBy({ id }) : null;
    if (!ticket || !seesTicket(capacitiesOf(actor, ticket))) refuse('TICKET_NOT_FOUND');
    const line = await this.lines.get(ticket.line);
    // By the calendar it was counted by: a recompute may be on its way to it.
    const calendar = await this.deadlines.calendar(ticket.calendarVersion);
    return {
      ...this.deadlines.explain(ticket, roundDueDate(ticket, { line, calendar })),
      stops: ticket.stops.map((stop) => ({ ...stop, workingDays: stoppedWorkingDays([stop], calendar) })),
    };
  }
}
