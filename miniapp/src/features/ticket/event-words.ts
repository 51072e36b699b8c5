// Owns which words a person wrote belong to an event, whole, each under its name.
// Leaves the sentence about what happened to event-sentence.ts.
import type { TicketEvent } from '@zhitongche/shared/ticket/contract.js';
import { textOf } from './event-data.js';

export interface Quote {
  /** What the words are; null where the sentence already says it. */
  label: string | null;
  text: string;
}

/** Keys of an event's data that hold written words, in the order they are read. */
const WRITTEN: readonly (readonly [key: string, label: string | null])[] = [
  ['text', null], ['question', null], ['decision', '会商决定'], ['note', '说明'], ['opinion', '意见'], ['path', '告知的渠道'],
  ['words', '反映人的话'], ['sameLeadReason', '再次派给同一单位的理由'],
  ['attendees', '单位参加人员'], ['agreed', '商定的整改事项'],
];

/** Under these types `reason` is free text; under the others it is a code that the sentence has put into words. */
const REASON_LABELS: Partial<Record<TicketEvent['type'], string>> = {
  'ticket.lifted': '提级理由', 'ticket.returned': '退回理由', 'ticket.designated': '指定理由', 'ticket.assigned': '理由',
  'result.sent_back': '退回理由', 'clock.extended': '理由', 'complexity.changed': '理由', 'request.refused': '理由', 'rating.excluded': '理由', 'rating.kept': '理由', 'ticket.answered_finally': '终结理由',
};

/** Every word people wrote with this event, whole and in order. */
export function eventWords(event: Pick<TicketEvent, 'type' | 'data'>): Quote[] {
  const quotes: Quote[] = [];
  for (const [key, label] of WRITTEN) {
    const text = textOf(event.data, key);
    if (text !== null) quotes.push({ label, text });
  }
  // A pause is asked for by a code, the other requests by words.
  const reasonLabel = event.type === 'request.asked' && event.data['kind'] !== 'pause' ? '理由' : REASON_LABELS[event.type];
  const reason = reasonLabel === undefined ? null : textOf(event.data, 'reason');
  if (reasonLabel !== undefined && reason !== null) quotes.push({ label: reasonLabel, text: reason });
  return quotes;
}
