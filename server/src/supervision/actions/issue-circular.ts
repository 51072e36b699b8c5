// Owns one use case: a month's circular is issued under its document number, frozen as it was then, and the units it names are told.
// Leaves what it says to domain/circular.ts.
import { Injectable } from '@nestjs/common';
import { refuse } from '@zhitongche/shared/errors.js';
import type { CircularRequest } from '@zhitongche/shared/supervision/circular.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import type { EntityManager } from 'typeorm';
import { CircularNoticesService } from '../../notification/circular-notices.service.js';
import { TicketService } from '../../ticket/ticket.service.js';
import { CircularEntity } from '../circular.entity.js';
import type { MonthCase } from '../domain/circular.js';
import { circularOf, monthSpan } from '../domain/circular.js';

@Injectable()
export class IssueCircular {
  constructor(private readonly uow: UnitOfWork, private readonly tickets: TicketService, private readonly notices: CircularNoticesService) {}

  /** The same id twice is one circular. @throws Refusal CIRCULAR_MONTH_OPEN, CIRCULAR_ISSUED, DOCUMENT_NUMBER_INVALID, DOCUMENT_NUMBER_USED, COMMAND_REUSED */
  async run(personId: string, { id, month, documentNumber }: CircularRequest, casesOf: (manager: EntityManager, month: string) => Promise<MonthCase[]>): Promise<void> {
    const document = this.tickets.documentNumber(documentNumber) ?? refuse('DOCUMENT_NUMBER_INVALID');
    await this.uow.run(async (manager) => {
      const now = await this.uow.now(manager);
      if (monthSpan(month).to > now) refuse('CIRCULAR_MONTH_OPEN');
      const content = circularOf(month, await casesOf(manager, month));
      const inserted = await manager.createQueryBuilder().insert().into(CircularEntity).values({
        id, month, documentNumber: document.text, year: document.year, number: document.number, content, issuedAt: now, issuedById: personId,
      }).orIgnore().returning('id').execute();
      if ((inserted.raw as unknown[]).length > 0) { // TypeORM types what RETURNING answers as any
        const unitIds = content.bands.flatMap(({ units }) => units.map(({ unitId }) => unitId));
        return this.notices.tell(manager, { id, unitIds, issuedById: personId, issuedAt: now });
      }
      const same = await manager.findOneBy(CircularEntity, { id });
      if (same) return same.month === month && same.documentNumber === document.text && same.issuedById === personId ? undefined : refuse('COMMAND_REUSED');
      return refuse(await manager.existsBy(CircularEntity, { month }) ? 'CIRCULAR_ISSUED' : 'DOCUMENT_NUMBER_USED');
    });
  }
}
