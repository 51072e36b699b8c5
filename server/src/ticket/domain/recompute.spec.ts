// Owns what a notice that comes late does to tickets that are open: which dates move, which are told, which stay for ever.
// Leaves finding the tickets to stories over HTTP and the count of days to deadline/domain.
import { withNotices } from '../../deadline/domain/notices.js';
import { packagedNotifiedDays } from '../../deadline/domain/notified-days.js';
import { noticeOf2027 } from '../../deadline/domain/testing/notice-2027.js';
import { createWorkingCalendar } from '../../deadline/domain/working-calendar.js';
import { decide } from './decide.js';
import { timersOf } from './lights.js';
import { isOutdated, recomputed } from './recompute.js';
import { paused } from './testing/paths.js';
import { UNITS, handler, head, scanned, supervisor, townDesk } from './testing/people.js';
import type { Story } from './testing/story.js';
import { calendar, minqing, reportedByCadre, shanghai } from './testing/story.js';
import type { Ticket } from './ticket.js';

const noticed = createWorkingCalendar(withNotices(packagedNotifiedDays(), [noticeOf2027]), 2, noticeOf2027.source);
const restored = createWorkingCalendar(packagedNotifiedDays(), 3, '恢复为系统自带的节假日安排');
const by = (which: typeof calendar) => ({ calendar: which, line: minqing });
const after = (ticket: Ticket, which = noticed): Ticket => ({ ...ticket, ...recomputed(ticket, by(which)).changes });
const events = (ticket: Ticket) => recomputed(ticket, by(noticed)).events;

const dispatched = (at: string): Story => reportedByCadre({ at }).as(townDesk).does('assess').does('dispatch', { leadUnitId: UNITS.education, assistingUnitIds: [UNITS.bus] });
const handled = (at: string): Story => dispatched(at).as(handler).does('sign_for');

describe('the told deadline', () => {
  it.each([
    ['2026-12-10 09:00', '2026-12-31', false, '2026-12-31', 'nothing of it lies in 2027'],
    ['2026-12-31 09:00', '2027-01-22', true, '2027-01-22', 'confirmed: no longer provisional, told by no event'],
    ['2027-01-11 09:00', '2027-02-01', true, '2027-01-31', 'a Sunday that is worked brings it forward'],
    ['2027-01-20 09:00', '2027-02-12', true, '2027-02-16', 'the holiday is longer than the law alone says'],
  ])('of %s: %s, provisional %s, then %s: %s', (at, before, provisional, due) => {
    const { ticket } = handled(at);
    expect(ticket).toMatchObject({ dueDay: before, dueProvisional: provisional, calendarVersion: 1 });
    expect(after(ticket)).toMatchObject({ dueDay: due, dueProvisional: false, calendarVersion: 2 });
    const told = events(ticket).filter((event) => event.type === 'deadline.recomputed');
    expect(told.map(({ payload, visibility }) => ({ ...payload, visibility }))).toEqual(before === due ? [] : [{
      from: before, to: due, provisionalBefore: true, provisional: false, calendarVersion: 2, source: noticeOf2027.source,
      holder: 'lead', unitId: UNITS.education, visibility: 'public',
    }]);
  });

  it('of a complex ticket rolls over the whole holiday', () => {
    const { ticket } = reportedByCadre({ at: '2026-12-07 09:00' }).as(townDesk).does('assess', { complexity: 'complex' });
    expect([ticket.dueDay, after(ticket).dueDay]).toEqual(['2027-02-09', '2027-02-12']);
  });

  it('counts the days of a pause again', () => {
    const { ticket } = paused(handled('2027-01-20 09:00').at('2027-01-29 09:00'), { until: '2027-02-10' }).at('2027-02-02 09:00').does('resume');
    expect(ticket).toMatchObject({ stops: [{ from: '2027-01-29', to: '2027-02-02' }], pausedWorkingDays: 2, dueDay: '2027-02-16' });
    // Sunday 31 January was worked: a day more that it stood still.
    expect(after(ticket)).toMatchObject({ pausedWorkingDays: 3, dueDay: '2027-02-19' });
  });
});

describe('a notice that brings the end forward while a result is looked at', () => {
  /** Due on Monday 1 February by the law alone; by the notice on Sunday the 31st, which is worked. */
  const submitted = (at: string) => handled('2027-01-11 09:00').at(at).does('submit_result', { kind: 'answered' }).ticket;

  it.each([
    ['2027-02-01 10:00', '2027-02-01', [], 'in time by the calendar of its moment: it stays in time, and nothing is told'],
    ['2027-01-31 23:59', '2027-01-31', ['deadline.recomputed'], 'in time by either'],
    ['2027-02-02 09:00', '2027-01-31', ['deadline.recomputed'], 'late by either'],
  ])('submitted %s: %s', (at, dueDay, told) => {
    const ticket = submitted(at);
    expect([ticket.status, ticket.dueDay, ticket.calendarVersion]).toEqual(['reviewing', '2027-02-01', 1]);
    expect(after(ticket)).toMatchObject({ dueDay, dueProvisional: false, calendarVersion: 2 });
    expect(events(ticket).map(({ type }) => type).filter((type) => type === 'deadline.recomputed')).toEqual(told);
    expect(after(after(ticket))).toEqual(after(ticket));
    expect(after(after(ticket), restored).dueDay).toBe('2027-02-01');
  });

  it('sent back, the clock never stopped: the day is the calendar’s again, and told', () => {
    const ticket = after(submitted('2027-02-01 10:00'));
    const now = shanghai('2027-02-01 15:00');
    const sent = decide(ticket, { action: 'send_back', input: { reason: '没有写明何时开通。' } }, head, { now, ...by(noticed), draw: 0, facts: {} });
    expect(sent.changes).toMatchObject({ status: 'handling', dueDay: '2027-01-31', dueAt: shanghai('2027-02-01 00:00') });
    expect(sent.events[1]).toMatchObject({ type: 'deadline.recomputed', payload: { from: '2027-02-01', to: '2027-01-31', holder: 'lead', unitId: UNITS.education } });
  });
});

it('declined before a notice and overturned after it: the day moves with its event', () => {
  const { ticket } = reportedByCadre({ at: '2027-01-11 09:00' }).as(townDesk).does('assess').does('decline').as(scanned('mo', 1)).does('object');
  const overturn = (which: typeof calendar) =>
    decide(ticket, { action: 'overturn_decline', input: { text: '区里应当受理。' } }, supervisor, { now: shanghai('2027-01-14 09:00'), ...by(which), draw: 0, facts: {} });
  expect(overturn(noticed).changes).toMatchObject({ dueDay: '2027-01-31', calendarVersion: 2 });
  expect(overturn(noticed).events).toMatchObject([{ type: 'decline.overturned' }, {
    type: 'deadline.recomputed', visibility: 'public', payload: { from: '2027-02-01', to: '2027-01-31', provisional: false, calendarVersion: 2, source: noticeOf2027.source, holder: 'desk' },
  }]);
  expect(overturn(calendar).events.map(({ type }) => type)).toEqual(['decline.overturned']);
});

describe('the limits of stages', () => {
  it('a signature, its own event for those inside only', () => {
    const { ticket } = dispatched('2027-02-04 16:00');
    expect([ticket.stageFrom, ticket.stageDueDay, after(ticket).stageDueDay]).toEqual(['2027-02-04', '2027-02-09', '2027-02-12']);
    expect(events(ticket).find((event) => event.type === 'stage.recomputed')).toMatchObject({
      visibility: 'internal', payload: { limit: 'sign', from: '2027-02-09', to: '2027-02-12', assisting: [{ unitId: UNITS.bus }] },
    });
  });

  it('the wait for the reporter, and with it how long the clock stands', () => {
    const { ticket } = handled('2027-01-20 09:00').at('2027-01-29 09:00').does('ask_reporter');
    expect([ticket.stageDueDay, after(ticket).stageDueDay]).toEqual(['2027-02-16', '2027-02-18']);
  });

  it('a stage whose light burns keeps its day: it is lit once', () => {
    const { ticket } = dispatched('2027-02-04 16:00');
    expect(after({ ...ticket, stageLit: ['sign:2027-02-09'] }).stageDueDay).toBe('2027-02-09');
  });

  it('the answer to a request, from the day it came to whoever has it; one that burns keeps its day', () => {
    const asked = handled('2027-02-03 09:00').at('2027-02-03 16:00').does('request_extension', { workingDays: 5 });
    expect([asked.ticket.request?.dueDay, after(asked.ticket).request?.dueDay]).toEqual(['2027-02-04', '2027-02-04']);
    const { ticket } = asked.at('2027-02-04 16:00').as(head).does('endorse_request');
    expect([ticket.request?.dueDay, after(ticket).request?.dueDay]).toEqual(['2027-02-09', '2027-02-12']);
    expect(events(ticket).find((event) => event.type === 'stage.recomputed')?.payload).toMatchObject({ request: { stage: 'supervisor', from: '2027-02-09', to: '2027-02-12' } });
    expect(after(after(ticket))).toEqual(after(ticket));
    const burning = { ...ticket, stageLit: [`request_supervisor:${ticket.request?.askedAt ?? ''}`] };
    expect(after(burning).request?.dueDay).toBe('2027-02-09');
  });

  it('assisting units that have not answered', () => {
    const { ticket } = handled('2027-01-20 09:00');
    expect(ticket.assisting.map((each) => each.dueDay)).toEqual(['2027-02-09']);
    expect(after(ticket).assisting.map((each) => each.dueDay)).toEqual(['2027-02-04']);
    expect(after({ ...ticket, assisting: ticket.assisting.map((each) => ({ ...each, answeredAt: '2027-01-22T00:00:00Z' })) }).assisting[0]?.dueDay).toBe('2027-02-09');
  });
});

it('twice is once, and an older version gives back the very same dates and moments', () => {
  for (const at of ['2026-12-31 09:00', '2027-01-11 09:00', '2027-01-20 09:00', '2027-02-04 16:00']) {
    for (const { ticket } of [dispatched(at), handled(at), handled(at).does('ask_reporter')]) {
      const once = after(ticket);
      expect(after(once)).toEqual(once);
      expect(recomputed(once, by(noticed)).events).toEqual([]);
      const back = after(once, restored);
      expect({ ...back, calendarVersion: 1 }).toEqual(ticket);
      expect(timersOf(back, by(restored))).toEqual(timersOf(ticket, by(calendar)));
    }
  }
});

it('what is lit stays lit and is not lit again', () => {
  const { ticket } = handled('2027-01-20 09:00');
  const late: Ticket = { ...ticket, lightLit: ['early_warning', 'last_warning', 'yellow_light'], overdueAt: shanghai('2027-02-13 00:00') };
  expect(after(late)).toMatchObject({ dueDay: '2027-02-16', lightLit: late.lightLit, overdueAt: late.overdueAt });
  expect(timersOf(after(late), by(noticed)).map((timer) => timer.level)).toEqual(['red_light', 'talk_due', 'stage_overdue']);
});

it('only rounds that are not concluded are counted again', () => {
  const { ticket } = handled('2027-01-20 09:00');
  const open = ['submitted', 'assessing', 'dispatched', 'handling', 'awaiting_reporter', 'paused', 'reviewing'] as const;
  const ended = ['concluded', 'awaiting_rating', 'closed', 'unrated_closed', 'merged', 'declined', 'withdrawn'] as const;
  expect(open.map((status) => isOutdated({ ...ticket, status }, noticed))).toEqual(open.map(() => true));
  expect(ended.map((status) => isOutdated({ ...ticket, status }, noticed))).toEqual(ended.map(() => false));
  expect(isOutdated({ ...ticket, calendarVersion: 2 }, noticed)).toBe(false);
});
