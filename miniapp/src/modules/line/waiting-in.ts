// Owns which of a person's worklists are things to do.
// Leaves the counting to the server.
import type { WorklistCounts } from '@zhitongche/shared/ticket/contract.js';
import { isArchive } from '@zhitongche/shared/ticket/worklists.js';

/** The worklists in which something waits for this person; archives are for looking things up. */
export function waitingIn(counts: WorklistCounts['items']): WorklistCounts['items'] {
  return counts.filter(({ worklist, count }) => count > 0 && !isArchive(worklist));
}
