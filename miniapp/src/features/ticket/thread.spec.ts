// Owns the proof that messages and notes are told apart.
// Leaves the other events to rounds.spec.ts.
import type { EventType } from '@zhitongche/shared/ticket/actions.js';
import type { TicketEvent } from '@zhitongche/shared/ticket/contract.js';
import { messagesOf, notesOf } from './thread.js';

const event = (seq: number, type: EventType, data: TicketEvent['data'], mine = false, actor = '傅强（教育局）'): TicketEvent =>
  ({ seq, type, round: 1, data, visibility: 'public', at: '2026-11-20T08:00:00+08:00', actor, mine, attachments: [] });

const events = [
  event(3, 'reporter.answered', { text: '十二个孩子' }, true),
  event(1, 'message.sent', { text: '我们正在核实' }),
  event(2, 'reporter.asked', { question: '有几个孩子？' }),
  event(4, 'note.added', { text: '联系公交公司' }),
  event(5, 'callback.recorded', { reached: true, words: '还在等' }),
  event(6, 'ticket.signed', { unitId: 'edu' }),
];

test('messages are oldest first, a question and its answer among them', () => {
  expect(messagesOf({ events, asReporter: false }).map((t) => [t.kind, t.text, t.mine])).toEqual([
    [null, '我们正在核实', false], ['请反映人补充', '有几个孩子？', false], ['回复', '十二个孩子', true],
  ]);
});

test('notes never mix with messages', () => {
  expect(notesOf({ events, asReporter: false }).map((t) => t.text)).toEqual(['联系公交公司', '还在等']);
});

test('who reads by a link knows the reporter’s words as their own; staff does not take them for theirs', () => {
  const said = [event(1, 'message.sent', { text: '谢谢' }, false, '反映人')];
  expect(messagesOf({ events: said, asReporter: true })[0]?.mine).toBe(true);
  expect(messagesOf({ events: said, asReporter: false })[0]?.mine).toBe(false);
});
