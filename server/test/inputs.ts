// Owns one ordinary, legal input for each action in the demo district.
// Leaves what a story says in particular to the stories.
import type { PersonAction } from '@zhitongche/shared/ticket/action-inputs.js';
import { CAST, HELP } from './cast.js';
import type { Input } from './visitor.js';

/** A number is given once. */
let documents = 0;

/** `otherTicketId`: an open ticket of the same line, for merging. */
export function ordinaryInputs(otherTicketId: string): { [A in PersonAction]: Input<A> } {
  return {
    assess: HELP,
    lift: { reason: '涉及全区公交线路。' },
    dispatch: { ...HELP, leadUnitId: 'education', assistingUnitIds: ['transport'] },
    answer_at_once: { kind: 'answered', text: '社保卡在镇便民服务中心一楼补办。' },
    answer_finally: { text: '三公里以内不开校车。', reason: '三轮办理，依据明确。' },
    merge: { targetId: otherTicketId },
    decline: { reason: 'court', path: '请向区人民法院起诉。' },
    object: { text: '法院说不归他们管。' },
    uphold_decline: { text: '已与法院核实。' },
    overturn_decline: { text: '区里应当受理。' },
    sign_for: {},
    return: { reason: '路灯由交通局管养。' },
    designate: { leadUnitId: 'urban-management', reason: '两家都说不归自己。' },
    assign: { personId: CAST.handler },
    note: { text: '已联系学校总务处。' },
    message: { text: '您好，我们周四上门看现场。' },
    supplement: { text: '一共十一个孩子。' },
    ask_reporter: { question: '孩子们在哪个班？' },
    answer_question: { text: '三年级六个。' },
    resume: {},
    request_extension: { workingDays: 5, reason: '接送车要等招标结果。' },
    request_pause: { reason: 'test', until: '2026-03-20', document: '检〔2026〕7号' },
    request_complexity: { complexity: 'complex', reason: '涉及三条公交线路。' },
    endorse_request: {},
    grant_request: {},
    refuse_request: { reason: '十五个工作日足够。' },
    withdraw_request: {},
    contest_rating: { text: '线路不在本区管辖内，已书面说明。' },
    exclude_rating: { reason: '线路审批权在市里，本单位已依法答复。' },
    keep_rating: { reason: '没有上门，答复过于简单。' },
    ask_higher_level: { text: '线路审批权在市里。' },
    call_units: { stickingPoint: 'approval', unitIds: ['bus'], text: '周三村口碰头。' },
    record_arrivals: { arrivedUnitIds: ['bus'], text: '公交公司到场。' },
    assist_answer: { text: '可增开早晚各一班。' },
    submit_result: { kind: 'solved', text: '九月起开通接送车。' },
    approve: {},
    send_back: { reason: '没有写明何时开通。' },
    pass: {},
    deliver: { channel: 'in_person' },
    rate: { satisfaction: 'satisfied' },
    remark: { satisfaction: 'satisfied', text: '后来车开得很准时。' },
    withdraw: { words: '说不用了，孩子转学了。' },
    urge: { text: '一周没有消息了。' },
    instruct: { text: '请本周内拿出方案。' },
    take_charge: { text: '这件事我来包。' },
    joint_review: { heldOn: '2026-03-02', unitIds: ['education'], decision: '开通定制公交。' },
    record_callback: { reached: true, words: '说车还没有来。' },
    record_follow_up: { outcome: 'fulfilled', text: '专线已经开通。' },
    explain_light: { measure: '1', text: '管线会签晚了两天，本周五办好。' },
    contest_measure: { measure: '1', text: '系统停机当天未能提交，附截图。' },
    uphold_measure: { measure: '1', text: '停机半小时，不影响提交。' },
    revoke_measure: { measure: '1', text: '停机属实，予以撤销。' },
    card: { kind: 'supervision_order', unitId: 'education', documentNumber: `督〔2026〕${String((documents += 1))}号`, text: '请三日内书面说明。' },
  };
}
