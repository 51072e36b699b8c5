// Owns which of the four ratings are offered for a kind of result.
// Leaves guarding them, and what follows from them, to the server.
import type { ResultKind, Satisfaction } from '@zhitongche/shared/ticket/vocabulary.js';
import { SATISFACTIONS } from '@zhitongche/shared/ticket/vocabulary.js';

/** 理解 answers an answer, a plan or an unfounded report; a deed is only more or less satisfying. */
const UNDERSTANDABLE: readonly ResultKind[] = ['answered', 'planned', 'unfounded'];

/** The ratings in the order of their buttons. */
export function ratingChoices(kind: ResultKind | null): Satisfaction[] {
  const understandable = kind !== null && UNDERSTANDABLE.includes(kind);
  return SATISFACTIONS.filter((s) => s !== 'understands' || understandable);
}
