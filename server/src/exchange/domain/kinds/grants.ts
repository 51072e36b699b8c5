// Owns a person's roles as one cell: 承办人（教育局）、研判员（全区）; and which role may stand in which scope.
// Leaves who may bring them in to people.ts.
import type { Role, RoleGrant } from '@zhitongche/shared/directory/vocabulary.js';
import { ROLE_LABELS, ROLES } from '@zhitongche/shared/directory/vocabulary.js';
import { LIST_MARK } from '../columns.js';
import type { Surroundings } from '../kind.js';
import type { Line } from '../lines.js';

export const ADMIN_ROLES = ['sysadmin', 'secadmin', 'auditor'] as const satisfies readonly Role[];
const WHOLE = '全区';
/** The others hold in the district as a whole. */
const OF_A_UNIT: readonly Role[] = ['cadre', 'handler', 'head'];
const ONE = /^([^（(]+?)\s*(?:[（(](.+)[）)])?$/;

export interface Place {
  unitId: string | null;
  enterpriseId: string | null;
}

/** In the order of the vocabulary, so that the same roles are the same cell. */
export function grantsCell(grants: readonly RoleGrant[], around: Surroundings): string {
  return sorted(grants).map(({ role, scope, key }) => {
    const where = key === null ? WHOLE : scope === 'unit' ? around.units.wordFor(key) : around.enterprises.wordFor(key);
    return `${ROLE_LABELS[role]}（${where}）`;
  }).join(LIST_MARK);
}

/** Without a scope a role holds in the person's own unit or enterprise, or in the district. */
export function grantsIn(line: Line, own: Place, before: readonly RoleGrant[], around: Surroundings): RoleGrant[] {
  const grants = line.list('roles').flatMap((word) => {
    const [, label = '', where] = ONE.exec(word) ?? [];
    const role = ROLES.find((each) => ROLE_LABELS[each] === label || each === label);
    if (!role) {
      line.problem('roles', `没有“${label === '' ? word : label}”这个角色。角色只能是：${ROLES.map((each) => ROLE_LABELS[each]).join('、')}。`);
      return [];
    }
    const grant = grantOf(line, role, where?.trim(), own, before, around);
    return grant ? [grant] : [];
  });
  const admins = grants.filter(({ role }) => (ADMIN_ROLES as readonly Role[]).includes(role));
  if (new Set(admins.map(({ role }) => role)).size > 1) line.problem('roles', '系统管理员、安全管理员、审计管理员不能由同一人担任。');
  return sorted([...new Map(grants.map((grant) => [JSON.stringify(grant), grant])).values()]);
}

function grantOf(line: Line, role: Role, where: string | undefined, own: Place, before: readonly RoleGrant[], around: Surroundings): RoleGrant | null {
  const kept = before.filter((grant) => grant.role === role).flatMap(({ key }) => (key === null ? [] : [key]));
  if (role === 'enterprise') {
    const key = where === undefined ? own.enterpriseId : around.enterprises.idIn(line, 'roles', where, kept);
    if (key === null && where === undefined) line.problem('roles', '企业账号须填所属企业。');
    return key === null ? null : { role, scope: 'enterprise', key };
  }
  if (OF_A_UNIT.includes(role) || (role === 'triage' && where !== undefined && where !== WHOLE)) {
    const key = where === undefined ? own.unitId : around.units.idIn(line, 'roles', where, kept);
    if (key === null && where === undefined) line.problem('roles', `${ROLE_LABELS[role]}须填单位，或写成 ${ROLE_LABELS[role]}（单位简称）。`);
    if (key !== null && role === 'triage' && around.units.get(key)?.kind !== 'town') line.problem('roles', '研判员只能是全区的或一个镇街的。');
    return key === null ? null : { role, scope: 'unit', key };
  }
  if (role === 'triage' && where === undefined) {
    line.problem('roles', '研判员须写明范围：研判员（全区）或 研判员（镇街）。');
    return null;
  }
  if (where !== undefined && where !== WHOLE) line.problem('roles', `${ROLE_LABELS[role]}只能是全区的。`);
  return { role, scope: 'district', key: null };
}

const sorted = (grants: readonly RoleGrant[]): RoleGrant[] =>
  [...grants].sort((a, b) => ROLES.indexOf(a.role) - ROLES.indexOf(b.role) || (a.key ?? '').localeCompare(b.key ?? '', 'en'));
