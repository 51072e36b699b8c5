// Owns the one way a ticket changes: look up the move, check table, rights and readiness, run it, check its target.
// Leaves locks, storage and the clock to actions/take-action.ts.
import type { ErrorCode } from '@zhitongche/shared/errors.js';
import { refuse } from '@zhitongche/shared/errors.js';
import type { ActionInput, TicketAction } from '@zhitongche/shared/ticket/action-inputs.js';
import type { Actor, Capacity } from './actor.js';
import { capacitiesOf, seesTicket } from './actor.js';
import { allowsFrom, allowsMove } from './lifecycle.js';
import type { Move, MoveContext, Moved } from './move.js';
import { MOVES } from './moves.js';
import { PERMISSIONS } from './permissions.js';
import { notReady } from './readiness.js';
import type { Ticket } from './ticket.js';

export type Setting = Omit<MoveContext, 'capacity' | 'actor'>;

/** A command: the action and what it carries. */
export type Command = { [A in TicketAction]: { action: A; input: ActionInput<A> } }[TicketAction];

/** Why an action is refused now, or the capacity in which it may be taken. */
export type Judgement = { capacity: Capacity; refusal: null } | { capacity: Capacity | null; refusal: ErrorCode };

/**
 * Whether `actor` may take `action` on `ticket` now. The guard and the buttons both ask here.
 * Invisible is TICKET_NOT_FOUND, visible but not theirs ACTION_FORBIDDEN, wrong status STATUS_CONFLICT.
 */
export function judge(ticket: Ticket, action: TicketAction, actor: Actor, setting: Setting): Judgement {
  const held = capacitiesOf(actor, ticket);
  if (held.size === 0) return { capacity: null, refusal: 'TICKET_NOT_FOUND' };
  const may = PERMISSIONS[action].filter((c) => held.has(c));
  const first = may[0];
  if (first === undefined) return { capacity: null, refusal: seesTicket(held) ? 'ACTION_FORBIDDEN' : 'TICKET_NOT_FOUND' };
  if (!allowsFrom(action, ticket.status)) return { capacity: first, refusal: 'STATUS_CONFLICT' };
  // Somebody with two hats may take what either hat may take.
  const tried = may.map((capacity) => ({ capacity, refusal: notReady(action, ticket, { ...setting, actor, capacity }) }));
  const ready = tried.find((t) => t.refusal === null);
  return ready ? { capacity: ready.capacity, refusal: null } : { capacity: first, refusal: tried[0]?.refusal ?? 'ACTION_FORBIDDEN' };
}

/**
 * Decides a command: the new values and the events, with the capacity in which the actor acted.
 * @throws Refusal when the table, the rights, the moment or the move says no
 */
export function decide(ticket: Ticket, command: Command, actor: Actor, setting: Setting): Moved & { capacity: Capacity } {
  const { capacity, refusal } = judge(ticket, command.action, actor, setting);
  if (refusal !== null) refuse(refusal, { status: ticket.status, version: ticket.version });
  const move = MOVES[command.action] as Move<TicketAction>;
  const moved = move(ticket, command.input, { ...setting, actor, capacity });
  const to = moved.changes.status ?? ticket.status;
  if (!allowsMove(command.action, ticket.status, to)) {
    throw new Error(`lifecycle: ${command.action} may not lead from ${ticket.status} to ${to}`);
  }
  return { ...moved, capacity };
}
