// Owns the worklists a person can have and their labels; apart from the schemas, so that screens need no validator.
// Leaves which tickets stand in each, and who has it, to the server's scope.

/** The worklists a person can have; each is a filter that the server knows. */
export const WORKLISTS = ['triage', 'objections', 'to_sign', 'to_handle', 'to_assist', 'to_review', 'to_endorse', 'to_sample', 'to_decide', 'to_escalate', 'absent_units', 'to_call_back', 'to_follow_up', 'follow_ups', 'to_deliver', 'to_rate', 'to_answer', 'mine', 'unit', 'all'] as const;
export type Worklist = (typeof WORKLISTS)[number];
export const WORKLIST_LABELS: Record<Worklist, string> = {
  triage: '待研判', objections: '异议', to_sign: '待签收', to_handle: '办理中', to_assist: '待协办', to_review: '待审签', to_endorse: '待签署申请', to_sample: '待抽查', to_decide: '待审批', to_escalate: '待会商包案', absent_units: '吹哨未到', to_call_back: '待回访', to_follow_up: '计划待回报', follow_ups: '计划未回报',
  to_deliver: '待告知', to_rate: '待测评', to_answer: '待补充', mine: '我的上报', unit: '本单位', all: '全部',
};

/** What there has been, in every status; the other lists hold what waits for somebody. */
const ARCHIVES: readonly Worklist[] = ['mine', 'unit', 'all'];
export const isArchive = (worklist: Worklist): boolean => ARCHIVES.includes(worklist);

/** A list is counted no further: an archive grows for ever, and whoever has a thousand waiting needs no exact number. */
export const COUNT_MOST = { waiting: 1000, archive: 100 } as const;
/** As shown: 999+, 99+ from there on. */
export function countWords(worklist: Worklist, count: number): string {
  const most = isArchive(worklist) ? COUNT_MOST.archive : COUNT_MOST.waiting;
  return count >= most ? `${String(most - 1)}+` : String(count);
}
