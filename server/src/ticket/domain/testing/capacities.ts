// Owns who stands for each capacity in the tickets of paths.ts, and the favourable moment for each action.
// Leaves whether the action is allowed to the specs. Used by specs only, never part of the product.
import { DISTRICT_DESK } from '@zhitongche/shared/directory/vocabulary.js';
import type { TicketAction } from '@zhitongche/shared/ticket/action-inputs.js';
import type { Actor, Capacity } from '../actor.js';
import { SYSTEM } from '../actor.js';
import type { Ticket } from '../ticket.js';
import {
  UNITS, assistant, cadre, colleague, districtDesk, handler, head, headOf, leader, linkedCadre, mergedAccount, mergedCadre, scanned, supervisor, townDesk,
} from './people.js';
import { shanghai } from './story.js';

/** Whoever has this capacity on the ticket, or would have it if the ticket were theirs. */
export function standIn(capacity: Capacity, ticket: Ticket): Actor {
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
    assist_member: assistant,
    former_unit: headOf(UNITS.police),
    supervisor,
    leader,
    linked: linkedCadre,
    system: SYSTEM,
  };
  return people[capacity];
}

/** The ticket and the moment in which nothing but the table and the rights could stand against the action. */
export function favourable(action: TicketAction, ticket: Ticket, capacity: Capacity): { ticket: Ticket; now: Date } {
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
    case 'withdraw':
      return { ticket: { ...ticket, reporterIds: ['mo'] }, now };
    case 'light':
    case 'stop_waiting':
    case 'close_unrated':
    case 'remind_rating':
      return { ticket, now: shanghai('2026-06-01 00:00') };
    default:
      return soon;
  }
}

function instants(ticket: Ticket): number[] {
  return Object.values(ticket).filter((value) => value instanceof Date && value !== ticket.dueAt && value !== ticket.stageDueAt).map(Number);
}
