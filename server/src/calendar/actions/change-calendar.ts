// Owns two use cases: what a change of the calendar would do, and making it; both judge the change alike, the tickets follow in the background.
// Leaves reading notices to domain/ and counting tickets again to the ticket feature.
import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { CalendarChange, CalendarPreview, ChangeRequest } from '@zhitongche/shared/calendar/contract.js';
import { BASE_VERSION, SHOWN_MOST } from '@zhitongche/shared/calendar/vocabulary.js';
import { refuse } from '@zhitongche/shared/errors.js';
import type { EntityManager } from 'typeorm';
import { AuditService } from '../../audit/audit.service.js';
import { DeadlineService, madeBy } from '../../deadline/deadline.service.js';
import type { WorkingCalendar } from '../../deadline/domain/working-calendar.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { RecomputeService } from '../../ticket/recompute.service.js';
import { CalendarDayEntity, CalendarRecomputeEntity, CalendarVersionEntity } from '../calendar.entities.js';
import { changedDays } from '../domain/days.js';
import type { ReadNotice } from '../domain/read-notice.js';
import { checkNotice, checkStatutoryDays, readNotice } from '../domain/read-notice.js';

interface Plan {
  now: Date;
  current: WorkingCalendar;
  next: WorkingCalendar;
  /** Null where an earlier state is restored. */
  notice: ReadNotice | null;
  restored: number | null;
  /** Versions in force besides the new one. */
  others: number[];
}

/** Serializes changes: whoever comes second sees the first one's version. */
const ONE_AT_A_TIME = `select pg_advisory_xact_lock(hashtext('calendar_version'))`;

@Injectable()
export class ChangeCalendar {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly deadlines: DeadlineService,
    private readonly recompute: RecomputeService,
    private readonly audit: AuditService,
  ) {}

  /** Writes nothing. @throws Refusal CALENDAR_*, YEAR_OUT_OF_CALENDAR, DATE_INVALID, NOT_FOUND */
  async preview(change: CalendarChange): Promise<CalendarPreview> {
    return this.uow.run(async (manager) => {
      const { current, next, notice, now } = await this.plan(manager, change);
      const { open, later, earlier, onlyProvisional, onlyStage, submitters, enterprises, holders, first } = await this.recompute.outlook(manager, next, SHOWN_MOST);
      const thisYear = this.deadlines.yearOf(now);
      const days = changedDays(current, next, thisYear);
      return {
        base: current.version, year: notice?.year ?? null, source: next.notice ?? '',
        days: { total: days.length, items: days.slice(0, SHOWN_MOST) },
        provisionalYears: [thisYear, thisYear + 1].filter((year) => !next.years.includes(year)),
        tickets: { open, moved: later + earlier, later, earlier, onlyProvisional, onlyStage },
        told: { submitters, enterprises, holders, first },
      };
    });
  }

  /**
   * Makes the change, once, as long as the calendar is the one of the preview; answers the version, which holds from the commit on.
   * @throws Refusal as {@link preview}, CALENDAR_STALE, COMMAND_REUSED
   */
  async run(personId: string, { id, base, ...change }: ChangeRequest): Promise<number> {
    const requestHash = createHash('sha256').update(JSON.stringify([base, change, personId])).digest('hex');
    return this.uow.run(async (manager) => {
      await manager.query(ONE_AT_A_TIME);
      const done = await manager.findOneBy(CalendarVersionEntity, { requestId: id });
      if (done) return done.requestHash === requestHash ? done.version : refuse('COMMAND_REUSED');
      const { now, current, next, notice, restored, others } = await this.plan(manager, change);
      if (current.version !== base) refuse('CALENDAR_STALE');
      const { version } = next;
      const { total } = await this.recompute.open(manager);
      await manager.insert(CalendarVersionEntity, {
        version, requestId: id, requestHash, act: notice ? 'imported' : 'restored', year: notice?.year ?? null, number: notice?.number ?? null,
        issuedOn: notice?.issuedOn ?? null, papers: notice?.papers ?? [], restored, inForce: notice ? [...others, version] : others, at: now, byId: personId,
      });
      if (notice) await manager.insert(CalendarDayEntity, notice.days.map((each) => ({ version, ...each })));
      // Who was still at it goes on with the new one.
      await manager.query('update calendar_recompute set ended_at = $1 where ended_at is null', [now]);
      await manager.insert(CalendarRecomputeEntity, { version, total, startedAt: now, endedAt: null });
      await this.audit.record(manager, { at: now, personId, act: 'calendar.changed', detail: { version, source: next.notice, restored, days: notice?.days.length ?? 0 } });
      return version;
    });
  }

  private async plan(manager: EntityManager, { notice: input, restore }: CalendarChange): Promise<Plan> {
    const { now, calendar: current } = await this.deadlines.present(manager);
    const inForce = await this.deadlines.notices(current.version, manager);
    const version = current.version + 1;
    if (input === undefined) return this.restoring(manager, restore ?? refuse('REQUEST_INVALID'), { now, current, inForce: inForce.map((each) => each.version), version });
    if (restore !== undefined) refuse('REQUEST_INVALID');

    const notice = readNotice(input);
    const { oldest } = await this.recompute.open(manager);
    checkNotice(notice, { today: this.deadlines.dayOf(now), oldest });
    const others = inForce.filter(({ year }) => year !== notice.year);
    const next = this.deadlines.planned([...others, notice], version, notice.source);
    checkStatutoryDays(notice, next);
    const same = inForce.find(({ year }) => year === notice.year);
    if (same?.source === notice.source && sameDays(same.days, notice.days)) refuse('CALENDAR_UNCHANGED');
    return { now, current, next, notice, restored: null, others: others.map((each) => each.version) };
  }

  private async restoring(manager: EntityManager, restored: number, { now, current, inForce, version }: { now: Date; current: WorkingCalendar; inForce: number[]; version: number }): Promise<Plan> {
    const kept = restored === BASE_VERSION ? { inForce: [] } : await manager.findOneBy(CalendarVersionEntity, { version: restored });
    if (!kept) refuse('NOT_FOUND', { version: restored });
    const others = kept.inForce;
    if (others.length === inForce.length && others.every((each) => inForce.includes(each))) refuse('CALENDAR_UNCHANGED');
    const next = this.deadlines.planned(restored === BASE_VERSION ? [] : await this.deadlines.notices(restored, manager), version, madeBy({ act: 'restored', restored }));
    return { now, current, next, notice: null, restored, others };
  }
}

function sameDays(a: ReadNotice['days'], b: ReadNotice['days']): boolean {
  return a.length === b.length && a.every(({ day, kind, name }, i) => b[i]?.day === day && b[i].kind === kind && b[i].name === name);
}
