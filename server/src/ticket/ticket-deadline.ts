// Owns why a ticket is owed on its day, for whoever sees the ticket, and what a request would make of it, for whoever may ask.
// Leaves counting to deadline/domain and the page around it to the presenter.
import { Injectable } from '@nestjs/common';
import type { RequestPreview, RequestPreviewQuery, TicketDeadlineAnswer } from '@zhitongche/shared/deadline/contract.js';
import { refuse } from '@zhitongche/shared/errors.js';
import { DataSource } from 'typeorm';
import type { z } from 'zod';
import { DeadlineService } from '../deadline/deadline.service.js';
import { LineService } from '../line/line.service.js';
import { isUuid } from '../platform/database/uuid.js';
import type { Actor } from './domain/actor.js';
import { capacitiesOf, seesTicket } from './domain/actor.js';
import { roundDueDate, stoppedWorkingDays, withOpenStop } from './domain/clock.js';
import { judge } from './domain/decide.js';
import { isOutdated, recomputed } from './domain/recompute.js';
import type { Shift } from './domain/request.js';
import { proposed } from './domain/request.js';
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
    const ticket = await this.seen(id, actor);
    const line = await this.lines.get(ticket.line);
    // By the calendar it was counted by: a recompute may be on its way to it.
    const calendar = await this.deadlines.calendar(ticket.calendarVersion);
    return {
      ...this.deadlines.explain(ticket, roundDueDate(ticket, { line, calendar })),
      stops: withOpenStop(ticket).map((stop) => ({ ...stop, workingDays: stoppedWorkingDays([stop], calendar) })),
    };
  }

  /**
   * By the rules and the calendar by which the request itself would be taken at this moment.
   * @throws Refusal TICKET_NOT_FOUND, ACTION_FORBIDDEN, STATUS_CONFLICT, and why it cannot be asked now or like this
   */
  async preview(id: string, actor: Actor, query: z.output<typeof RequestPreviewQuery>): Promise<RequestPreview> {
    const found = await this.seen(id, actor);
    const [line, present] = await Promise.all([this.lines.get(found.line), this.deadlines.present(this.source.manager)]);
    const setting = { ...present, line, draw: 0, facts: {} };
    const { refusal } = judge(found, `request_${query.kind}`, actor, setting);
    if (refusal !== null) refuse(refusal);
    const ticket = isOutdated(found, present.calendar) ? { ...found, ...recomputed(found, setting).changes } : found;
    const would = proposed(ticket, shiftOf(query), setting);
    return { endsOn: ticket.dueDay, wouldEndOn: would.dueDay, wouldBeProvisional: would.dueProvisional };
  }

  private async seen(id: string, actor: Actor): Promise<TicketEntity> {
    const ticket = isUuid(id) ? await this.source.getRepository(TicketEntity).findOneBy({ id }) : null;
    return ticket && seesTicket(capacitiesOf(actor, ticket)) ? ticket : refuse('TICKET_NOT_FOUND');
  }
}

function shiftOf({ kind, workingDays, until, complexity }: z.output<typeof RequestPreviewQuery>): Shift {
  switch (kind) {
    case 'extension': return { kind, workingDays: workingDays ?? missing('workingDays') };
    case 'pause': return { kind, until: until ?? missing('until') };
    case 'complexity': return { kind, complexity: complexity ?? missing('complexity') };
  }
}

const missing = (field: string): never => refuse('REQUEST_INVALID', { fields: { [field]: '请填写' } });
