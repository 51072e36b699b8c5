// Owns the proof that every allowed action is reachable exactly once and that one is the obvious next step.
// Leaves what is allowed to the server.
import { chooseActions, hasButtons } from './action-choice.js';

test('a handler submits the result; talk has its own place', () => {
  expect(chooseActions(['note', 'message', 'ask_reporter', 'call_units', 'submit_result'])).toEqual({ main: 'submit_result', others: ['ask_reporter', 'call_units'] });
});

test('grave acts come last', () => {
  expect(chooseActions(['dispatch', 'merge', 'decline', 'lift'])).toEqual({ main: 'dispatch', others: ['lift', 'merge', 'decline'] });
});

test('a contested rating has two answers, neither of them the big button', () => {
  expect(chooseActions(['exclude_rating', 'keep_rating', 'note'])).toEqual({ main: null, others: ['keep_rating', 'exclude_rating'] });
});

test('of two main moves the first is the button and the other stays in reach', () => {
  expect(chooseActions(['uphold_decline', 'overturn_decline'])).toEqual({ main: 'uphold_decline', others: ['overturn_decline'] });
});

test('nothing allowed, nothing shown; the system’s own commands are never buttons', () => {
  expect(chooseActions(['reopen', 'light'])).toEqual({ main: null, others: [] });
});

test('the bar is there for a rating, and not for talk alone', () => {
  expect(hasButtons(['rate', 'message'])).toBe(true);
  expect(hasButtons(['message', 'note'])).toBe(false);
});

test('what an unsatisfied reporter is owed is the next step', () => {
  expect(chooseActions(['assess', 'note', 'joint_review'], 'joint_review').main).toBe('joint_review');
  expect(chooseActions(['assess', 'answer_finally', 'note'], 'leader').main).toBe('answer_finally');
  expect(chooseActions(['instruct', 'take_charge'], 'leader').main).toBe('take_charge');
  expect(chooseActions(['assess', 'joint_review', 'dispatch']).main).toBe('dispatch');
});
