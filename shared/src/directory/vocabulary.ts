// Owns the words for people, units and places, and the plain identity an actor has.
// Leaves their storage to the server's directory and their requests to contract.ts.

export const ROLES = ['cadre', 'enterprise', 'triage', 'handler', 'head', 'supervisor', 'leader', 'sysadmin', 'secadmin', 'auditor'] as const;
export type Role = (typeof ROLES)[number];
export const ROLE_LABELS: Record<Role, string> = {
  cadre: '走访干部', enterprise: '企业账号', triage: '研判员', handler: '承办人', head: '部门负责人',
  supervisor: '督办员', leader: '区领导', sysadmin: '系统管理员', secadmin: '安全管理员', auditor: '审计管理员',
};

export const SCOPE_KINDS = ['district', 'unit', 'enterprise'] as const;
export type ScopeKind = (typeof SCOPE_KINDS)[number];

/** One role in one scope; `key` is a unit or enterprise id and absent for the district. */
export interface RoleGrant {
  role: Role;
  scope: ScopeKind;
  key: string | null;
}

export const UNIT_KINDS = ['department', 'zone', 'vertical_bureau', 'public_enterprise', 'town'] as const;
export type UnitKind = (typeof UNIT_KINDS)[number];
export const UNIT_KIND_LABELS: Record<UnitKind, string> = {
  department: '区级部门', zone: '平台', vertical_bureau: '分局', public_enterprise: '公共企业', town: '镇街',
};

export const DIVISION_KINDS = ['district', 'town', 'street', 'village', 'community'] as const;
export type DivisionKind = (typeof DIVISION_KINDS)[number];
export const DIVISION_KIND_LABELS: Record<DivisionKind, string> = { district: '区', town: '镇', street: '街道', village: '村', community: '社区' };

export const ENTERPRISE_SCALES = ['large', 'medium', 'small'] as const;
export type EnterpriseScale = (typeof ENTERPRISE_SCALES)[number];
export const ENTERPRISE_SCALE_LABELS: Record<EnterpriseScale, string> = { large: '大型', medium: '中型', small: '小型' };

export const SUBJECT_KINDS = ['enterprise', 'talent', 'village', 'household'] as const;
export type SubjectKind = (typeof SUBJECT_KINDS)[number];
export const SUBJECT_KIND_LABELS: Record<SubjectKind, string> = {
  enterprise: '企业', talent: '人才', village: '村（社区）', household: '住户',
};

/** The desk of the district's triage; a town's desk is its unit id. */
export const DISTRICT_DESK = 'district';
export const DISTRICT_DESK_NAME = '区研判台';

/** Unit id of the town or street with this division code. */
export const townUnitId = (code: string): string => `town-${code}`;
