// Owns one ordinary, legal input per command, so that a story only says what matters to it.
// Leaves the meaning of each field to shared. Used by specs only, never part of the product.
import type { ActionInput, TicketAction } from '@zhitongche/shared/ticket/action-inputs.js';
import { UNITS, handler } from './people.js';

export const INPUTS: { [A in TicketAction]: ActionInput<A> } = {
  route: {
    suggestion: {
      nature: 'help', hints: [],
      candidates: [{ categoryCode: 'school-traffic', leadUnitId: UNITS.education, assistingUnitIds: [], score: 0.7, words: ['上学', '接送'] }],
    },
  },
  assess: { nature: 'help', categoryCode: 'school-traffic', complexity: 'ordinary' },
  lift: { reason: '涉及全区公交线路，镇里定不了。' },
  dispatch: {
    leadUnitId: UNITS.education, assistingUnitIds: [UNITS.transport], nature: 'help', categoryCode: 'school-traffic', complexity: 'ordinary',
  },
  answer_at_once: { kind: 'answered', text: '社保卡可在镇便民服务中心一楼补办，当场可取。' },
  answer_finally: { text: '三公里以内不开校车，已安排志愿者护送。', reason: '三轮办理，政策依据明确。' },
  merge: { targetId: '00000000-0000-4000-8000-000000000002' },
  decline: { reason: 'court', path: '请向区人民法院起诉，地址：临平南大街。' },
  object: { text: '法院说不归他们管。' },
  uphold_decline: { text: '已与法院核实，应当受理。' },
  overturn_decline: { text: '反映的是公共设施，区里应当受理。' },
  sign_for: {},
  return: { reason: '路灯由交通运输局管养。' },
  designate: { leadUnitId: UNITS.lighting, assistingUnitIds: [UNITS.transport], reason: '两家都说不归自己，由综合行政执法局牵头。' },
  assign: { personId: handler.personId },
  note: { text: '已联系学校总务处。' },
  message: { text: '您好，我们周四上门看现场。' },
  supplement: { text: '补充：一共十一个孩子。' },
  ask_reporter: { question: '孩子们分别在哪个班？' },
  answer_question: { text: '三年级六个，五年级五个。' },
  stop_waiting: {},
  pause: { reason: 'test', until: '2026-12-31', document: '环监〔2026〕7号' },
  resume: {},
  ask_higher_level: { text: '线路审批权在市里。' },
  call_units: { stickingPoint: 'approval', unitIds: [UNITS.bus, UNITS.police], text: '周三上午在村口碰头。' },
  record_arrivals: { arrivedUnitIds: [UNITS.bus], text: '公交公司到场，公安未到。' },
  assist_answer: { text: '本局可增开早晚各一班。' },
  submit_result: { kind: 'solved', text: '九月起开通接送车，两名志愿者值守。' },
  approve: {},
  send_back: { reason: '没有写明何时开通。' },
  pass: {},
  deliver: { channel: 'in_person' },
  rate: { satisfaction: 'satisfied' },
  remark: { satisfaction: 'satisfied', text: '后来车开得很准时。' },
  reopen: {},
  withdraw: { words: '莫阿婆说不用了，孙女转学了。' },
  urge: { text: '已经一周没有消息了。' },
  instruct: { text: '请教育局本周内拿出方案。' },
  take_charge: { text: '这件事我来包。' },
  joint_review: { heldOn: '2026-03-02', unitIds: [UNITS.education, UNITS.transport], decision: '开通定制公交。' },
  record_callback: { reached: true, words: '说车还没有来。' },
  remind_rating: {},
  ask_follow_up: {},
  record_follow_up: { outcome: 'fulfilled', text: '专线九月一日已经开通。' },
  light: { level: 'yellow_light' },
  explain_light: { measure: '1', text: '管线会签晚了两天，本周五办好。' },
  contest_measure: { measure: '1', text: '系统停机当天未能提交，附截图。' },
  uphold_measure: { measure: '1', text: '停机半小时，不影响提交。' },
  revoke_measure: { measure: '1', text: '停机属实，予以撤销。' },
  card: { kind: 'supervision_order', unitId: UNITS.education, documentNumber: '督〔2026〕3号', text: '请三日内书面说明。' },
  close_unrated: {},
};

/** What an unsatisfied reporter taps and writes. */
export const UNSATISFIED = { satisfaction: 'unsatisfied', reason: 'not_solved', text: '距离不足，无法开通？孩子还是没车坐。' } as const;
