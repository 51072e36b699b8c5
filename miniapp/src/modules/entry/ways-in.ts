// Owns which ways in a person has: the entries they may report by, the desk, the administration.
// Leaves what happens behind them to the modules; the server decides again at every request.
import type { LineItem } from '@zhitongche/shared/directory/contract.js';
import { hasRole, type Person } from '../../features/session/session.queries.js';
import { enterprise } from '../enterprise/enterprise.js';
import type { EntryDefinition } from '../line/entry-definition.js';
import { minqing } from '../minqing/minqing.js';
import { qinqing } from '../qinqing/qinqing.js';

export const allEntries: readonly EntryDefinition[] = [qinqing, minqing, enterprise];

/** The entries of this person, in the order they are shown. */
export function entriesOf(person: Person, lines: readonly LineItem[]): EntryDefinition[] {
  const open = new Set(lines.filter((line) => line.mayReport).map((line) => line.key));
  return allEntries.filter((entry) => open.has(entry.asks.line) && hasRole(person, entry.role));
}

/** Whether this person works on tickets at a desk. */
export function hasDesk(person: Person): boolean {
  return hasRole(person, 'triage', 'handler', 'head', 'supervisor', 'leader');
}

/** The supervisor's list, or the part of it that is a person's own unit's. Null for none. */
export function supervised(person: Person): 'all' | 'own' | null {
  if (hasRole(person, 'supervisor', 'leader')) return 'all';
  return hasRole(person, 'head') ? 'own' : null;
}

/** Whether this person administers the system; such a person handles no ticket. */
export function hasAdministration(person: Person): boolean {
  return hasRole(person, 'sysadmin');
}

/** What data this person keeps without administering the system: rights, or the district's catalogue. Null for none. */
export function keptData(person: Person): string | null {
  if (hasAdministration(person)) return null;
  if (hasRole(person, 'secadmin')) return '人员角色：用 Excel 导入和导出';
  return person.roles.some(({ role, scope }) => role === 'triage' && scope === 'district') ? '派单目录：用 Excel 导入和导出' : null;
}
