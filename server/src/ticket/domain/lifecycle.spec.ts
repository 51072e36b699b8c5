// Owns the proof that start-up refuses a table with an unreachable status or a trap, and accepts ours.
// Leaves who may do what to grid.spec.ts.
import type { Action } from '@zhitongche/shared/ticket/actions.js';
import { END_STATUSES } from '@zhitongche/shared/ticket/vocabulary.js';
import type { Transition } from './lifecycle.js';
import { LIFECYCLE, allowsFrom, allowsMove, checkLifecycle } from './lifecycle.js';

const broken = (over: Partial<Record<Action, Partial<Transition>>>): Record<Action, Transition> => {
  const table = { ...LIFECYCLE };
  for (const [action, row] of Object.entries(over) as [Action, Partial<Transition>][]) table[action] = { ...table[action], ...row };
  return table;
};

describe('the table', () => {
  test('is accepted as it stands', () => {
    expect(() => checkLifecycle()).not.toThrow();
  });

  test.each<[string, Partial<Record<Action, Partial<Transition>>>]>([
    ['paused is unreachable', { grant_request: { to: 'stay' } }],
    ['merged is unreachable', { merge: { from: [] } }],
    ['dispatched is unreachable', { dispatch: { to: 'stay' }, designate: { to: 'stay' } }],
    ['unrated_closed is unreachable', { close_unrated: { to: ['closed'] } }],
    ['submitted is unreachable', { submit: { to: ['concluded'] } }],
  ])('is refused when %s', (words, over) => {
    expect(() => checkLifecycle(broken(over))).toThrow(`lifecycle: status ${words}`);
  });

  // Withdrawing leads out of everything before the review, so these tables allow it before dispatch only.
  const early = { withdraw: { from: ['submitted', 'assessing'] } } as const;

  test.each<[string, string, Partial<Record<Action, Partial<Transition>>>]>([
    ['paused', 'nobody resumes', { ...early, resume: { to: 'stay' } }],
    ['awaiting_reporter', 'neither answer nor time ends the wait', { ...early, answer_question: { from: [] }, stop_waiting: { from: [] } }],
    ['awaiting_rating', 'neither rating nor time ends it', {
      rate: { to: 'stay' }, reopen: { to: 'stay' }, close_unrated: { from: ['concluded'] },
    }],
    ['handling', 'handling and reviewing send it to each other for ever', {
      ...early, submit_result: { to: ['reviewing'] }, approve: { to: 'stay' }, pass: { to: ['handling'] }, send_back: { to: ['handling'] },
    }],
  ])('is refused when %s is a trap: %s', (status, _why, over) => {
    expect(() => checkLifecycle(broken(over))).toThrow(`lifecycle: status ${status} is a trap`);
  });
});

describe('looking up', () => {
  test('creating is not something an existing ticket can do', () => {
    expect(allowsFrom('submit', 'submitted')).toBe(false);
    expect(allowsMove('submit_solved', 'submitted', 'concluded')).toBe(false);
  });

  test('an action that stays leads nowhere else', () => {
    expect(allowsMove('note', 'handling', 'handling')).toBe(true);
    expect(allowsMove('note', 'handling', 'closed')).toBe(false);
    expect(allowsMove('note', 'closed', 'closed')).toBe(false);
  });

  test('what an end leaves open: the objection, words after silence, a plan whose day comes, what a unit was lit or rated for, and a card on it', () => {
    const leaving = (Object.keys(LIFECYCLE) as Action[]).filter((action) => END_STATUSES.some((end) => allowsFrom(action, end)));
    expect(leaving.sort()).toEqual([
      'ask_follow_up', 'card', 'contest_measure', 'contest_rating', 'exclude_rating', 'explain_light', 'keep_rating', 'object', 'overturn_decline', 'record_follow_up', 'remark', 'revoke_measure', 'uphold_decline', 'uphold_measure',
    ]);
    expect(LIFECYCLE.overturn_decline.to).toEqual(['assessing']);
  });

  test('every row says why', () => {
    for (const { why } of Object.values(LIFECYCLE)) expect(why).toMatch(/\w{3}/);
  });
});
