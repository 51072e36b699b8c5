// Owns the shape of a ticket as the rules see it: one plain value, one row, one lock.
// Leaves storage to ticket.entity.ts and every change of it to the moves.
import type {
  ClosedAs, Complexity, Nature, PauseReason, ResultKind, ReviewStage, SourceChannel, Status, StickingPoint, UnsatisfiedReason,
} from '@zhitongche/shared/ticket/vocabulary.js';
import type { RoundLimits } from '@zhitongche/shared/deadline/limits.js';
import type { RoutingSuggestion } from '@zhitongche/shared/ticket/action-inputs.js';
import type { SubjectKind } from '@zhitongche/shared/directory/vocabulary.js';

/** A unit that assists the lead, and whether it has answered in this round. */
export interface Assistance {
  unitId: string;
  answeredAt: string | null;
  /** The day by whose end its answer is owed, before the lead's deadline. */
  dueDay: string;
}

/** A result as submitted: an outcome or an answer (办理结果或答复意见). */
export interface TicketResult {
  kind: ResultKind;
  text: string;
  /** The promised day (YYYY-MM-DD) of a `planned` result. */
  plannedFor: string | null;
  submittedBy: string;
  /** Assisting units that had not answered when the lead submitted. */
  missingAssistance: string[];
  /** A reasoned final answer after three unsatisfied rounds; passing it closes the ticket. */
  final: boolean;
  /** Files that came with it. */
  attachmentIds?: string[];
}

/** Units called in (吹哨) in this round. */
export interface UnitsCall {
  unitIds: string[];
  arrivedUnitIds: string[] | null;
}

/** A time in which the round's clock stood still: waiting for the reporter, or in an approved pause. Days of Asia/Shanghai. */
export interface Stop {
  kind: 'wait' | 'pause';
  /** Itself not counted: the shift is the working days d with from < d <= to. */
  from: string;
  /** Null while it lasts. */
  to: string | null;
  /** Its last day: it ends by itself then. Null where none was set. */
  until: string | null;
  /** Of a pause: why, and by which document. */
  reason: PauseReason | null;
  document: string | null;
}

/** What is asked of the running clock, in the words of its kind. */
export type Asked =
  | { kind: 'extension'; workingDays: number; reason: string }
  | { kind: 'pause'; reason: PauseReason; until: string; document: string; note: string | null }
  | { kind: 'complexity'; complexity: Complexity; reason: string };

/** A request that is not decided yet. At most one stands at a time. */
export interface ClockRequest {
  asked: Asked;
  askedById: string;
  /** What is granted holds from this moment. ISO. */
  askedAt: string;
  /** Who has it: the head who endorses, then the supervisor who decides. */
  stage: ReviewStage;
  endorsedById: string | null;
  opinion: string | null;
  /** The day by whose end `stage` owes the answer, and since when it has it (ISO; requests of before this was kept: since the asking). */
  dueDay: string;
  since?: string;
  attachmentIds?: string[];
}

/** An unsatisfied rating, as the unit that led the round may contest it. What the reporter said is never changed by it. */
export interface BadRating {
  round: number;
  reporterId: string;
  /** Whom it counts for. */
  unitId: string;
  /** ISO. */
  at: string;
  reason: UnsatisfiedReason;
  text: string;
  contest: { byId: string; at: string; text: string; dueDay: string; attachmentIds?: string[] } | null;
  /** Excluded from the unit's assessment, with the reason that everybody may read; or not. */
  decision: { excluded: boolean; byId: string; at: string; reason: string } | null;
}

/** One issue on its way through the eight steps. Instants are Dates; days are YYYY-MM-DD in Asia/Shanghai. */
export interface Ticket {
  id: string;
  version: number;
  line: string;
  number: string;
  status: Status;
  stage: ReviewStage | null;
  round: number;

  title: string;
  text: string;
  /** 办理建议: the cadre's own suggestion. */
  advice: string | null;
  nature: Nature | null;
  categoryCode: string | null;
  complexity: Complexity;

  subjectKind: SubjectKind;
  /** Enterprise id or village/community code. */
  subjectId: string;
  subjectName: string;
  /** Village or community, when known. */
  villageCode: string | null;
  /** Unit id of the town the subject lies in. */
  townUnitId: string;
  place: string | null;
  hidden: boolean;
  /** Named as the one complained about: sees nothing, handles nothing. */
  complainedUnitId: string | null;
  complainedEnterpriseId: string | null;

  submitterId: string;
  submitterUnitId: string | null;
  visitId: string | null;
  channel: SourceChannel;
  foreignNumber: string | null;
  /** The day by whose end the other system wants it answered. */
  foreignDueDay: string | null;

  /** Whose triage holds it: the district or a town's unit id. */
  deskUnitId: string;
  suggestion: RoutingSuggestion | null;

  leadUnitId: string | null;
  assisting: Assistance[];
  /** Every unit that ever led or assisted: they keep their view. */
  involvedUnitIds: string[];
  pastLeadUnitIds: string[];
  assigneeId: string | null;
  pastAssigneeIds: string[];
  proposedUnitId: string | null;
  returnedUnitIds: string[];
  returnCount: number;
  designated: boolean;

  askedReporter: boolean;
  higherLevelAsked: boolean;
  stickingPoint: StickingPoint | null;
  unitsCall: UnitsCall | null;
  leaderInChargeId: string | null;
  /** Round in which the last joint review (疑难会商) was recorded. */
  jointReviewRound: number | null;

  result: TicketResult | null;
  sampled: boolean | null;

  reporterIds: string[];
  ratedReporterIds: string[];
  /** When an unsatisfied rating of this round came that still waits for the worker to reopen; its day is day 0. */
  unsatisfiedAt: Date | null;
  unsatisfiedCount: number;
  unsatisfiedReason: UnsatisfiedReason | null;
  /** Every unsatisfied rating of every round. */
  badRatings: BadRating[];
  /** The day by whose end the first undecided contest of them is to be decided; null without one. */
  contestDueDay: string | null;
  /** Submitters and enterprises of the tickets merged into this one: they act for their own reporter only. */
  mergedSubmitterIds: string[];
  mergedEnterpriseIds: string[];
  objectedAt: Date | null;
  objectionDecided: boolean;
  closedAs: ClosedAs | null;
  mergedIntoId: string | null;

  submittedAt: Date;
  /** Day 0 of this round: its deadline counts from the day after. */
  day0: string;
  /** When this round was reopened; null: it began when the ticket was submitted. */
  roundOpenedAt: Date | null;
  firstDispatchedAt: Date | null;
  dispatchedAt: Date | null;
  signedAt: Date | null;
  firstContactAt: Date | null;
  resultSubmittedAt: Date | null;
  concludedAt: Date | null;
  deliveredAt: Date | null;
  declinedAt: Date | null;
  closedAt: Date | null;

  /** When the reporter was reminded to rate this round. */
  remindedAt: Date | null;
  /** From when on triage is to call the silent reporter; null: nobody is to. */
  callbackDueAt: Date | null;
  /** The day on which the plan of this round's result is looked at again; null: there is none, or it was fulfilled. */
  followUpDay: string | null;
  /** 00:00 of that day, until it has come. */
  followUpAt: Date | null;
  /** Once it has come: the last day on which the unit reports what became of it, and its 24:00. */
  followUpOwedDay: string | null;
  followUpOwedAt: Date | null;

  dueDay: string;
  /** 24:00 of dueDay in Asia/Shanghai. */
  dueAt: Date;
  dueProvisional: boolean;
  /** The limits of the line when this round began: a later change of settings moves no told day. Null where it began before they were kept: today's count. */
  roundLimits: RoundLimits | null;
  /** Day on which the stage began; its limit counts from the next. */
  stageFrom: string | null;
  stageDueDay: string | null;
  stageDueAt: Date | null;
  /** Day on which the clock was stopped (waiting or paused); null while it runs. */
  stoppedOn: string | null;
  /** Every wait and pause of this round, in order. */
  stops: Stop[];
  /** Working days of the stops that have ended, as the deadline counts them. */
  pausedWorkingDays: number;
  /** Version of the working calendar by which its dates were counted. */
  calendarVersion: number;
  /** Working days granted by this round's extension (延期); 0 without one. */
  extensionWorkingDays: number;
  /** Waits for the head's signature or the supervisor's decision. */
  request: ClockRequest | null;
  /** Levels lit in this round. */
  lightLit: string[];
  /** Marks of this round's stages whose light is lit: counted apart from the ticket's own. */
  stageLit: string[];
  /** Whether a yellow light was lit in an earlier round. */
  earlierYellow: boolean;
  /** Whether this round's yellow light was contested and revoked: it stays lit in the history and counts no more. */
  yellowRevoked: boolean;
  /** 24:00 of the due day, once the yellow light is lit. */
  overdueAt: Date | null;
}
