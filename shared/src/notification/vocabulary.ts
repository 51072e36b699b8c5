// Owns the words of the morning digest of heads and supervisors.
// Leaves which ticket stands under which word to the server's notification feature.

/** A ticket stands under the first that fits it; first what only the reader can answer; `news` is what happened, told here instead of in a notice of its own. */
export const DIGEST_GROUPS = ['to_endorse', 'to_decide', 'contests', 'late', 'due', 'to_sign', 'to_review', 'to_assist', 'to_explain', 'to_follow_up', 'news'] as const;
export type DigestGroup = (typeof DIGEST_GROUPS)[number];
export const DIGEST_GROUP_LABELS: Record<DigestGroup, string> = {
  to_endorse: '申请待签署', to_decide: '申请待决定', contests: '申辩待决定', late: '已超期', due: '即将到期', to_sign: '待签收', to_review: '待审签', to_assist: '待协办', to_explain: '要写说明', to_follow_up: '计划待回报', news: '有新进展',
};
