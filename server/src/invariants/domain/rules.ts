// Owns the list of what must hold in every database, with the sentence a report says.
// Leaves finding out to check-ticket.ts.

/** What must hold, in the order of a report. */
export const RULES = ['place', 'light', 'early', 'two_months', 'rating', 'history', 'chain', 'frozen', 'owed'] as const;
export type Rule = (typeof RULES)[number];

export const RULE_LABELS: Record<Rule, string> = {
  place: '件件有着落：每一件都有承接的人或单位，并入的都有去处',
  light: '每轮每级至多亮一次，且恰在独立重算该亮时亮',
  early: '没有一盏灯提前亮',
  two_months: '没有一件过了两个月而未亮黄灯',
  rating: '每个不满意都恰有一个新的轮次（或终结答复）',
  history: '每一步都合规，事项表与经过一致',
  chain: '事件链完整，首尾相接，没有改动',
  frozen: '办结时冻结的事实没有改动',
  owed: '没有欠着的后台任务',
};

/** What does not hold on one ticket. */
export interface Problem {
  rule: Rule;
  words: string;
}
