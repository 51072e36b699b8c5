// Owns the people and units of the dated stories: one of each role, and anybody else by unit.
// Leaves what they do to story.ts. Used by specs only, never part of the product.
import type { Role, RoleGrant, ScopeKind } from '@zhitongche/shared/directory/vocabulary.js';
import type { LinkActor, PersonActor } from '../actor.js';

export const UNITS = {
  town: 'tangqi', otherTown: 'renhe', education: 'education', transport: 'transport', bus: 'bus', police: 'police',
  lighting: 'lighting', environment: 'environment',
} as const;
export const COMMUNITY = '330110109001';
export const FIRM = 'qiuzhen';

const grant = (role: Role, scope: ScopeKind, key: string | null = null): RoleGrant => ({ role, scope, key });

export function person(personId: string, unitId: string | null, grants: RoleGrant[], linkedSubjectIds: string[] = []): PersonActor {
  return { kind: 'person', personId, unitId, grants, linkedSubjectIds };
}

export const cadreOf = (unit: string, name = 'cadre') => person(`${unit}.${name}`, unit, [grant('cadre', 'unit', unit)]);
export const handlerOf = (unit: string, name = 'handler') => person(`${unit}.${name}`, unit, [grant('handler', 'unit', unit)]);
export const headOf = (unit: string, name = 'head') => person(`${unit}.${name}`, unit, [grant('head', 'unit', unit)]);
export const townDeskOf = (town: string) => person(`${town}.triage`, town, [grant('triage', 'unit', town)]);
export const accountOf = (enterprise: string) => person(`${enterprise}.account`, null, [grant('enterprise', 'enterprise', enterprise)]);

export const cadre = cadreOf(UNITS.town);
export const townDesk = townDeskOf(UNITS.town);
export const districtDesk = person('district.triage', null, [grant('triage', 'district')]);
export const handler = handlerOf(UNITS.education);
export const colleague = handlerOf(UNITS.education, 'colleague');
export const head = headOf(UNITS.education);
export const assistant = handlerOf(UNITS.transport);
export const supervisor = person('supervisor', null, [grant('supervisor', 'district')]);
export const leader = person('leader', null, [grant('leader', 'district')]);
export const linkedCadre = person('linked.cadre', UNITS.otherTown, [grant('cadre', 'unit', UNITS.otherTown)], [COMMUNITY]);
export const account = accountOf(FIRM);
/** Two who had the same problem: a cadre of the next town for a resident, and a firm by itself. */
export const mergedCadre = cadreOf(UNITS.otherTown);
export const mergedAccount = accountOf('lvyuan');

/** Both hats on one person, as small units have it. */
export const wearing = (...people: [PersonActor, ...PersonActor[]]): PersonActor => ({
  ...people[0], grants: people.flatMap((p) => p.grants),
});

/** Somebody without an account who scanned the code of one round. */
export const scanned = (reporterId: string, round: number, ticketId = 'ticket'): LinkActor => ({ kind: 'link', reporterId, ticketId, round });

/** Units in which a person of these stories handles or heads: their id says it. */
export const unitsOf = (personId: string): string[] => [personId.split('.')[0] ?? ''];
