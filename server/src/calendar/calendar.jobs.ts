// Owns reminding system administrators of a notice that is missing: once a day and person, at daytime.
// Leaves whether one is missing to domain/alarm.ts.
import { Injectable } from '@nestjs/common';
import { DeadlineService } from '../deadline/deadline.service.js';
import { DirectoryService } from '../directory/directory.service.js';
import { HandlesJob } from '../platform/jobs/handles-job.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { isDaytime, missingNotice } from './domain/alarm.js';

/** $1 people, $2 the day, $3 the year that is missing, $4 the moment. Whoever was reminded on that day is not again. */
const REMIND = `
  with reminded as (
    insert into calendar_alarm (person_id, day, year, at) select person_id, $2, $3, $4 from unnest($1::text[]) person_id
    on conflict do nothing returning person_id, day, year, at)
  insert into notice (person_id, created_at, visible_from, digest_day, calendar_year) select person_id, at, at, day, year from reminded`;

@Injectable()
export class CalendarJobs {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly deadlines: DeadlineService,
    private readonly directory: DirectoryService,
  ) {}

  @HandlesJob('calendar.alarm')
  async remind(): Promise<void> {
    await this.uow.run(async (manager) => {
      const { now, calendar } = await this.deadlines.present(manager);
      const day = this.deadlines.dayOf(now);
      const year = missingNotice(day, calendar.years);
      if (year === null || !isDaytime(now, day)) return;
      const people = await this.directory.reached(manager, { personIds: [], grants: [{ role: 'sysadmin', key: '' }], linkedTo: [] }, []);
      if (people.length === 0) return;
      await manager.query(REMIND, [people, day, year, now]);
    });
  }
}
