// Owns the list of things that can be done to a ticket, their labels, and the events they leave.
// Leaves who may do them, and when, to the server's lifecycle and permission tables.

/** Every command on an existing ticket; `submit` and `submit_solved` create one. */
export const ACTIONS = [
  'submit', 'submit_solved', 'route', 'assess', 'lift', 'dispatch', 'answer_at_once', 'answer_finally', 'merge', 'decline',
  'object', 'uphold_decline', 'overturn_decline', 'sign_for', 'return', 'designate', 'assign',
  'note', 'message', 'supplement', 'ask_reporter', 'answer_question', 'stop_waiting', 'resume',
  'request_extension', 'request_pause', 'request_complexity', 'endorse_request', 'grant_request', 'refuse_request', 'withdraw_request',
  'contest_rating', 'exclude_rating', 'keep_rating',
  'ask_higher_level', 'call_units', 'record_arrivals', 'assist_answer', 'submit_result',
  'approve', 'send_back', 'pass', 'deliver', 'rate', 'remark', 'reopen', 'withdraw',
  'urge', 'instruct', 'take_charge', 'joint_review', 'record_callback', 'light',
  'explain_light', 'contest_measure', 'uphold_measure', 'revoke_measure', 'card', 'close_unrated',
  'remind_rating', 'ask_follow_up', 'record_follow_up',
] as const;
export type Action = (typeof ACTIONS)[number];

export const ACTION_LABELS: Record<Action, string> = {
  submit: '上报', submit_solved: '当场解决', route: '智能研判建议', assess: '研判', lift: '提级', dispatch: '派单',
  answer_at_once: '直接答复', answer_finally: '终结答复', merge: '并单', decline: '不予受理',
  object: '提出异议', uphold_decline: '维持不予受理', overturn_decline: '改为受理',
  sign_for: '签收', return: '退回', designate: '指定办理', assign: '指派承办人',
  note: '内部备注', message: '留言', supplement: '补充材料', ask_reporter: '请反映人补充',
  answer_question: '回复补充', stop_waiting: '结束等待', resume: '恢复计时',
  request_extension: '申请延期', request_pause: '申请暂停计时', request_complexity: '申请变更难易', endorse_request: '签署同意',
  grant_request: '批准申请', refuse_request: '不同意申请', withdraw_request: '撤回申请',
  contest_rating: '测评申辩', exclude_rating: '不计入考核', keep_rating: '维持计入',
  ask_higher_level: '提请上级协调', call_units: '吹哨', record_arrivals: '登记到场', assist_answer: '协办答复',
  submit_result: '提交结果', approve: '审签通过', send_back: '退回重办', pass: '抽查通过', deliver: '告知反映人',
  rate: '测评', remark: '补记评价', reopen: '重新办理', withdraw: '撤回', urge: '催办', instruct: '批示',
  take_charge: '领导包案', joint_review: '疑难会商', record_callback: '记录回访', light: '亮灯',
  explain_light: '说明情况', contest_measure: '申辩', uphold_measure: '维持', revoke_measure: '撤销', card: '发督办文书',
  close_unrated: '未评价归档', remind_rating: '提醒测评', ask_follow_up: '计划到期', record_follow_up: '回报计划进展',
};

/** What the timeline says happened: one event type per action, named noun.past. */
export const EVENT_TYPES = [
  'ticket.submitted', 'ticket.solved_on_spot', 'ticket.routed', 'ticket.assessed', 'ticket.lifted', 'ticket.dispatched',
  'ticket.answered_at_once', 'ticket.answered_finally', 'ticket.merged', 'ticket.merged_in', 'ticket.declined',
  'decline.objected', 'decline.upheld', 'decline.overturned', 'ticket.signed', 'ticket.returned',
  'ticket.designated', 'ticket.assigned', 'note.added', 'message.sent', 'ticket.supplemented', 'reporter.asked',
  'reporter.answered', 'waiting.stopped', 'clock.paused', 'clock.resumed', 'higher_level.asked', 'units.called',
  'arrivals.recorded', 'assistance.answered', 'result.submitted', 'result.approved', 'result.sent_back',
  'result.passed', 'ticket.concluded', 'result.delivered', 'result.rated', 'rating.remarked', 'ticket.reopened',
  'ticket.withdrawn', 'ticket.urged', 'ticket.instructed', 'ticket.taken_in_charge', 'joint_review.recorded',
  'callback.recorded', 'light.lit', 'light.explained', 'measure.contested', 'measure.upheld', 'measure.revoked', 'card.issued', 'ticket.closed', 'ticket.unrated_closed',
  'rating.reminded', 'follow_up.asked', 'follow_up.recorded',
  'deadline.recomputed', 'stage.recomputed',
  'request.asked', 'request.endorsed', 'request.granted', 'request.refused', 'request.withdrawn', 'request.lapsed', 'clock.extended', 'complexity.changed',
  'rating.contested', 'rating.excluded', 'rating.kept',
] as const;
export type EventType = (typeof EVENT_TYPES)[number];

export const EVENT_LABELS: Record<EventType, string> = {
  'ticket.submitted': '上报', 'ticket.solved_on_spot': '当场解决', 'ticket.routed': '转研判台', 'ticket.assessed': '研判', 'ticket.lifted': '提级至区研判',
  'ticket.dispatched': '派单', 'ticket.answered_at_once': '拟直接答复', 'ticket.answered_finally': '拟终结答复',
  'ticket.merged': '并入另一件', 'ticket.merged_in': '并入一件相同事项', 'ticket.declined': '不予受理', 'decline.objected': '反映人提出异议',
  'decline.upheld': '维持不予受理', 'decline.overturned': '异议成立，重新研判', 'ticket.signed': '签收', 'ticket.returned': '退回研判',
  'ticket.designated': '指定办理', 'ticket.assigned': '指派承办人', 'note.added': '内部备注', 'message.sent': '留言',
  'ticket.supplemented': '补充材料', 'reporter.asked': '请反映人补充', 'reporter.answered': '反映人已补充', 'waiting.stopped': '等待期满，继续办理',
  'clock.paused': '暂停计时', 'clock.resumed': '恢复计时', 'higher_level.asked': '提请上级协调', 'units.called': '吹哨',
  'arrivals.recorded': '登记到场', 'assistance.answered': '协办答复', 'result.submitted': '提交结果', 'result.approved': '负责人审签通过',
  'result.sent_back': '退回重办', 'result.passed': '督办抽查通过', 'ticket.concluded': '办结', 'result.delivered': '反馈反映人',
  'result.rated': '测评', 'rating.remarked': '补记评价', 'ticket.reopened': '不满意，重新办理', 'ticket.withdrawn': '撤回', 'ticket.urged': '催办',
  'ticket.instructed': '领导批示', 'ticket.taken_in_charge': '领导包案', 'joint_review.recorded': '疑难会商', 'callback.recorded': '回访记录',
  'light.lit': '亮灯', 'light.explained': '说明情况', 'measure.contested': '提出申辩', 'measure.upheld': '申辩不成立，维持', 'measure.revoked': '申辩成立，撤销',
  'card.issued': '督办文书', 'ticket.closed': '归档', 'ticket.unrated_closed': '到期未评价归档',
  'rating.reminded': '尚未测评，提醒并安排回访', 'follow_up.asked': '计划到期，请承办单位回报', 'follow_up.recorded': '回报计划进展',
  'deadline.recomputed': '办理期限因节假日安排调整', 'stage.recomputed': '环节时限因节假日安排调整',
  'request.asked': '提出申请', 'request.endorsed': '负责人签署同意', 'request.granted': '申请获批', 'request.refused': '申请未获同意',
  'request.withdrawn': '撤回申请', 'request.lapsed': '申请随办结失效', 'clock.extended': '延期', 'complexity.changed': '变更难易',
  'rating.contested': '对测评提出申辩', 'rating.excluded': '这次测评不计入单位考核', 'rating.kept': '申辩未成立，测评照常计入',
};
