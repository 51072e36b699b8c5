// Owns the table of moments at which lights fall: what the sweep looks for, and what became of each.
// Leaves the moments to domain/lights.ts and writing the rows to ticket.timers.ts.
import type { TimerCancel, TimerState } from '@zhitongche/shared/deadline/vocabulary.js';
import { TIMER_CANCELS, TIMER_STATES } from '@zhitongche/shared/deadline/vocabulary.js';
import type { LightLevel } from '@zhitongche/shared/ticket/vocabulary.js';
import { LIGHT_LEVELS } from '@zhitongche/shared/ticket/vocabulary.js';
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { instant, oneOf, optionalInstant, optionalText, text } from '../platform/database/columns.js';
import { TicketEntity } from './ticket.entity.js';

/** One level of one round, or one stage of it: once, by its key. Written and moved in the ticket's own transaction. */
@Entity('timer')
@Check('timer_level', oneOf('level', LIGHT_LEVELS))
@Check('timer_state', `${oneOf('state', TIMER_STATES)} and (state = 'lit') = (lit_at is not null)`)
@Check('timer_cancelled_why', `(state = 'cancelled') = (cancelled_why is not null) and (cancelled_why is null or ${oneOf('cancelled_why', TIMER_CANCELS)})`)
@Check('timer_mark', `(level = 'stage_overdue') = (mark <> '')`)
@Check('timer_never_early', 'lit_at is null or lit_at >= due_at')
@Index('timer_due', ['dueAt', 'ticketId'], { where: `state = 'waiting'` })
export class TimerEntity {
  @PrimaryColumn('uuid') @ForeignKey(() => TicketEntity) ticketId: string;
  @PrimaryColumn('int') round: number;
  @PrimaryColumn('text') level: LightLevel;
  /** Which stage of the round; '' for its five levels. */
  @PrimaryColumn('text') mark: string;
  @Column(instant) dueAt: Date;
  @Column(text) state: TimerState;
  @Column(optionalInstant) litAt: Date | null;
  @Column(optionalText) cancelledWhy: TimerCancel | null;
}
