// Owns the process's working calendar, and a deadline told with its reasons.
// Leaves counting to domain/ and the yearly notices' import to a later feature.
import { Injectable } from '@nestjs/common';
import type { DeadlineAnswer, DeadlineDerivation } from '@zhitongche/shared/deadline/contract.js';
import type { LimitSettings } from '@zhitongche/shared/deadline/limits.js';
import type { Complexity } from '@zhitongche/shared/ticket/vocabulary.js';
import { parseCalendarDay, shanghaiDayOf, yearOf } from './domain/calendar-day.js';
import type { Derivation, DueDate } from './domain/due-date.js';
import { computeDueDate } from './domain/due-date.js';
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

  /** By when something reported on `from` (a Shanghai day) is owed. @throws Refusal DATE_INVALID, YEAR_OUT_OF_CALENDAR */
  preview(from: string, complexity: Complexity, limits: LimitSettings): DeadlineAnswer {
    return told(computeDueDate(
      { day0: parseCalendarDay(from), complexity, limits, pausedWorkingDays: 0, extensionWorkingDays: 0 }, this.calendar));
  }

  /** A stored deadline with its reasons; without them when today's rules would give another day. */
  explain(stored: { dueDay: string; dueAt: Date; dueProvisional: boolean }, computed: DueDate): DeadlineAnswer {
    if (computed.day === stored.dueDay) return told(computed);
    return { day: stored.dueDay, at: stored.dueAt.toISOString(), provisional: stored.dueProvisional, derivation: null };
  }
}

function told({ day, at, provisional, derivation }: DueDate): DeadlineAnswer {
  return { day, at: at.toISOString(), provisional, derivation: plain(derivation) };
}

function plain({ day0, complexity, count, monthEnd, capped }: Derivation): DeadlineDerivation {
  return {
    day0, complexity, capped,
    count: count && {
      limit: count.limit, paused: count.paused, extension: count.extension, workingDays: count.workingDays, to: count.to,
      skipped: [...count.skipped], makeUpDays: [...count.makeUpDays],
    },
    monthEnd: { ...monthEnd, rolledOver: [...monthEnd.rolledOver] },
  };
}
