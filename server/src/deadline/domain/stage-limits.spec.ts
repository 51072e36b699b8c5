// Owns the proof of the limits of stages: each default, over holidays, into a year without notice.
// Leaves the ticket's own deadline to due-date.spec.ts.
import { defaultLimits } from '@zhitongche/shared/deadline/limits.js';
import type { StageLimit } from '@zhitongche/shared/deadline/vocabulary.js';
import { endOfDay, parseCalendarDay as day, shanghaiDayOf } from './calendar-day.js';
import { packagedNotifiedDays } from './notified-days.js';
import { assistingDue, stageDue, unratedCloseDue } from './stage-limits.js';
import { createWorkingCalendar } from './working-calendar.js';

const calendar = createWorkingCalendar(packagedNotifiedDays());

describe('stages', () => {
  test.each<[StageLimit, string, string, string]>([
    ['assess', '2026-03-06', '2026-03-09', 'a Friday: the next working day is Monday'],
    ['assess', '2026-02-13', '2026-02-14', 'a make-up Saturday'],
    ['assess', '2026-02-16', '2026-02-24', 'submitted in the Spring Festival'],
    ['sign', '2026-03-03', '2026-03-04', 'one working day'],
    ['first_contact', '2026-09-30', '2026-10-08', 'over the National Day'],
    ['review', '2026-04-03', '2026-04-07', 'over Qingming'],
    ['return', '2026-03-03', '2026-03-04', 'one working day'],
    ['awaiting_reporter', '2026-03-02', '2026-03-16', 'ten working days'],
    ['objection', '2026-03-02', '2026-03-09', 'five working days'],
    ['rating_reminder', '2026-02-12', '2026-02-26', 'five working days over the Spring Festival, one make-up Saturday'],
    ['contest', '2026-03-05', '2026-03-10', 'three working days'],
    ['contest_decision', '2026-03-02', '2026-03-16', 'ten working days'],
  ])('%s from %s ends %s: %s', (stage, from, due) => {
    expect(stageDue(stage, day(from), defaultLimits, calendar)).toEqual({ day: due, at: endOfDay(day(due)), provisional: false });
  });

  test('a minute before midnight in Shanghai still belongs to the day, whatever the host calls it', () => {
    const before = shanghaiDayOf(new Date('2026-03-05T15:59:00Z'));
    const after = shanghaiDayOf(new Date('2026-03-05T16:00:00Z'));
    expect([before, after].map((from) => stageDue('assess', from, defaultLimits, calendar).day)).toEqual(['2026-03-06', '2026-03-09']);
  });

  test('follow the line’s own setting', () => {
    const limits = { ...defaultLimits, stageWorkingDays: { ...defaultLimits.stageWorkingDays, sign: 2 } };
    expect(stageDue('sign', day('2026-03-03'), limits, calendar).day).toBe('2026-03-05');
  });

  test('are provisional in a year without notice', () => {
    const only2026 = createWorkingCalendar({ years: [2026], days: [] });
    expect(stageDue('sign', day('2026-12-31'), defaultLimits, only2026)).toMatchObject({ day: '2027-01-04', provisional: true });
    expect(stageDue('sign', day('2026-12-30'), defaultLimits, only2026)).toMatchObject({ day: '2026-12-31', provisional: false });
  });
});

describe('an assisting answer', () => {
  test.each([
    ['2026-03-02', '2026-03-23', '2026-03-18', 'three working days before, over a weekend'],
    ['2026-02-10', '2026-02-27', '2026-02-24', 'three working days before, up to the end of the holiday'],
    ['2026-02-10', '2026-02-26', '2026-02-14', 'three working days before, over the holiday to the make-up Saturday'],
    ['2026-03-19', '2026-03-23', '2026-03-20', 'asked late: still one working day'],
    ['2026-03-23', '2026-03-23', '2026-03-24', 'asked on the lead’s last day'],
  ])('asked %s with the lead due %s: %s (%s)', (asked, leadDue, due) => {
    expect(assistingDue(day(asked), day(leadDue), defaultLimits, calendar)).toMatchObject({ day: due, at: endOfDay(day(due)), provisional: false });
  });
});

test('silence ends after thirty calendar days, whatever holidays there are', () => {
  expect(unratedCloseDue(day('2026-01-31'), defaultLimits)).toEqual({ day: '2026-03-02', at: endOfDay(day('2026-03-02')), provisional: false });
});
