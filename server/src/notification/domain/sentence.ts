// Owns the one sentence of a notice.
// Leaves who reads it to receivers.ts; it names the ticket by number and title, never a reporter.
import type { DigestGroup } from '@zhitongche/shared/notification/vocabulary.js';
import { DIGEST_GROUP_LABELS } from '@zhitongche/shared/notification/vocabulary.js';
import type { EventType } from '@zhitongche/shared/ticket/actions.js';
import { EVENT_LABELS } from '@zhitongche/shared/ticket/actions.js';
import type { Escalation, LightLevel } from '@zhitongche/shared/ticket/vocabulary.js';
import { ESCALATION_LABELS, LIGHT_LEVEL_LABELS } from '@zhitongche/shared/ticket/vocabulary.js';

interface Told {
  type: EventType;
  level: LightLevel | null;
  /** What a new round needs first. */
  owed: Escalation | null;
  /** Where it moved the told deadline: the new day, YYYY-MM-DD. */
  newDay: string | null;
}

/** 民情〔2026〕1号 派单：莲花社区孩子上学接送难; with the new day where it moved: 民情〔2026〕1号 延期（期限改为2026年3月30日）：… */
export function noticeSentence({ type, level, owed, newDay }: Told, number: string, title: string): string {
  const happened = level === null ? EVENT_LABELS[type] : LIGHT_LEVEL_LABELS[level];
  const [year, month, date] = (newDay ?? '').split('-').map(Number);
  const more = owed !== null ? ESCALATION_LABELS[owed] : newDay !== null ? `期限改为${String(year)}年${String(month)}月${String(date)}日` : null;
  return `${number} ${happened}${more === null ? '' : `（${more}）`}：${title}`;
}

/** 3月4日晨报：1 件已超期，3 件待签收 */
export function digestSentence(day: string, parts: readonly { group: DigestGroup; count: number }[]): string {
  const [, month, date] = day.split('-').map(Number);
  return `${String(month)}月${String(date)}日晨报：${parts.map(({ group, count }) => `${String(count)} 件${DIGEST_GROUP_LABELS[group]}`).join('，')}`;
}

/** Reminds an administrator of a year whose notice is missing. */
export function calendarSentence(year: number): string {
  return `${String(year)}年的放假通知还没有导入，请在“系统管理 → 工作日历”中导入`;
}

/** To a unit that the circular of a month (YYYY-MM) names. */
export function circularSentence(month: string, documentNumber: string): string {
  const [year, number] = month.split('-').map(Number);
  return `${String(year)}年${String(number)}月督办情况通报（${documentNumber}）已发出，列有本单位，请查看`;
}
