// Owns one use case: somebody who handles asks for the reporter's number, and the look is on the audit log.
// Leaves who may to domain/contact.ts.
import { Inject, Injectable } from '@nestjs/common';
import { refuse } from '@zhitongche/shared/errors.js';
import { AuditService } from '../../audit/audit.service.js';
import { SECRETS } from '../../platform/crypto/secrets.js';
import type { Secrets } from '../../platform/crypto/secrets.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import type { PersonActor } from '../domain/actor.js';
import { capacitiesOf, seesTicket } from '../domain/actor.js';
import { identityHidden, mayCall } from '../domain/contact.js';
import { TicketReporterEntity } from '../ticket.records.js';
import { TicketRepository } from '../ticket.repository.js';

@Injectable()
export class OpenContact {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly tickets: TicketRepository,
    private readonly audit: AuditService,
    @Inject(SECRETS) private readonly secrets: Secrets,
  ) {}

  /** @throws Refusal TICKET_NOT_FOUND, CONTACT_HIDDEN, ACTION_FORBIDDEN, CONTACT_MISSING */
  run(actor: PersonActor, ticketId: string, reporterId: string): Promise<string> {
    return this.uow.run(async (manager) => {
      const ticket = await this.tickets.lock(manager, ticketId);
      if (!seesTicket(capacitiesOf(actor, ticket))) refuse('TICKET_NOT_FOUND');
      const reporter = await manager.findOneBy(TicketReporterEntity, { id: reporterId, ticketId });
      if (!reporter) refuse('NOT_FOUND');
      const own = reporter.originTicketId === ticketId ? ticket : await this.tickets.lock(manager, reporter.originTicketId);
      if (identityHidden(actor, ticket) || own.hidden && own.id !== ticket.id) refuse('CONTACT_HIDDEN');
      if (!mayCall(actor, ticket)) refuse('ACTION_FORBIDDEN');
      if (reporter.phoneSealed === null) refuse('CONTACT_MISSING');
      const now = await this.uow.now(manager);
      await this.audit.record(manager, { at: now, personId: actor.personId, act: 'contact.opened', ticketId, detail: { reporterId } });
      return this.secrets.open(reporter.phoneSealed);
    });
  }
}
