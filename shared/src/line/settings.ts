// Owns what one line (直通车) may configure about itself.
// Leaves the values to rows in the database, the limits to deadline/, and the defaults' use to the seed.
import type { LimitSettings } from '../deadline/limits.js';
import type { ResultKind } from '../ticket/vocabulary.js';
import type { Role, SubjectKind } from '../directory/vocabulary.js';

/** Which results a head signs, and how many of the rest the supervisor samples (0–1). */
export interface ReviewSettings {
  headSignsKinds: ResultKind[];
  headSignsComplex: boolean;
  headSignsFromRound: number;
  sampleRate: number;
}

/** A line: key, words, who reports, which unit leads it (牵头单位), which supervises it (督查机构). */
export interface LineSettings {
  key: string;
  name: string;
  numberPrefix: string;
  subjectKinds: SubjectKind[];
  reportingRoles: Role[];
  /** Whose triage sees a new ticket first. */
  firstDesk: 'town' | 'district';
  leadUnitId: string;
  supervisingUnitId: string;
  limits: LimitSettings;
  review: ReviewSettings;
  /** Returns a ticket may suffer before only a designation moves it on. */
  returnsPerTicket: number;
}

export const DEFAULT_REVIEW: ReviewSettings = {
  headSignsKinds: ['answered', 'planned', 'unfounded'], headSignsComplex: true, headSignsFromRound: 2, sampleRate: 0.1,
};
