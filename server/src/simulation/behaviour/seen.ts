// Owns what somebody sees of a ticket before they act, what they may decide, and what the simulation remembers of it.
// Leaves the decisions to the other files here and doing them to player.ts.
import type { RoutingSuggestion, PersonAction } from '@zhitongche/shared/ticket/action-inputs.js';
import type { SubjectKind } from '@zhitongche/shared/directory/vocabulary.js';
import type { Complexity, Nature, ResultKind, ReviewStage, Status } from '@zhitongche/shared/ticket/vocabulary.js';
import type { District } from '../district.js';
import type { Hours } from '../hours.js';
import type { Report } from '../reports.js';

export interface Seen {
  id: string;
  version: number;
  line: string;
  status: Status;
  stage: ReviewStage | null;
  round: number;
  complexity: Complexity;
  nature: Nature | null;
  categoryCode: string | null;
  subjectKind: SubjectKind;
  hidden: boolean;
  townUnitId: string;
  deskUnitId: string;
  leadUnitId: string | null;
  assigneeId: string | null;
  pastLeadUnitIds: string[];
  pastAssigneeIds: string[];
  /** Assisting units that owe an answer. */
  unanswered: string[];
  involvedUnitIds: string[];
  returnedUnitIds: string[];
  returnCount: number;
  designated: boolean;
  firstDispatchedAt: Date | null;
  dispatchedAt: Date | null;
  unsatisfiedCount: number;
  waitsForReopening: boolean;
  leaderInChargeId: string | null;
  jointReviewRound: number | null;
  suggestion: RoutingSuggestion | null;
  resultKind: ResultKind | null;
  resultBy: string | null;
  submitterId: string;
  submitterUnitId: string | null;
  reporterId: string;
  ratedReporterIds: string[];
  mergedIntoId: string | null;
  objectedAt: Date | null;
  objectionDecided: boolean;
  dueDay: string;
  dueAt: Date;
  stageDueAt: Date | null;
  deliveredAt: Date | null;
  late: boolean;
  /** Who has a request that waits. */
  requestStage: ReviewStage | null;
}

/** What the simulation remembers of one ticket. */
export interface Agent {
  /** The words from which its chances are drawn. */
  key: string;
  report: Report;
  /** The reporter's link, and the round it is good for. */
  link: { token: string; round: number } | null;
  /** What the unit means to do in this round, in order. */
  plan: { round: number; steps: PlanStep[] } | null;
}

export interface PlanStep {
  at: Date;
  what: 'contact' | 'ask' | 'call' | 'higher' | 'pause' | 'extend' | 'result';
}

/** Somebody by their id, or the reporter by the link they hold. */
export type By = { person: string } | { link: string };

/** Something else that comes of it: an assisting unit's answer, somebody's urging. */
export interface Aside {
  at: Date;
  what: 'assist' | 'urge';
  unitId: string | null;
}

export interface Deed {
  kind: 'act';
  by: By;
  action: PersonAction;
  input: object;
  /** When somebody looks at the ticket next. */
  next: Date | null;
  asides?: Aside[];
  /** merge: the ticket that takes it in. */
  targetId?: string;
}

export type Step = Deed | { kind: 'link'; by: string; next: Date } | { kind: 'wait'; until: Date } | { kind: 'end' };

/** What every decision can ask. */
export interface Scene {
  at: Date;
  district: District;
  hours: Hours;
  /** A number in [0, 1) for this ticket and round and these words. */
  chance: (...words: string[]) => number;
  agent: Agent;
  /** The one that answers a merged ticket. */
  into: Seen | null;
  /** Another open ticket of the same place that may be the same thing. */
  similar: Seen | null;
}

export const person = (id: string): By => ({ person: id });
/** Stays around the middle, between a third and three times of it. */
export const about = (middle: number, chance: number): number => middle * 3 ** (2 * chance - 1);
