// Owns dates as people read them, always in Asia/Shanghai whatever the phone's zone.
// Leaves computing deadlines to the server: here a day is only worded.

import { serverNow } from './clock.js';

const shanghaiOffsetMs = 8 * 3_600_000; // China has kept one offset, without summer time, since 1991.
const dayMs = 86_400_000;

/** The calendar day in Shanghai of a moment, as `YYYY-MM-DD`. */
export function dayOf(moment: Date | string): string {
  return new Date(new Date(moment).getTime() + shanghaiOffsetMs).toISOString().slice(0, 10);
}

/** Whole calendar days from one `YYYY-MM-DD` to another; negative when `to` is earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / dayMs);
}

/** A day for people: `11月3日`, with the year when it is not this one, and `（暂定）` when it may still move. */
export function dayInWords(day: string, { provisional = false, now = serverNow() }: { provisional?: boolean; now?: Date } = {}): string {
  const [year = '', month = '', date = ''] = day.slice(0, 10).split('-');
  const words = `${String(Number(month))}月${String(Number(date))}日`;
  const withYear = year === dayOf(now).slice(0, 4) ? words : `${year}年${words}`;
  return provisional ? `${withYear}（暂定）` : withYear;
}

/** A moment for people: `今天 14:05`, `昨天 09:30`, `11月3日 14:05`, `2025年12月31日 08:00`. */
export function momentInWords(moment: Date | string, now: Date = serverNow()): string {
  const day = dayOf(moment);
  const clock = new Date(new Date(moment).getTime() + shanghaiOffsetMs).toISOString().slice(11, 16);
  const age = daysBetween(day, dayOf(now));
  const name = age === 0 ? '今天' : age === 1 ? '昨天' : dayInWords(day, { now });
  return `${name} ${clock}`;
}

/** A moment with its year and weekday: `2026年11月3日 星期二 14:05`. */
export function wholeMomentInWords(moment: Date): string {
  const local = new Date(moment.getTime() + shanghaiOffsetMs);
  return `${String(local.getUTCFullYear())}年${String(local.getUTCMonth() + 1)}月${String(local.getUTCDate())}日 星期${'日一二三四五六'.charAt(local.getUTCDay())} ${local.toISOString().slice(11, 16)}`;
}

/** How far a deadline is, in calendar days: `还剩 3 个自然日`, `明天到期`, `今天到期`, `已超期 2 天`. */
export function dueInWords(dueDay: string, now: Date = serverNow()): string {
  const left = daysBetween(dayOf(now), dueDay.slice(0, 10));
  if (left < 0) return `已超期 ${String(-left)} 天`;
  if (left === 0) return '今天到期';
  return left === 1 ? '明天到期' : `还剩 ${String(left)} 个自然日`;
}

/** How long ago something was, for people: `不到 1 分钟`, `5 分钟`, `3 小时`, `2 天`. */
export function ageInWords(moment: Date | string, now: Date | string): string {
  const minutes = Math.floor((new Date(now).getTime() - new Date(moment).getTime()) / 60_000);
  if (minutes < 1) return '不到 1 分钟';
  if (minutes < 60) return `${String(minutes)} 分钟`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${String(hours)} 小时` : `${String(Math.floor(hours / 24))} 天`;
}
