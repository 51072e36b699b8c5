// Owns the one error that the calendar and the counting of days throw when they refuse.
// Leaves the sentence for each code to shared/src/errors.ts and the HTTP answer to the platform.
import type { DeadlineRefusalCode } from '@zhitongche/shared/deadline/vocabulary.js';

/** A refusal with a code; `detail` names the day, year or number at fault, for logs and previews. */
export class DeadlineRefusal extends Error {
  override readonly name = 'DeadlineRefusal';

  constructor(
    readonly code: DeadlineRefusalCode,
    readonly detail: string,
  ) {
    super(`${code}: ${detail}`);
  }
}
