// Owns the tables of the working calendar: its versions, the days each brought in, the recompute after each, the alarm's reminders.
// Leaves what a day means to deadline/domain, which version holds to the deadline service, and who may change them to actions/.
import { CALENDAR_ACTS } from '@zhitongche/shared/calendar/vocabulary.js';
import type { CalendarAct } from '@zhitongche/shared/calendar/vocabulary.js';
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { PersonEntity } from '../directory/directory.entities.js';
import { count, day, id, instant, oneOf, optionalDay, optionalInstant, optionalText, text, texts } from '../platform/database/columns.js';

/** A state of the calendar, for ever: version 1, the notices that the system came with, has no row. */
@Entity('calendar_version')
@Check('calendar_version_act', `${oneOf('act', CALENDAR_ACTS)} and (act = 'imported') = (year is not null and number is not null and issued_on is not null) and (act = 'restored') = (restored is not null)`)
export class CalendarVersionEntity {
  @PrimaryColumn('int') version: number;
  /** The request's own id: sent twice it is one version. */
  @Index('calendar_version_request', { unique: true }) @Column('uuid') requestId: string;
  @Column(text) requestHash: string;
  @Column(text) act: CalendarAct;
  /** Of an imported notice. */
  @Column({ type: 'int', nullable: true }) year: number | null;
  @Column(optionalText) number: string | null;
  @Column(optionalDay) issuedOn: string | null;
  /** Addresses of the published documents, where the file names them. */
  @Column(texts) papers: string[];
  /** The version whose state holds again. */
  @Column({ type: 'int', nullable: true }) restored: number | null;
  /** Versions whose days hold, at most one for each year; the other years are as the system came. */
  @Column({ type: 'int', array: true }) inForce: number[];
  @Column(instant) at: Date;
  @Column(id) @ForeignKey(() => PersonEntity) byId: string;
}

/** A day that an imported notice names. */
@Entity('calendar_day')
@Check('calendar_day_kind', oneOf('kind', ['rest', 'make_up_work']))
export class CalendarDayEntity {
  @PrimaryColumn('int') @ForeignKey(() => CalendarVersionEntity) version: number;
  @PrimaryColumn(day) day: string;
  @Column(text) kind: 'rest' | 'make_up_work';
  @Column(text) name: string;
}

/** How far the open tickets have been computed anew since a version came; for the screen only. */
@Entity('calendar_recompute')
export class CalendarRecomputeEntity {
  @PrimaryColumn('int') @ForeignKey(() => CalendarVersionEntity) version: number;
  @Column('int') total: number;
  @Column(count) later: number;
  @Column(count) earlier: number;
  @Column(instant) startedAt: Date;
  @Column(optionalInstant) endedAt: Date | null;
}

/** An administrator was reminded on a day that a year's notice is missing: once. What was told stands in the notice of that day. */
@Entity('calendar_alarm')
export class CalendarAlarmEntity {
  @PrimaryColumn(id) @ForeignKey(() => PersonEntity) personId: string;
  @PrimaryColumn(day) day: string;
  @Column('int') year: number;
  @Column(instant) at: Date;
}

export const CALENDAR_ENTITIES = [CalendarVersionEntity, CalendarDayEntity, CalendarRecomputeEntity, CalendarAlarmEntity];
