// Owns the words of a ticket's state: steps, statuses, natures, results, ratings, lights, with their Chinese labels.
// Leaves actions and events to actions.ts, shapes to contract.ts, and every rule to the server's domain.

/** The eight steps (八个环节) every issue passes, in order. */
export const STEPS = ['report', 'assess', 'dispatch', 'handle', 'supervise', 'conclude', 'feedback', 'rate'] as const;
export type Step = (typeof STEPS)[number];
export const STEP_LABELS: Record<Step, string> = {
  report: '上报', assess: '研判', dispatch: '分流', handle: '处置',
  supervise: '监督', conclude: '办结', feedback: '反馈', rate: '测评',
};

export const STATUSES = [
  'submitted', 'assessing', 'dispatched', 'handling', 'awaiting_reporter', 'paused', 'reviewing',
  'concluded', 'awaiting_rating', 'closed', 'merged', 'declined', 'withdrawn', 'unrated_closed',
] as const;
export type Status = (typeof STATUSES)[number];
export const STATUS_LABELS: Record<Status, string> = {
  submitted: '已上报', assessing: '研判中', dispatched: '待签收', handling: '办理中',
  awaiting_reporter: '待反映人补充', paused: '暂停计时', reviewing: '审核中', concluded: '已办结',
  awaiting_rating: '待测评', closed: '已归档', merged: '已并单', declined: '不予受理',
  withdrawn: '已撤回', unrated_closed: '未评价归档',
};

/** Statuses in which a ticket has ended; `declined` may still be objected to. */
export const END_STATUSES = ['closed', 'merged', 'declined', 'withdrawn', 'unrated_closed'] as const satisfies readonly Status[];

/** Statuses in which somebody still owes the reporter something. */
export const OPEN_STATUSES = STATUSES.filter((s) => !(END_STATUSES as readonly Status[]).includes(s));

/** The step a status belongs to; `closed` and the other ends stand at the last step. */
export const STEP_OF_STATUS: Record<Status, Step> = {
  submitted: 'report', assessing: 'assess', dispatched: 'dispatch', handling: 'handle',
  awaiting_reporter: 'handle', paused: 'handle', reviewing: 'supervise', concluded: 'conclude',
  awaiting_rating: 'feedback', closed: 'rate', merged: 'assess', declined: 'assess',
  withdrawn: 'report', unrated_closed: 'rate',
};

/** Who is reviewing a result while the status is `reviewing`. */
export const REVIEW_STAGES = ['head', 'supervisor'] as const;
export type ReviewStage = (typeof REVIEW_STAGES)[number];
export const REVIEW_STAGE_LABELS: Record<ReviewStage, string> = { head: '部门负责人审签', supervisor: '督办员抽查' };

export const NATURES = ['consultation', 'help', 'complaint', 'suggestion', 'whistleblowing'] as const;
export type Nature = (typeof NATURES)[number];
export const NATURE_LABELS: Record<Nature, string> = {
  consultation: '咨询', help: '求助', complaint: '投诉', suggestion: '建议', whistleblowing: '举报',
};

export const COMPLEXITIES = ['ordinary', 'complex'] as const;
export type Complexity = (typeof COMPLEXITIES)[number];
export const COMPLEXITY_LABELS: Record<Complexity, string> = { ordinary: '一般', complex: '复杂' };

export const RESULT_KINDS = ['solved', 'answered', 'planned', 'solved_on_spot', 'unfounded'] as const;
export type ResultKind = (typeof RESULT_KINDS)[number];
export const RESULT_KIND_LABELS: Record<ResultKind, string> = {
  solved: '已解决', answered: '解释答复', planned: '列入计划', solved_on_spot: '当场解决', unfounded: '不属实',
};
/** The kinds a unit may submit; 当场解决 is only ever a cadre's. */
export const SUBMITTABLE_RESULT_KINDS = ['solved', 'answered', 'planned', 'unfounded'] as const satisfies readonly ResultKind[];

/** What became of a plan on its day: done; going on as planned until another look; put off, with the reason. */
export const FOLLOW_UP_OUTCOMES = ['fulfilled', 'kept', 'moved'] as const;
export type FollowUpOutcome = (typeof FOLLOW_UP_OUTCOMES)[number];
export const FOLLOW_UP_OUTCOME_LABELS: Record<FollowUpOutcome, string> = {
  fulfilled: '已经兑现', kept: '按计划推进', moved: '改期',
};

export const SATISFACTIONS = ['satisfied', 'mostly_satisfied', 'understands', 'unsatisfied'] as const;
export type Satisfaction = (typeof SATISFACTIONS)[number];
export const SATISFACTION_LABELS: Record<Satisfaction, string> = {
  satisfied: '满意', mostly_satisfied: '基本满意', understands: '理解', unsatisfied: '不满意',
};

export const UNSATISFIED_REASONS = ['not_solved', 'only_promised', 'not_contacted', 'too_slow', 'bad_attitude', 'not_my_issue'] as const;
export type UnsatisfiedReason = (typeof UNSATISFIED_REASONS)[number];
export const UNSATISFIED_REASON_LABELS: Record<UnsatisfiedReason, string> = {
  not_solved: '问题没有解决', only_promised: '只有答复没有行动', not_contacted: '没有人联系我',
  too_slow: '办得太慢', bad_attitude: '态度不好', not_my_issue: '答非所问',
};

export const DECLINE_REASONS = ['court', 'petition', 'discipline', 'other_district', 'in_procedure', 'repeated', 'not_public', 'emergency'] as const;
export type DeclineReason = (typeof DECLINE_REASONS)[number];
export const DECLINE_REASON_LABELS: Record<DeclineReason, string> = {
  court: '应由人民法院或仲裁机构处理', petition: '属于信访渠道受理', discipline: '属于纪检监察渠道受理',
  other_district: '不属于本区管辖', in_procedure: '正在复议、诉讼或仲裁中', repeated: '已办结且无新情况',
  not_public: '不属于政府职责范围', emergency: '紧急警情，请立即拨打 110、119 或 120',
};

/** What must come before a ticket that did not satisfy is handled again. */
export const ESCALATIONS = ['joint_review', 'leader'] as const;
export type Escalation = (typeof ESCALATIONS)[number];
export const ESCALATION_LABELS: Record<Escalation, string> = {
  joint_review: '须先疑难会商', leader: '须由区领导包案，或作终结答复',
};

export const STICKING_POINTS = ['funds', 'policy', 'ownership', 'approval', 'higher_level'] as const;
export type StickingPoint = (typeof STICKING_POINTS)[number];
export const STICKING_POINT_LABELS: Record<StickingPoint, string> = {
  funds: '资金', policy: '政策', ownership: '权属', approval: '审批', higher_level: '等上级',
};

export const PAUSE_REASONS = ['inspection', 'test', 'hearing', 'expert_opinion'] as const;
export type PauseReason = (typeof PAUSE_REASONS)[number];
export const PAUSE_REASON_LABELS: Record<PauseReason, string> = {
  inspection: '检验', test: '检测', hearing: '听证', expert_opinion: '专家评审',
};

/** What a unit may ask of a running clock (申请): once decided it holds from the moment of asking. */
export const REQUEST_KINDS = ['extension', 'pause', 'complexity'] as const;
export type RequestKind = (typeof REQUEST_KINDS)[number];
export const REQUEST_KIND_LABELS: Record<RequestKind, string> = { extension: '延期', pause: '暂停计时', complexity: '变更难易' };

/** The five levels of a round, and the light of a single stage, which is counted apart. */
export const LIGHT_LEVELS = ['early_warning', 'last_warning', 'yellow_light', 'red_light', 'talk_due', 'stage_overdue'] as const;
export type LightLevel = (typeof LIGHT_LEVELS)[number];
export const LIGHT_LEVEL_LABELS: Record<LightLevel, string> = {
  early_warning: '预警', last_warning: '临期预警', yellow_light: '黄灯', red_light: '红灯', talk_due: '提请约谈',
  stage_overdue: '环节超时',
};

/** Whom a light meets: the desk, the lead unit, the reviewing head or supervisor, or an assisting unit. */
export const LIGHT_HOLDERS = ['desk', 'lead', 'head', 'supervisor', 'assisting'] as const;
export type LightHolder = (typeof LIGHT_HOLDERS)[number];

/** What a light leaves to be done: who held it writes a reason, its head a written explanation; a talk is the supervisor's to hold. */
export const LIGHT_DEBTS = ['reason', 'explanation', 'talk'] as const;
export type LightDebt = (typeof LIGHT_DEBTS)[number];
export const LIGHT_DEBT_LABELS: Record<LightDebt, string> = { reason: '说明原因', explanation: '书面说明', talk: '约谈' };

export const CARD_KINDS = ['supervision_order', 'yellow_card', 'red_card', 'talk'] as const;
export type CardKind = (typeof CARD_KINDS)[number];
export const CARD_KIND_LABELS: Record<CardKind, string> = {
  supervision_order: '督办单', yellow_card: '黄牌', red_card: '红牌', talk: '约谈',
};

export const CLOSED_AS = ['rated', 'final_unsatisfied'] as const;
export type ClosedAs = (typeof CLOSED_AS)[number];

/** How the reporter was told the result. */
export const DELIVERY_CHANNELS = ['account', 'link', 'in_person', 'phone'] as const;
export type DeliveryChannel = (typeof DELIVERY_CHANNELS)[number];
export const DELIVERY_CHANNEL_LABELS: Record<DeliveryChannel, string> = {
  account: '站内送达', link: '链接送达', in_person: '当面告知', phone: '电话告知',
};

export const SOURCE_CHANNELS = ['zhitongche', 'hotline_12345', 'grassroots_platform', 'grid'] as const;
export type SourceChannel = (typeof SOURCE_CHANNELS)[number];
export const SOURCE_CHANNEL_LABELS: Record<SourceChannel, string> = {
  zhitongche: '直通车', hotline_12345: '12345 热线', grassroots_platform: '基层治理信息系统', grid: '网格',
};

export const REPORTER_KINDS = ['enterprise', 'resident', 'village'] as const;
export type ReporterKind = (typeof REPORTER_KINDS)[number];

export const EVENT_VISIBILITIES = ['public', 'internal'] as const;
export type EventVisibility = (typeof EVENT_VISIBILITIES)[number];
