// Owns which events are talk: the messages between reporter and staff, and the notes among staff.
// Leaves the rest of the timeline to rounds.ts.
import type { AttachmentRef } from '@zhitongche/shared/attachment/contract.js';
import type { EventType } from '@zhitongche/shared/ticket/actions.js';
import type { TicketEvent, TicketView } from '@zhitongche/shared/ticket/contract.js';
import { inOrder, textOf } from './event-data.js';

export interface Talk {
  seq: number;
  at: string;
  who: string;
  mine: boolean;
  /** Said beside the name where it is more than a message: 请补充, 补充材料 … */
  kind: string | null;
  text: string;
  files: readonly AttachmentRef[];
}

/** What the server calls the reporter's side as an actor. */
const REPORTER = '反映人';

const MESSAGES: Partial<Record<EventType, string | null>> = {
  'message.sent': null, 'reporter.asked': '请反映人补充', 'reporter.answered': '回复', 'ticket.supplemented': '补充情况',
};
const NOTES: Partial<Record<EventType, string | null>> = {
  'note.added': null, 'ticket.instructed': '批示', 'callback.recorded': '回访记录',
};

type Read = Pick<TicketView, 'events' | 'asReporter'>;

/** The two-way messages, oldest first. */
export function messagesOf(ticket: Read): Talk[] {
  return talks(ticket, MESSAGES);
}

/** What only staff sees of the talk, oldest first. */
export function notesOf(ticket: Read): Talk[] {
  return talks(ticket, NOTES);
}

/** Who comes by a link has no account to be known by: to a reporter, the reporter's words are their own. */
export function isMine(event: TicketEvent, asReporter: boolean): boolean {
  return event.mine || (asReporter && event.actor === REPORTER);
}

function talks(ticket: Read, kinds: Partial<Record<EventType, string | null>>): Talk[] {
  return inOrder(ticket.events).flatMap((event) => {
    const kind = kinds[event.type];
    const text = textOf(event.data, 'text') ?? textOf(event.data, 'question') ?? textOf(event.data, 'words');
    if (kind === undefined || text === null) return [];
    return [{ seq: event.seq, at: event.at, who: event.actor, mine: isMine(event, ticket.asReporter), kind, text, files: event.attachments }];
  });
}
