// Owns the rows besides the ticket's own that some moves write, in the same transaction.
// Leaves the ticket and its events to the repository.
import { Injectable } from '@nestjs/common';
import type { ActionInput } from '@zhitongche/shared/ticket/action-inputs.js';
import type { EntityManager } from 'typeorm';
import { mergedIn } from '../domain/moves/triage-moves.js';
import type { Facts, Moved } from '../domain/move.js';
import type { TicketEntity } from '../ticket.entity.js';
import { RatingEntity, TicketReporterEntity } from '../ticket.records.js';
import { MeasureEffects } from './measure-effects.js';
import { TicketRepository } from '../ticket.repository.js';
import type { Act } from '../ticket.repository.js';

export interface Done {
  before: TicketEntity;
  after: TicketEntity;
  moved: Moved;
  act: Act;
  facts: Facts;
}

@Injectable()
export class Effects {
  constructor(private readonly tickets: TicketRepository, private readonly measures: MeasureEffects) {}

  async of(manager: EntityManager, done: Done): Promise<void> {
    for (const event of done.moved.events) {
      if (event.type === 'result.rated') await this.rated(manager, done, event.payload as unknown as Rated); // written by the rate move a moment ago
      if (event.type === 'ticket.merged') await this.merged(manager, done);
      await this.measures.of(manager, event, done.after, done.act);
    }
  }

  private async rated(manager: EntityManager, { before, act }: Done, rated: Rated): Promise<void> {
    await manager.insert(RatingEntity, {
      ticketId: before.id, round: before.round, reporterId: rated.reporterId, satisfaction: rated.satisfaction,
      reason: rated.reason ?? null, text: rated.text ?? null, recordedById: rated.recordedBy ? act.actorId : null, at: act.now,
    });
  }

  /** Every reporter stays: they move to the ticket that answers, which gets a line in its own history. */
  private async merged(manager: EntityManager, { before, act, facts }: Done): Promise<void> {
    const target = facts.target as TicketEntity;
    await this.tickets.save(manager, target, mergedIn(target, before), act);
    await manager.update(TicketReporterEntity, { ticketId: before.id }, { ticketId: target.id });
  }
}

interface Rated extends ActionInput<'rate'> {
  reporterId: string;
  recordedBy: boolean;
}
