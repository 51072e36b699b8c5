// Owns the requests and answers about deadlines: which day, whether provisional, and why that one.
// Leaves the counting to the server's deadline domain and the words of days to vocabulary.ts.
import { z } from 'zod';
import { day as typedDay } from '../ticket/action-inputs.js';
import { COMPLEXITIES, PAUSE_REASONS, REQUEST_KINDS, SOURCE_CHANNELS } from '../ticket/vocabulary.js';
import { DAY_REASONS } from './vocabulary.js';

/** A calendar day of Asia/Shanghai. */
const day = z.iso.date();

/** GET /api/deadlines/preview: by when something reported on `from` would be owed. Without `line` the defaults hold. */
export const DeadlineQuery = z.strictObject({ line: z.string().max(64).optional(), complexity: z.enum(COMPLEXITIES), from: day });

/** A day that was passed over or, as a make-up day, counted although a weekend. */
export const DayFact = z.object({
  day, working: z.boolean(), reason: z.enum(DAY_REASONS), name: z.string().nullable(), source: z.string().nullable(), provisional: z.boolean(),
});
export type DayFact = z.infer<typeof DayFact>;

/** Working days counted from a day, and what they are made of. */
const Count = z.object({
  limit: z.int(), paused: z.int(), extension: z.int(), workingDays: z.int(), to: day, skipped: z.array(DayFact), makeUpDays: z.array(DayFact),
});

/** Why it is that day, in a form that can be followed with a finger on a wall calendar. Days are whole days of Asia/Shanghai. */
export const DeadlineDerivation = z.object({
  /** Not counted (民法典第二百零一条第一款). */
  day0: day,
  complexity: z.enum(COMPLEXITIES),
  /** Of an ordinary ticket: working days counted, and what they are made of. */
  count: Count.nullable(),
  /** Of a complex ticket its end; of an ordinary one the end nothing goes past. */
  monthEnd: z.object({ months: z.int(), nominal: day, clamped: z.boolean(), rolledOver: z.array(DayFact), end: DayFact }),
  /** True when that end cut the count short. */
  capped: z.boolean(),
  /** A stricter limit of the channel it came by, where that decides: counted, or the day it was handed over with. */
  stricter: z.object({ channel: z.enum(SOURCE_CHANNELS), day, count: Count.nullable() }).nullable(),
});
export type DeadlineDerivation = z.infer<typeof DeadlineDerivation>;

export const DeadlineAnswer = z.object({
  day,
  /** 24:00 of `day` in Shanghai, as an instant. */
  at: z.iso.datetime(),
  /** True when a day that decides it lies in a year whose notice is not out yet (暂定). */
  provisional: z.boolean(),
  /** Null when the rules have changed since this date was told: the told one stands. */
  derivation: DeadlineDerivation.nullable(),
}).meta({ id: 'Deadline' });
export type DeadlineAnswer = z.infer<typeof DeadlineAnswer>;

/** A wait for the reporter or an approved pause of the present round; the shift is the working days after `from` up to `to`. */
export const StopFact = z.object({
  kind: z.enum(['wait', 'pause']), from: day, to: day.nullable(), until: day.nullable(), workingDays: z.int(),
  reason: z.enum(PAUSE_REASONS).nullable(), document: z.string().nullable(),
});
export type StopFact = z.infer<typeof StopFact>;

/** GET /api/tickets/:id/deadline: of the present round, with every time its clock stood still. */
export const TicketDeadlineAnswer = DeadlineAnswer.extend({ stops: z.array(StopFact) }).meta({ id: 'TicketDeadline' });
export type TicketDeadlineAnswer = z.infer<typeof TicketDeadlineAnswer>;

/** GET /api/tickets/:id/deadline/preview: what asking for this now would make of the round's end. Of each kind its own field. */
export const RequestPreviewQuery = z.strictObject({
  kind: z.enum(REQUEST_KINDS), workingDays: z.coerce.number().int().min(1).max(60).optional(), until: typedDay.optional(), complexity: z.enum(COMPLEXITIES).optional(),
});
export const RequestPreview = z.object({
  /** The end now, and as it would be; of a pause, if it lasts until its last day. */
  endsOn: day, wouldEndOn: day, wouldBeProvisional: z.boolean(),
}).meta({ id: 'RequestPreview' });
export type RequestPreview = z.infer<typeof RequestPreview>;
