// Owns the golden moments of the ladder, each with its reason, and what must hold for every round of the years with notices.
// Leaves which ticket stands on the ladder to the ticket's stories.
import { defaultLimits } from '@zhitongche/shared/deadline/limits.js';
import type { Complexity, LightLevel } from '@zhitongche/shared/ticket/vocabulary.js';
import { addDays, endOfDay, parseCalendarDay as day, shanghaiDayOf, startOfDay, yearOf, type CalendarDay } from './calendar-day.js';
import { computeDueDate } from './due-date.js';
import { ladderOf, rungsToLight, type RoundFacts } from './ladder.js';
import { packagedNotifiedDays } from './notified-days.js';
import { createWorkingCalendar } from './working-calendar.js';
import { workingDaysBetween } from './working-days.js';

const { years, days } = packagedNotifiedDays();
const calendar = createWorkingCalendar({ years: years.filter((year) => year <= 2026), days: days.filter((entry) => yearOf(entry.day) <= 2026) });

function round(day0: CalendarDay, complexity: Complexity = 'ordinary', over: Partial<RoundFacts> = {}): RoundFacts {
  const extensionWorkingDays = over.extensionWorkingDays ?? 0;
  const { day: dueDay } = computeDueDate({ day0, complexity, limits: defaultLimits, pausedWorkingDays: 0, extensionWorkingDays }, calendar);
  return {
    day0, dueDay, complexity, limits: defaultLimits, extensionWorkingDays, round: 1, openedAt: startOfDay(day0), earlierYellow: false,
    unsatisfiedRounds: 0, lit: [], stopped: false, stages: [], ...over,
  };
}

/** The day at whose 0:00 in Shanghai each level falls. */
function falls(facts: RoundFacts): string[] {
  return ladderOf(facts, calendar).map(({ dueAt }) => {
    expect(dueAt).toEqual(startOfDay(shanghaiDayOf(dueAt)));
    return shanghaiDayOf(dueAt);
  });
}

const moment = (facts: RoundFacts, level: LightLevel) => ladderOf(facts, calendar).find((rung) => rung.level === level)!;

describe('a third left, one day left, passed, three days over, five after red: at 0:00 of', () => {
  test.each<[string, Complexity, string, string]>([
    ['2026-03-02', 'ordinary', '2026-03-17 2026-03-21 2026-03-24 2026-03-27 2026-04-03', 'no holiday; 17–20 and 23 March are the last five'],
    ['2025-12-31', 'ordinary', '2026-01-16 2026-01-22 2026-01-23 2026-01-28 2026-02-04', 'over New Year, Sunday 4 January worked'],
    ['2026-02-13', 'ordinary', '2026-03-06 2026-03-12 2026-03-13 2026-03-18 2026-03-25', 'over the Spring Festival and both its make-up Saturdays'],
    ['2026-02-16', 'ordinary', '2026-03-07 2026-03-13 2026-03-14 2026-03-19 2026-03-26', 'submitted in the holiday; warned when Saturday begins'],
    ['2026-09-10', 'ordinary', '2026-09-24 2026-10-01 2026-10-09 2026-10-13 2026-10-20', 'one day left for the whole of the golden week; Saturday 10 October worked'],
    ['2026-09-16', 'ordinary', '2026-10-01 2026-10-13 2026-10-14 2026-10-17 2026-10-24', 'a third left when the golden week begins, 10 October counts'],
    ['2026-04-13', 'ordinary', '2026-04-28 2026-05-07 2026-05-08 2026-05-12 2026-05-19', 'over Labour Day; Saturday 9 May is a day over'],
    ['2025-09-05', 'ordinary', '2025-09-20 2025-09-26 2025-09-27 2025-10-01 2025-10-15', 'Sunday 28 September is a day over; the talk comes after Saturday 11 October'],
    ['2026-12-11', 'ordinary', '2026-12-26 2027-01-01 2027-01-05 2027-01-08 2027-01-15', 'over the year’s end into a year without notice'],
    ['2025-12-31', 'complex', '2026-02-06 2026-02-28 2026-03-01 2026-03-05 2026-03-12', '37 working days in the two months, a third is 12; ends on a make-up Saturday'],
    ['2026-08-01', 'complex', '2026-09-12 2026-10-01 2026-10-09 2026-10-13 2026-10-20', '1 October is in the holiday, so it ends on the 8th; 42 working days, a third is 14'],
  ])('%s %s: %s (%s)', (day0, complexity, expected) => {
    expect(falls(round(day(day0), complexity)).join(' ')).toBe(expected);
  });
});

test('an extension is part of the limit: of 30 days ten are a third', () => {
  const facts = round(day('2026-03-02'), 'ordinary', { extensionWorkingDays: 15 });
  const early = shanghaiDayOf(moment(facts, 'early_warning').dueAt);
  expect(workingDaysBetween(addDays(early, -1), facts.dueDay, calendar)).toBe(10);
});

test('a second yellow on the ticket is red at its own moment, and the talk five days after that', () => {
  const facts = round(day('2026-03-02'), 'ordinary', { round: 2, earlierYellow: true });
  expect(falls(facts).slice(2)).toEqual(['2026-03-24', '2026-03-24', '2026-03-31']);
  expect(moment(facts, 'red_light').why).toBe('second_yellow');
});

test('after the third unsatisfied rating the talk is due when the round opens, a minute later; after the second it is not', () => {
  const openedAt = new Date('2026-03-04T10:30:00+08:00');
  const facts = round(day('2026-03-04'), 'ordinary', { round: 4, openedAt, unsatisfiedRounds: 3 });
  expect(moment(facts, 'talk_due')).toMatchObject({ dueAt: new Date('2026-03-04T10:31:00+08:00'), why: 'unsatisfied_again' });
  expect(moment({ ...facts, round: 3, unsatisfiedRounds: 2 }, 'talk_due').why).toBe('days_after_red');
});

test('a round opened long after its rating lights nothing in its first minute, not even what has passed', () => {
  const openedAt = new Date('2026-05-01T10:30:00+08:00');
  const facts = round(day('2026-03-02'), 'ordinary', { round: 2, openedAt });
  expect(new Set(ladderOf(facts, calendar).map((rung) => rung.dueAt.toISOString()))).toEqual(new Set(['2026-05-01T02:31:00.000Z']));
});

test('what is lit is not listed again; a stopped clock lists stages only, and running again everything has its old moment', () => {
  const stages = [{ mark: 'sign:2026-03-03', dueDay: day('2026-03-03') }];
  const facts = round(day('2026-03-02'), 'ordinary', { stages });
  const levels = (over: Partial<RoundFacts>) => rungsToLight({ ...facts, ...over }, calendar).map((rung) => rung.level);
  expect(levels({ lit: ['early_warning', 'last_warning'] })).toEqual(['yellow_light', 'red_light', 'talk_due', 'stage_overdue']);
  expect(levels({ stopped: true })).toEqual(['stage_overdue']);
  expect(levels({ stopped: true, lit: ['sign:2026-03-03'] })).toEqual([]);
  expect(rungsToLight(facts, calendar).at(-1)).toEqual({ level: 'stage_overdue', mark: 'sign:2026-03-03', dueAt: endOfDay(day('2026-03-03')), why: 'stage_limit_passed' });
  expect(rungsToLight(facts, calendar).slice(0, 5)).toEqual(ladderOf(facts, calendar));
});

test('a limit too short for a third of it warns once for both', () => {
  const short = { ...defaultLimits, ordinaryWorkingDays: 2 };
  const facts = { ...round(day('2026-03-02')), limits: short, dueDay: day('2026-03-04') };
  expect(falls(facts).slice(0, 3)).toEqual(['2026-03-04', '2026-03-04', '2026-03-05']);
});

describe('for every day of 2024 to 2026 and both complexities', () => {
  const all: CalendarDay[] = [];
  for (let d = day('2024-01-01'); d <= day('2026-10-31'); d = addDays(d, 1)) all.push(d);
  const rounds = (['ordinary', 'complex'] as const).map((complexity) => all.map((d) => round(d, complexity)));

  test('each level comes after the one before; computed twice it is the same', () => {
    for (const facts of rounds.flat()) {
      const ladder = ladderOf(facts, calendar);
      const moments = ladder.map((rung) => rung.dueAt.getTime());
      expect([...moments].sort((a, b) => a - b)).toEqual(moments);
      expect(ladderOf(facts, calendar)).toEqual(ladder);
    }
  });

  test('a later due day never lights anything sooner', () => {
    for (const ladder of rounds.map((each) => each.filter((facts) => facts.complexity === 'ordinary').map((facts) => ladderOf(facts, calendar)))) {
      ladder.slice(1).forEach((later, i) => {
        later.forEach((rung, level) => { expect(rung.dueAt.getTime()).toBeGreaterThanOrEqual(ladder[i]![level]!.dueAt.getTime()); });
      });
    }
  });

  test('never early: counted one by one, the moment before it too many days are left, at it not', () => {
    /** Working days d with instant < 24:00 of d and d <= due: the definition, without any shortcut. */
    const remaining = (instant: Date, due: CalendarDay): number => {
      let n = 0;
      for (let d = shanghaiDayOf(instant); d <= due; d = addDays(d, 1)) if (calendar.factsOf(d).working && instant < endOfDay(d)) n += 1;
      return n;
    };
    for (const facts of rounds.flat()) {
      const third = Math.floor((facts.complexity === 'ordinary' ? 15 : workingDaysBetween(facts.day0, facts.dueDay, calendar)) / 3);
      for (const [level, left] of [['early_warning', third], ['last_warning', 1], ['yellow_light', 0]] as const) {
        const { dueAt } = moment(facts, level);
        expect(remaining(dueAt, facts.dueDay)).toBeLessThanOrEqual(left);
        expect(remaining(new Date(dueAt.getTime() - 1), facts.dueDay)).toBeGreaterThan(left);
      }
      const red = shanghaiDayOf(new Date(moment(facts, 'red_light').dueAt.getTime() - 1));
      expect(workingDaysBetween(facts.dueDay, red, calendar)).toBe(3);
    }
  });
});
