// Owns how a light or a card is named and what stands with it now, in words.
// Leaves what may be done about it to the server and the timeline's sentences to event-sentence.ts.
import { LIGHT_STAGE_LABELS } from '@zhitongche/shared/deadline/vocabulary.js';
import type { MeasureView } from '@zhitongche/shared/ticket/measures.js';
import { CARD_KIND_LABELS, LIGHT_LEVEL_LABELS } from '@zhitongche/shared/ticket/vocabulary.js';
import { serverNow } from '../../lib/clock.js';
import { dayInWords, dayOf } from '../../lib/time.js';

export type MeasureTone = 'red' | 'yellow' | 'plain';

/** 红灯 · 环节超时（签收） · 黄牌 余督黄〔2026〕1号 */
export function measureName({ level, stage, card, documentNumber }: Pick<MeasureView, 'level' | 'stage' | 'card' | 'documentNumber'>): string {
  if (card !== null) return [CARD_KIND_LABELS[card], documentNumber].filter(Boolean).join(' ');
  const name = level === null ? '亮灯' : LIGHT_LEVEL_LABELS[level];
  return stage === null ? name : `${name}（${LIGHT_STAGE_LABELS[stage]}）`;
}

export function measureTone({ level, card }: Pick<MeasureView, 'level' | 'card'>): MeasureTone {
  if (level === 'red_light' || card === 'red_card' || level === 'talk_due') return 'red';
  return level === 'yellow_light' || level === 'stage_overdue' || card === 'yellow_card' ? 'yellow' : 'plain';
}

/** Somebody still has something to do about it, or may. */
export const isOpenMeasure = ({ state, steps }: Pick<MeasureView, 'state' | 'steps'>): boolean => state === 'owed' || state === 'contested' || steps.length > 0;

/** What it waits for, or how it ended. */
export function measureState(measure: Pick<MeasureView, 'state' | 'debt' | 'contestDueDay' | 'settledSeq' | 'contestSeq'>, now: Date = serverNow()): string {
  switch (measure.state) {
    case 'contested': {
      const due = measure.contestDueDay;
      if (due === null) return '申辩中，待督办员决定';
      return dayOf(now) > due ? `申辩应在${dayInWords(due, { now })}前决定，已逾期` : `申辩中，${dayInWords(due, { now })}前由督办员决定`;
    }
    case 'revoked': return '申辩成立，已撤销，不计算';
    case 'owed': return measure.debt === 'talk' ? '待督办员约谈' : measure.debt === 'explanation' ? '待负责人书面说明' : '待说明原因';
    case 'upheld': return measure.settledSeq === null ? '申辩不成立，维持' : '已说明；申辩不成立，维持';
    case 'standing': return measure.debt === 'talk' ? '已约谈' : measure.settledSeq === null ? '已签发' : '已说明';
  }
}
