// Owns how urgent a ticket is and how that is said; colour is only added to the words.
// Leaves computing deadlines to the server and wording days to time.ts.
import { END_STATUSES, REQUEST_KIND_LABELS } from '@zhitongche/shared/ticket/vocabulary.js';
import type { Complexity, RequestKind, Status } from '@zhitongche/shared/ticket/vocabulary.js';
import { serverNow } from './clock.js';
import { dayInWords, dayOf, daysBetween, dueInWords } from './time.js';

export interface Due {
  text: string;
  level: 'calm' | 'soon' | 'late' | 'settled';
}

interface Dued {
  status: Status;
  complexity: Complexity;
  dueDay: string;
  dueProvisional: boolean;
  overdue: boolean;
  asked: RequestKind | null;
}

/** What holds a ticket whose clock stands still. Its stored day moves only once the clock runs again, so a day that has passed says nothing. */
const STANDS: Partial<Record<Status, string>> = { awaiting_reporter: '等补充', paused: '已暂停', reviewing: '待审' };
/** By the server's mark alone: it lights at the minute, and on the last day itself the days do not show it yet. */
const OVERDUE = '已超期';
const SETTLED: readonly Status[] = ['concluded', 'awaiting_rating', ...END_STATUSES];

/**
 * By when the ticket is owed, in Shanghai days; `settled` once nobody owes anything any more. While the clock runs a passed day is late;
 * while it stands only the server, which knows how far the day will move, can say so.
 */
export function dueOf(ticket: Dued, now: Date = serverNow()): Due {
  const day = dayInWords(ticket.dueDay, { provisional: ticket.dueProvisional, now });
  if (SETTLED.includes(ticket.status)) return { text: ticket.overdue ? `${day}，曾超期` : day, level: 'settled' };
  const held = STANDS[ticket.status];
  if (held !== undefined) {
    // No pause moves the two months of a complex one.
    const moves = ticket.status !== 'reviewing' && ticket.complexity === 'ordinary';
    return { text: `${held}，${moves ? '原定' : '期限'}${day}${ticket.overdue ? `，${OVERDUE}` : ''}`, level: ticket.overdue ? 'late' : 'calm' };
  }
  const left = daysBetween(dayOf(now), ticket.dueDay);
  // Asked in time: whether the end has passed is what waits to be decided.
  if (ticket.asked !== null && !ticket.overdue && left < 0) return { text: `等${REQUEST_KIND_LABELS[ticket.asked]}申请的决定，原定${day}`, level: 'calm' };
  if (ticket.overdue || left < 0) return { text: `${day}，${left < 0 ? dueInWords(ticket.dueDay, now) : OVERDUE}`, level: 'late' };
  return { text: `${day}前，${dueInWords(ticket.dueDay, now)}${ticket.asked === null ? '' : `，已申请${REQUEST_KIND_LABELS[ticket.asked]}`}`, level: left <= 2 ? 'soon' : 'calm' };
}

/** What is owed first in a status: while a unit works on it, the first contact with the reporter. */
const STAGE_NAMES: Partial<Record<Status, string>> = {
  submitted: '研判', assessing: '研判', dispatched: '签收', handling: '首次联系反映人', awaiting_reporter: '等待补充', paused: '暂停', reviewing: '审核',
};

/** What the current stage itself owes (研判、签收、审核 …), or null when it has no limit of its own. */
export function stageDueOf({ status, stageDueDay }: { status: Status; stageDueDay: string | null }, now: Date = serverNow()): Due | null {
  if (stageDueDay === null) return null;
  const left = daysBetween(dayOf(now), stageDueDay);
  return { text: `${STAGE_NAMES[status] ?? '本环节'}${dueInWords(stageDueDay, now)}`, level: left < 0 ? 'late' : left <= 1 ? 'soon' : 'calm' };
}
