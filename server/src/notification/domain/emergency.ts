// Owns whether a ticket is about danger to life, fire or violence, as far as its words say.
// Leaves the words to routing's hints and what follows to timing.ts.
import { findHints } from '../../routing/domain/hints.js';

/** `declinedFor` is why it was declined, when the event to be told says that. */
export function isEmergency(told: { title: string; text: string; declinedFor: string | null }): boolean {
  return told.declinedFor === 'emergency' || findHints(told).some(({ hint }) => hint === 'emergency');
}
