// Owns what a person may see, in SQL: the same rule as domain/actor.ts, inside the query and not after it.
// Leaves single tickets to capacitiesOf; a test holds the two to each other.
import { DISTRICT_DESK } from '@zhitongche/shared/directory/vocabulary.js';
import type { Role } from '@zhitongche/shared/directory/vocabulary.js';
import type { Worklist } from '@zhitongche/shared/ticket/worklists.js';
import type { PersonActor } from './domain/actor.js';

/** Collects parameters while a condition is written. */
export class Conditions {
  readonly params: unknown[] = [];

  /** The placeholder of a value. */
  bind(value: unknown): string {
    this.params.push(value);
    return `$${String(this.params.length)}`;
  }
}

const keysOf = (actor: PersonActor, ...roles: Role[]): string[] =>
  actor.grants.filter((g) => roles.includes(g.role)).map((g) => g.key ?? '').filter((key) => key !== '');

const holds = (actor: PersonActor, role: Role): boolean => actor.grants.some((g) => g.role === role);

const desksOf = (actor: PersonActor): string[] =>
  actor.grants.filter((g) => g.role === 'triage').map((g) => (g.scope === 'district' ? DISTRICT_DESK : (g.key ?? '')));

/** `t` is the ticket's alias. */
export function visibleTo(actor: PersonActor, c: Conditions): string {
  const ways = [`t.submitter_id = ${c.bind(actor.personId)}`];
  const firms = keysOf(actor, 'enterprise');
  if (firms.length > 0) ways.push(ownFirm(firms, c));
  const desks = desksOf(actor);
  if (desks.length > 0) {
    ways.push(`t.desk_unit_id = any(${c.bind(desks)})`, `(t.town_unit_id = any(${c.bind(desks)}) and t.subject_kind in ('village', 'household'))`);
  }
  const units = keysOf(actor, 'handler', 'head');
  if (units.length > 0) ways.push(`t.involved_unit_ids && ${c.bind(units)}::text[]`);
  if (actor.linkedSubjectIds.length > 0) ways.push(`(not t.hidden and t.subject_id = any(${c.bind(actor.linkedSubjectIds)}))`);
  if (holds(actor, 'supervisor') || holds(actor, 'leader')) ways.push('true');
  return `(${ways.join(' or ')}) and ${noInterest(actor, c)}`;
}

/** The unit or enterprise complained about sees nothing. */
function noInterest(actor: PersonActor, c: Conditions): string {
  const keys = [...actor.grants.map((g) => g.key), actor.unitId].filter((key): key is string => key !== null);
  if (keys.length === 0) return 'true';
  const mine = c.bind(keys);
  return `not coalesce(t.complained_unit_id = any(${mine}), false) and not coalesce(t.complained_enterprise_id = any(${mine}), false)`;
}

const ownFirm = (firms: string[], c: Conditions): string =>
  `(t.subject_kind in ('enterprise', 'talent') and t.subject_id = any(${c.bind(firms)}))`;

/** The condition of one worklist, or null when this person has no such list. */
export function worklistOf(worklist: Worklist, actor: PersonActor, c: Conditions): string | null {
  const me = () => c.bind(actor.personId);
  const desks = desksOf(actor);
  const headed = keysOf(actor, 'head');
  const units = keysOf(actor, 'handler', 'head');
  const firms = keysOf(actor, 'enterprise');
  const cadre = holds(actor, 'cadre');
  const supervisor = holds(actor, 'supervisor');
  switch (worklist) {
    case 'triage':
      return desks.length === 0 ? null : `t.desk_unit_id = any(${c.bind(desks)}) and t.status in ('submitted', 'assessing')`;
    case 'objections':
      return supervisor ? `t.status = 'declined' and t.objected_at is not null and not t.objection_decided` : null;
    case 'to_sign':
      return units.length === 0 ? null : `t.lead_unit_id = any(${c.bind(units)}) and t.status = 'dispatched'`;
    case 'to_handle':
      return units.length === 0 ? null
        : `t.lead_unit_id = any(${c.bind(units)}) and t.status in ('handling', 'awaiting_reporter', 'paused')
           and (t.assignee_id is null or t.assignee_id = ${me()} or t.lead_unit_id = any(${c.bind(headed)}))`;
    case 'to_assist':
      return units.length === 0 ? null
        : `t.status in ('dispatched', 'handling', 'awaiting_reporter', 'paused') and t.involved_unit_ids && ${c.bind(units)}::text[]
           and exists (select from jsonb_to_recordset(t.assisting) as a("unitId" text, "answeredAt" text)
                       where a."unitId" = any(${c.bind(units)}) and a."answeredAt" is null)`;
    case 'to_review':
      return headed.length === 0 ? null : `t.lead_unit_id = any(${c.bind(headed)}) and t.stage = 'head'`;
    case 'to_sample':
      return supervisor ? `t.stage = 'supervisor'` : null;
    case 'to_deliver':
      return cadre ? `t.submitter_id = ${me()} and t.status = 'concluded'` : null;
    case 'to_rate':
      return firms.length === 0 ? null : `${ownFirm(firms, c)} and t.status = 'awaiting_rating' and t.unsatisfied_at is null`;
    case 'to_answer':
      if (firms.length > 0) return `${ownFirm(firms, c)} and t.status = 'awaiting_reporter'`;
      return cadre ? `t.submitter_id = ${me()} and t.status = 'awaiting_reporter'` : null;
    case 'mine':
      if (firms.length > 0) return ownFirm(firms, c);
      return cadre ? `t.submitter_id = ${me()}` : null;
    case 'unit':
      return units.length === 0 ? null : `t.involved_unit_ids && ${c.bind(units)}::text[]`;
    case 'all':
      return supervisor || holds(actor, 'leader') || desks.length > 0 ? 'true' : null;
  }
}
