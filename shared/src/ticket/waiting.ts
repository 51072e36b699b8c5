// Owns what waits for a head's or supervisor's word, as staff read it on a ticket's page and in the lists of just that.
// Leaves the ticket and the line of a list around it to contract.ts and every rule to the server.
import { z } from 'zod';
import { ACTIONS } from './actions.js';
import { COMPLEXITIES, ESCALATIONS, PAUSE_REASONS, REQUEST_KINDS, REVIEW_STAGES, STICKING_POINTS, UNSATISFIED_REASONS } from './vocabulary.js';

const instant = z.iso.datetime({ offset: true });

/** A request that waits for its decision, with what granting it would do. For staff; the reporter is told what was granted. */
export const RequestView = z.object({
  kind: z.enum(REQUEST_KINDS),
  /** Who has it: the head endorses, then the supervisor decides, each until the end of `dueDay`. */
  stage: z.enum(REVIEW_STAGES),
  dueDay: z.string(),
  askedBy: z.string(),
  askedAt: instant,
  workingDays: z.int().nullable(),
  complexity: z.enum(COMPLEXITIES).nullable(),
  pause: z.object({ reason: z.enum(PAUSE_REASONS), from: z.string(), until: z.string(), document: z.string() }).nullable(),
  /** Why, in the words of who asked. */
  words: z.string().nullable(),
  endorsedBy: z.string().nullable(),
  opinion: z.string().nullable(),
  /** The round's end now, and as it would be. */
  endsOn: z.string(),
  wouldEndOn: z.string(),
  wouldBeProvisional: z.boolean(),
}).meta({ id: 'RequestView' });
export type RequestView = z.infer<typeof RequestView>;

/** An unsatisfied rating that its unit contests (测评申辩), with what was said on both sides. For staff; the rating itself stands. */
export const RatingContest = z.object({
  ratedRound: z.int(),
  unitName: z.string(),
  ratedAt: instant,
  reason: z.enum(UNSATISFIED_REASONS),
  /** The reporter's words. */
  said: z.string(),
  askedBy: z.string(),
  askedAt: instant,
  /** The unit's words. */
  text: z.string(),
  /** To be decided by the end of this day. */
  dueDay: z.string(),
  decision: z.object({ excluded: z.boolean(), reason: z.string(), at: instant }).nullable(),
}).meta({ id: 'RatingContest' });
export type RatingContest = z.infer<typeof RatingContest>;

/** Why a ticket stands in a list of what waits; each only in the lists it is about. */
export const WaitingReason = z.object({
  request: RequestView.optional(),
  contest: RatingContest.optional(),
  owed: z.enum(ESCALATIONS).optional(),
  /** Units that were called in and did not come, and why they were called. */
  absent: z.object({ unitNames: z.array(z.string()), stickingPoint: z.enum(STICKING_POINTS).nullable() }).optional(),
  /** The day of a plan, and by which its unit reports. */
  followUp: z.object({ day: z.string(), owedDay: z.string().nullable() }).optional(),
  /** How this reader may answer the request from the list, and the version they see. */
  decision: z.object({ version: z.int(), actions: z.array(z.enum(ACTIONS)) }).optional(),
});
export type WaitingReason = z.infer<typeof WaitingReason>;
