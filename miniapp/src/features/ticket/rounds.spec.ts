// Owns the proof that events fall into their rounds with unit, result and rating.
// Leaves drawing a round to round-section.vue.
import type { EventType } from '@zhitongche/shared/ticket/actions.js';
import type { TicketEvent } from '@zhitongche/shared/ticket/contract.js';
import { roundsOf } from './rounds.js';

let seq = 0;
const event = (type: EventType, round: number, data: TicketEvent['data'] = {}): TicketEvent =>
  ({ seq: ++seq, type, round, data, visibility: 'public', at: '2026-11-20T08:00:00+08:00', actor: '系统', mine: false, attachments: [] });
const names = { edu: '教育局', traffic: '交通运输局', bus: '公交公司' };

test('a ticket sent back by its reporter: two rounds, newest first, each with its own lead, result and rating', () => {
  const [second, first, ...more] = roundsOf({
    round: 2,
    events: [
      event('ticket.submitted', 1),
      event('ticket.dispatched', 1, { leadUnitId: 'edu', assistingUnitIds: [], names }),
      event('ticket.concluded', 1, { kind: 'answered', text: '距离不足，无法开通' }),
      event('result.rated', 1, { satisfaction: 'unsatisfied', reason: 'not_solved', text: '孩子还是没车坐', recordedBy: false }),
      event('ticket.reopened', 1, { round: 2, reason: 'not_solved' }),
      event('ticket.dispatched', 2, { leadUnitId: 'traffic', assistingUnitIds: ['bus'], names }),
    ],
  });
  expect(more).toEqual([]);
  expect(first).toMatchObject({
    number: 1, current: false, lead: '教育局', assisting: null,
    result: { kind: 'answered', text: '距离不足，无法开通', plannedFor: null },
    ratings: [{ satisfaction: 'unsatisfied', reason: 'not_solved', text: '孩子还是没车坐', recorded: false }],
  });
  expect(second).toMatchObject({ number: 2, current: true, lead: '交通运输局', assisting: '公交公司', result: null, ratings: [] });
  expect(second?.events.map((e) => e.type)).toEqual(['ticket.reopened', 'ticket.dispatched']);
});

test('a returned dispatch leaves no lead until the next one', () => {
  const events = [event('ticket.dispatched', 1, { leadUnitId: 'edu', names }), event('ticket.returned', 1, { unitId: 'edu', names })];
  expect(roundsOf({ round: 1, events })[0]).toMatchObject({ lead: null, assisting: null });
});

test('every merged reporter rates for itself in one round', () => {
  const events = [event('result.rated', 1, { satisfaction: 'satisfied' }), event('result.rated', 1, { satisfaction: 'mostly_satisfied' })];
  expect(roundsOf({ round: 1, events })[0]?.ratings.map((r) => r.satisfaction)).toEqual(['satisfied', 'mostly_satisfied']);
});

test('the current round is there before its first event', () => {
  expect(roundsOf({ round: 2, events: [] })).toMatchObject([{ number: 2, current: true, events: [] }]);
});

test('two histories on a merged ticket’s page are told in the order of time', () => {
  const own = { ...event('ticket.merged', 1), seq: 9, at: '2026-11-02T01:00:00.000Z' };
  const answering = { ...event('ticket.concluded', 1, { kind: 'solved', text: '已恢复站点' }), seq: 3, at: '2026-11-05T01:00:00.000Z' };
  expect(roundsOf({ round: 1, events: [answering, own] })[0]?.events.map((e) => e.type)).toEqual(['ticket.merged', 'ticket.concluded']);
});
