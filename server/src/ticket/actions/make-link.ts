// Owns one use case: a follow-and-rate link for a reporter without account, made by the cadre who speaks for them.
// Leaves what the link's holder may do to the actor's capacities.
import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { refuse } from '@zhitongche/shared/errors.js';
import type { EntityManager } from 'typeorm';
import { AuditService } from '../../audit/audit.service.js';
import { LineService } from '../../line/line.service.js';
import { newToken, tokenHash } from '../../platform/crypto/secrets.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import type { PersonActor } from '../domain/actor.js';
import { capacitiesOf } from '../domain/actor.js';
import { mayLink } from '../domain/contact.js';
import type { TicketEntity } from '../ticket.entity.js';
import { ReporterLinkEntity, TicketReporterEntity } from '../ticket.records.js';
import { TicketRepository } from '../ticket.repository.js';
import { TakeAction } from './take-action.js';

const DAY_MS = 86_400_000;

@Injectable()
export class MakeLink {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly tickets: TicketRepository,
    private readonly audit: AuditService,
    private readonly take: TakeAction,
    private readonly lines: LineService,
  ) {}

  /**
   * Makes a link good for the ticket's present round; every earlier one of this reporter is void from now on. Handing it over while the result waits is telling the result.
   * @throws Refusal TICKET_NOT_FOUND, ACTION_FORBIDDEN, RATING_BY_ACCOUNT
   */
  run(actor: PersonActor, ticketId: string, reporterId: string): Promise<{ token: string; expiresAt: Date }> {
    return this.uow.run(async (manager) => {
      const own = await this.tickets.lock(manager, ticketId);
      if (capacitiesOf(actor, own).size === 0) refuse('TICKET_NOT_FOUND');
      const reporter = await manager.findOneBy(TicketReporterEntity, { id: reporterId, originTicketId: ticketId });
      if (!reporter || !mayLink(actor, own)) refuse('ACTION_FORBIDDEN');
      if (reporter.kind === 'enterprise') refuse('RATING_BY_ACCOUNT');
      const answering = reporter.ticketId === own.id ? own : await this.tickets.lock(manager, reporter.ticketId);
      const now = await this.uow.now(manager);
      const token = newToken();
      const { linkDays } = (await this.lines.get(own.line, manager)).limits.aftercare;
      const expiresAt = new Date(now.getTime() + linkDays * DAY_MS);
      // Whoever holds an earlier one, wherever it was made, holds nothing any more. A merged ticket's may still name that ticket.
      await manager.query(
        'update reporter_link set replaced_at = $3 where ticket_id = any($1) and reporter_id = $2 and replaced_at is null', [[own.id, answering.id], reporterId, now]);
      await manager.insert(ReporterLinkEntity, {
        tokenHash: tokenHash(token), ticketId: answering.id, reporterId, round: answering.round,
        madeById: actor.personId, madeAt: now, expiresAt, replacedAt: null,
      });
      await this.audit.record(manager, { at: now, personId: actor.personId, act: 'link.made', ticketId, detail: { reporterId } });
      if (answering.status === 'concluded') await this.tell(manager, actor, own, answering);
      return { token, expiresAt };
    });
  }

  /** Who brought it tells by handing over the link: their own act, of which they need no notice. Triage's fresh link is the system's way. */
  private async tell(manager: EntityManager, actor: PersonActor, own: TicketEntity, answering: TicketEntity): Promise<void> {
    const command = { action: 'deliver', input: { channel: 'link' } } as const;
    if (actor.personId !== own.submitterId) await this.take.runAsSystem(manager, answering.id, command);
    else await this.take.runIn(manager, actor, own.id, { commandId: randomUUID(), version: answering.version, command });
  }
}
