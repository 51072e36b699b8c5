// Owns the settings of all limits and their defaults, as plain values without a validator.
// Leaves how days are counted to the server's deadline domain, and who may change a setting to the line feature.
import type { SourceChannel } from '../ticket/vocabulary.js';
import type { StageLimit } from './vocabulary.js';

/** When the lights of a round fall (催办与督办). Whole numbers. */
export interface LadderSettings {
  /** The first warning comes when one part of so many of the limit is left: 3 is a third. */
  readonly earlyWarningPart: number;
  /** The last warning comes with this many working days left. */
  readonly lastWarningWorkingDays: number;
  /** Red comes this many working days after the due day. */
  readonly redAfterWorkingDays: number;
  /** A talk is due this many working days after red … */
  readonly talkAfterWorkingDays: number;
  /** … or when a round opens after this many unsatisfied ratings. */
  readonly talkUnsatisfiedRounds: number;
  /** Seconds after a reopening in which nothing is lit. */
  readonly reopenedQuietSeconds: number;
}

/** What follows a result that was told. Whole numbers. */
export interface AftercareSettings {
  /** Days for which a reporter's link is good, if no newer one is made. */
  readonly linkDays: number;
  /** Whom a call-back did not reach is called again so many working days later. */
  readonly callbackAgainWorkingDays: number;
  /** Once a plan's day has come, the unit reports what became of it within so many working days. */
  readonly followUpWorkingDays: number;
  /** After so many unsatisfied ratings units meet (疑难会商) before anybody gets the ticket again … */
  readonly jointReviewAfterUnsatisfied: number;
  /** … and after so many a leader takes charge, or triage gives a reasoned final answer. */
  readonly leaderAfterUnsatisfied: number;
}

/** The limits of one line. Whole numbers; "working days" follow the State Council's notices. */
export interface LimitSettings {
  /** Working days of an ordinary ticket, the day of submission not counted. */
  readonly ordinaryWorkingDays: number;
  /** Months of a complex ticket, and the end nothing goes past, from day 0. */
  readonly capMonths: number;
  /** Most working days one extension of an ordinary ticket may add. */
  readonly extensionMaxWorkingDays: number;
  /** An assisting unit answers this many working days before the lead's deadline … */
  readonly assistingWorkingDaysBefore: number;
  /** … but always has at least this many working days from the day it was asked. */
  readonly assistingMinWorkingDays: number;
  /** Calendar days after delivery when silence closes the ticket as unrated. */
  readonly unratedCloseDays: number;
  /** Working days of tickets that came by another system, counted from day 0 and holding where they end before ours. */
  readonly channelWorkingDays: Readonly<Partial<Record<SourceChannel, number>>>;
  readonly ladder: LadderSettings;
  readonly aftercare: AftercareSettings;
  /** Working days of each stage. */
  readonly stageWorkingDays: Readonly<Record<StageLimit, number>>;
}

/** The limits that a round's end follows from: a round keeps those with which it began. */
export type RoundLimits = Pick<LimitSettings, 'ordinaryWorkingDays' | 'capMonths' | 'channelWorkingDays'>;

/** What holds for a line until it sets its own. */
export const defaultLimits: LimitSettings = {
  ordinaryWorkingDays: 15,
  capMonths: 2,
  extensionMaxWorkingDays: 15,
  assistingWorkingDaysBefore: 3,
  assistingMinWorkingDays: 1,
  unratedCloseDays: 30,
  // What another system asks its notice says; until the line is told, only the day a ticket is handed over with holds.
  channelWorkingDays: {},
  ladder: {
    earlyWarningPart: 3,
    lastWarningWorkingDays: 1,
    redAfterWorkingDays: 3,
    talkAfterWorkingDays: 5,
    talkUnsatisfiedRounds: 3,
    reopenedQuietSeconds: 60,
  },
  aftercare: { linkDays: 90, callbackAgainWorkingDays: 1, followUpWorkingDays: 5, jointReviewAfterUnsatisfied: 2, leaderAfterUnsatisfied: 3 },
  stageWorkingDays: {
    assess: 1,
    sign: 1,
    first_contact: 1,
    review: 1,
    return: 1,
    awaiting_reporter: 10,
    objection: 5,
    rating_reminder: 5,
    contest: 3,
    contest_decision: 10,
  },
};
