// Owns the list of actions this person may take on this ticket now: lifecycle ∩ permissions ∩ readiness.
// Leaves the judging to decide.ts, so that a button and its guard can never disagree.
import { PERSON_ACTIONS } from '@zhitongche/shared/ticket/action-inputs.js';
import type { PersonAction } from '@zhitongche/shared/ticket/action-inputs.js';
import type { Actor } from './actor.js';
import type { Setting } from './decide.js';
import { judge } from './decide.js';
import type { Facts } from './move.js';
import type { Ticket } from './ticket.js';

/**
 * In the order of the action list, which puts the step's main action before words.
 * `facts` may tell whom a rating of this actor would speak for, and which lights and cards there are.
 */
export function availableActions(
  ticket: Ticket, actor: Actor, setting: Omit<Setting, 'draw' | 'facts'> & { facts?: Facts },
): PersonAction[] {
  return PERSON_ACTIONS.filter((action) => judge(ticket, action, actor, { facts: {}, ...setting, draw: 0 }).refusal === null);
}
