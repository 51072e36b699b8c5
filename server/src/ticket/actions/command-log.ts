// Owns that the same request twice is one effect: commands are kept with their receipts.
// Leaves executing them to take-action.ts and submit.ts, and writing them to the repository, with the ticket.
import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { refuse } from '@zhitongche/shared/errors.js';
import type { Receipt } from '@zhitongche/shared/ticket/contract.js';
import { DatabaseError } from 'pg';
import { QueryFailedError } from 'typeorm';
import type { EntityManager } from 'typeorm';
import { CALENDAR_VERSION } from '../../deadline/deadline.service.js';
import { execute } from '../../platform/database/statement.js';
import { NOW, UnitOfWork } from '../../platform/database/unit-of-work.js';
import type { Actor } from '../domain/actor.js';
import { canonical } from '../domain/events.js';
import type { Ticket } from '../domain/ticket.js';
import type { CommandEntity } from '../ticket.records.js';

const UNIQUE_VIOLATION = '23505';
/** Where two who use one id at the same moment meet. */
const ONCE = ['pk_command', 'pk_ticket', 'ticket_event_chain'];

/** A command as it came. */
export interface Sent {
  id: string;
  /** Of {@link CommandLog.hash}. */
  requestHash: string;
  /** Of {@link actorKey}. */
  actorKey: string;
}

/** What an earlier execution left, as SQL for a statement that looks at other things too. */
export const KNOWN = (id: string): string =>
  `(select jsonb_build_object('requestHash', request_hash, 'actorKey', actor_key, 'receipt', receipt) from command where id = ${id})`;
export type Known = Pick<CommandEntity, 'requestHash' | 'actorKey' | 'receipt'>;

const LOOK = { name: 'command-look', text: `select ${NOW('$2')} as now, ${CALENDAR_VERSION} as calendar, ${KNOWN('$1')} as known` };

/** Who sent a command, as the log keeps it. */
export function actorKey(actor: Actor): string {
  return actor.kind === 'person' ? actor.personId : actor.kind === 'link' ? `link:${actor.reporterId}` : 'system';
}

@Injectable()
export class CommandLog {
  constructor(private readonly uow: UnitOfWork) {}

  /** SHA-256 of what was sent, keys in any order. */
  hash(...sent: unknown[]): string {
    return createHash('sha256').update(canonical(sent)).digest('hex');
  }

  /** The clock, the version of the calendar that holds, and the receipt of an earlier execution. @throws Refusal COMMAND_REUSED when the id served for something else */
  async look(manager: EntityManager, sent: Sent): Promise<{ now: Date; calendar: number; receipt: Receipt | null }> {
    const [row] = await execute<{ now: Date; calendar: number; known: Known | null }>(manager, LOOK, [sent.id, this.uow.standsAt]);
    if (!row) throw new Error('the database did not tell the time');
    return { now: row.now, calendar: row.calendar, receipt: this.receiptOf(row.known, sent) };
  }

  /** @throws Refusal COMMAND_REUSED */
  receiptOf(known: Known | null, { requestHash, actorKey }: Sent): Receipt | null {
    if (!known) return null;
    if (known.requestHash !== requestHash || known.actorKey !== actorKey) refuse('COMMAND_REUSED');
    return known.receipt;
  }

  /** The row to keep, with the receipt in it. */
  executed(sent: Sent, ticket: Ticket, at: Date): CommandEntity {
    const receipt: Receipt = { number: ticket.number, version: ticket.version, status: ticket.status, round: ticket.round, at: at.toISOString() };
    return { ...sent, ticketId: ticket.id, receipt, at };
  }
}

/** Whether somebody used the command's id a moment ago: what looked free was not. */
export function isUsedMeanwhile(error: unknown): boolean {
  // TypeORM wraps what the driver throws; our own statements do not.
  const thrown: unknown = error instanceof QueryFailedError ? error.driverError : error;
  return thrown instanceof DatabaseError && thrown.code === UNIQUE_VIOLATION && ONCE.includes(thrown.constraint ?? '');
}
