// Owns what a notice that comes late does to days owed after a round: contests to decide, plans to report on.
// Leaves the dates of a round in work to recompute.spec.ts and finding the tickets to stories over HTTP.
import { withNotices } from '../../deadline/domain/notices.js';
import { packagedNotifiedDays } from '../../deadline/domain/notified-days.js';
import { noticeOf2027 } from '../../deadline/domain/testing/notice-2027.js';
import type { WorkingCalendar } from '../../deadline/domain/working-calendar.js';
import { createWorkingCalendar } from '../../deadline/domain/working-calendar.js';
import { SYSTEM } from './actor.js';
import type { Happening } from './measures.js';
import { measuresOf } from './measures.js';
import { aftercareAgain } from './recompute-aftercare.js';
import { handler, head, townDesk } from './testing/people.js';
import { calendar, minqing, reportedByCadre, shanghai } from './testing/story.js';
import type { BadRating } from './ticket.js';

const noticed = createWorkingCalendar(withNotices(packagedNotifiedDays(), [noticeOf2027]), 2, noticeOf2027.source);
const restored = createWorkingCalendar(packagedNotifiedDays(), 3, '恢复为系统自带的节假日安排');
const by = (which: WorkingCalendar) => ({ calendar: which, line: minqing });

const NONE = { badRatings: [], contestDueDay: null, followUpDay: null, followUpOwedDay: null, followUpOwedAt: null, concludedAt: null, leadUnitId: 'education' };
const iso = (time: string) => shanghai(time).toISOString();
const rated: BadRating = {
  round: 1, reporterId: 'r', unitId: 'education', at: iso('2027-01-19 09:00'), reason: 'not_solved', text: '没有解决。',
  contest: { byId: 'he-sheng', at: iso('2027-01-20 09:00'), text: '不归本区管。', dueDay: '2027-02-03' }, decision: null,
};

it('a contested rating: the supervisor’s ten working days, until it is decided', () => {
  const ticket = { ...NONE, badRatings: [rated], contestDueDay: '2027-02-03' };
  const { changes, events } = aftercareAgain(ticket, [], by(noticed));
  // Sunday 31 January is worked.
  expect(changes).toMatchObject({ contestDueDay: '2027-02-02', badRatings: [{ contest: { dueDay: '2027-02-02', text: '不归本区管。' } }] });
  expect(events).toEqual([{ type: 'stage.recomputed', visibility: 'internal', payload: {
    owed: 'contest', ratedRound: 1, ofUnitId: 'education', from: '2027-02-03', to: '2027-02-02', holder: 'supervisor', unitId: null, askedById: 'he-sheng',
    assisting: [], calendarVersion: 2, source: noticeOf2027.source,
  } }]);
  const again = aftercareAgain({ ...ticket, ...changes }, [], by(noticed));
  expect([again.events, again.changes]).toEqual([[], changes]);
  expect(aftercareAgain({ ...ticket, ...changes }, [], by(restored)).changes).toMatchObject({ contestDueDay: '2027-02-03' });
  const decided = { ...rated, decision: { excluded: false, byId: 'qian-wei', at: iso('2027-01-21 09:00'), reason: '维持。' } };
  expect(aftercareAgain({ ...NONE, badRatings: [decided] }, [], by(noticed))).toEqual({ changes: { badRatings: [decided], contestDueDay: null }, events: [], contests: [] });
});

it('a contested light: its day stands in the history, and follows it there', () => {
  const event = (seq: number, type: Happening['type'], at: string, payload: Record<string, unknown>): Happening => ({ seq, round: 1, type, visibility: 'internal', at: shanghai(at), actorId: 'he-sheng', payload });
  const history = [
    event(1, 'light.lit', '2027-01-19 00:00', { level: 'yellow_light', holder: 'lead', owedBy: 'education', dueAt: iso('2027-01-19 00:00') }),
    event(2, 'measure.contested', '2027-01-20 09:00', { measure: 1, dueDay: '2027-02-03', dueAt: iso('2027-02-04 00:00') }),
  ];
  const { events, contests } = aftercareAgain(NONE, measuresOf(history), by(noticed));
  expect(contests).toEqual([{ measure: 1, dueAt: shanghai('2027-02-03 00:00') }]);
  expect(events).toMatchObject([{ payload: { owed: 'contest', measure: 1, from: '2027-02-03', to: '2027-02-02', askedById: 'he-sheng' } }]);
  const told = [...history, event(3, 'stage.recomputed', '2027-01-25 09:00', events[0]?.payload ?? {})];
  expect(measuresOf(told)[0]?.contest).toMatchObject({ dueDay: '2027-02-02', dueAt: shanghai('2027-02-03 00:00'), decided: null });
  expect(aftercareAgain(NONE, measuresOf(told), by(noticed)).events).toEqual([]);
  const upheld = [...history, event(3, 'measure.upheld', '2027-01-21 09:00', { measure: 1 })];
  expect(aftercareAgain(NONE, measuresOf(upheld), by(noticed)).events).toEqual([]);
});

it('the report on a plan: five working days from its own day', () => {
  const ticket = { ...NONE, followUpDay: '2027-02-03', followUpOwedDay: '2027-02-12', followUpOwedAt: shanghai('2027-02-13 00:00') };
  const { changes, events } = aftercareAgain(ticket, [], by(noticed));
  expect(changes).toMatchObject({ followUpOwedDay: '2027-02-17', followUpOwedAt: shanghai('2027-02-18 00:00') });
  expect(events).toMatchObject([{ payload: { owed: 'follow_up', from: '2027-02-12', to: '2027-02-17', holder: 'lead', unitId: 'education' } }]);
  expect(aftercareAgain({ ...ticket, followUpOwedDay: null }, [], by(noticed)).events).toEqual([]);
});

it('the report on a plan whose day came while its result was looked at: from the conclusion, when it was asked and when it is counted again', () => {
  const plan = { kind: 'planned', plannedFor: '2027-01-25', text: '一月底开通。' } as const;
  const story = reportedByCadre({ at: '2027-01-11 09:00' }).as(townDesk).does('assess').does('dispatch').as(handler).does('sign_for').does('submit_result', plan);
  story.at('2027-01-28 09:00').as(head).does('approve').as(SYSTEM).does('ask_follow_up');
  const { ticket } = story;
  expect(ticket.followUpOwedDay).toBe('2027-02-04');
  // By the same calendar nothing moves; by the notice Sunday 31 January is worked.
  expect(aftercareAgain(ticket, [], by(calendar)).events).toEqual([]);
  const { changes } = aftercareAgain(ticket, [], by(noticed));
  expect(changes).toMatchObject({ followUpOwedDay: '2027-02-03' });
  expect(aftercareAgain({ ...ticket, ...changes }, [], by(noticed)).events).toEqual([]);
});
