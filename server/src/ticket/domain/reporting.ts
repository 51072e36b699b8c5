// Owns who may report on a line, and for which subject.
// Leaves whether the subject exists to the action.
import type { Role, SubjectKind } from '@zhitongche/shared/directory/vocabulary.js';
import type { LineSettings } from '@zhitongche/shared/line/settings.js';
import type { PersonActor } from './actor.js';

/** The role in which somebody reports on the line, or null; an enterprise account always reports as such. */
export function reportingRole(actor: Pick<PersonActor, 'grants'>, line: Pick<LineSettings, 'reportingRoles'>): Role | null {
  const held = actor.grants.map((g) => g.role).filter((role) => line.reportingRoles.includes(role));
  return held.find((role) => role === 'enterprise') ?? held[0] ?? null;
}

/** An enterprise account reports for its own enterprise; a cadre for anybody they may visit. */
export function mayReportFor(actor: Pick<PersonActor, 'grants'>, role: Role, kind: SubjectKind, subject: { id: string }): boolean {
  if (role !== 'enterprise') return true;
  return (kind === 'enterprise' || kind === 'talent') && actor.grants.some((g) => g.role === 'enterprise' && g.key === subject.id);
}
