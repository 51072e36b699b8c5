// Owns the process's working calendar.
// Leaves counting to domain/ and the yearly notices' import to a later feature.
import { Injectable } from '@nestjs/common';
import { shanghaiDayOf, yearOf } from './domain/calendar-day.js';
import { packagedNotifiedDays } from './domain/notified-days.js';
import type { WorkingCalendar } from './domain/working-calendar.js';
import { createWorkingCalendar } from './domain/working-calendar.js';

@Injectable()
export class DeadlineService {
  /** Days off and make-up days by the State Council's notices; later years provisional. */
  readonly calendar: WorkingCalendar = createWorkingCalendar(packagedNotifiedDays());

  /** The year it is in Shanghai: a ticket's number carries it. */
  yearOf(instant: Date): number {
    return yearOf(shanghaiDayOf(instant));
  }
}
