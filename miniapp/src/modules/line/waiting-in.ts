// Owns which of a person's worklists are things to do.
// Leaves the counting to the server.
import type { WorklistCounts } from '@zhitongche/shared/ticket/contract.js';
import type { Worklist } from '@zhitongche/shared/ticket/worklists.js';

/** Lists to look things up in; nothing waits in them. */
const lookups: readonly Worklist[] = ['mine', 'unit', 'all'];

/** The worklists in which something waits for this person. */
export function waitingIn(counts: WorklistCounts['items']): WorklistCounts['items'] {
  return counts.filter(({ worklist, count }) => count > 0 && !lookups.includes(worklist));
}
