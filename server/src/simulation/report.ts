// Owns the report of a simulated year, in Chinese: the same words for the same seed, so nothing of the machine's time is in it.
// Leaves counting to figures.ts and judging to invariants/.
import { LIGHT_STAGE_LABELS, LIGHT_STAGES } from '@zhitongche/shared/deadline/vocabulary.js';
import { EVENT_LABELS } from '@zhitongche/shared/ticket/actions.js';
import type { EventType } from '@zhitongche/shared/ticket/actions.js';
import { LIGHT_LEVEL_LABELS, STATUS_LABELS } from '@zhitongche/shared/ticket/vocabulary.js';
import type { Verdict } from '../invariants/domain/check.js';
import { RULES, RULE_LABELS } from '../invariants/domain/rules.js';
import type { Figures, Rate } from './figures.js';
import type { Scale } from './reports.js';
import type { Played } from './year.js';

const EXAMPLES = 5;
/** What happened on the way, in this order. */
const ON_THE_WAY: readonly EventType[] = [
  'ticket.returned', 'ticket.designated', 'ticket.lifted', 'ticket.merged', 'ticket.declined', 'decline.objected', 'decline.overturned', 'reporter.asked',
  'request.asked', 'request.granted', 'request.refused', 'clock.extended', 'clock.paused', 'units.called', 'assistance.answered', 'result.sent_back', 'ticket.urged', 'joint_review.recorded', 'ticket.taken_in_charge',
  'ticket.answered_finally', 'ticket.reopened', 'light.explained', 'measure.contested', 'measure.revoked', 'card.issued', 'callback.recorded', 'follow_up.recorded', 'deadline.recomputed',
];

export function reportLines({ days, from, seed, scale }: Scale & { seed: string }, figures: Figures, { acts, deaths, refused }: Played): string[] {
  const { lines, statuses, lights, rounds, events } = figures;
  const own = lights.filter(({ level }) => level !== 'stage_overdue');
  const stages = lights.filter(({ level }) => level === 'stage_overdue');
  return [
    `# 模拟一年：${from} 起 ${String(days)} 天，种子 ${seed}${scale === 1 ? '' : `，规模 ${String(scale)}`}`,
    '',
    ...lines.map(({ name, tickets, onTheSpot, medianDays }) => `${name}：上报 ${String(tickets)} 件，其中当场解决 ${String(onTheSpot)} 件；办理天数中位数 ${told(medianDays)}`),
    `现状：${statuses.map(({ status, n }) => `${STATUS_LABELS[status]} ${String(n)}`).join('，')}`,
    '',
    '## 比率（分子／分母）',
    rate('响应率', figures.responded, '签收次日前首次联系／派单轮次'),
    rate('解决率', figures.solved, '已解决与当场解决／已办结事项'),
    rate('满意率', figures.satisfied, '满意与基本满意／测评'),
    rate('理解率', figures.understands, '理解／测评'),
    rate('按时率', figures.onTime, '按时办结／办结轮次'),
    rate('代记测评', figures.recorded, '干部代记／测评'),
    rate('二轮纠正率', figures.corrected, '第二轮不再不满意／第二轮有测评的事项'),
    `未评价归档：${String(figures.unrated)} 件；办理天数中位数：${told(figures.medianDays)}`,
    `轮次：${rounds.map(({ round, n }) => `${String(round)}轮 ${String(n)} 件`).join('，')}`,
    '',
    '## 亮灯',
    ...own.map(({ level, n }) => `${LIGHT_LEVEL_LABELS[level]}：${String(n)} 盏`),
    `环节超时：${stages.map(({ stage, n }) => `${LIGHT_STAGE_LABELS[LIGHT_STAGES.find((known) => known === stage) ?? 'assess']} ${String(n)}`).join('，') || '无'}`,
    '',
    '## 单位（按时率分档）',
    ...figures.bands.map(({ from: least, units, onTime }, i) => (
      `${i === 0 ? '' : `不足 ${String((figures.bands[i - 1]?.from ?? 1) * 100)}%，`}${least === 0 ? '其余' : `${String(least * 100)}% 以上`}：${String(units)} 家，按时 ${String(onTime.part)}／${String(onTime.of)}`)),
    '',
    '## 途中',
    ON_THE_WAY.map((type) => `${EVENT_LABELS[type]} ${String(events.get(type) ?? 0)}`).join('，'),
    `人的操作 ${String(acts)} 次，被系统拒绝 ${String([...refused.values()].reduce((sum, n) => sum + n, 0))} 次${[...refused].sort().map(([name, n]) => `；${name} ${String(n)}`).join('')}`,
    `工作进程被强行终止 ${String(deaths)} 次`,
    '',
  ];
}

/** What was checked and what was found; the last line counts the rules. */
export function verdictLines({ tickets, looked, findings }: Verdict): string[] {
  const failed = RULES.filter((rule) => findings.some((finding) => finding.rule === rule));
  return [
    '## 只凭数据库核对',
    ...RULES.flatMap((rule) => {
      const found = findings.filter((finding) => finding.rule === rule);
      const shown = found.map(({ number, words }) => `    ${number ? `${number}：` : ''}${words}`).sort().slice(0, EXAMPLES);
      return [`${found.length === 0 ? '✓' : '✗'} ${RULE_LABELS[rule]}${found.length === 0 ? '' : `：${String(found.length)} 处不符`}`, ...shown];
    }),
    `核对了 ${String(tickets)} 件、${String(looked.events)} 步、${String(looked.lights)} 盏灯、${String(looked.rounds)} 个办结轮次、${String(looked.ratings)} 次测评，${findings.length === 0 ? '无一不符' : `${String(findings.length)} 处不符`}。`,
    '',
    `${String(RULES.length - failed.length)} passed, ${String(failed.length)} failed, 0 skipped`,
  ];
}

const rate = (name: string, { part, of }: Rate, what: string): string => `${name} ${of === 0 ? '—' : `${(part / of * 100).toFixed(1)}%`}（${String(part)}／${String(of)}，${what}）`;
const told = (days: number | null): string => (days === null ? '—' : `${days.toFixed(1)} 天`);
