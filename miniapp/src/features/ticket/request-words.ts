// Owns a waiting request in words: what is asked, what it would make of the deadline, who has it.
// Leaves drawing it to request-facts.vue and deciding to the actions.
import type { RequestView } from '@zhitongche/shared/ticket/contract.js';
import { COMPLEXITY_LABELS, PAUSE_REASON_LABELS } from '@zhitongche/shared/ticket/vocabulary.js';
import { dayInWords } from '../../lib/time.js';

/** 延期 5 个工作日 · 暂停计时到3月20日（检测） · 改为复杂 */
export function askedInWords({ kind, workingDays, complexity, pause }: RequestView, now: Date = new Date()): string {
  if (kind === 'extension') return `延期 ${String(workingDays)} 个工作日`;
  if (kind === 'complexity') return `改为${complexity === null ? '' : COMPLEXITY_LABELS[complexity]}`;
  return pause === null ? '暂停计时' : `暂停计时到${dayInWords(pause.until, { now })}（${PAUSE_REASON_LABELS[pause.reason]}）`;
}

/** The end now and as it would be: 3月23日 → 3月30日. */
export function endInWords({ endsOn, wouldEndOn, wouldBeProvisional, kind }: RequestView, now: Date = new Date()): string {
  const would = dayInWords(wouldEndOn, { provisional: wouldBeProvisional, now });
  const latest = kind === 'pause' ? '最晚' : '';
  return endsOn === wouldEndOn ? `${would}，不变` : `${dayInWords(endsOn, { now })} → ${latest}${would}`;
}

/** Who owes the next word, and until when. */
export function waitsFor({ stage, dueDay }: Pick<RequestView, 'stage' | 'dueDay'>, now: Date = new Date()): string {
  return `${stage === 'head' ? '待负责人签署' : '待督办员决定'}，${dayInWords(dueDay, { now })}前`;
}
