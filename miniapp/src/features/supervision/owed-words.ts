// Owns how a line of the supervisor's list is worded: what it is, how late, what is owed, and the next step of the reader.
// Leaves what is owed and counting working days to the server.
import { LIGHT_STAGE_LABELS } from '@zhitongche/shared/deadline/vocabulary.js';
import type { SupervisionItem } from '@zhitongche/shared/supervision/contract.js';
import { UNIT_DEBT_LABELS } from '@zhitongche/shared/supervision/vocabulary.js';
import { CARD_KIND_LABELS, LIGHT_LEVEL_LABELS } from '@zhitongche/shared/ticket/vocabulary.js';
import { dayInWords, momentInWords } from '../../lib/time.js';

type Owed = Pick<SupervisionItem, 'level' | 'stage' | 'card' | 'contest' | 'debts' | 'dueDay' | 'daysOver' | 'since'>;

/** 红灯 · 签收超时 · 即将超期 · 申辩：黄牌 · 申辩：不满意测评 */
export function owedName(item: Pick<Owed, 'level' | 'stage' | 'card' | 'contest'>): string {
  if (item.contest !== null) return `申辩：${item.contest === 'rating' ? '不满意测评' : measureName(item)}`;
  return measureName(item);
}

function measureName({ level, stage, card }: Pick<Owed, 'level' | 'stage' | 'card'>): string {
  if (card !== null) return CARD_KIND_LABELS[card];
  if (stage !== null) return `${LIGHT_STAGE_LABELS[stage]}超时`;
  return level === null ? '' : level === 'last_warning' ? '即将超期' : LIGHT_LEVEL_LABELS[level];
}

export function owedTone({ level, card, contest }: Pick<Owed, 'level' | 'card' | 'contest'>): 'red' | 'yellow' | 'plain' {
  if (contest === 'rating') return 'plain';
  if (level === 'red_light' || level === 'talk_due' || card === 'red_card') return 'red';
  return level === 'last_warning' || (card !== null && card !== 'yellow_card') ? 'plain' : 'yellow';
}

/** How late, in working days, or by when; of a contest since when the supervisor has it. */
export function lateWords(item: Owed, now: Date = new Date()): string {
  const day = dayInWords(item.dueDay, { now });
  if (item.contest !== null) {
    const due = item.daysOver > 0 ? `应在${day}前决定，已过 ${String(item.daysOver)} 个工作日` : `${day}前决定`;
    return `${momentInWords(item.since, now)} 提出，督办员${due}`;
  }
  if (item.daysOver === 0) return `${day}到期`;
  return `超期 ${String(item.daysOver)} 个工作日，期限${day}`;
}

/** What its unit owes; empty where it owes nothing itself. */
export const debtWords = ({ debts }: Pick<Owed, 'debts'>): string => debts.map((debt) => UNIT_DEBT_LABELS[debt]).join('、');

/** What the reader does next: `own` reads of the own unit, everybody else follows it up. */
export function nextStep(item: Owed, own: boolean): string {
  if (item.contest !== null) return own ? '等督办员决定' : item.contest === 'rating' ? '看申辩理由，决定是否计入考核' : '看申辩理由，决定维持或撤销';
  if (item.level === 'talk_due') return own ? '等督办员约谈' : '约谈该单位，登记约谈记录';
  if (item.level === 'last_warning') return own ? '期限内提交结果，办不完先申请延期' : '提醒承办单位，还来得及';
  const todo = item.debts.map((debt) => ({ result: '提交办理结果', explanation: '负责人写书面说明', reason: '写明原因' })[debt]).join('，');
  if (own) return todo;
  return item.level === 'red_light' ? `催办或发督办文书：${todo}` : `催办：${todo}`;
}
