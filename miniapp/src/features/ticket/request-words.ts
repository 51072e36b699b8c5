// Owns a waiting request in words: what is asked, what it would make of the deadline, who has it.
// Leaves drawing it to request-facts.vue and request-preview.vue and deciding to the actions.
import type { PersonAction } from '@zhitongche/shared/ticket/action-inputs.js';
import type { RequestKind } from '@zhitongche/shared/ticket/vocabulary.js';
import type { RequestView } from '@zhitongche/shared/ticket/waiting.js';
import { COMPLEXITY_LABELS, PAUSE_REASON_LABELS } from '@zhitongche/shared/ticket/vocabulary.js';
import { serverNow } from '../../lib/clock.js';
import { dayInWords, daysBetween, dayOf } from '../../lib/time.js';
import type { FormValues } from './form-values.js';

/** 延期 5 个工作日 · 暂停计时到3月20日（检测） · 改为复杂 */
export function askedInWords({ kind, workingDays, complexity, pause }: RequestView, now: Date = serverNow()): string {
  if (kind === 'extension') return `延期 ${String(workingDays)} 个工作日`;
  if (kind === 'complexity') return `改为${complexity === null ? '' : COMPLEXITY_LABELS[complexity]}`;
  return pause === null ? '暂停计时' : `暂停计时到${dayInWords(pause.until, { now })}（${PAUSE_REASON_LABELS[pause.reason]}）`;
}

/** The end now and as it would be: 3月23日 → 3月30日. */
export function endInWords({ endsOn, wouldEndOn, wouldBeProvisional, kind }: Pick<RequestView, 'endsOn' | 'wouldEndOn' | 'wouldBeProvisional' | 'kind'>, now: Date = serverNow()): string {
  const would = dayInWords(wouldEndOn, { provisional: wouldBeProvisional, now });
  const latest = kind === 'pause' ? '最晚' : '';
  return endsOn === wouldEndOn ? `${would}，不变` : `${dayInWords(endsOn, { now })} → ${latest}${would}`;
}

/** Who owes the next word, and until when. */
export function waitsFor({ stage, dueDay }: Pick<RequestView, 'stage' | 'dueDay'>, now: Date = serverNow()): string {
  return answerInWords(stage === 'head' ? '待负责人签署' : '待督办员决定', dueDay, now);
}

/** How the day of the answer stands in a list: calm, tomorrow at the latest, or past. */
export function answerLevel(dueDay: string, now: Date = serverNow()): 'calm' | 'soon' | 'late' {
  const left = daysBetween(dayOf(now), dueDay);
  return left < 0 ? 'late' : left <= 1 ? 'soon' : 'calm';
}

/** Who answers by when, as a list says it: 待督办员决定，明天（11月23日）到期 · 待负责人签署，已过期 2 天（11月20日） */
export function answerInWords(who: string, dueDay: string, now: Date = serverNow()): string {
  const left = daysBetween(dayOf(now), dueDay);
  const day = dayInWords(dueDay, { now });
  if (left < 0) return `${who}，${day}到期，已过 ${String(-left)} 天`;
  return `${who}，${left === 0 ? `今天（${day}）` : left === 1 ? `明天（${day}）` : day}前`;
}

const PREVIEWED: Partial<Record<PersonAction, { kind: RequestKind; field: 'workingDays' | 'until' | 'complexity' }>> = {
  request_extension: { kind: 'extension', field: 'workingDays' },
  request_pause: { kind: 'pause', field: 'until' },
  request_complexity: { kind: 'complexity', field: 'complexity' },
};

/** The field of a request's form that decides the new day; null for every other form. */
export const decidingField = (action: PersonAction): string | null => PREVIEWED[action]?.field ?? null;

/** What the server is asked for while the form is filled in; null until there is something to count. */
export function previewQuery(action: PersonAction, input: FormValues): { kind: RequestKind; [field: string]: string } | null {
  const previewed = PREVIEWED[action];
  const value = previewed && input[previewed.field];
  if (previewed === undefined || typeof value !== 'string') return null;
  const text = value.trim();
  if (text === '' || (previewed.field === 'workingDays' && !/^[1-9]\d?$/.test(text))) return null;
  return { kind: previewed.kind, [previewed.field]: text };
}
