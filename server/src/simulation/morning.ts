// Owns when a kept district is opened: five minutes before work, on the first working day that was not played.
// Leaves playing up to it to year.ts.
import type { INestApplicationContext } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { DeadlineService } from '../deadline/deadline.service.js';
import { addDays } from '../deadline/domain/calendar-day.js';
import { at as actingAt } from './acting.js';
import { minuteOf } from './hours.js';

/** 8:55: the morning digests of 8:00 are there, nobody has begun. */
const OPENS_MINUTE = 8 * 60 + 55;

/** @param end 24:00 of the last day that was played */
export async function morningAfter(app: INestApplicationContext, end: Date): Promise<Date> {
  const deadlines = app.get(DeadlineService);
  const { calendar } = await actingAt({ at: end, draw: 0 }, () => deadlines.present(app.get(DataSource).manager));
  let day = deadlines.dayOf(end);
  while (!calendar.factsOf(day).working) day = addDays(day, 1);
  return minuteOf(day, OPENS_MINUTE);
}
