// Owns that the same request twice is one effect: commands are kept with their receipts.
// Leaves executing them to take-action.ts and submit.ts.
import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { refuse } from '@zhitongche/shared/errors.js';
import type { Receipt } from '@zhitongche/shared/ticket/contract.js';
import { QueryFailedError } from 'typeorm';
import type { EntityManager } from 'typeorm';
import type { Actor } from '../domain/actor.js';
import { canonical } from '../domain/events.js';
import type { Ticket } from '../domain/ticket.js';
import { CommandEntity } from '../ticket.records.js';

const UNIQUE_VIOLATION = '23505';

export interface Executed {
  commandId: string;
  requestHash: string;
  actorKey: string;
  ticket: Ticket;
  at: Date;
}

/** Who sent a command, as the log keeps it. */
export function actorKey(actor: Actor): string {
  return actor.kind === 'person' ? actor.personId : actor.kind === 'link' ? `link:${actor.reporterId}` : 'system';
}

@Injectable()
export class CommandLog {
  /** SHA-256 of what was sent, keys in any order. */
  hash(...sent: unknown[]): string {
    return createHash('sha256').update(canonical(sent)).digest('hex');
  }

  /** The receipt of an earlier execution. @throws Refusal COMMAND_REUSED when the id served for something else */
  async find(manager: EntityManager, commandId: string, actor: Actor, requestHash: string): Promise<Receipt | null> {
    const known = await manager.findOneBy(CommandEntity, { id: commandId });
    if (!known) return null;
    if (known.requestHash !== requestHash || known.actorKey !== actorKey(actor)) refuse('COMMAND_REUSED');
    return known.receipt;
  }

  /** @throws Refusal COMMAND_REUSED */
  async store(manager: EntityManager, { commandId, requestHash, actorKey, ticket, at }: Executed): Promise<Receipt> {
    const receipt: Receipt = {
      number: ticket.number, version: ticket.version, status: ticket.status, round: ticket.round, at: at.toISOString(),
    };
    await manager.insert(CommandEntity, { id: commandId, actorKey, ticketId: ticket.id, requestHash, receipt, at }).catch((error: unknown) => {
      // On another ticket at the same moment: the lock that orders replays is the ticket's.
      if (error instanceof QueryFailedError && (error.driverError as { code?: unknown }).code === UNIQUE_VIOLATION) refuse('COMMAND_REUSED');
      throw error;
    });
    return receipt;
  }
}
