// Owns the shape of what the checker reads: rows as they stand in the database, nothing of them believed yet.
// Leaves reading them to read-facts.ts and judging them to check-ticket.ts.
import type { EventType } from '@zhitongche/shared/ticket/actions.js';
import type { LimitSettings, RoundLimits } from '@zhitongche/shared/deadline/limits.js';
import type { LightLevel, ResultKind, ReviewStage, Satisfaction, SourceChannel, Status } from '@zhitongche/shared/ticket/vocabulary.js';
import type { TimerState } from '@zhitongche/shared/deadline/vocabulary.js';
import type { PlainCalendar } from './plain-calendar.js';
import type { StoredEvent } from '../../backup/domain/chain-check.js';

export interface EventRow extends Omit<StoredEvent, 'type'> {
  type: EventType;
}

export interface TimerRow {
  ticketId: string;
  round: number;
  level: LightLevel;
  mark: string;
  dueAt: Date;
  state: TimerState;
  litAt: Date | null;
}

/** What was frozen when a round was concluded. */
export interface RoundRow {
  ticketId: string;
  round: number;
  day0: string;
  dueDay: string;
  dueAt: Date;
  leadUnitId: string | null;
  resultKind: ResultKind;
  resultSubmittedAt: Date;
  concludedAt: Date;
  late: boolean;
  /** By which its end was counted; null where it was not kept. */
  roundLimits: RoundLimits | null;
}

export interface RatingRow {
  ticketId: string;
  round: number;
  reporterId: string;
  satisfaction: Satisfaction;
  /** Whether a cadre wrote it down for the reporter. */
  recorded: boolean;
  at: Date;
}

export interface TicketRow {
  id: string;
  number: string;
  line: string;
  status: Status;
  stage: ReviewStage | null;
  round: number;
  day0: string;
  dueDay: string;
  dueAt: Date;
  deskUnitId: string;
  leadUnitId: string | null;
  mergedIntoId: string | null;
  unsatisfiedAt: Date | null;
  lightLit: string[];
  stageLit: string[];
  overdueAt: Date | null;
  closedAs: string | null;
  /** What another system wants: its channel's working days by the line's settings, or a day. */
  channel: SourceChannel;
  foreignDueDay: string | null;
  /** Those with which the present round began; null where they were not kept. */
  roundLimits: RoundLimits | null;
  lastSeq: number;
  lastHash: string;
}

/** One ticket with all that belongs to it; events in the order of their places. */
export interface TicketFacts {
  ticket: TicketRow;
  events: EventRow[];
  timers: TimerRow[];
  rounds: RoundRow[];
  ratings: RatingRow[];
}

/** A calendar, and since when it has been in force. */
export interface InForce {
  at: Date;
  calendar: PlainCalendar;
}

/** What holds for all tickets. */
export interface Ground {
  /** Every calendar there has been, the oldest first. */
  calendars: readonly InForce[];
  /** The instant up to which everything has to have happened. */
  now: Date;
  /** Limits of each line. */
  limits: ReadonlyMap<string, LimitSettings>;
  /** Desks with somebody who triages. */
  desks: ReadonlySet<string>;
  /** Units that are active and have a head or handler who is. */
  units: ReadonlySet<string>;
}
