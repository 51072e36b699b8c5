// Owns how a line of the supervisor's list is worded: what it is, how late, what is owed, and the next step of the reader.
// Leaves what is owed and counting working days to the server.
import type { LightStage } from '@zhitongche/shared/deadline/vocabulary.js';
import { LIGHT_STAGE_LABELS } from '@zhitongche/shared/deadline/vocabulary.js';
import type { SupervisionItem, SupervisionOverview } from '@zhitongche/shared/supervision/contract.js';
import { SUPERVISION_COUNT_MOST, SUPERVISION_SECTION_LABELS, UNIT_DEBT_LABELS } from '@zhitongche/shared/supervision/vocabulary.js';
import { CARD_KIND_LABELS, LIGHT_LEVEL_LABELS } from '@zhitongche/shared/ticket/vocabulary.js';
import { serverNow } from '../../lib/clock.js';
import { dayInWords, dayOf, momentInWords } from '../../lib/time.js';

type Owed = Pick<SupervisionItem, 'level' | 'stage' | 'card' | 'contest' | 'debts' | 'dueDay' | 'daysOver' | 'ended' | 'since' | 'handlerName'>;

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
export function lateWords(item: Owed, now: Date = serverNow()): string {
  const day = dayInWords(item.dueDay, { now });
  if (item.contest !== null) {
    const due = item.daysOver > 0 ? `应在${day}前决定，已过 ${String(item.daysOver)} 个工作日` : `${day}前决定`;
    return `${momentInWords(item.since, now)} 提出，督办员${due}`;
  }
  if (item.daysOver === 0) return item.ended ? `期限${day}，${doneWords(item)}` : `${day}到期`;
  const over = `超期 ${String(item.daysOver)} 个工作日`;
  return item.ended ? `${doneWords(item)}，曾${over}（期限${day}）` : `${over}，期限${day}`;
}

const doneWords = ({ stage }: Pick<Owed, 'stage'>): string => (stage === null ? '结果已提交' : `${LIGHT_STAGE_LABELS[stage]}已办`);

/** What its unit owes; empty where it owes nothing itself. */
export const debtWords = ({ debts, stage }: Pick<Owed, 'debts' | 'stage'>): string => (
  debts.map((debt) => (debt === 'stage' && stage !== null ? LIGHT_STAGE_LABELS[stage] : UNIT_DEBT_LABELS[debt])).join('、'));

/** 红灯 3 · 待约谈 1: what waits in the list, worst first; null when nothing does. */
export function countsInWords(counts: SupervisionOverview['counts']): string | null {
  const waiting = counts.filter(({ count }) => count > 0).map(({ section, count }) => `${SUPERVISION_SECTION_LABELS[section]} ${countedWords(count)}`);
  return waiting.length === 0 ? null : waiting.join(' · ');
}

export const countedWords = (count: number): string => (count >= SUPERVISION_COUNT_MOST ? `${String(SUPERVISION_COUNT_MOST - 1)}+` : String(count));

/** Of all a unit owes, how much is not done and how much lacks words alone. */
export function sumWords({ red, yellow, stage, undone }: Pick<SupervisionOverview['units'][number], 'red' | 'yellow' | 'stage' | 'undone'>): string {
  const words = red + yellow + stage - undone;
  return [undone > 0 && `${String(undone)} 件还没办`, words > 0 && `${String(words)} 件只欠说明`].filter(Boolean).join('，');
}

const STAGE_STEPS: Record<LightStage, string> = {
  assess: '研判分流', sign: '签收', review_head: '负责人审签', review_supervisor: '抽查', assisting: '答复协办事项',
  request_head: '负责人签署申请', request_supervisor: '决定申请',
};

const todoOf = ({ debts, stage }: Owed): string => (
  debts.map((debt) => ({ result: '提交办理结果', stage: stage === null ? '' : STAGE_STEPS[stage], explanation: '负责人写书面说明', reason: '写明原因' })[debt]).join('，'));

function leadersStep(item: Owed): string {
  if (item.contest !== null) return '等督办员决定';
  if (item.level === 'talk_due') return '督办员约谈；可以批示';
  return item.level === 'last_warning' ? '可以批示，提醒承办单位' : `可以批示，要单位${todoOf(item)}`;
}

/** Who reads: the unit itself, the supervisor who follows it up, or a leader who sees to it that somebody does. */
export type Reader = 'own' | 'supervisor' | 'leader';

/** What the reader does next. */
export function nextStep(item: Owed, reader: Reader): string {
  const own = reader === 'own';
  if (reader === 'leader') return leadersStep(item);
  if (item.contest !== null) return own ? '等督办员决定' : item.contest === 'rating' ? '看申辩理由，决定是否计入考核' : '看申辩理由，决定维持或撤销';
  if (item.level === 'talk_due') return own ? '等督办员约谈' : '约谈该单位，登记约谈记录';
  if (item.level === 'last_warning') return own ? '期限内提交结果，办不完先申请延期' : '提醒承办单位，还来得及';
  const todo = todoOf(item);
  if (own || todo === '') return todo;
  return item.level === 'red_light' ? `催办或发督办文书，要单位${todo}` : `催单位${todo}`;
}

/** Since when it stands here, and who has it in hand; a contest says its own since. */
export function sinceWords({ contest, since, handlerName }: Owed, now: Date = serverNow()): string[] {
  return [contest === null && `${dayInWords(dayOf(since), { now })}亮灯`, handlerName !== null && `承办人 ${handlerName}`].filter((words) => words !== false);
}
