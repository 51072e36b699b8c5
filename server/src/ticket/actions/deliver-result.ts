// Owns one use case: the system tells the result to reporters it can reach, by account or by a link they hold.
// Leaves those it cannot reach to the submitting cadre, who tells them and says so.
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { TicketRepository } from '../ticket.repository.js';
import { TakeAction } from './take-action.js';

@Injectable()
export class DeliverResult {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly tickets: TicketRepository,
    private readonly take: TakeAction,
  ) {}

  /** Does nothing when the result was told meanwhile, or when nobody can be reached. */
  async runIn(manager: EntityManager, ticketId: string): Promise<void> {
    const ticket = await this.tickets.lock(manager, ticketId);
    if (ticket.status !== 'concluded') return;
    const channel = await this.reach(manager, ticket.id, ticket.round);
    if (channel !== null) await this.take.runAsSystem(manager, ticketId, { action: 'deliver', input: { channel } });
  }

  private async reach(manager: EntityManager, ticketId: string, round: number): Promise<'account' | 'link' | null> {
    const [row] = await manager.query<{ account: boolean; link: boolean }[]>(
      `select coalesce(bool_or(exists (select from person_role g join person p on p.id = g.person_id and p.active
                                       where g.role = 'enterprise' and g.key = r.enterprise_id)), false) as account,
              coalesce(bool_or(exists (select from reporter_link l where l.reporter_id = r.id and l.round = $2
                                       and l.expires_at > $3 and l.replaced_at is null)), false) as link
       from ticket_reporter r where r.ticket_id = $1`, [ticketId, round, await this.uow.now(manager)]);
    return row?.account ? 'account' : row?.link ? 'link' : null;
  }
}
