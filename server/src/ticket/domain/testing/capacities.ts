// Owns who stands for each capacity in the tickets of paths.ts, and the favourable moment for each action.
// Leaves whether the action is allowed to the specs. Used by specs only, never part of the product.
import { DISTRICT_DESK } from '@zhitongche/shared/directory/vocabulary.js';
import type { LightHolder } from '@zhitongche/shared/ticket/vocabulary.js';
import type { TicketAction } from '@zhitongche/shared/ticket/action-inputs.js';
import type { Actor, Capacity } from '../actor.js';
import { SYSTEM } from '../actor.js';
import type { Measure } from '../measures.js';
import type { Facts } from '../move.js';
import type { BadRating, ClockRequest, Ticket } from '../ticket.js';
import {
  UNITS, assistant, cadre, colleague, districtDesk, handler, handlerOf, head, headOf, leader, linkedCadre, mergedAccount, mergedCadre, scanned, supervisor, townDesk, wearing,
} from './people.js';
import { shanghai } from './story.js';

/** Whoever has this capacity on the ticket, or would have it if the ticket were theirs. */
export function standIn(capacity: Capacity, ticket: Ticket, action?: TicketAction): Actor {
  const lifted = ticket.deskUnitId === DISTRICT_DESK;
  const people: Record<Capacity, Actor> = {
    reporter: scanned('mo', ticket.round),
    reporter_reader: scanned('mo', ticket.round - 1),
    merged_reporter: mergedAccount,
    merged_submitter: mergedCadre,
    submitter: cadre,
    desk_triage: lifted ? districtDesk : townDesk,
    triage: lifted ? townDesk : districtDesk,
    lead_handler: handler,
    lead_colleague: colleague,
    lead_head: head,
    // A unit contests by its head.
    assist_member: action === 'contest_measure' ? headOf(UNITS.transport) : wearing(assistant, headOf(UNITS.transport)),
    former_unit: headOf(UNITS.police),
    supervisor,
    leader,
    linked: linkedCadre,
    system: SYSTEM,
  };
  return people[capacity];
}

/** The ticket and the moment in which nothing but the table and the rights could stand against the action. */
export function favourable(action: TicketAction, ticket: Ticket, capacity: Capacity): { ticket: Ticket; now: Date; facts?: Facts } {
  const now = new Date(Math.max(shanghai('2026-03-02 15:00').getTime(), ...instants(ticket)));
  const soon = { ticket, now };
  switch (action) {
    case 'lift':
      return capacity === 'desk_triage' ? { ticket: { ...ticket, deskUnitId: UNITS.town }, now } : soon;
    case 'answer_finally':
      return { ticket: { ...ticket, unsatisfiedCount: 3 }, now };
    case 'uphold_decline':
    case 'overturn_decline':
      return { ticket: { ...ticket, objectedAt: now }, now };
    case 'record_arrivals':
      return { ticket: { ...ticket, unitsCall: { unitIds: [UNITS.bus], arrivedUnitIds: null } }, now };
    case 'contest_rating':
      return { ticket: { ...ticket, badRatings: [UNITS.police, UNITS.education, UNITS.transport].map((unit) => ratedBadly(unit, now)) }, now };
    case 'exclude_rating':
    case 'keep_rating':
      return { ticket: { ...ticket, badRatings: [{ ...ratedBadly(UNITS.education, now), contest: { byId: head.personId, at: now.toISOString(), text: '不合理。', dueDay: '2026-12-31' } }] }, now };
    case 'endorse_request':
    case 'grant_request':
    case 'refuse_request':
    case 'withdraw_request':
      return { ticket: { ...ticket, request: requestFor(action, ticket, capacity, now) }, now };
    case 'resume':
      return { ticket, now: capacity === 'system' ? shanghai('2026-06-01 00:00') : now };
    case 'pass':
      return { ticket: { ...ticket, stage: 'supervisor' }, now };
    case 'send_back':
      return { ticket: { ...ticket, stage: capacity === 'supervisor' ? 'supervisor' : 'head' }, now };
    case 'joint_review':
      return { ticket: { ...ticket, unsatisfiedCount: 1 }, now };
    case 'ask_follow_up':
    case 'record_follow_up':
      return { ticket: { ...ticket, followUpDay: '2026-03-02', followUpAt: new Date(0), leadUnitId: capacity === 'desk_triage' ? null : ticket.leadUnitId }, now };
    case 'reopen':
      return { ticket: { ...ticket, unsatisfiedAt: now }, now };
    case 'remark':
      return { ticket: { ...ticket, ratedReporterIds: [] }, now, facts: { reporter: { id: 'mo', kind: 'resident', hasAccount: false } } };
    case 'withdraw':
      return { ticket: { ...ticket, reporterIds: ['mo'] }, now };
    case 'explain_light': case 'contest_measure': case 'uphold_measure': case 'revoke_measure':
      return { ...soon, facts: { measures: [lightOf(capacity, ticket, now, action === 'uphold_measure' || action === 'revoke_measure')] } };
    case 'light':
    case 'stop_waiting':
    case 'close_unrated':
    case 'remind_rating':
      return { ticket, now: shanghai('2026-06-01 00:00') };
    default:
      return soon;
  }
}

/** A yellow light of a moment ago, held by whom this capacity stands for; `contested`: by its unit's head. */
function lightOf(capacity: Capacity, ticket: Ticket, at: Date, contested: boolean): Measure {
  const desk = ticket.deskUnitId === DISTRICT_DESK ? [DISTRICT_DESK, UNITS.town] as const : [UNITS.town, DISTRICT_DESK] as const;
  const units: Partial<Record<Capacity, string>> = {
    desk_triage: desk[0], triage: desk[1], assist_member: UNITS.transport, former_unit: UNITS.police, supervisor: 'supervision',
  };
  const holders: Partial<Record<Capacity, LightHolder>> = { desk_triage: 'desk', triage: 'desk', assist_member: 'assisting', supervisor: 'supervisor' };
  const contest = { seq: 2, at, by: 'somebody', dueDay: '2026-03-20', dueAt: at, decided: null };
  return {
    seq: 1, round: 1, at, level: 'yellow_light', stage: null, holder: holders[capacity] ?? 'lead', dueAt: at, card: null, documentNumber: null, issuedBy: null,
    unitId: units[capacity] ?? UNITS.education, debt: 'reason', settled: null, contest: contested ? contest : null,
  };
}

/** A request that waits for whoever decides it, asked by somebody else; for taking it back, by themselves. */
function requestFor(action: TicketAction, ticket: Ticket, capacity: Capacity, now: Date): ClockRequest {
  const self = standIn(capacity, ticket);
  const own = action === 'withdraw_request' && self.kind === 'person';
  return {
    asked: { kind: 'complexity', complexity: 'complex', reason: '涉及三条公交线路调整。' }, askedById: own ? self.personId : handlerOf(UNITS.education, 'asker').personId,
    askedAt: now.toISOString(), stage: action === 'endorse_request' || (action === 'refuse_request' && capacity === 'lead_head') ? 'head' : 'supervisor',
    endorsedById: null, opinion: null, dueDay: '2026-12-31',
  };
}

const ratedBadly = (unitId: string, at: Date): BadRating => (
  { round: 1, reporterId: 'mo', unitId, at: at.toISOString(), reason: 'not_solved', text: '还是没有车。', contest: null, decision: null });

function instants(ticket: Ticket): number[] {
  return Object.values(ticket).filter((value) => value instanceof Date && value !== ticket.dueAt && value !== ticket.stageDueAt).map(Number);
}
