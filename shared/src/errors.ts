// Owns every refusal the system can give: its code, HTTP status, and Chinese sentence.
// Leaves when a refusal applies to the rules that return its code.

/** code → [HTTP status, sentence]. A code without a sentence does not compile. */
export const ERRORS = {
  REQUEST_INVALID: [400, '提交的内容不符合要求，请检查标出的项目。'],
  REQUEST_TOO_LARGE: [413, '提交的内容太大。'],
  REQUEST_HEADERS_TOO_LARGE: [431, '请求的地址或附带信息太长。'],
  REQUEST_TIMEOUT: [408, '网络太慢，内容没有传完，请重发。'],
  CURSOR_INVALID: [400, '翻页位置无效，请从第一页重新查看。'],
  TOO_MANY_REQUESTS: [429, '操作太频繁，请{wait}后再试，填写的内容不会丢失。'],
  SESSION_REQUIRED: [401, '请先登录。'],
  SESSION_EXPIRED: [401, '登录已过期，请重新登录。'],
  ORIGIN_REFUSED: [403, '请求来源不被允许。'],
  DEMO_SIGN_IN_OFF: [404, '演示登录未开启。'],
  NOT_FOUND: [404, '没有找到。'],
  TICKET_NOT_FOUND: [404, '没有找到这件事项。'],
  LINK_NOT_FOUND: [404, '链接无效，请向走访干部索取新链接。'],
  LINK_EXPIRED: [410, '链接已过期，请向走访干部索取新链接。'],
  LINK_ROUND_OVER: [403, '这个链接是以前一轮的，只能看进度；评价和留言请打开最近收到的链接，没有收到的向走访干部索取。'],
  LINK_REPLACED: [410, '链接已换新，请打开最近收到的链接。'],
  VISIT_NOT_FOUND: [404, '没有找到这条走访记录。'],
  ACTION_FORBIDDEN: [403, '您不能对这件事项进行该操作。'],
  LINE_FORBIDDEN: [403, '您的账号不能在这条直通车上报。'],
  ROLE_FORBIDDEN: [403, '您没有使用这项功能的权限。'],
  STATUS_CONFLICT: [409, '事项状态已经变化，当前不能进行该操作。'],
  VERSION_STALE: [409, '事项刚刚被更新，请查看最新情况后再操作。'],
  COMMAND_REUSED: [409, '同一操作编号已用于不同的内容。'],
  JOB_NOT_FAILED: [409, '这项任务已不在失败之列，可能已有人处理，请刷新。'],
  JOB_NOT_SET_ASIDE: [409, '这项任务已不在搁置之列，请刷新。'],
  SUBJECT_NOT_FOUND: [422, '没有找到所选的走访对象。'],
  SUBJECT_FORBIDDEN: [403, '您不能为这个对象上报。'],
  SUBJECT_KIND_REFUSED: [422, '这条直通车不受理该类对象。'],
  UNIT_NOT_FOUND: [422, '没有找到所选单位。'],
  PERSON_NOT_FOUND: [422, '没有找到所选人员。'],
  CATEGORY_NOT_FOUND: [422, '没有找到所选事项类别。'],
  LEAD_ALSO_ASSISTING: [422, '牵头单位不能同时作为协办单位。'],
  LEAD_REPEATED_NEEDS_REASON: [422, '再次派给同一牵头单位，请说明理由。'],
  PERSON_REPEATED_NEEDS_REASON: [422, '再次指派同一承办人，请说明理由。'],
  PERSON_NOT_IN_UNIT: [422, '所选人员不是本单位承办人。'],
  UNIT_COMPLAINED_ABOUT: [422, '被反映的单位不能办理这件事项。'],
  NATURE_MISSING: [409, '请先完成研判：性质、类别和难易。'],
  COMPLEXITY_FIXED: [409, '首次派单后，难易须经申请变更。'],
  RETURN_WINDOW_OVER: [409, '已超过退回期限（派单后一个工作日）。'],
  RETURN_ALREADY_USED: [409, '本单位本轮已退回过一次。'],
  RETURN_LIMIT_REACHED: [409, '该事项已退回两次，请联系督办员指定办理。'],
  RETURN_DESIGNATED: [409, '指定办理的事项不能退回。'],
  DESIGNATION_NEEDED: [409, '已退回两次，须由督办员指定办理。'],
  FIRST_ROUND_ONLY: [409, '重新办理的事项不能再不予受理或并单。'],
  DESIGNATE_NOT_DUE: [409, '退回次数尚未用完，也没有争议，不需要指定办理。'],
  FINAL_ANSWER_NOT_DUE: [409, '三次不满意后才能终结答复。'],
  FINAL_ROUND_NEEDS_LEADER: [409, '已三次不满意，请先由区领导包案，或作终结答复。'],
  JOINT_REVIEW_NEEDED: [409, '已两次不满意，请先登记疑难会商再派单。'],
  JOINT_REVIEW_NOT_DUE: [409, '第二次不满意后才需要疑难会商。'],
  TAKE_CHARGE_TAKEN: [409, '已由您包案。'],
  REPORTER_ALREADY_ASKED: [409, '本轮已请反映人补充过一次。'],
  WAITING_NOT_OVER: [409, '等待期尚未结束。'],
  PAUSE_END_INVALID: [422, '暂停的结束日期应晚于今天。'],
  RATING_CONTEST_NONE: [409, '没有本单位可以申辩的不满意测评。'],
  RATING_CONTEST_OVER: [409, '已超过申辩期限（测评后三个工作日）。'],
  RATING_CONTEST_UNDECIDED_NONE: [409, '没有等待决定的测评申辩。'],
  OWN_RATING_CONTEST: [403, '不能决定自己提出的申辩。'],
  FOREIGN_DUE_PAST: [422, '交办时限已经过去，请核对日期。'],
  REQUEST_PENDING: [409, '已有一项申请在等待决定。'],
  REQUEST_NONE: [409, '没有等待决定的申请。'],
  REQUEST_STAGE_OTHER: [409, '这项申请正在由另一环节处理。'],
  REQUEST_AFTER_END: [409, '期限已过，申请须在期限届满前提出。'],
  REQUEST_MOVES_NOTHING: [422, '这样申请不会改变期限：最长两个月，交办渠道另有时限的从其规定。'],
  REQUEST_END_PASSED: [409, '按一般事项计算的期限已经过去，不能改为一般。'],
  REQUEST_UNDECIDED: [409, '期限届满前提出的申请还没有决定，请先决定，才知道是否超期。'],
  REQUEST_NOT_YOURS: [403, '只有提出申请的人能撤回。'],
  OWN_REQUEST: [403, '不能签署或决定自己提出、自己签署过的申请。'],
  EXTENSION_USED: [409, '本轮已延期一次。'],
  EXTENSION_COMPLEX: [409, '复杂事项的两个月不能延期，请如实答复或列入计划。'],
  PLAN_DATE_INVALID: [422, '列入计划须写明晚于今天的日期。'],
  REVIEW_STAGE_OTHER: [409, '结果正在由另一环节审核。'],
  LIFT_NOT_TOWN: [409, '事项已在区级研判。'],
  OWN_RESULT: [403, '不能审签自己提交的结果。'],
  ASSISTANCE_ANSWERED: [409, '本单位已提交协办答复。'],
  UNITS_NOT_CALLED: [409, '还没有吹哨，不能登记到场。'],
  MERGE_TARGET_INVALID: [422, '只能并入另一件正在办理的同一条直通车事项。'],
  OBJECTION_USED: [409, '已提出过异议。'],
  OBJECTION_WINDOW_OVER: [409, '已超过提出异议的期限（五个工作日）。'],
  RATING_DONE: [409, '本轮已经测评过。'],
  RATING_REASON_MISSING: [422, '不满意请选择原因并说明情况。'],
  RATING_UNDERSTANDS_REFUSED: [422, '“理解”仅适用于解释答复、列入计划和不属实。'],
  RATING_BY_ACCOUNT: [403, '该企业有自己的账号，应由企业测评。'],
  RATING_BY_HANDLING_UNIT: [403, '您所在单位参与了办理，不能代记测评。'],
  RATING_BY_SOLVER: [403, '当场解决的事项不能由上报人测评。'],
  WITHDRAW_WORDS_MISSING: [422, '代反映人撤回，请写明反映人的意见。'],
  WITHDRAW_ROUND: [409, '重新办理的事项不能撤回。'],
  WITHDRAW_MERGED: [409, '已有其他反映人的事项并入，不能撤回。'],
  REOPEN_NOT_DUE: [409, '没有待重新办理的不满意测评。'],
  UNRATED_NOT_DUE: [409, '测评期限尚未结束。'],
  REMINDER_NOT_DUE: [409, '尚未到提醒测评的时间，或已提醒过。'],
  CALLBACK_BY_HANDLER: [403, '承办本件的人员不能回访，请由其他研判员回访。'],
  FOLLOW_UP_NOT_DUE: [409, '计划的日期还没有到，或已请单位回报。'],
  FOLLOW_UP_NONE: [409, '这件事项没有待回报的计划。'],
  FOLLOW_UP_DATE_MISSING: [422, '没有办完的，请写明晚于今天的下次回报日期。'],
  EXPLANATION_NOT_OWED: [409, '这里没有要由您说明的亮灯。'],
  CONTEST_NOT_POSSIBLE: [409, '现在没有可以申辩的亮灯或督办文书：由单位负责人在期限内提出，每项一次。'],
  CONTEST_NOT_WAITING: [409, '这里没有等您决定的申辩。'],
  MEASURE_OWN: [403, '您签发的督办文书，请其他督办员决定申辩。'],
  DOCUMENT_NUMBER_INVALID: [422, '文号应写成“余督〔2026〕12号”的样子。'],
  DOCUMENT_NUMBER_USED: [409, '这个文号已经用过，请换一个。'],
  TALK_RECORD_MISSING: [422, '约谈请写明日期（不晚于今天）、单位参加人员和商定的事项。'],
  CIRCULAR_MONTH_OPEN: [409, '这个月还没有结束，下月才能发通报。'],
  CIRCULAR_ISSUED: [409, '这个月的通报已经发出。'],
  CIRCULAR_NOT_FOUND: [404, '没有找到这份通报。'],
  LIGHT_NOT_DUE: [409, '尚未到亮灯时间。'],
  LIGHT_ALREADY_LIT: [409, '本轮该灯已亮过。'],
  CONTACT_HIDDEN: [403, '反映人已隐藏身份。'],
  CONTACT_MISSING: [404, '没有登记反映人的联系电话。'],
  ATTACHMENT_NOT_FOUND: [404, '没有找到这个附件，请重新添加。'],
  ATTACHMENT_OFFSET_WRONG: [409, '上传的进度对不上，正在重新接续。'],
  ATTACHMENT_TOO_LARGE: [413, '单个附件不能超过 10 MB。'],
  ATTACHMENT_EMPTY: [422, '这个文件是空的，请重新选择。'],
  ATTACHMENT_TYPE_REFUSED: [422, '只支持照片（jpg、png、webp、gif）、录音（mp3、m4a、aac、amr、wav、ogg、webm）和文件（pdf、docx、xlsx）。'],
  ATTACHMENT_HEIC_REFUSED: [422, '暂不支持 HEIC 照片，请在手机相机设置中选择“兼容性最佳”，或截图后再发。'],
  ATTACHMENT_DAMAGED: [422, '这个文件打不开，可能已损坏或加了密码，请换一个。'],
  ATTACHMENT_TOO_COMPLEX: [422, '这个文件展开后太大，请缩小或另存后再发。'],
  ATTACHMENT_MACROS_REFUSED: [422, '文件里含有宏或内嵌程序，请另存为不含宏的文件后再发。'],
  ATTACHMENT_NOT_READY: [409, '还有附件没有传完，请稍候再发。'],
  ATTACHMENT_TICKET_FULL: [409, '一件事项最多 50 个附件。'],
  ATTACHMENT_TOO_MANY_WAITING: [409, '没有发出的附件太多，请先发出或删除一些。'],
  ATTACHMENT_VOICE_HIDDEN: [422, '声音会暴露身份：隐藏身份的事项不能附录音，请改用文字。'],
  ATTACHMENT_LINK_OVER: [410, '附件的地址已过期，请刷新页面后再打开。'],
  DATE_INVALID: [422, '日期不正确，请重新选择。'],
  EXTENSION_TOO_LONG: [422, '延长的工作日数超过上限。'],
  CALENDAR_CONTRADICTORY: [422, '节假日安排自相矛盾：同一天列了两次，或把平日列为调休上班。'],
  CALENDAR_WITHOUT_WORKING_DAYS: [422, '节假日安排中连续休息日过多，请核对。'],
  CALENDAR_FILE_INVALID: [422, '这不是节假日安排文件：应为 holiday-cn 格式的 JSON（year、papers、days）。'],
  CALENDAR_NOTICE_EMPTY: [422, '里面没有任何日期，这一年的通知可能还没有发布。'],
  CALENDAR_YEAR_WRONG: [422, '年份不对：早于在办事项的年份和晚于明年的通知不能导入。'],
  CALENDAR_DATE_OUT_OF_RANGE: [422, '有日期不在这一年：只能涉及当年、上年12月和次年1月。'],
  CALENDAR_STATUTORY_WORKED: [422, '法定节日没有放假，安排不完整或有误。'],
  CALENDAR_UNCHANGED: [409, '与现行工作日历相同，不需要更改。'],
  CALENDAR_STALE: [409, '预览之后工作日历已被更改，请重新预览。'],
  YEAR_OUT_OF_CALENDAR: [422, '日期超出工作日历的范围。'],
  IMPORT_FILE_OLD: [415, '这是旧版 .xls 或加了密码的文件，请在 Excel 中另存为不加密的 .xlsx 后再选择。'],
  IMPORT_FILE_UNREADABLE: [415, '不是可以读取的 .xlsx 或 .csv 文件，请检查后重新选择。'],
  IMPORT_FILE_TOO_LARGE: [413, '文件超过 10 MB，请分成几个文件。'],
  IMPORT_NOT_FOUND: [404, '没有找到这次导入，请重新选择文件。'],
  IMPORT_EXPIRED: [410, '预览已过期，请重新选择文件。'],
  IMPORT_HAS_PROBLEMS: [422, '文件中还有问题，请改好后重新选择。'],
  IMPORT_STALE: [409, '预览之后数据已被更改，结果会不同，请重新选择文件查看。'],
  SERVER_BUSY: [503, '系统繁忙，内容已保留，请稍后再试。'],
  INTERNAL: [500, '系统出现问题，已记录。请稍后再试。'],
} as const satisfies Record<string, readonly [number, string]>;

export type ErrorCode = keyof typeof ERRORS;

/** The sentence for a refusal; `{wait}` becomes what its details say about it, in words. */
export function sentenceFor(code: ErrorCode, details: unknown): string {
  const seconds = retryAfter(details) ?? 60;
  return ERRORS[code][1].replace('{wait}', seconds < 60 ? ` ${String(seconds)} 秒` : ` ${String(Math.ceil(seconds / 60))} 分钟`);
}

/** How many seconds to wait before asking again, where a refusal says so. */
export function retryAfter(details: unknown): number | null {
  const given = typeof details === 'object' && details !== null && 'retryAfterSeconds' in details ? details.retryAfterSeconds : null;
  return typeof given === 'number' ? given : null;
}

/** The body of every answer that is not a success. */
export interface ErrorBody {
  code: ErrorCode;
  message: string;
  requestId: string;
  /** What happened meanwhile (409), or which fields are wrong (400, 422). */
  details?: unknown;
}

/** A rule said no. Thrown by pure rules and actions alike; the HTTP edge turns it into an ErrorBody. */
export class Refusal extends Error {
  constructor(readonly code: ErrorCode, readonly details?: unknown) {
    super(code);
    this.name = 'Refusal';
  }
}

/** Throws a {@link Refusal}; reads as a sentence at the place where a rule says no. */
export function refuse(code: ErrorCode, details?: unknown): never {
  throw new Refusal(code, details);
}
