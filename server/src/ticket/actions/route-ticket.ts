// Owns one use case: routing looks at a new or reopened ticket and proposes.
// Leaves the proposal itself to the routing feature and the decision to triage.
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { RoutingService } from '../../routing/routing.service.js';
import { TicketRepository } from '../ticket.repository.js';
import { TakeAction } from './take-action.js';

@Injectable()
export class RouteTicket {
  constructor(
    private readonly tickets: TicketRepository,
    private readonly routing: RoutingService,
    private readonly take: TakeAction,
  ) {}

  /** Does nothing when triage was faster. */
  async runIn(manager: EntityManager, ticketId: string): Promise<void> {
    const ticket = await this.tickets.lock(manager, ticketId);
    if (ticket.status !== 'submitted' && ticket.status !== 'assessing') return;
    const suggestion = await this.routing.suggest(manager, ticket);
    await this.take.runAsSystem(manager, ticketId, { action: 'route', input: { suggestion } });
  }
}
