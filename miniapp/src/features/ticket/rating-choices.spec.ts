// Owns the proof that 理解 is offered for an answer and not for a deed.
// Leaves guarding it to the server.
import { ratingChoices } from './rating-choices.js';

test.each(['answered', 'planned', 'unfounded'] as const)('%s may be understood', (kind) => {
  expect(ratingChoices(kind)).toEqual(['satisfied', 'mostly_satisfied', 'understands', 'unsatisfied']);
});

test.each(['solved', 'solved_on_spot', null] as const)('%s may not', (kind) => {
  expect(ratingChoices(kind)).toEqual(['satisfied', 'mostly_satisfied', 'unsatisfied']);
});
