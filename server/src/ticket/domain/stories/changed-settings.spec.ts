// Owns the story of a line whose limits are changed while tickets are open: rounds keep those with which they began.
// Leaves how days are counted to deadline/domain and who changes settings to the line.
import type { LimitSettings } from '@zhitongche/shared/deadline/limits.js';
import { createWorkingCalendar } from '../../../deadline/domain/working-calendar.js';
import { packagedNotifiedDays } from '../../../deadline/domain/notified-days.js';
import { SYSTEM } from '../actor.js';
import type { Actor } from '../actor.js';
import type { Command } from '../decide.js';
import { decide } from '../decide.js';
import { timersOf } from '../lights.js';
import { recomputed } from '../recompute.js';
import { UNSATISFIED } from '../testing/inputs.js';
import { head, scanned, townDesk } from '../testing/people.js';
import { paused, reported, signed, told } from '../testing/paths.js';
import { calendar, minqing, shanghai } from '../testing/story.js';
import type { Ticket } from '../ticket.js';

/** From some day on the line gives ten working days instead of fifteen, one month instead of two, and the hotline three. */
const limits: LimitSettings = { ...minqing.limits, ordinaryWorkingDays: 10, capMonths: 1, channelWorkingDays: { hotline_12345: 3 } };
const changed = { ...minqing, limits };
const noticed = createWorkingCalendar(packagedNotifiedDays(), 2, '同样的日子，另一份通知');

function after(ticket: Ticket, at: string, actor: Actor, command: Command): Ticket {
  return { ...ticket, ...decide(ticket, command, actor, { now: shanghai(at), calendar, line: changed, draw: 0.99, facts: {} }).changes };
}
const ASSESS = { nature: 'help', categoryCode: 'school-traffic' } as const;

test('what triage, a resumed clock and a new calendar count again stays by the limits of the first day', () => {
  const { ticket } = reported();
  expect(ticket).toMatchObject({ dueDay: '2026-03-23', roundLimits: { ordinaryWorkingDays: 15, capMonths: 2, channelWorkingDays: {} } });
  const assess = (complexity: 'ordinary' | 'complex') => after(ticket, '2026-03-02 15:00', townDesk, { action: 'assess', input: { ...ASSESS, complexity } }).dueDay;
  expect([assess('ordinary'), assess('complex')]).toEqual(['2026-03-23', '2026-05-06']);
  expect(recomputed(ticket, { calendar: noticed, line: changed })).toMatchObject({ changes: { dueDay: '2026-03-23', calendarVersion: 2 }, events: [] });

  const standing = paused(signed().at('2026-03-04 09:00')).ticket;
  expect(after(standing, '2026-03-06 09:00', head, { action: 'resume', input: {} }).dueDay).toBe('2026-03-25');
  // A third of fifteen is left, not of ten.
  const warnings = [minqing, changed].map((line) => timersOf(ticket, { line, calendar }).find(({ level }) => level === 'early_warning')?.dueAt);
  expect(warnings[1]).toEqual(warnings[0]);
});

test('another system’s limit that comes later is of later rounds', () => {
  const { ticket } = reported({ channel: 'hotline_12345' });
  expect(recomputed(ticket, { calendar: noticed, line: changed }).changes.dueDay).toBe('2026-03-23');
});

test('the next round begins with the limits of its own first day', () => {
  const story = told().at('2026-03-09 09:00').as(scanned('mo', 1)).does('rate', UNSATISFIED);
  const again = after(story.ticket, '2026-03-09 09:01', SYSTEM, { action: 'reopen', input: {} });
  expect(again).toMatchObject({ round: 2, day0: '2026-03-09', dueDay: '2026-03-23', roundLimits: { ordinaryWorkingDays: 10, capMonths: 1 } });
});

test('a round begun before they were kept goes on by the line’s', () => {
  const old = { ...reported().ticket, roundLimits: null };
  expect(recomputed(old, { calendar: noticed, line: minqing }).changes.dueDay).toBe('2026-03-23');
  expect(recomputed(old, { calendar: noticed, line: changed }).changes.dueDay).toBe('2026-03-16');
});
