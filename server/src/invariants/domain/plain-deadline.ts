// Owns the checker's own counting: due day, moments of the ladder, limits of stages, the plain and slow way.
// Leaves what happened on a ticket to replay.ts.
import type { LimitSettings } from '@zhitongche/shared/deadline/limits.js';
import type { Complexity, LightLevel } from '@zhitongche/shared/ticket/vocabulary.js';
import type { PlainCalendar } from './plain-calendar.js';
import { endOf, plusDays } from './plain-calendar.js';

/** A time in which the clock stood still: the working days d with from < d <= to are not counted. */
export interface Stop {
  from: string;
  /** Null while it lasts. */
  to: string | null;
  /** Its last day, where one was set. */
  until: string | null;
}

/** What a round's end follows from. */
export interface RoundClock {
  day0: string;
  complexity: Complexity;
  stops: readonly Stop[];
  /** Working days granted. */
  extension: number;
  /** What the system it came by asks: so many working days, or a day. */
  foreign: { workingDays: number | null; dueDay: string | null };
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

/** The last day; `fixed` when no pause and no extension would move it. */
export function dueDayOf(clock: RoundClock, limits: LimitSettings, calendar: PlainCalendar): { day: string; fixed: boolean } {
  const { day0, complexity, stops, extension, foreign } = clock;
  const cap = capOf(day0, limits, calendar);
  const more = extension + stops.reduce((days, { from, to }) => days + (to === null ? 0 : calendar.between(from, to)), 0);
  const counted = (days: number) => [calendar.workingDay(day0, days + more), cap].sort()[0] ?? cap;
  const own = complexity === 'complex' ? cap : counted(limits.ordinaryWorkingDays);
  const ends = [{ day: own, fixed: own === cap }];
  if (foreign.dueDay !== null) ends.push({ day: foreign.dueDay, fixed: true });
  if (foreign.workingDays !== null) ends.push({ day: counted(foreign.workingDays), fixed: false });
  return ends.reduce((first, end) => (end.day < first.day ? end : first));
}

/** When each level of a round falls. */
export function momentsOf(clock: RoundClock, due: string, past: RoundPast, limits: LimitSettings, calendar: PlainCalendar): Record<OwnLevel, Date> {
  const { ladder } = limits;
  const all = calendar.between(clock.day0, due);
  const whole = clock.complexity === 'complex' ? all : Math.min(all, limits.ordinaryWorkingDays + clock.extension);
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
