// Owns who may see, call or link a reporter: the protection of the one whose problem it is.
// Leaves masking and sealing to the presenter and platform/crypto.
import type { Actor, Capacity } from './actor.js';
import { capacitiesOf } from './actor.js';
import type { Ticket } from './ticket.js';

/** Those who work on the ticket and may tap to call; each call is on the audit log. */
const CALLERS: readonly Capacity[] = ['lead_handler', 'lead_head', 'assist_member', 'desk_triage', 'triage', 'supervisor', 'submitter'];

/**
 * Whether the identity of this ticket's own reporter is hidden from this reader (举报, or 隐藏身份). It is not from the own side:
 * who brought it, and who comes by its link. The firm it is about is not of that side: one of its people may be the reporter.
 */
export function identityHidden(actor: Actor, ticket: Ticket): boolean {
  if (!ticket.hidden) return false;
  if (actor.kind === 'person') return actor.personId !== ticket.submitterId;
  return actor.kind === 'system' || !ticket.reporterIds.includes(actor.reporterId);
}

/** Whether this reader may ask for the reporter's number. */
export function mayCall(actor: Actor, ticket: Ticket): boolean {
  const held = capacitiesOf(actor, ticket);
  return CALLERS.some((c) => held.has(c)) && !identityHidden(actor, ticket);
}

/** The submitting cadre hands out the link; triage may send a fresh one on a call-back, unless identity is hidden from them. */
export function mayLink(actor: Actor, ticket: Ticket): boolean {
  const held = capacitiesOf(actor, ticket);
  return held.has('submitter') || (!ticket.hidden && (held.has('desk_triage') || held.has('triage')));
}
