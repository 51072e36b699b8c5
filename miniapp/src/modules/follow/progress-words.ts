// Owns saying in plain words, to somebody who knows no procedure, where their matter stands.
// Leaves dates and units to the ticket and the wording of days to lib/time.ts.
import type { TicketView } from '@zhitongche/shared/ticket/contract.js';
import type { Status } from '@zhitongche/shared/ticket/vocabulary.js';
import { serverNow } from '../../lib/clock.js';
import { dayInWords, dayOf, daysBetween } from '../../lib/time.js';

type Told = Pick<TicketView, 'status' | 'holder' | 'dueDay' | 'dueProvisional' | 'reopening' | 'round' | 'overdue' | 'followUp'>;

/** One or two sentences: who is at it, and what comes next. `older`: read by a link of an earlier round, which asks for nothing. */
export function progressWords(ticket: Told, { older = false, now = serverNow() }: { older?: boolean; now?: Date } = {}): string {
  if (ticket.reopening) return '您不满意，我们马上重新办理。';
  if (older && ticket.status === 'awaiting_rating') return `${WORDS.concluded('', '')}${planWords(ticket, now)}`;
  return WORDS[ticket.status](ticket.holder.name, byWhen(ticket, now)) + planWords(ticket, now);
}

/** A plan outlives its ticket's end: somebody still says what became of it. */
function planWords({ followUp }: Told, now: Date): string {
  if (followUp === null) return '';
  return followUp.owedDay === null ? `计划的事，${dayInWords(followUp.day, { now })}再告诉您办得怎样。` : `计划的日子到了，${dayInWords(followUp.owedDay, { now })}前告诉您办得怎样。`;
}

/** While its clock stands still no day is promised: the stored one moves once the matter goes on, unless the server says that it is over. */
function byWhen(ticket: Told, now: Date): string {
  if (ticket.status === 'awaiting_reporter' || ticket.status === 'paused') return ticket.overdue ? '这件事已经超期，正在催办。' : '';
  const day = dayInWords(ticket.dueDay, { provisional: ticket.dueProvisional, now });
  if (ticket.overdue) return `本应在${day}前答复您，现已超期，正在催办。`;
  // The result came in time, and looking at it may outlast the day: nothing is promised for a day that has passed.
  if (ticket.status === 'reviewing' && daysBetween(dayOf(now), ticket.dueDay) < 0) return '审核好马上答复您。';
  return `${day}前会给您答复。`;
}

const WORDS: Record<Status, (holder: string, byWhen: string) => string> = {
  submitted: (_, byWhen) => `已经收到，正在看该由哪个单位办。${byWhen}`,
  assessing: (_, byWhen) => `正在看该由哪个单位办。${byWhen}`,
  dispatched: (holder, byWhen) => `已经交给${holder}。${byWhen}`,
  handling: (holder, byWhen) => `${holder}正在办。${byWhen}`,
  awaiting_reporter: (holder, byWhen) => `${holder}有一个问题要问您，您回复以后接着办。${byWhen}`,
  paused: (holder, byWhen) => `${holder}正在等检验、检测或专家的意见，有了结果接着办。${byWhen}`,
  reviewing: (_, byWhen) => `已经有了结果，正在审核。${byWhen}`,
  concluded: () => '已经办好，结果在下面。',
  awaiting_rating: () => '已经办好，结果在下面，请您评价。',
  closed: () => '已经办完。谢谢您的评价。',
  merged: () => '和别人反映的同一件事一起办，结果也会告诉您。',
  declined: () => '这件事不能在这里办，该找哪里已经写在下面。',
  withdrawn: () => '已经撤回，不再办理。',
  unrated_closed: () => '已经办完。',
};
