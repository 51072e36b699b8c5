// Owns when somebody is told: at once, when the quiet hours are over, or in the next morning's digest.
// Leaves who is told to receivers.ts, and the digest's own moment to digest-moment.ts.
import type { NoticeSettings } from '@zhitongche/shared/notification/settings.js';
import type { EventType } from '@zhitongche/shared/ticket/actions.js';
import type { LightLevel } from '@zhitongche/shared/ticket/vocabulary.js';
import { addDays, shanghaiDayOf, startOfDay } from '../../deadline/domain/calendar-day.js';
import type { Group } from './receivers.js';

/** The most pressing first: who is reached in two ways is told in the more pressing one. */
export const URGENCIES = ['at_once', 'by_day', 'in_digest'] as const;
export type Urgency = (typeof URGENCIES)[number];

/** What of an event decides how pressing it is. */
export interface Happening {
  type: EventType;
  /** A light's. */
  level: LightLevel | null;
  /** Danger to life, fire, violence: words of the report, or the reason why it was declined. */
  emergency: boolean;
}

const MINUTE_MS = 60_000;

/** That it has arrived, and its number: the reporter's side learns it at any hour. */
const RECEIPTS: readonly EventType[] = ['ticket.submitted', 'ticket.solved_on_spot'];
const REPORTER_SIDE: readonly Group[] = ['submitter', 'reporter_accounts', 'linked'];
/** While nobody has answered, an emergency wakes those who can act. */
const ANSWERED: readonly EventType[] = [
  'ticket.concluded', 'result.delivered', 'result.rated', 'rating.remarked', 'callback.recorded', 'ticket.closed', 'ticket.unrated_closed', 'ticket.withdrawn',
];
/** Called to the spot (吹哨) is no news for tomorrow: `called_heads` is none of these. */
const HEADS: readonly Group[] = ['lead_heads', 'assisting_heads', 'holder_heads'];
/** What a head cannot read tomorrow as well: a new ticket with a day to sign or return it, pressure, and what went wrong. */
const NOT_FOR_TOMORROW: readonly EventType[] = [
  'ticket.dispatched', 'ticket.designated', 'ticket.urged', 'ticket.instructed', 'ticket.taken_in_charge', 'ticket.withdrawn', 'result.sent_back', 'card.issued',
  'measure.upheld', 'measure.revoked',
];

/** How pressing an event is for those reached through a group. */
export function urgencyFor({ type, level, emergency }: Happening, group: Group): Urgency {
  if (REPORTER_SIDE.includes(group)) return RECEIPTS.includes(type) || (emergency && type === 'ticket.declined') ? 'at_once' : 'by_day';
  if (emergency && !ANSWERED.includes(type)) return 'at_once';
  if (!HEADS.includes(group)) return 'by_day';
  return level === 'red_light' || NOT_FOR_TOMORROW.includes(type) ? 'by_day' : 'in_digest';
}

/** From when on somebody sees what is told at `now`; null: not by itself, the next digest tells it. */
export function visibleFrom(urgency: Urgency, now: Date, settings: NoticeSettings): Date | null {
  if (urgency === 'in_digest') return null;
  return urgency === 'at_once' ? now : afterQuiet(now, settings);
}

/** The same moment by day, the end of the quiet hours in them. */
export function afterQuiet(now: Date, settings: NoticeSettings): Date {
  const from = minuteOf(settings.quietFrom);
  const until = minuteOf(settings.quietUntil);
  const today = shanghaiDayOf(now);
  const at = (now.getTime() - startOfDay(today).getTime()) / MINUTE_MS;
  const quiet = from <= until ? at >= from && at < until : at >= from || at < until;
  if (!quiet) return now;
  return momentOf(at < until ? today : addDays(today, 1), settings.quietUntil);
}

/** A time of day on a Shanghai day. @throws Error for a setting that is no HH:MM */
export function momentOf(day: ReturnType<typeof shanghaiDayOf>, time: string): Date {
  return new Date(startOfDay(day).getTime() + minuteOf(time) * MINUTE_MS);
}

function minuteOf(time: string): number {
  const [, hours, minutes] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(time) ?? [];
  if (hours === undefined || minutes === undefined) throw new Error(`notice settings: ${time} is no time of day`);
  return Number(hours) * 60 + Number(minutes);
}
