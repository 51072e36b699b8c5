// Owns which base data (基础数据) a district brings in and takes out as files, and how big such a file may be.
// Leaves their columns to the server, which also explains them in each template.

export const EXCHANGE_KINDS = ['units', 'people', 'enterprises', 'categories', 'catalogue', 'links'] as const;
export type ExchangeKind = (typeof EXCHANGE_KINDS)[number];
export const EXCHANGE_KIND_LABELS: Record<ExchangeKind, string> = {
  units: '单位与区划', people: '人员', enterprises: '企业', categories: '事项类别', catalogue: '派单目录', links: '联系关系',
};
/** Which kinds stand on which: units first, catalogue and links last. */
export const EXCHANGE_KIND_NOTES: Record<ExchangeKind, string> = {
  units: '部门、平台、分局、公共企业、镇街、村社',
  people: '姓名、单位、手机；角色由安全管理员用同一份文件导入',
  enterprises: '规上企业及联系人',
  categories: '三级事项类别和常用说法',
  catalogue: '类别 × 直通车 × 地点 → 牵头、协办单位',
  links: '领导、干部联系哪些企业、村社、镇街',
};

export const FILE_FORMATS = ['xlsx', 'csv'] as const;
export type FileFormat = (typeof FILE_FORMATS)[number];

/** What a row of the file does to what is there. */
export const OUTCOMES = ['new', 'changed', 'ended', 'unchanged'] as const;
export type Outcome = (typeof OUTCOMES)[number];
export const OUTCOME_LABELS: Record<Outcome, string> = { new: '新增', changed: '变更', ended: '停用', unchanged: '没有变化' };

export const IMPORT_MOST_BYTES = 10 * 1024 * 1024;
export const IMPORT_MOST_ROWS = 20_000;
