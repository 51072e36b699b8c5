// Owns who somebody is to one ticket: the capacities from which rights follow, and whether they see it at all.
// Leaves what each capacity may do to permissions.ts; ticket.scope.ts says the same in SQL.
import type { RoleGrant } from '@zhitongche/shared/directory/vocabulary.js';
import { DISTRICT_DESK } from '@zhitongche/shared/directory/vocabulary.js';
import type { Ticket } from './ticket.js';

/** A signed-in person, with every role they hold and the subjects they are linked to. */
export interface PersonActor {
  kind: 'person';
  personId: string;
  unitId: string | null;
  grants: RoleGrant[];
  /** 联系关系: enterprise ids and division codes. */
  linkedSubjectIds: string[];
}

/** The actor a signed-in person is. */
export function personActor(person: Omit<PersonActor, 'kind' | 'personId'> & { id: string }): PersonActor {
  const { id, unitId, grants, linkedSubjectIds } = person;
  return { kind: 'person', personId: id, unitId, grants, linkedSubjectIds };
}

/** A reporter without an account who came by a one-time link; it acts in its own round only. */
export interface LinkActor {
  kind: 'link';
  reporterId: string;
  ticketId: string;
  round: number;
}

export interface SystemActor {
  kind: 'system';
}

export type Actor = PersonActor | LinkActor | SystemActor;
export const SYSTEM: SystemActor = { kind: 'system' };

export const CAPACITIES = [
  'reporter', 'reporter_reader', 'submitter', 'merged_reporter', 'merged_submitter', 'desk_triage', 'triage', 'lead_handler', 'lead_colleague', 'lead_head',
  'assist_member', 'former_unit', 'supervisor', 'leader', 'linked', 'system',
] as const;
export type Capacity = (typeof CAPACITIES)[number];

/** Capacities that read internal notes; reporters and linked cadres do not. */
const INTERNAL_READERS: ReadonlySet<Capacity> = new Set<Capacity>([
  'submitter', 'desk_triage', 'triage', 'lead_handler', 'lead_colleague', 'lead_head', 'assist_member', 'former_unit',
  'supervisor', 'leader', 'system',
]);

/** What the actor is to this ticket; empty means the ticket does not exist for them (404). */
export function capacitiesOf(actor: Actor, ticket: Ticket): Set<Capacity> {
  if (actor.kind === 'system') return new Set(['system']);
  if (actor.kind === 'link') return linkCapacities(actor, ticket);
  if (hasInterest(actor, ticket)) return new Set();
  const found = new Set<Capacity>();
  if (actor.personId === ticket.submitterId) found.add('submitter');
  for (const grant of actor.grants) for (const c of grantCapacities(grant, actor, ticket)) found.add(c);
  // An enterprise account that typed its own issue is the reporter, not a go-between.
  if (found.has('reporter')) found.delete('submitter');
  if (ticket.mergedSubmitterIds.includes(actor.personId) && !found.has('merged_reporter')) found.add('merged_submitter');
  if (found.size === 0 && !ticket.hidden && actor.linkedSubjectIds.includes(ticket.subjectId)) found.add('linked');
  return found;
}

/** Whether these capacities show the ticket itself: a merged-in reporter sees the answer on their own ticket only. */
export function seesTicket(capacities: ReadonlySet<Capacity>): boolean {
  return [...capacities].some((c) => c !== 'merged_reporter' && c !== 'merged_submitter');
}

/** Whether these capacities may read internal notes and events. */
export function readsInternal(capacities: ReadonlySet<Capacity>): boolean {
  return [...capacities].some((c) => INTERNAL_READERS.has(c));
}

function linkCapacities(actor: LinkActor, ticket: Ticket): Set<Capacity> {
  if (!ticket.reporterIds.includes(actor.reporterId)) return new Set();
  return new Set([actor.round === ticket.round ? 'reporter' : 'reporter_reader']);
}

/** The unit or enterprise complained about does not see the ticket; its people step aside. */
function hasInterest(actor: PersonActor, ticket: Ticket): boolean {
  const touches = (key: string | null) => key !== null && (actor.unitId === key || actor.grants.some((g) => g.key === key));
  return touches(ticket.complainedUnitId) || touches(ticket.complainedEnterpriseId);
}

function grantCapacities(grant: RoleGrant, actor: PersonActor, ticket: Ticket): Capacity[] {
  switch (grant.role) {
    case 'enterprise':
      return enterpriseCapacities(grant, ticket);
    case 'triage':
      return triageCapacities(grant, ticket);
    case 'supervisor':
      return ['supervisor'];
    case 'leader':
      return ['leader'];
    case 'handler':
    case 'head':
      return unitCapacities(grant, actor, ticket);
    default:
      return [];
  }
}

function enterpriseCapacities(grant: RoleGrant, ticket: Ticket): Capacity[] {
  if (grant.key === null) return [];
  if (grant.key === ticket.subjectId && isEnterpriseSubject(ticket)) return ['reporter'];
  return ticket.mergedEnterpriseIds.includes(grant.key) ? ['merged_reporter'] : [];
}

function isEnterpriseSubject(ticket: Ticket): boolean {
  return ticket.subjectKind === 'enterprise' || ticket.subjectKind === 'talent';
}

function triageCapacities(grant: RoleGrant, ticket: Ticket): Capacity[] {
  const desk = grant.scope === 'district' ? DISTRICT_DESK : grant.key;
  if (desk === ticket.deskUnitId) return ['desk_triage'];
  // A town keeps sight of its villages after lifting; firms are the district's, and a town's ticket only once lifted.
  return desk === ticket.townUnitId && !isEnterpriseSubject(ticket) ? ['triage'] : [];
}

function unitCapacities(grant: RoleGrant, actor: PersonActor, ticket: Ticket): Capacity[] {
  const unit = grant.key;
  if (unit === null) return [];
  if (unit === ticket.leadUnitId) {
    if (grant.role === 'head') return ['lead_head'];
    return ticket.assigneeId === null || ticket.assigneeId === actor.personId ? ['lead_handler'] : ['lead_colleague'];
  }
  if (ticket.assisting.some((a) => a.unitId === unit)) return ['assist_member'];
  return ticket.involvedUnitIds.includes(unit) ? ['former_unit'] : [];
}
