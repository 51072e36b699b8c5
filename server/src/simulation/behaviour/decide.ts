// Owns who looks at a ticket in which status, and that nobody looks twice at what is not theirs any more.
// Leaves each status to its file.
import { whileAwaitingRating, whileAwaitingReporter, whileConcluded, whileReviewing } from './review.js';
import type { Aside, Scene, Seen, Step } from './seen.js';
import { person } from './seen.js';
import { whileAssessing, whileDeclined } from './triage.js';
import { whileDispatched, whileHandling, whilePaused, whileRequested } from './unit.js';

/** What happens next on the ticket. */
export function nextStep(seen: Seen, scene: Scene): Step {
  if (seen.requestStage !== null && ['handling', 'reviewing'].includes(seen.status)) return whileRequested(seen, scene);
  switch (seen.status) {
    case 'submitted': case 'assessing': return whileAssessing(seen, scene);
    case 'dispatched': return whileDispatched(seen, scene);
    case 'handling': return whileHandling(seen, scene);
    case 'awaiting_reporter': return whileAwaitingReporter(seen, scene);
    case 'paused': return whilePaused(seen, scene);
    case 'reviewing': return whileReviewing(seen, scene);
    case 'concluded': return whileConcluded(seen, scene);
    case 'awaiting_rating': return whileAwaitingRating(seen, scene, seen);
    case 'declined': return whileDeclined(seen, scene);
    case 'merged': return whileMerged(seen, scene);
    case 'closed': case 'withdrawn': case 'unrated_closed': return { kind: 'end' };
  }
}

/** Something beside the main way: answered, urged, or no longer needed. */
export function asideStep(seen: Seen, { what, unitId }: Aside, { district, agent }: Scene): Step {
  if (what === 'assist' && unitId !== null) {
    const open = ['dispatched', 'handling', 'awaiting_reporter', 'paused'].includes(seen.status);
    if (!open || !seen.unanswered.includes(unitId)) return { kind: 'end' };
    return { kind: 'act', by: person(district.one('handler', unitId, agent.key)), action: 'assist_answer', input: { text: '已核对本单位部分，材料已交主办单位。' }, next: null };
  }
  if (!['dispatched', 'handling'].includes(seen.status)) return { kind: 'end' };
  return { kind: 'act', by: person(seen.submitterId), action: 'urge', input: { text: '反映人又来问了，请尽快。' }, next: null };
}

/** Whoever was merged in rates the answer of the one that took it in, once it is there. */
function whileMerged(seen: Seen, scene: Scene): Step {
  const { into, hours, at, chance } = scene;
  if (into === null) return { kind: 'end' };
  if (into.status === 'awaiting_rating') return whileAwaitingRating(into, scene, seen);
  const over = ['closed', 'unrated_closed', 'withdrawn', 'declined', 'merged'].includes(into.status);
  return over ? { kind: 'end' } : { kind: 'wait', until: hours.after(at, 14 + 14 * chance('waits', String(into.version))) };
}
