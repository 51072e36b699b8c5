// Owns the rows of lights, cards and contests that a move's event changes, in the move's own transaction.
// Leaves a light's first row to the trigger that writes it with its event, and every rule to domain/measures.ts.
import { Injectable } from '@nestjs/common';
import { refuse } from '@zhitongche/shared/errors.js';
import type { CardKind } from '@zhitongche/shared/ticket/vocabulary.js';
import type { EntityManager } from 'typeorm';
import { documentNumber } from '../domain/document-number.js';
import type { NewEvent } from '../domain/events.js';
import { CardEntity, ContestEntity, LightEntity } from '../measure.entities.js';
import type { TicketEntity } from '../ticket.entity.js';
import type { Act } from '../ticket.repository.js';

interface Issued {
  kind: CardKind;
  unitId: string;
  documentNumber: string;
  follows?: number;
}

@Injectable()
export class MeasureEffects {
  /** `after`: the ticket with the event as its last one. @throws Refusal DOCUMENT_NUMBER_USED */
  async of(manager: EntityManager, event: NewEvent, after: TicketEntity, act: Act): Promise<void> {
    const { type, payload } = event;
    const key = { ticketId: after.id, seq: Number(payload['measure']) };
    const done = { seq: after.lastSeq, at: act.now, by: act.actorId };
    switch (type) {
      case 'light.explained':
        await manager.update(LightEntity, key, { settledSeq: done.seq, settledAt: done.at, settledById: done.by });
        break;
      case 'measure.contested':
        await manager.insert(ContestEntity, {
          ...key, unitId: String(payload['unitId']), filedSeq: done.seq, filedAt: done.at, filedById: done.by, dueAt: new Date(String(payload['dueAt'])),
        });
        await this.mark(manager, key, { contested: true });
        break;
      case 'measure.upheld': case 'measure.revoked':
        await manager.update(ContestEntity, key, { decidedSeq: done.seq, decidedAt: done.at, decidedById: done.by, revoked: type === 'measure.revoked' });
        await this.mark(manager, key, { contested: false, ...(type === 'measure.revoked' ? { revokedAt: done.at } : {}) });
        break;
      case 'card.issued':
        await this.issued(manager, payload as unknown as Issued, after, act); // written by the card move a moment ago
        break;
      default:
    }
  }

  /** It is one or the other: places in a history are given once. */
  private async mark(manager: EntityManager, key: { ticketId: string; seq: number }, change: { contested: boolean; revokedAt?: Date }): Promise<void> {
    await manager.update(LightEntity, key, change);
    await manager.update(CardEntity, key, change);
  }

  private async issued(manager: EntityManager, card: Issued, { id, round, lastSeq }: TicketEntity, { actorId, now }: Act): Promise<void> {
    const { text, year, number } = documentNumber(card.documentNumber) ?? refuse('DOCUMENT_NUMBER_INVALID');
    const inserted = await manager.createQueryBuilder().insert().into(CardEntity).values({
      ticketId: id, seq: lastSeq, round, kind: card.kind, unitId: card.unitId, documentNumber: text, year, number,
      followsSeq: card.follows ?? null, issuedAt: now, issuedById: actorId, revokedAt: null,
    }).orIgnore().returning('seq').execute();
    if ((inserted.raw as unknown[]).length === 0) refuse('DOCUMENT_NUMBER_USED'); // TypeORM types what RETURNING answers as any
    if (card.kind !== 'talk') return;
    await manager.query(
      `update light set settled_seq = $2, settled_at = $3, settled_by_id = $4 where ticket_id = $1 and debt = 'talk' and unit_id = $5 and settled_at is null`,
      [id, lastSeq, now, actorId, card.unitId]);
  }
}
