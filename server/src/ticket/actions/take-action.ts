// Owns the spine of every command on a ticket: lock, look again, read the clock, decide, save, answer a receipt.
// Leaves the rule to domain/decide.ts and the receipt's presentation to the controllers.
import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { refuse } from '@zhitongche/shared/errors.js';
import { ACTION_FORMS } from '@zhitongche/shared/ticket/action-forms.js';
import type { PersonAction } from '@zhitongche/shared/ticket/action-inputs.js';
import type { Receipt } from '@zhitongche/shared/ticket/contract.js';
import type { EntityManager } from 'typeorm';
import { DeadlineService } from '../../deadline/deadline.service.js';
import { LineService } from '../../line/line.service.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import type { Actor } from '../domain/actor.js';
import { SYSTEM, capacitiesOf, seesTicket } from '../domain/actor.js';
import type { Command, Setting } from '../domain/decide.js';
import { decide, judge } from '../domain/decide.js';
import { PERMISSIONS } from '../domain/permissions.js';
import { isAnsweredThere } from '../domain/merged.js';
import type { Moved } from '../domain/move.js';
import { TicketRepository } from '../ticket.repository.js';
import type { Act } from '../ticket.repository.js';
import type { TicketEntity } from '../ticket.entity.js';
import { AttachFiles } from './attach-files.js';
import { CommandLog, actorKey, isUsedMeanwhile } from './command-log.js';
import { Effects } from './effects.js';
import { GatherFacts } from './gather-facts.js';
import { LightUp } from './light-up.js';
import { Recompute } from './recompute.js';
import { DICE } from './dice.js';
import type { Dice } from './dice.js';

export interface ActionCommand {
  commandId: string;
  /** The version the sender saw; null for words and for the system. */
  version: number | null;
  command: Command;
}

interface Locked {
  addressed: TicketEntity;
  /** The one the command is about: `addressed`, or the one that answers it. */
  ticket: TicketEntity;
  /** merge: the one to merge into. */
  target: TicketEntity | undefined;
}

@Injectable()
export class TakeAction {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly tickets: TicketRepository,
    private readonly lines: LineService,
    private readonly deadlines: DeadlineService,
    private readonly facts: GatherFacts,
    private readonly effects: Effects,
    private readonly log: CommandLog,
    private readonly files: AttachFiles,
    private readonly lights: LightUp,
    private readonly recompute: Recompute,
    @Inject(DICE) private readonly dice: Dice,
  ) {}

  /**
   * Executes a command once: a replay answers the stored receipt.
   * @throws Refusal TICKET_NOT_FOUND (404), ACTION_FORBIDDEN (403), VERSION_STALE, STATUS_CONFLICT, COMMAND_REUSED (409), and the rules' own
   */
  run(actor: Actor, ticketId: string, sent: ActionCommand): Promise<Receipt> {
    // The lock that orders replays is the ticket's; an id used on another ticket at the same moment meets this one when it is kept.
    return this.uow.run((manager) => this.runIn(manager, actor, ticketId, sent))
      .catch((error: unknown) => { if (isUsedMeanwhile(error)) refuse('COMMAND_REUSED'); throw error; });
  }

  /** The same inside a transaction that is already open. */
  async runIn(manager: EntityManager, actor: Actor, ticketId: string, sent: ActionCommand): Promise<Receipt> {
    const { addressed, ticket: found, target } = await this.lock(manager, ticketId, sent.command);
    const command = { id: sent.commandId, requestHash: this.log.hash(ticketId, sent), actorKey: actorKey(actor) };
    const { now, calendar, receipt } = await this.log.look(manager, command);
    if (receipt) return receipt;
    // Whoever was merged in speaks through their own ticket; the one that answers it is not theirs to address.
    if (!seesTicket(capacitiesOf(actor, addressed))) refuse('TICKET_NOT_FOUND');

    const setting: Setting = {
      now, calendar: await this.deadlines.calendar(calendar, manager), line: await this.lines.get(found.line, manager),
      draw: this.dice(), facts: {},
    };
    this.guard(found, actor, sent, setting);
    // Nothing is decided by an old calendar. What fell due before this moment is lit first: nobody gets past a deadline between two sweeps.
    const ticket = await this.lights.runIn(manager, await this.recompute.runIn(manager, found, setting), setting);
    const facts = await this.facts.for(manager, sent.command, actor, { id: ticketId, ticket, target });
    const moved = decide(ticket, sent.command, actor, { ...setting, facts });
    const act: Act = { actorId: actor.kind === 'person' ? actor.personId : null, capacity: moved.capacity, now: setting.now };
    const executed = (after: TicketEntity) => this.log.executed(command, after, now);
    const { ticket: after } = await this.tickets.save(manager, ticket, moved, act, (saved) => ({ command: executed(saved) }));
    await this.files.run(manager, actor, sent.command.input, after, now);
    await this.effects.of(manager, { before: ticket, after, moved: moved satisfies Moved, act, facts });
    return executed(after).receipt;
  }

  /** A command of the system itself, each time a new one. */
  runAsSystem(manager: EntityManager, ticketId: string, command: Command): Promise<Receipt> {
    return this.runIn(manager, SYSTEM, ticketId, { commandId: randomUUID(), version: null, command });
  }

  /** Rights come before staleness: who may not act learns nothing of what happened meanwhile. */
  private guard(ticket: TicketEntity, actor: Actor, sent: ActionCommand, setting: Setting): void {
    const { refusal } = judge(ticket, sent.command.action, actor, setting);
    // The ticket that was addressed is seen; who is nobody to the one that answers it just may not act there.
    const forbidden = refusal === 'TICKET_NOT_FOUND' || refusal === 'ACTION_FORBIDDEN';
    // Unless somebody of their own unit was quicker: what was theirs to do a moment ago is no longer, and they may know why.
    const own = capacitiesOf(actor, ticket);
    if (forbidden && actor.kind === 'link' && actor.round < ticket.round && PERMISSIONS[sent.command.action].includes('reporter')) refuse('LINK_ROUND_OVER');
    if (forbidden && !own.has('lead_colleague') && !own.has('former_unit')) refuse('ACTION_FORBIDDEN');
    if (actor.kind !== 'system' && ACTION_FORMS[sent.command.action as PersonAction].versioned) this.refuseStale(ticket, sent.version);
    if (forbidden) refuse('ACTION_FORBIDDEN');
  }

  private refuseStale(ticket: TicketEntity, seen: number | null): void {
    if (seen === null) refuse('REQUEST_INVALID', { fields: { version: '请提供所见版本' } });
    if (seen !== ticket.version) {
      refuse('VERSION_STALE', { status: ticket.status, version: ticket.version, updatedAt: ticket.updatedAt.toISOString() });
    }
  }

  private async lock(manager: EntityManager, id: string, command: Command): Promise<Locked> {
    if (command.action === 'merge') {
      const both = await this.tickets.lockAll(manager, [id, command.input.targetId]);
      const ticket = both.find((t) => t.id === id) ?? refuse('TICKET_NOT_FOUND');
      return { addressed: ticket, ticket, target: both.find((t) => t.id === command.input.targetId) };
    }
    const addressed = await this.tickets.lock(manager, id);
    let ticket = addressed;
    // A ticket that took others in may itself have been merged since.
    while (ticket.mergedIntoId !== null && isAnsweredThere(command.action)) {
      ticket = await this.tickets.lock(manager, ticket.mergedIntoId);
    }
    return { addressed, ticket, target: undefined };
  }
}
