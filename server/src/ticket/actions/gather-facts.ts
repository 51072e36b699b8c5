// Owns looking up, under the lock, what an action's rule needs to know beyond the ticket, and refusing ids of nothing.
// Leaves judging the facts to the moves.
import { Injectable } from '@nestjs/common';
import { DISTRICT_DESK } from '@zhitongche/shared/directory/vocabulary.js';
import { refuse } from '@zhitongche/shared/errors.js';
import type { EntityManager } from 'typeorm';
import { DirectoryService } from '../../directory/directory.service.js';
import type { Actor } from '../domain/actor.js';
import { capacitiesOf, seesTicket } from '../domain/actor.js';
import type { Command } from '../domain/decide.js';
import type { Happening, Measure } from '../domain/measures.js';
import { MEASURE_EVENTS, measuresOf } from '../domain/measures.js';
import type { Facts } from '../domain/move.js';
import type { TicketEntity } from '../ticket.entity.js';
import { HAS_ACCOUNT } from '../ticket.statements.js';

export interface Addressed {
  /** The ticket the sender named; differs from `ticket` for a reporter of a merged one. */
  id: string;
  ticket: TicketEntity;
  target: TicketEntity | undefined;
}

@Injectable()
export class GatherFacts {
  constructor(private readonly directory: DirectoryService) {}

  /** @throws Refusal UNIT_NOT_FOUND, CATEGORY_NOT_FOUND, PERSON_NOT_FOUND */
  async for(manager: EntityManager, command: Command, actor: Actor, { id, ticket, target }: Addressed): Promise<Facts> {
    switch (command.action) {
      case 'assess':
        await this.category(manager, command.input.categoryCode, ticket.line);
        return {};
      case 'dispatch':
        if (command.input.categoryCode) await this.category(manager, command.input.categoryCode, ticket.line);
        await this.units(manager, [command.input.leadUnitId, ...command.input.assistingUnitIds]);
        return {};
      case 'designate':
        await this.units(manager, [command.input.leadUnitId, ...command.input.assistingUnitIds]);
        return {};
      case 'return':
        if (command.input.proposedUnitId) await this.units(manager, [command.input.proposedUnitId]);
        return {};
      case 'call_units':
      case 'joint_review':
        await this.units(manager, command.input.unitIds);
        return {};
      case 'card':
        // The desk answers for what it was late with, as a unit does.
        await this.units(manager, [command.input.unitId].filter((id) => id !== DISTRICT_DESK));
        return { measures: await this.measures(manager, ticket.id) };
      case 'explain_light':
      case 'contest_measure':
        return { measures: await this.measures(manager, ticket.id) };
      case 'uphold_measure':
      case 'revoke_measure':
        return { measures: await this.measures(manager, ticket.id), othersDecide: await this.othersDecide(manager, actor) };
      case 'assign':
        return { personUnitIds: await this.directory.workingUnitIds(manager, command.input.personId) };
      case 'merge':
        return target && seesTicket(capacitiesOf(actor, target)) ? { target } : {};
      case 'rate': case 'remark':
        return this.spokenFor(manager, actor, id, ticket.id);
      default:
        return {};
    }
  }

  /** Lights and cards of a ticket so far. */
  async measures(manager: EntityManager, ticketId: string): Promise<Measure[]> {
    return measuresOf(await manager.query<Happening[]>(
      'select seq, round, type, visibility, at, actor_id as "actorId", payload from ticket_event where ticket_id = $1 and type = any($2) order by seq',
      [ticketId, MEASURE_EVENTS]));
  }

  /** Whether another active supervisor than this person could decide. */
  async othersDecide(manager: EntityManager, actor: Actor): Promise<boolean> {
    const rows = await manager.query<unknown[]>(
      `select 1 from person_role r join person p on p.id = r.person_id and p.active where r.role = 'supervisor' and r.person_id <> $1 limit 1`,
      [actor.kind === 'person' ? actor.personId : '']);
    return rows.length > 0;
  }

  private async units(manager: EntityManager, ids: string[]): Promise<void> {
    const wanted = [...new Set(ids)];
    const rows = await manager.query<{ id: string }[]>('select id from unit where id = any($1) and active', [wanted]);
    const unknown = wanted.filter((unit) => !rows.some((row) => row.id === unit));
    if (unknown.length > 0) refuse('UNIT_NOT_FOUND', { unknown });
  }

  private async category(manager: EntityManager, code: string, line: string): Promise<void> {
    const rows = await manager.query<unknown[]>('select 1 from category where code = $1 and active and $2 = any(lines)', [code, line]);
    if (rows.length === 0) refuse('CATEGORY_NOT_FOUND', { code });
  }

  /** The reporter a rating speaks for: the link's own, or the one of the ticket that was addressed. */
  async spokenFor(manager: EntityManager, actor: Actor, addressedId: string, ticketId: string): Promise<Facts> {
    const [row] = await manager.query<NonNullable<Facts['reporter']>[]>(
      `select r.id, r.kind, ${HAS_ACCOUNT('r.enterprise_id')} as "hasAccount"
       from ticket_reporter r where r.ticket_id = $1 and case when $2::uuid is null then r.origin_ticket_id = $3 else r.id = $2 end`,
      [ticketId, actor.kind === 'link' ? actor.reporterId : null, addressedId]);
    return row ? { reporter: row } : {};
  }
}
