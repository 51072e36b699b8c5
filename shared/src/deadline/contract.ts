// Owns the requests and answers about deadlines: which day, whether provisional, and why that one.
// Leaves the counting to the server's deadline domain and the words of days to vocabulary.ts.
import { z } from 'zod';
import { COMPLEXITIES } from '../ticket/vocabulary.js';
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

/** Why it is that day, in a form that can be followed with a finger on a wall calendar. Days are whole days of Asia/Shanghai. */
export const DeadlineDerivation = z.object({
  /** Not counted (民法典第二百零一条第一款). */
  day0: day,
  complexity: z.enum(COMPLEXITIES),
  /** Of an ordinary ticket: working days counted, and what they are made of. */
  count: z.object({
    limit: z.int(), paused: z.int(), extension: z.int(), workingDays: z.int(), to: day, skipped: z.array(DayFact), makeUpDays: z.array(DayFact),
  }).nullable(),
  /** Of a complex ticket its end; of an ordinary one the end nothing goes past. */
  monthEnd: z.object({ months: z.int(), nominal: day, clamped: z.boolean(), rolledOver: z.array(DayFact), end: DayFact }),
  /** True when that end cut the count short. */
  capped: z.boolean(),
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
