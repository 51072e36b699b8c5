// Owns the cases of what happens next to a loaded ticket.
// Leaves the whole way through a running system to the database tests.
import { STATUSES } from '@zhitongche/shared/ticket/vocabulary.js';
import { FATES, fateOf, nextStep } from './journey.js';
import type { Circumstances, Seen } from './journey.js';

const seen = (status: Seen['status'], more: Partial<Seen> = {}): Seen => ({ status, stage: null, round: 1, reopening: false, ...more });
const meant = (fate: Circumstances['fate'], more: Partial<Circumstances> = {}): Circumstances => ({ fate, leadReturns: false, account: false, ...more });

describe('the next step of a loaded ticket', () => {
  it.each([
    ['waits for routing', seen('submitted'), meant('satisfied'), 'wait'],
    ['is dispatched', seen('assessing'), meant('satisfied'), { by: 'triage', action: 'dispatch' }],
    ['is declined', seen('assessing'), meant('declined'), { by: 'triage', action: 'decline' }],
    ['stays at the desk', seen('assessing'), meant('waits'), 'there'],
    ['is given back by the first unit', seen('dispatched'), meant('returned', { leadReturns: true }), { by: 'head', action: 'return' }],
    ['is kept by the second unit', seen('dispatched'), meant('returned'), { by: 'handler', action: 'sign_for' }],
    ['is answered', seen('handling'), meant('mostly'), { by: 'handler', action: 'submit_result' }],
    ['is signed by the head', seen('reviewing', { stage: 'head' }), meant('satisfied'), { by: 'head', action: 'approve' }],
    ['passes the sample', seen('reviewing', { stage: 'supervisor' }), meant('satisfied'), { by: 'supervisor', action: 'pass' }],
    ['waits for the system to tell an account', seen('concluded'), meant('satisfied', { account: true }), 'wait'],
    ['is told with a link', seen('concluded'), meant('unrated'), { by: 'reporter', action: 'deliver', satisfaction: 'satisfied' }],
    ['is not rated', seen('awaiting_rating'), meant('unrated'), 'there'],
    ['is rated unsatisfied once', seen('awaiting_rating'), meant('unsatisfied'), { by: 'reporter', action: 'rate', satisfaction: 'unsatisfied' }],
    ['waits for the next round', seen('awaiting_rating', { reopening: true }), meant('unsatisfied'), 'wait'],
    ['is rated satisfied after that', seen('awaiting_rating', { round: 2 }), meant('unsatisfied'), { by: 'reporter', action: 'rate', satisfaction: 'satisfied' }],
    ['is rated mostly satisfied', seen('awaiting_rating'), meant('mostly'), { by: 'reporter', action: 'rate', satisfaction: 'mostly_satisfied' }],
    ['has ended', seen('closed'), meant('satisfied'), 'there'],
  ] as const)('%s', (_what, ticket, circumstances, step) => {
    expect(nextStep(ticket, circumstances)).toEqual(step);
  });

  it('knows a step for every status and fate', () => {
    for (const status of STATUSES) for (const fate of FATES) expect(nextStep(seen(status), meant(fate))).toBeTruthy();
  });

  it('gives every fate its share', () => {
    const counts = new Map<string, number>();
    for (let n = 0; n < 1000; n += 1) counts.set(fateOf((n + 0.5) / 1000), (counts.get(fateOf((n + 0.5) / 1000)) ?? 0) + 1);
    expect(Object.fromEntries(counts)).toEqual({ waits: 80, dispatched: 50, handled: 80, unrated: 60, declined: 30, satisfied: 370, mostly: 140, returned: 80, unsatisfied: 110 });
  });
});
