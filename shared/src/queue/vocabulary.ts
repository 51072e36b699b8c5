// Owns the words about jobs of the queue: in which state they are, and why one failed.
// Leaves which jobs there are to the server's catalogue of jobs.

/** Why a job could not be done, as far as a person needs to know to mend it. */
export const FAILURE_KINDS = ['missing', 'conflict', 'invalid', 'refused', 'busy', 'program'] as const;
export type FailureKind = (typeof FAILURE_KINDS)[number];

/** What it means, and what mends it. */
export const FAILURE_WORDS: Record<FailureKind, { label: string; mend: string }> = {
  missing: { label: '要用的数据不存在', mend: '引用的单位、人员、类别或设置可能被删除或改了编号。补上后重新执行。' },
  conflict: { label: '与已有数据冲突', mend: '同样的记录已经存在，或仍被其他记录使用。核对数据后重新执行；效果确实已有的，可以搁置。' },
  invalid: { label: '数据内容不符合要求', mend: '数据有缺项，或格式、长短不对。改正后重新执行。' },
  refused: { label: '业务规则不允许', mend: '请核对这件事项和有关设置。不需要再做的，写明原因后搁置。' },
  busy: { label: '系统繁忙或超时', mend: '多次没有轮到处理。等系统空闲后重新执行。' },
  program: { label: '程序没有处理好', mend: '通常是基础数据有空项，或程序有缺陷。请把错误信息交给维护人员，修好后重新执行。' },
};
