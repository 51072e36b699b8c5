// Owns finding whom a group around a ticket means: named people, holders of a role in a unit, those linked to the subject.
// Leaves which groups are told to domain/receivers.ts and looking the people up to the directory.
import { DISTRICT_DESK } from '@zhitongche/shared/directory/vocabulary.js';
import type { Role } from '@zhitongche/shared/directory/vocabulary.js';
import type { LightHolder } from '@zhitongche/shared/ticket/vocabulary.js';
import type { Audience } from '../directory/directory.service.js';
import type { Group } from './domain/receivers.js';

/** What of a ticket and its event decides whom a group means. */
export interface Around {
  desk: string;
  lead: string | null;
  assignee: string | null;
  assisting: string[];
  submitters: string[];
  firms: string[];
  /** Units called in by this event. */
  called: string[];
  subjectId: string;
  hidden: boolean;
  /** Of a light: who held the ticket, in which unit, and whose heads are over the district's desk. */
  holder: LightHolder | null;
  holderUnitId: string | null;
  lineUnitId: string;
  /** Who asked for what is decided. */
  asker: string | null;
}

const holding = (role: Role, keys: readonly (string | null)[]): Partial<Audience> =>
  ({ grants: keys.filter((key) => key !== null).map((key) => ({ role, key })) });

/** The people of a group. */
export function audienceOf(group: Group, around: Around): Partial<Audience> {
  switch (group) {
    case 'desk': return holding('triage', [around.desk === DISTRICT_DESK ? '' : around.desk]);
    case 'lead_heads': return holding('head', [around.lead]);
    case 'lead_handlers': return holding('handler', [around.lead]);
    case 'assignee': return around.assignee === null ? {} : { personIds: [around.assignee] };
    case 'assisting': return holding('handler', around.assisting);
    case 'assisting_heads': return holding('head', around.assisting);
    case 'called_heads': return holding('head', around.called);
    case 'supervisors': return holding('supervisor', ['']);
    case 'leaders': return holding('leader', ['']);
    case 'submitter': return { personIds: around.submitters };
    case 'reporter_accounts': return holding('enterprise', around.firms);
    case 'holder': return holderOf(around);
    case 'holder_heads': return headsOf(around);
    case 'asker': return around.asker === null ? {} : { personIds: [around.asker] };
    case 'linked': return around.hidden ? {} : { linkedTo: [around.subjectId] };
  }
}

export function mergeAudiences(audiences: Partial<Audience>[]): Audience {
  return {
    personIds: audiences.flatMap((a) => a.personIds ?? []),
    grants: audiences.flatMap((a) => a.grants ?? []),
    linkedTo: audiences.flatMap((a) => a.linkedTo ?? []),
  };
}

/** The district's desk has no head: over it are those of the line's unit, and what is on it by name, a card or a contest, is the desk's own matter too. */
function headsOf({ holder, holderUnitId, desk, lineUnitId }: Around): Partial<Audience> {
  if (holder === 'supervisor') return {};
  if (holderUnitId === DISTRICT_DESK) return mergeAudiences([holding('triage', ['']), holding('head', [lineUnitId])]);
  return holding('head', [holderUnitId ?? (desk === DISTRICT_DESK ? lineUnitId : desk)]);
}

/** Who had the ticket when the light was lit. The assignee is the present one: a task that has changed hands is theirs now. */
function holderOf(around: Around): Partial<Audience> {
  switch (around.holder) {
    case 'lead': return around.assignee !== null && around.holderUnitId === around.lead ? { personIds: [around.assignee] } : holding('handler', [around.holderUnitId]);
    case 'head': return holding('head', [around.holderUnitId]);
    case 'assisting': return mergeAudiences([holding('handler', [around.holderUnitId]), holding('head', [around.holderUnitId])]);
    case 'supervisor': return audienceOf('supervisors', around);
    case 'desk': case null: return audienceOf('desk', around);
  }
}
