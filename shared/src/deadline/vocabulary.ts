// Owns the words of clocks: stage limits, reasons of days, statutory holidays.
// Leaves the numbers to limits.ts, refusals to errors.ts, and all counting to the server's deadline domain.

/** Limits counted forward in working days from the day something began; each lights the same way as the ticket's own. */
export const STAGE_LIMITS = [
  'assess', 'sign', 'first_contact', 'review', 'return', 'awaiting_reporter',
  'objection', 'rating_reminder', 'contest', 'contest_decision',
] as const;
export type StageLimit = (typeof STAGE_LIMITS)[number];
export const STAGE_LIMIT_LABELS: Record<StageLimit, string> = {
  assess: '研判期限', sign: '签收期限', first_contact: '首次联系期限', review: '审核期限',
  return: '退回期限', awaiting_reporter: '等待反映人补充期限', objection: '异议期限',
  rating_reminder: '测评提醒', contest: '申辩期限', contest_decision: '申辩决定期限',
};

/** Why a light falls at its moment. */
export const RUNG_REASONS = [
  'a_third_left', 'last_days_left', 'limit_passed', 'days_over', 'second_yellow', 'days_after_red', 'unsatisfied_again', 'stage_limit_passed',
] as const;
export type RungReason = (typeof RUNG_REASONS)[number];
export const RUNG_REASON_LABELS: Record<RungReason, string> = {
  a_third_left: '期限只剩三分之一', last_days_left: '即将到期', limit_passed: '期限已过', days_over: '超期多日',
  second_yellow: '本件第二次黄灯', days_after_red: '红灯后仍未办结', unsatisfied_again: '多次不满意', stage_limit_passed: '本环节时限已过',
};

/** Stages whose limit lights by itself, at whoever holds the ticket then. */
export const LIGHT_STAGES = ['assess', 'sign', 'review_head', 'review_supervisor', 'assisting', 'request_head', 'request_supervisor'] as const;
export type LightStage = (typeof LIGHT_STAGES)[number];
export const LIGHT_STAGE_LABELS: Record<LightStage, string> = {
  assess: '研判', sign: '签收', review_head: '负责人审签', review_supervisor: '督办员抽查', assisting: '协办答复',
  request_head: '负责人签署申请', request_supervisor: '督办员决定申请',
};

/** Why a light that was to come does not: the clock stopped, the stage was done, or the ticket ended. */
export const TIMER_CANCELS = ['result_submitted', 'waiting', 'paused', 'request_pending', 'stage_done', 'merged', 'declined', 'withdrawn'] as const;
export type TimerCancel = (typeof TIMER_CANCELS)[number];

/** What became of the moment at which a light falls. */
export const TIMER_STATES = ['waiting', 'lit', 'cancelled'] as const;
export type TimerState = (typeof TIMER_STATES)[number];

/** Why a day counts or does not; `statutory` is known by law alone, before the yearly notice. */
export const DAY_REASONS = ['weekday', 'make_up_work', 'weekend', 'holiday', 'statutory'] as const;
export type DayReason = (typeof DAY_REASONS)[number];
export const DAY_REASON_LABELS: Record<DayReason, string> = {
  weekday: '工作日', make_up_work: '调休上班', weekend: '周末', holiday: '放假', statutory: '法定节日（暂定）',
};

/** The holidays of all citizens, in the order of article 2 of 全国年节及纪念日放假办法. */
export const STATUTORY_HOLIDAYS = [
  'new_year', 'spring_festival', 'qingming', 'labour_day', 'dragon_boat', 'mid_autumn', 'national_day',
] as const;
export type StatutoryHoliday = (typeof STATUTORY_HOLIDAYS)[number];
export const STATUTORY_HOLIDAY_LABELS: Record<StatutoryHoliday, string> = {
  new_year: '元旦', spring_festival: '春节', qingming: '清明节', labour_day: '劳动节',
  dragon_boat: '端午节', mid_autumn: '中秋节', national_day: '国庆节',
};
export const STATUTORY_SOURCE = '全国年节及纪念日放假办法（国务院令第795号）';
