// Owns the parts of the supervisor's list and what can be owed there, with their labels; apart from the schemas, so that screens need no validator.
// Leaves what stands in each to the server.

/** 临期, 黄灯, 红灯, 环节超时, 待约谈, 申辩: each holds what waits now. */
export const SUPERVISION_SECTIONS = ['red', 'yellow', 'stage', 'soon', 'talk', 'contest'] as const;
export type SupervisionSection = (typeof SUPERVISION_SECTIONS)[number];
export const SUPERVISION_SECTION_LABELS: Record<SupervisionSection, string> = {
  red: '红灯', yellow: '黄灯', stage: '环节超时', soon: '即将超期', talk: '待约谈', contest: '申辩待决定',
};

/** What a unit owes: the result or the stage itself, a written explanation, a reason. */
export const UNIT_DEBTS = ['result', 'stage', 'explanation', 'reason'] as const;
export type UnitDebt = (typeof UNIT_DEBTS)[number];
export const UNIT_DEBT_LABELS: Record<UnitDebt, string> = { result: '办理结果', stage: '本环节', explanation: '书面说明', reason: '说明原因' };

/** What a contest can be of: a light or card, or a rating. A supervisor decides both. */
export const CONTESTED = ['measure', 'rating'] as const;

/** A section is counted no further. */
export const SUPERVISION_COUNT_MOST = 1000;
