// Owns the proof that people's words are shown whole and that codes are not taken for words.
// Leaves the sentences to event-sentence.spec.ts.
import { eventWords } from './event-words.js';

test('long words stay whole, line breaks included', () => {
  const text = `第一行\n${'很长'.repeat(2000)}`;
  expect(eventWords({ type: 'message.sent', data: { text } })).toEqual([{ label: null, text }]);
});

test('a reason is quoted where it is written, not where it is a code', () => {
  expect(eventWords({ type: 'ticket.returned', data: { reason: '不属本局职责' } })).toEqual([{ label: '退回理由', text: '不属本局职责' }]);
  expect(eventWords({ type: 'result.rated', data: { satisfaction: 'unsatisfied', reason: 'too_slow', text: '等了十天' } })).toEqual([{ label: null, text: '等了十天' }]);
});

test('the final answer shows both the answer and why it is final', () => {
  expect(eventWords({ type: 'ticket.answered_finally', data: { text: '终结答复', reason: '三次不满意' } }))
    .toEqual([{ label: null, text: '终结答复' }, { label: '终结理由', text: '三次不满意' }]);
});

test('blank words are no words', () => {
  expect(eventWords({ type: 'result.approved', data: { opinion: '  ' } })).toEqual([]);
});
