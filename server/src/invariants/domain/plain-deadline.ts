// Owns the checker's own counting: due day, moments of the ladder, limits of stages, the plain and slow way.
// Leaves what happened on a ticket to replay.ts.
import type { LimitSettings } from '@zhitongche/shared/deadline/limits.js';
import type { Complexity, LightLevel } from '@zhitongche/shared/ticket/vocabulary.js';
import type { PlainCalendar } from './plain-calendar.js';
import { endOf, plusDays } from './plain-calendar.js';

/** What a round's end follows from. */
export interface RoundClock {
  day0: string;
  complexity: Complexity;
  /** Working days on which the clock stood still. */
  paused: number;
  /** Working days granted. */
  extension: number;
}

/** What its lights follow from besides. */
export interface RoundPast {
  round: number;
  openedAt: Date;
  /** Whether an earlier round had a yellow light. */
  earlierYellow: boolean;
  /** Unsatisfied rounds before this one. */
  unsatisfiedRounds: number;
}

export const OWN_LEVELS = ['early_warning', 'last_warning', 'yellow_light', 'red_light', 'talk_due'] as const satisfies readonly LightLevel[];
export type OwnLevel = (typeof OWN_LEVELS)[number];

/** The end nothing goes past: so many months from day 0. */
export const capOf = (day0: string, limits: LimitSettings, calendar: PlainCalendar): string => calendar.months(day0, limits.capMonths);

export function dueDayOf(clock: RoundClock, limits: LimitSettings, calendar: PlainCalendar): string {
  const cap = capOf(clock.day0, limits, calendar);
  if (clock.complexity === 'complex') return cap;
  const counted = calendar.workingDay(clock.day0, limits.ordinaryWorkingDays + clock.paused + clock.extension);
  return counted < cap ? counted : cap;
}

/** When each level of a round falls. */
export function momentsOf(clock: RoundClock, due: string, past: RoundPast, limits: LimitSettings, calendar: PlainCalendar): Record<OwnLevel, Date> {
  const { ladder } = limits;
  const whole = clock.complexity === 'complex' ? calendar.between(clock.day0, due) : limits.ordinaryWorkingDays + clock.extension;
  const third = Math.max(Math.floor(whole / ladder.earlyWarningPart), ladder.lastWarningWorkingDays);
  const red = past.earlierYellow ? due : calendar.workingDay(due, ladder.redAfterWorkingDays);
  const often = past.unsatisfiedRounds >= ladder.talkUnsatisfiedRounds;
  const moments = {
    early_warning: firstWithLeft(third, due, calendar),
    last_warning: firstWithLeft(ladder.lastWarningWorkingDays, due, calendar),
    yellow_light: endOf(due),
    red_light: endOf(red),
    talk_due: often ? past.openedAt : endOf(calendar.workingDay(red, ladder.talkAfterWorkingDays)),
  };
  return Object.fromEntries(OWN_LEVELS.map((level) => [level, notBefore(moments[level], past, limits)])) as Record<OwnLevel, Date>; // Of these keys.
}

/** A round that opened late is quiet for a moment first. */
export function notBefore(moment: Date, { round, openedAt }: Pick<RoundPast, 'round' | 'openedAt'>, limits: LimitSettings): Date {
  const first = openedAt.getTime() + (round > 1 ? limits.ladder.reopenedQuietSeconds * 1000 : 0);
  return new Date(Math.max(moment.getTime(), first));
}

/** When assisting units asked on a day must answer. */
export function assistingDay(asked: string, leadDue: string, limits: LimitSettings, calendar: PlainCalendar): string {
  const before = calendar.workingDay(leadDue, -limits.assistingWorkingDaysBefore);
  const soonest = calendar.workingDay(asked, limits.assistingMinWorkingDays);
  return before > soonest ? before : soonest;
}

/** 0:00 of the first day from which at most so many working days remain, the day itself and the due day among them. */
function firstWithLeft(days: number, due: string, calendar: PlainCalendar): Date {
  let first = plusDays(due, 1);
  for (let remaining = 0; ;) {
    const before = plusDays(first, -1);
    remaining += calendar.works(before) ? 1 : 0;
    if (remaining > days) return endOf(before);
    first = before;
  }
}
