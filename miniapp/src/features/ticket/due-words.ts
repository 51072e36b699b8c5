// Owns how urgent a ticket is and how that is said; colour is only added to the words.
// Leaves computing deadlines to the server and wording days to lib/time.ts.
import { END_STATUSES } from '@zhitongche/shared/ticket/vocabulary.js';
import type { Status } from '@zhitongche/shared/ticket/vocabulary.js';
import { serverNow } from '../../lib/clock.js';
import { dayInWords, dayOf, daysBetween, dueInWords } from '../../lib/time.js';

export interface Due {
  text: string;
  level: 'calm' | 'soon' | 'late' | 'settled';
}

interface Dued {
  status: Status;
  dueDay: string;
  dueProvisional: boolean;
  overdue: boolean;
}

const STOPPED: readonly Status[] = ['awaiting_reporter', 'paused'];
const SETTLED: readonly Status[] = ['concluded', 'awaiting_rating', ...END_STATUSES];

/** By when the ticket is owed, in Shanghai days; `settled` once nobody owes anything any more. */
export function dueOf(ticket: Dued, now: Date = serverNow()): Due {
  const day = dayInWords(ticket.dueDay, { provisional: ticket.dueProvisional, now });
  if (SETTLED.includes(ticket.status)) return { text: ticket.overdue ? `${day}，曾超期` : day, level: 'settled' };
  if (ticket.overdue || daysBetween(dayOf(now), ticket.dueDay) < 0) return { text: `${day}，${lateWords(ticket.dueDay, now)}`, level: 'late' };
  if (STOPPED.includes(ticket.status)) return { text: `${day}前，现暂停计时`, level: 'calm' };
  const left = daysBetween(dayOf(now), ticket.dueDay);
  return { text: `${day}前，${dueInWords(ticket.dueDay, now)}`, level: left <= 2 ? 'soon' : 'calm' };
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

/** The server marks lateness at the minute; on the last day itself the days do not show it yet. */
function lateWords(dueDay: string, now: Date): string {
  return daysBetween(dayOf(now), dueDay) < 0 ? dueInWords(dueDay, now) : '已超期';
}
