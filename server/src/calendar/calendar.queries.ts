// Owns what administrators see of the calendar: years, history, how far the recompute has come, whether a notice is missing.
// Leaves changing it to actions/.
import { Injectable } from '@nestjs/common';
import type { CalendarOverview, CalendarVersion, RecomputeProgress } from '@zhitongche/shared/calendar/contract.js';
import { BASE_VERSION } from '@zhitongche/shared/calendar/vocabulary.js';
import { DataSource } from 'typeorm';
import type { EntityManager } from 'typeorm';
import { DeadlineService, madeBy, packagedNotice } from '../deadline/deadline.service.js';
import { DirectoryService } from '../directory/directory.service.js';
import { RecomputeService } from '../ticket/recompute.service.js';
import { CalendarRecomputeEntity, CalendarVersionEntity } from './calendar.entities.js';
import { missingNotice } from './domain/alarm.js';
import { countDays } from './domain/days.js';

const HISTORY_MOST = 50;

@Injectable()
export class CalendarQueries {
  constructor(
    private readonly source: DataSource,
    private readonly deadlines: DeadlineService,
    private readonly recompute: RecomputeService,
    private readonly directory: DirectoryService,
  ) {}

  async overview(): Promise<CalendarOverview> {
    const { manager } = this.source;
    const { now, calendar } = await this.deadlines.present(manager);
    const inForce = await this.deadlines.notices(calendar.version, manager);
    const today = this.deadlines.dayOf(now);
    const thisYear = this.deadlines.yearOf(now);
    const years = [...new Set([thisYear, thisYear + 1, ...inForce.map(({ year }) => year)])].sort((a, b) => a - b);
    return {
      version: calendar.version, today,
      years: years.map((year) => {
        const notice = inForce.find((each) => each.year === year);
        const source = notice?.source ?? (calendar.years.includes(year) ? packagedNotice(year) : null);
        return { year, provisional: !calendar.years.includes(year), source, version: notice?.version ?? null, ...countDays(calendar, year) };
      }),
      alarm: missingNotice(today, calendar.years),
      recompute: await this.progress(manager),
      history: await this.history(manager, inForce.map(({ version }) => version)),
    };
  }

  /** Of the last change. */
  private async progress(manager: EntityManager): Promise<RecomputeProgress | null> {
    const [run] = await manager.find(CalendarRecomputeEntity, { order: { version: 'DESC' }, take: 1 });
    if (!run) return null;
    const { version, total, later, earlier, startedAt, endedAt } = run;
    return { version, total, left: await this.recompute.left(manager), later, earlier, startedAt: startedAt.toISOString(), endedAt: endedAt?.toISOString() ?? null };
  }

  private async history(manager: EntityManager, inForce: readonly number[]): Promise<CalendarVersion[]> {
    const rows = await manager.find(CalendarVersionEntity, { order: { version: 'DESC' }, take: HISTORY_MOST });
    const names = await this.directory.peopleNames(rows.map((row) => row.byId));
    return rows.map(({ version, act, year, number, issuedOn, restored, at, byId }) => ({
      version, act, year, restored, at: at.toISOString(), by: names.get(byId)?.name ?? '', inForce: inForce.includes(version),
      source: act === 'imported' && year !== null && number !== null && issuedOn !== null ? madeBy({ act, year, number, issuedOn }) : madeBy({ act: 'restored', restored: restored ?? BASE_VERSION }),
    }));
  }
}
