// Owns which jobs each kind of event owes.
// Leaves doing them to the handlers and their settings to the job catalogue.
import type { EventType } from '@zhitongche/shared/ticket/actions.js';
import type { EventJobName } from '../platform/jobs/catalogue.js';

const OWED: Partial<Record<EventType, readonly EventJobName[]>> = {
  'ticket.submitted': ['ticket.route'],
  'ticket.reopened': ['ticket.route'],
  'decline.overturned': ['ticket.route'],
  'ticket.concluded': ['ticket.deliver'],
  'result.rated': ['ticket.reopen'],
};

/** Every event may tell somebody; receivers.ts knows whom, often nobody. */
export function jobsOf(type: EventType): EventJobName[] {
  return [...(OWED[type] ?? []), 'notification.write'];
}
