// Owns reminding system administrators of a notice that is missing: once a day and person, at daytime.
// Leaves whether one is missing to domain/alarm.ts.
import { Injectable } from '@nestjs/common';
import { DeadlineService } from '../deadline/deadline.service.js';
import { DirectoryService } from '../directory/directory.service.js';
import { HandlesJob } from '../platform/jobs/handles-job.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { CalendarAlarmEntity } from './calendar.entities.js';
import { isDaytime, missingNotice } from './domain/alarm.js';

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
      await manager.createQueryBuilder().insert().into(CalendarAlarmEntity)
        .values(people.map((personId) => ({ personId, day, year, at: now, readAt: null }))).orIgnore().execute();
    });
  }
}
