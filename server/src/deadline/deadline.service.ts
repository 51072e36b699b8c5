// Owns which working calendar holds, read from the database and kept by version, and a deadline told with its reasons.
// Leaves counting to domain/ and bringing in notices to the calendar feature.
import { Injectable } from '@nestjs/common';
import { BASE_VERSION } from '@zhitongche/shared/calendar/vocabulary.js';
import type { DeadlineAnswer, DeadlineDerivation } from '@zhitongche/shared/deadline/contract.js';
import type { LimitSettings } from '@zhitongche/shared/deadline/limits.js';
import type { Complexity } from '@zhitongche/shared/ticket/vocabulary.js';
import { DataSource } from 'typeorm';
import type { EntityManager } from 'typeorm';
import { execute } from '../platform/database/statement.js';
import { NOW, UnitOfWork } from '../platform/database/unit-of-work.js';
import { Kept } from '../platform/kept.js';
import { addDays, endOfDay, parseCalendarDay, shanghaiDayOf, yearOf } from './domain/calendar-day.js';
import type { CalendarDay } from './domain/calendar-day.js';
import type { Derivation, DueDate } from './domain/due-date.js';
import { computeDueDate } from './domain/due-date.js';
import { paperOfYear } from './domain/notice-papers.js';
import { noticeSource, withNotices } from './domain/notices.js';
import type { Notice } from './domain/notices.js';
import { packagedNotifiedDays } from './domain/notified-days.js';
import type { WorkingCalendar } from './domain/working-calendar.js';
import { createWorkingCalendar } from './domain/working-calendar.js';
import { addWorkingDays, workingDaysBetween } from './domain/working-days.js';

/** The version of the calendar that holds, as SQL for a statement that asks other things too; read it under the lock of what it is used for. */
export const CALENDAR_VERSION = `(select coalesce(max(version), ${String(BASE_VERSION)}) from calendar_version)`;

const PRESENT = { name: 'calendar-present', text: `select ${NOW('$1')} as now, ${CALENDAR_VERSION} as version` };
const MADE_BY = {
  name: 'calendar-made-by',
  text: 'select act, year, number, issued_on as "issuedOn", restored from calendar_version where version = $1',
};
const IN_FORCE = {
  name: 'calendar-in-force',
  text: `select n.version, n.year, n.number, n.issued_on as "issuedOn",
           (select json_agg(json_build_object('day', d.day, 'kind', d.kind, 'name', d.name) order by d.day) from calendar_day d where d.version = n.version) as days
         from calendar_version v join calendar_version n on n.version = any(v.in_force) where v.version = $1`,
};
const BUTTONS_KEPT_MS = 5_000;

@Injectable()
export class DeadlineService {
  private readonly base = packagedNotifiedDays();
  /** A version never changes, so it is read once. */
  private readonly known = new Map<number, WorkingCalendar>([[BASE_VERSION, createWorkingCalendar(this.base)]]);
  private readonly recently = new Kept<WorkingCalendar>(BUTTONS_KEPT_MS);

  constructor(
    private readonly source: DataSource,
    private readonly uow: UnitOfWork,
  ) {}

  /** Days off and make-up days of one version; asks the database once a process. In a transaction pass its `manager`. */
  async calendar(version: number, manager: EntityManager = this.source.manager): Promise<WorkingCalendar> {
    const known = this.known.get(version);
    if (known) return known;
    const notices = await this.notices(version, manager);
    const [made] = await execute<Made>(manager, MADE_BY, [version]);
    if (!made) throw new Error(`calendar version ${String(version)} is not there`);
    const calendar = this.planned(notices, version, madeBy(made));
    this.known.set(version, calendar);
    return calendar;
  }

  /** The imported notices that are in force in a version, each with the version that brought it. */
  async notices(version: number, manager: EntityManager): Promise<(Notice & { version: number })[]> {
    const rows = await execute<{ version: number; year: number; number: string; issuedOn: string; days: Notice['days'] }>(manager, IN_FORCE, [version]);
    return rows.map(({ number, issuedOn, ...notice }) => ({ ...notice, source: noticeSource(notice.year, number, issuedOn) }));
  }

  /** What the calendar would be with these imported notices. @throws Refusal CALENDAR_CONTRADICTORY, CALENDAR_WITHOUT_WORKING_DAYS */
  planned(notices: readonly Notice[], version: number, notice: string): WorkingCalendar {
    return createWorkingCalendar(withNotices(this.base, notices), version, notice);
  }

  /** The moment and the calendar that holds at it, in one trip: what every decision needs, read under the lock. */
  async present(manager: EntityManager): Promise<{ now: Date; calendar: WorkingCalendar }> {
    const [row] = await execute<{ now: Date; version: number }>(manager, PRESENT, [this.uow.standsAt]);
    if (!row) throw new Error('the database did not tell the time');
    return { now: row.now, calendar: await this.calendar(row.version, manager) };
  }

  /** The calendar that holds, or held a few seconds ago: good enough to show buttons by, never to decide. */
  recent(): Promise<WorkingCalendar> {
    const newest = Math.max(...this.known.keys());
    return this.recently.get(async () => (await this.present(this.source.manager)).calendar, (kept) => kept.version >= newest);
  }

  /** The day it is in Shanghai. */
  dayOf(instant: Date): CalendarDay {
    return shanghaiDayOf(instant);
  }

  /** The year it is in Shanghai: a ticket's number carries it. */
  yearOf(instant: Date): number {
    return yearOf(shanghaiDayOf(instant));
  }

  /** By when something reported on `from` (a Shanghai day) is owed. @throws Refusal DATE_INVALID, YEAR_OUT_OF_CALENDAR */
  async preview(from: string, complexity: Complexity, limits: LimitSettings): Promise<DeadlineAnswer> {
    const { calendar } = await this.present(this.source.manager);
    return told(computeDueDate({ day0: parseCalendarDay(from), complexity, limits, pausedWorkingDays: 0, extensionWorkingDays: 0 }, calendar));
  }

  /** 24:00 of the day on which so many working days are used up, the day of `now` counted where it is one. */
  endOfWorkingDay(now: Date, workingDays: number, calendar: WorkingCalendar): Date {
    return endOfDay(addWorkingDays(addDays(shanghaiDayOf(now), -1), workingDays, calendar));
  }

  /** The last day of a limit that ends at `dueAt`, and how many working days beyond it `at` is; 0 before its end. */
  lateness(dueAt: Date, at: Date, calendar: WorkingCalendar): { day: string; over: number } {
    const day = addDays(shanghaiDayOf(dueAt), -1);
    return { day, over: at < dueAt ? 0 : workingDaysBetween(day, shanghaiDayOf(at), calendar) };
  }

  /** A stored deadline with its reasons; without them when today's rules would give another day. */
  explain(stored: { dueDay: string; dueAt: Date; dueProvisional: boolean }, computed: DueDate): DeadlineAnswer {
    if (computed.day === stored.dueDay) return told(computed);
    return { day: stored.dueDay, at: stored.dueAt.toISOString(), provisional: stored.dueProvisional, derivation: null };
  }
}

type Made = { act: 'imported'; year: number; number: string; issuedOn: string } | { act: 'restored'; restored: number };

/** What made a version, in words. */
export function madeBy(made: Made): string {
  if (made.act === 'imported') return noticeSource(made.year, made.number, made.issuedOn);
  return made.restored === BASE_VERSION ? '恢复为系统自带的节假日安排' : `恢复为工作日历第${String(made.restored)}版`;
}

/** The notice of a year that the system came with. */
export const packagedNotice = (year: number): string => `${paperOfYear(year)}，系统自带`;

function told({ day, at, provisional, derivation }: DueDate): DeadlineAnswer {
  return { day, at: at.toISOString(), provisional, derivation: plain(derivation) };
}

function plain({ day0, complexity, count, monthEnd, capped, stricter }: Derivation): DeadlineDerivation {
  return {
    day0, complexity, capped, count: count && counted(count), monthEnd: { ...monthEnd, rolledOver: [...monthEnd.rolledOver] },
    stricter: stricter && { channel: stricter.channel, day: stricter.day, count: stricter.count && counted(stricter.count) },
  };
}

function counted({ limit, paused, extension, workingDays, to, skipped, makeUpDays }: NonNullable<Derivation['count']>): NonNullable<DeadlineDerivation['count']> {
  return { limit, paused, extension, workingDays, to, skipped: [...skipped], makeUpDays: [...makeUpDays] };
}
