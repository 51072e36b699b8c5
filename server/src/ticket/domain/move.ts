// Owns what a move is: a pure function of (ticket, input, context) that answers changes and events, or refuses.
// Leaves each move to the files in moves/ and running them to decide.ts.
import type { LineSettings } from '@zhitongche/shared/line/settings.js';
import type { ActionInput, TicketAction } from '@zhitongche/shared/ticket/action-inputs.js';
import type { ReporterKind } from '@zhitongche/shared/ticket/vocabulary.js';
import type { WorkingCalendar } from '../../deadline/domain/working-calendar.js';
import type { Actor, Capacity } from './actor.js';
import type { NewEvent } from './events.js';
import type { Measure } from './measures.js';
import type { Ticket } from './ticket.js';

/** What an action looked up before the rule runs, or the presenter before it shows the button; only what that action needs is there. */
export interface Facts {
  /** assign: units in which the chosen person handles or heads. */
  personUnitIds?: string[];
  /** merge: the ticket to merge into, locked. */
  target?: Ticket;
  /** explain_light, contest_measure and its decision, card: lights and cards so far. */
  measures?: Measure[];
  /** uphold_measure, revoke_measure: whether there is another active supervisor than the one who acts. */
  othersDecide?: boolean;
  /** rate: the reporter the rating is for. */
  reporter?: { id: string; kind: ReporterKind; hasAccount: boolean };
}

export interface MoveContext {
  /** The database's clock, read under the row's lock. */
  now: Date;
  actor: Actor;
  capacity: Capacity;
  calendar: WorkingCalendar;
  line: LineSettings;
  /** A number in [0, 1) drawn once per command, for sampling. */
  draw: number;
  facts: Facts;
}

export interface Moved {
  changes: Partial<Omit<Ticket, 'id' | 'version'>>;
  events: NewEvent[];
}

export type Move<A extends TicketAction> = (ticket: Ticket, input: ActionInput<A>, ctx: MoveContext) => Moved;

/** The acting person's id; the system and a link have none. */
export function actorId(ctx: MoveContext): string | null {
  return ctx.actor.kind === 'person' ? ctx.actor.personId : null;
}
