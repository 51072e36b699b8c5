import { defaultNoticeSettings as settings } from '@zhitongche/shared/notification/settings.js';
import { EVENT_TYPES } from '@zhitongche/shared/ticket/actions.js';
import { LIGHT_LEVELS } from '@zhitongche/shared/ticket/vocabulary.js';
import fc from 'fast-check';
import { packagedNotifiedDays } from '../../deadline/domain/notified-days.js';
import { createWorkingCalendar } from '../../deadline/domain/working-calendar.js';
import { digestMoment } from './digest-moment.js';
import { GROUPS } from './receivers.js';
import { afterQuiet, urgencyFor, visibleFrom } from './timing.js';

const calendar = createWorkingCalendar(packagedNotifiedDays());
const shanghai = (text: string) => new Date(`${text.replace(' ', 'T')}:00+08:00`);
const said = (at: Date | null) => (at === null ? null : new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' '));

describe('quiet hours', () => {
  it.each([
    ['2026-03-02 07:59', '2026-03-02 08:00', 'a minute before they end'],
    ['2026-03-02 08:00', '2026-03-02 08:00', 'they are over'],
    ['2026-03-02 19:59', '2026-03-02 19:59', 'the last minute of the day'],
    ['2026-03-02 20:00', '2026-03-03 08:00', 'they begin'],
    ['2026-03-02 23:59', '2026-03-03 08:00', 'before midnight'],
    ['2026-03-03 00:00', '2026-03-03 08:00', 'lights fall at midnight'],
    ['2026-12-31 21:00', '2027-01-01 08:00', 'over New Year'],
    ['2026-02-28 22:00', '2026-03-01 08:00', 'over the end of a month'],
    ['2026-03-07 12:00', '2026-03-07 12:00', 'a Saturday is no night'],
  ])('what happens at %s is out at %s: %s', (now, out) => {
    expect(said(afterQuiet(shanghai(now), settings))).toBe(out);
  });

  it('may lie within a day, or be none at all', () => {
    const noon = { ...settings, quietFrom: '12:00', quietUntil: '14:00' };
    expect(said(afterQuiet(shanghai('2026-03-02 13:00'), noon))).toBe('2026-03-02 14:00');
    expect(said(afterQuiet(shanghai('2026-03-02 23:00'), noon))).toBe('2026-03-02 23:00');
    expect(said(afterQuiet(shanghai('2026-03-02 03:00'), { ...settings, quietFrom: '20:00', quietUntil: '20:00' }))).toBe('2026-03-02 03:00');
  });

  it('are refused when they are no times', () => {
    for (const quietFrom of ['24:00', '8:00', 'evening', '']) expect(() => afterQuiet(shanghai('2026-03-02 13:00'), { ...settings, quietFrom })).toThrow('no time of day');
  });

  it('never bring forward, never last longer than themselves, and end once', () => {
    fc.assert(fc.property(fc.date({ min: shanghai('2026-01-01 00:00'), max: shanghai('2027-12-31 00:00'), noInvalidDate: true }), (now) => {
      const out = afterQuiet(now, settings);
      expect(out.getTime() - now.getTime()).toBeGreaterThanOrEqual(0);
      expect(out.getTime() - now.getTime()).toBeLessThanOrEqual(12 * 3_600_000);
      expect(afterQuiet(out, settings)).toEqual(out);
    }));
  });
});

describe('how pressing', () => {
  const calm = { level: null, emergency: false };
  it.each([
    ['a receipt, to the firm for which a cadre reported', { ...calm, type: 'ticket.submitted' }, 'reporter_accounts', 'at_once'],
    ['the same to the desk', { ...calm, type: 'ticket.submitted' }, 'desk', 'by_day'],
    ['fire, to the desk', { ...calm, emergency: true, type: 'ticket.submitted' }, 'desk', 'at_once'],
    ['fire, to the unit’s head', { ...calm, emergency: true, type: 'message.sent' }, 'lead_heads', 'at_once'],
    ['fire, declined: call 119', { ...calm, emergency: true, type: 'ticket.declined' }, 'submitter', 'at_once'],
    ['fire of last week, closed', { ...calm, emergency: true, type: 'ticket.closed' }, 'reporter_accounts', 'by_day'],
    ['a result told', { ...calm, type: 'result.delivered' }, 'reporter_accounts', 'by_day'],
    ['a new ticket, to the head who may return it for a day', { ...calm, type: 'ticket.dispatched' }, 'lead_heads', 'by_day'],
    ['a message, to the head', { ...calm, type: 'message.sent' }, 'lead_heads', 'in_digest'],
    ['a message, to the one who handles it', { ...calm, type: 'message.sent' }, 'assignee', 'by_day'],
    ['a result to sign', { ...calm, type: 'result.submitted' }, 'lead_heads', 'in_digest'],
    ['a yellow light, to the head', { type: 'light.lit', level: 'yellow_light', emergency: false }, 'holder_heads', 'in_digest'],
    ['a red one', { type: 'light.lit', level: 'red_light', emergency: false }, 'holder_heads', 'by_day'],
    ['a yellow one, to the holder', { type: 'light.lit', level: 'yellow_light', emergency: false }, 'holder', 'by_day'],
  ] as const)('%s', (_what, happening, group, urgency) => {
    expect(urgencyFor(happening, group)).toBe(urgency);
  });

  it('by night nothing is out before the morning but receipts and emergencies', () => {
    const night = shanghai('2026-03-02 23:00');
    for (const type of EVENT_TYPES) for (const level of type === 'light.lit' ? LIGHT_LEVELS : [null]) for (const group of GROUPS) {
      const urgency = urgencyFor({ type, level, emergency: false }, group);
      if (urgency === 'at_once') expect(['ticket.submitted', 'ticket.solved_on_spot']).toContain(type);
      else expect([null, '2026-03-03 08:00']).toContain(said(visibleFrom(urgency, night, settings)));
    }
  });
});

describe('the digest of a morning', () => {
  it.each([
    ['2026-03-02 07:59', null, '2026-03-02 08:00', 'a minute early'],
    ['2026-03-02 08:00', '2026-03-02', '2026-03-03 08:00', 'Monday'],
    ['2026-03-02 17:30', '2026-03-02', '2026-03-03 08:00', 'the worker was down in the morning'],
    ['2026-03-02 20:00', null, '2026-03-03 08:00', 'too late for today: nobody is woken'],
    ['2026-03-06 09:00', '2026-03-06', '2026-03-09 08:00', 'Friday; the next is Monday’s'],
    ['2026-03-07 09:00', null, '2026-03-09 08:00', 'Saturday'],
    ['2026-02-14 08:00', '2026-02-14', '2026-02-24 08:00', 'a Saturday that is worked (调休), before the Spring Festival'],
    ['2026-10-01 08:00', null, '2026-10-08 08:00', 'the National Day holiday'],
  ])('at %s: %s, next %s (%s)', (now, due, next, _why) => {
    const moment = digestMoment(shanghai(now), settings, calendar);
    expect([moment.due?.day ?? null, said(moment.next)]).toEqual([due, next]);
  });

  it('also on days off where the district wants it', () => {
    expect(digestMoment(shanghai('2026-03-07 09:00'), { ...settings, digestOnRestDays: true }, calendar).due).toEqual({ day: '2026-03-07', dueBy: '2026-03-09' });
  });
});
