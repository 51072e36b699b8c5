// Owns who may see the supervisor's list, and of which units: supervisors and leaders all, heads and desks their own.
// Leaves whom a complaint sets aside to the ticket feature.
import { DISTRICT_DESK } from '@zhitongche/shared/directory/vocabulary.js';
import { refuse } from '@zhitongche/shared/errors.js';
import type { SignedInPerson } from '../platform/http/signed-in.js';

/** All units (null), or the keys of those the person answers for. @throws Refusal ROLE_FORBIDDEN */
export function unitsOf({ grants }: Pick<SignedInPerson, 'grants'>): string[] | null {
  if (grants.some(({ role }) => role === 'supervisor' || role === 'leader')) return null;
  const own = grants.flatMap(({ role, key, scope }) => {
    if (role === 'head' && key !== null) return [key];
    return role === 'triage' ? [scope === 'district' ? DISTRICT_DESK : (key ?? '')] : [];
  });
  return own.length > 0 ? own : refuse('ROLE_FORBIDDEN');
}

/** Documents and circulars are supervisors' acts. @throws Refusal ROLE_FORBIDDEN */
export function supervises({ grants }: Pick<SignedInPerson, 'grants'>): void {
  if (!grants.some(({ role }) => role === 'supervisor')) refuse('ROLE_FORBIDDEN');
}
