// Owns the wiring of the calendar feature.
// Leaves its parts to their files.
import type { DynamicModule } from '@nestjs/common';
import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { DeadlineModule } from '../deadline/deadline.module.js';
import { DirectoryModule } from '../directory/directory.module.js';
import { ChangeCalendar } from './actions/change-calendar.js';
import { CalendarController } from './calendar.controller.js';
import { CalendarJobs } from './calendar.jobs.js';
import { CalendarQueries } from './calendar.queries.js';

@Module({})
export class CalendarModule {
  /** @param tickets the module that has the tickets whose dates follow */
  static with(tickets: DynamicModule): DynamicModule {
    return {
      module: CalendarModule,
      imports: [AuditModule, DeadlineModule, DirectoryModule, tickets],
      controllers: [CalendarController],
      providers: [ChangeCalendar, CalendarJobs, CalendarQueries],
    };
  }
}
