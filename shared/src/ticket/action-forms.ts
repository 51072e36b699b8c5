// Owns how each action is filled in: its fields in order, their labels, and what is said before sending.
// Leaves checking to action-inputs.ts, drawing to the mini-app, and who sees the action to the server.
import type { PersonAction } from './action-inputs.js';

export const FIELD_KINDS = [
  'text', 'line', 'working_days', 'attachments', 'unit', 'unit_or_desk', 'units', 'called_units', 'person', 'category', 'day', 'ticket', 'yes_no',
  'nature', 'complexity', 'result_kind', 'decline_reason', 'pause_reason', 'sticking_point', 'card_kind', 'satisfaction', 'unsatisfied_reason', 'delivery_channel',
  'light_to_explain', 'measure_to_contest', 'contest_to_decide', 'document_number', 'follow_up_outcome',
] as const;
export type FieldKind = (typeof FIELD_KINDS)[number];

export interface Field {
  name: string;
  kind: FieldKind;
  label: string;
  required: boolean;
  hint?: string;
  /** Shown only while another field has one of these values. */
  when?: { field: string; is: readonly string[] };
}

export interface ActionForm {
  fields: Field[];
  /** The sentence on the button's sheet that says what will happen. */
  says: string;
  /** main: the step's next move; words: speech; grave: asks again before it is sent. */
  weight: 'main' | 'other' | 'words' | 'grave';
  /** Whether the sender's version must be the current one. */
  versioned: boolean;
}

const must = (name: string, kind: FieldKind, label: string, hint?: string): Field => ({ name, kind, label, required: true, hint });
const may = (name: string, kind: FieldKind, label: string, hint?: string): Field => ({ name, kind, label, required: false, hint });
const form = (weight: ActionForm['weight'], says: string, ...fields: Field[]): ActionForm =>
  ({ fields, says, weight, versioned: weight !== 'words' });
/** What only puts something on record fits whatever happened meanwhile. */
const record = (weight: ActionForm['weight'], says: string, ...fields: Field[]): ActionForm => ({ ...form(weight, says, ...fields), versioned: false });

const files = may('attachmentIds', 'attachments', '附件', '照片、录音、pdf、Word、Excel，每个不超过 10 MB');
const assessment = [must('nature', 'nature', '性质'), must('categoryCode', 'category', '事项类别'), must('complexity', 'complexity', '难易')];
const result = [
  must('kind', 'result_kind', '结果'),
  { ...must('plannedFor', 'day', '计划完成日期'), when: { field: 'kind', is: ['planned'] } },
  must('text', 'text', '办理结果或答复意见', '写清做了什么、依据什么；暂时办不到的，写明原因和下次答复日期。'),
  files,
];

export const ACTION_FORMS: Record<PersonAction, ActionForm> = {
  assess: form('other', '研判性质、类别和难易，决定办理期限。', ...assessment),
  lift: form('other', '提交区级研判员处理。', must('reason', 'text', '提级理由')),
  dispatch: form('main', '派给牵头单位，一个工作日内签收。', ...assessment,
    must('leadUnitId', 'unit', '牵头单位'), may('assistingUnitIds', 'units', '协办单位'), may('note', 'text', '派单说明'),
    may('sameLeadReason', 'line', '再次派给同一单位的理由')),
  answer_at_once: form('other', '由研判员直接答复，督办员审核后反馈。', ...result),
  answer_finally: form('grave', '三次不满意后的终结答复，督办员批准后归档，计为不满意。', must('text', 'text', '答复意见'), must('reason', 'text', '终结理由'), files),
  merge: form('grave', '并入另一件正在办理的事项；反映人各自得到答复、各自测评。', must('targetId', 'ticket', '并入事项')),
  decline: form('grave', '不予受理，并告知反映人应走的渠道；反映人可在五个工作日内提出异议。', must('reason', 'decline_reason', '理由'), must('path', 'text', '告知的渠道')),
  object: form('main', '对不予受理有异议，由督办员复核。', must('text', 'text', '异议理由'), files),
  uphold_decline: form('main', '维持不予受理。', must('text', 'text', '复核意见')),
  overturn_decline: form('main', '异议成立，退回重新研判。', must('text', 'text', '复核意见')),
  sign_for: form('main', '签收后由本单位办理，不能再退回。'),
  return: form('other', '退回研判，每个单位每轮只能退回一次。', must('reason', 'text', '退回理由（职责依据）'), may('proposedUnitId', 'unit', '建议承办单位')),
  designate: form('main', '指定办理，被指定单位不能退回。', must('leadUnitId', 'unit', '牵头单位'), may('assistingUnitIds', 'units', '协办单位'), must('reason', 'text', '指定理由')),
  assign: form('other', '指派本单位承办人。', must('personId', 'person', '承办人'), may('reason', 'line', '再次指派同一人的理由')),
  note: form('words', '只有工作人员可见。', must('text', 'text', '备注'), files),
  message: form('words', '反映人和承办单位都能看到。', must('text', 'text', '留言'), files),
  supplement: form('words', '补充的情况会提醒承办单位。', must('text', 'text', '补充情况'), files),
  ask_reporter: form('other', '请反映人补充，等待期间暂停计时，每轮一次，最多十个工作日。', must('question', 'text', '需要补充什么'), files),
  answer_question: form('main', '答复承办单位，恢复办理。', must('text', 'text', '回复'), files),
  resume: form('main', '恢复计时，期限顺延暂停的工作日。', may('note', 'text', '暂停原因如何了结'), may('document', 'line', '依据文书'), files),
  request_extension: form('other', '一般事项每轮一次，期限届满前提出，负责人签署、督办员决定，不超过两个月；理由会告知反映人。',
    must('workingDays', 'working_days', '延长的工作日'), must('reason', 'text', '理由', '反映人会看到这段话，写清为什么需要、接下来做什么。'), files),
  request_pause: form('other', '检验、检测、听证、专家评审期间暂停计时，由督办员决定，自提出之日起算。', must('reason', 'pause_reason', '原因'),
    must('until', 'day', '暂停到'), must('document', 'line', '依据文书'), may('note', 'text', '说明'), files),
  request_complexity: form('other', '首次派单后变更难易，负责人签署、督办员决定；改为复杂的，期限从起算日起按两个月计。',
    must('complexity', 'complexity', '改为'), must('reason', 'text', '理由'), files),
  endorse_request: form('main', '签署同意，报督办员决定。', may('opinion', 'text', '意见')),
  grant_request: form('main', '批准后自提出之时起生效。', may('opinion', 'text', '意见')),
  refuse_request: form('other', '不同意，期限照旧，理由告知申请人。', must('reason', 'text', '理由')),
  withdraw_request: form('other', '撤回还没有决定的申请，期限照旧。'),
  contest_rating: record('other', '测评后三个工作日内可以申辩，由督办员决定是否计入本单位考核；测评本身不改不删。', must('text', 'text', '申辩理由', '写明哪里不合理、依据是什么。'), files),
  exclude_rating: record('grave', '这次不满意不计入单位考核，测评保留；理由向反映人公开。', must('reason', 'text', '公开的理由', '反映人会看到这段话。')),
  keep_rating: record('other', '申辩不成立，测评照常计入考核。', must('reason', 'text', '理由')),
  ask_higher_level: record('other', '提请上级协调，计时不停。', must('text', 'text', '需要上级协调的事项')),
  call_units: record('other', '吹哨请有关单位到场。', must('stickingPoint', 'sticking_point', '卡点'), must('unitIds', 'units', '请到场的单位'), must('text', 'text', '事由')),
  record_arrivals: record('other', '登记到场情况，未到场的单位记录在案。', may('arrivedUnitIds', 'called_units', '已到场'), must('text', 'text', '现场情况'), files),
  assist_answer: record('main', '向牵头单位提交协办意见。', must('text', 'text', '协办意见'), files),
  submit_result: form('main', '提交办理结果。', ...result),
  approve: form('main', '审签通过。', may('opinion', 'text', '意见')),
  send_back: form('other', '退回重新办理，计时视为从未停止。', must('reason', 'text', '退回理由')),
  pass: form('main', '抽查通过，反馈反映人。', may('opinion', 'text', '意见')),
  deliver: form('main', '确认已把结果告诉反映人。', must('channel', 'delivery_channel', '告知方式'), may('words', 'text', '反映人的话')),
  rate: form('main', '您对办理结果满意吗？', must('satisfaction', 'satisfaction', '评价'),
    { ...must('reason', 'unsatisfied_reason', '不满意的原因'), when: { field: 'satisfaction', is: ['unsatisfied'] } },
    { ...must('text', 'text', '具体情况'), when: { field: 'satisfaction', is: ['unsatisfied'] } },
    { ...files, when: { field: 'satisfaction', is: ['unsatisfied'] } }),
  remark: record('other', '补记您的评价。', must('satisfaction', 'satisfaction', '评价'), may('text', 'text', '想说的话'), files),
  withdraw: form('grave', '撤回后不再办理。', may('words', 'text', '撤回原因（代反映人撤回时写明反映人的意见）')),
  urge: form('words', '催办会提醒当前承办的人。', must('text', 'text', '催办内容')),
  instruct: form('words', '批示会送达承办单位和督办员。', must('text', 'text', '批示')),
  take_charge: record('other', '由您包案，直至反映人满意或作出终结答复；要求会送达承办单位和督办员，反映人也会看到。', must('text', 'text', '要求', '写明由谁办、哪天前办到哪一步。')),
  joint_review: record('other', '登记谁参加了会商、商定怎么办；登记以后才能再派单。', must('heldOn', 'day', '会商日期'), must('unitIds', 'units', '参加单位'), must('decision', 'text', '会商决定', '写明由哪个单位牵头、办什么、哪天前办好。')),
  record_callback: record('main', '记录回访；评价只能由反映人自己作出。对方愿意评价的，请在“反映人”里给新链接；没联系上的，过后会再提醒。', must('reached', 'yes_no', '是否联系上'), must('words', 'text', '反映人的话', '没联系上的，写明何时打过。')),
  record_follow_up: record('main', '告诉反映人计划办到哪一步；没有办完的写明下次回报的日期。', must('outcome', 'follow_up_outcome', '进展'),
    { ...must('plannedFor', 'day', '下次回报日期'), when: { field: 'outcome', is: ['kept', 'moved'] } },
    must('text', 'text', '办理情况', '改期的，写明原因。'), files),
  explain_light: record('main', '写明为什么超期、现在到哪一步、哪天办好。', must('measure', 'light_to_explain', '哪一盏灯'), must('text', 'text', '情况说明'), files),
  contest_measure: record('other', '对亮灯或督办文书有不同意见，由督办员在规定期限内决定维持或撤销。', must('measure', 'measure_to_contest', '申辩哪一项'), must('text', 'text', '申辩理由', '写明事实和依据，可以附材料。'), files),
  uphold_measure: record('main', '申辩不成立，亮灯或文书照常计算。', must('measure', 'contest_to_decide', '哪一项申辩'), must('text', 'text', '维持的理由')),
  revoke_measure: record('other', '申辩成立，记录保留，不再计算。', must('measure', 'contest_to_decide', '哪一项申辩'), must('text', 'text', '撤销的理由')),
  card: record('grave', '督办单、黄牌、红牌、约谈均须文号，对单位不对个人。', must('kind', 'card_kind', '类型'), must('unitId', 'unit_or_desk', '单位'),
    must('documentNumber', 'document_number', '文号', '同一类文书一年一个序号，不能重号。'), must('text', 'text', '内容'),
    { ...must('heldOn', 'day', '约谈日期'), when: { field: 'kind', is: ['talk'] } },
    { ...must('attendees', 'line', '单位参加人员', '姓名和职务'), when: { field: 'kind', is: ['talk'] } },
    { ...must('agreed', 'text', '商定的整改事项'), when: { field: 'kind', is: ['talk'] } }),
};
