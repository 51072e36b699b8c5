// Owns which tickets stand in each worklist, and in which order: what waits for somebody, or an archive newest first.
// Leaves visibility to ticket.scope.ts; a list of what waits holds only what its reader sees, which a test proves.
import type { Worklist } from '@zhitongche/shared/ticket/worklists.js';
import type { PersonActor } from './domain/actor.js';
import type { Conditions, Way } from './ticket.scope.js';
import { aboutFirms, desksOf, holds, involving, keysOf, submitted, waysOf } from './ticket.scope.js';

/** What waits for somebody: a condition that an index of open tickets answers. */
export interface Waiting {
  kind: 'waiting';
  condition: string;
  /** The moment by which its lines are sorted, the most urgent first; null: the newest first. */
  urgentAt: string | null;
}

/** What there has been: it grows for ever, so that it is only ever read page by page. */
export interface Archive {
  kind: 'archive';
  ways: Way[];
}

/** One worklist, or null when this person has no such list. */
export function worklistOf(worklist: Worklist, actor: PersonActor, c: Conditions): Waiting | Archive | null {
  const me = () => c.bind(actor.personId);
  const desks = desksOf(actor);
  const headed = keysOf(actor, 'head');
  const units = keysOf(actor, 'handler', 'head');
  const firms = keysOf(actor, 'enterprise');
  const cadre = holds(actor, 'cadre');
  const supervisor = holds(actor, 'supervisor');
  const ofFirms = () => aboutFirms(firms, c).condition;
  switch (worklist) {
    case 'triage':
      return desks.length === 0 ? null : urgent(`t.desk_unit_id = any(${c.bind(desks)}) and t.status in ('submitted', 'assessing')`);
    case 'objections':
      return supervisor ? inOrder(`t.status = 'declined' and t.objected_at is not null and not t.objection_decided`) : null;
    case 'to_sign':
      return units.length === 0 ? null : urgent(`t.lead_unit_id = any(${c.bind(units)}) and t.status = 'dispatched'`);
    case 'to_handle':
      return units.length === 0 ? null
        : urgent(`t.lead_unit_id = any(${c.bind(units)}) and t.status in ('handling', 'awaiting_reporter', 'paused')
           and (t.assignee_id is null or t.assignee_id = ${me()} or t.lead_unit_id = any(${c.bind(headed)}))`);
    case 'to_assist':
      return units.length === 0 ? null
        : urgent(`t.status in ('dispatched', 'handling', 'awaiting_reporter', 'paused') and t.assisting <> '[]'
           and t.involved_unit_ids && ${c.bind(units)}::text[]
           and exists (select from jsonb_to_recordset(t.assisting) as a("unitId" text, "answeredAt" text)
                       where a."unitId" = any(${c.bind(units)}) and a."answeredAt" is null)`);
    case 'to_review':
      return headed.length === 0 ? null : urgent(`t.lead_unit_id = any(${c.bind(headed)}) and t.status = 'reviewing' and t.stage = 'head'`);
    case 'to_endorse':
      return headed.length === 0 ? null : urgent(`t.request is not null and t.request->>'stage' = 'head' and t.lead_unit_id = any(${c.bind(headed)})`, ANSWER_AT);
    case 'to_decide':
      return supervisor ? urgent(`(t.request is not null and t.request->>'stage' = 'supervisor' or t.contest_due_day is not null)`, ANSWER_AT) : null;
    case 'to_sample':
      return supervisor ? urgent(`t.stage = 'supervisor'`) : null;
    case 'to_escalate': {
      // The thresholds are the line's.
      if (!supervisor && !holds(actor, 'leader')) return null;
      const after = (setting: string) => `(select (l.limits->'aftercare'->>'${setting}')::int from line l where l.key = t.line)`;
      const leader = `t.leader_in_charge_id is null and t.unsatisfied_count >= ${after('leaderAfterUnsatisfied')}`;
      return urgent(`t.status in ('submitted', 'assessing') and t.unsatisfied_count > 0 and (${leader}${supervisor
        ? ` or (t.joint_review_round is distinct from t.round and t.unsatisfied_count >= ${after('jointReviewAfterUnsatisfied')})` : ''})`);
    }
    case 'absent_units':
      return supervisor ? inOrder(`t.status in ('handling', 'awaiting_reporter', 'paused', 'reviewing', 'concluded', 'awaiting_rating')
        and jsonb_array_length(nullif(t.units_call->'arrivedUnitIds', 'null')) < jsonb_array_length(t.units_call->'unitIds')`) : null;
    case 'to_call_back':
      // Never for whoever handles it, in whatever other hat.
      return desks.length === 0 ? null
        : urgent(`t.desk_unit_id = any(${c.bind(desks)}) and t.callback_due_at <= ${c.now} and t.status = 'awaiting_rating'
           and not (coalesce(t.lead_unit_id, '') = any(${c.bind(units)}) or t.assignee_id is not distinct from ${me()})`);
    case 'to_follow_up':
      return units.length === 0 && desks.length === 0 ? null
        : urgent(`t.follow_up_owed_at is not null and (t.lead_unit_id = any(${c.bind(units)}) or (t.lead_unit_id is null and t.desk_unit_id = any(${c.bind(desks)})))`, 't.follow_up_owed_at');
    case 'follow_ups':
      return supervisor ? urgent(`t.follow_up_owed_at <= ${c.now}`, 't.follow_up_owed_at') : null;
    case 'to_deliver':
      return cadre ? inOrder(`t.submitter_id = ${me()} and t.status = 'concluded'`) : null;
    case 'to_rate':
      return firms.length === 0 ? null : inOrder(`${ofFirms()} and t.status = 'awaiting_rating' and t.unsatisfied_at is null`);
    case 'to_answer':
      if (firms.length > 0) return urgent(`${ofFirms()} and t.status = 'awaiting_reporter'`);
      return cadre ? urgent(`t.submitter_id = ${me()} and t.status = 'awaiting_reporter'`) : null;
    case 'mine':
      if (firms.length > 0) return archive([aboutFirms(firms, c)]);
      return cadre ? archive([submitted(actor, c)]) : null;
    case 'unit':
      return units.length === 0 ? null : archive([involving(units, c)]);
    case 'all':
      return supervisor || holds(actor, 'leader') || desks.length > 0 ? archive(waysOf(actor, c)) : null;
  }
}

const URGENT_AT = 'least(t.due_at, t.stage_due_at)';
/** The end of the first day by which a request or a contested rating is to be answered, whatever becomes of the ticket meanwhile. */
const ANSWER_AT = `((least((t.request->>'dueDay')::date, t.contest_due_day) + 1)::timestamp at time zone 'Asia/Shanghai')`;

const urgent = (condition: string, urgentAt = URGENT_AT): Waiting => ({ kind: 'waiting', condition, urgentAt });
const inOrder = (condition: string): Waiting => ({ kind: 'waiting', condition, urgentAt: null });
const archive = (ways: Way[]): Archive => ({ kind: 'archive', ways });
