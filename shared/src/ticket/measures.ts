// Owns how a light or a card is shown on a ticket and in the supervisor's lists.
// Leaves the words written about it, with their files, to the events it names, and every rule to the server.
import { z } from 'zod';
import { LIGHT_STAGES } from '../deadline/vocabulary.js';
import { CARD_KINDS, LIGHT_DEBTS, LIGHT_LEVELS } from './vocabulary.js';

const instant = z.iso.datetime({ offset: true });

/** `owed`: its unit still has to answer for it; `contested`: a decision is waited for; `revoked`: on record, counts nowhere. */
export const MEASURE_STATES = ['owed', 'standing', 'contested', 'upheld', 'revoked'] as const;
/** What the reader may do about it now. */
export const MEASURE_STEPS = ['explain', 'contest', 'decide'] as const;
export type MeasureStepName = (typeof MEASURE_STEPS)[number];

/** A light with a `level`, or a card with a `card`; both are named by the place of their event (`seq`). */
export const MeasureView = z.object({
  seq: z.int(),
  round: z.int(),
  level: z.enum(LIGHT_LEVELS).nullable(),
  stage: z.enum(LIGHT_STAGES).nullable(),
  card: z.enum(CARD_KINDS).nullable(),
  documentNumber: z.string().nullable(),
  /** A unit, or the district's desk, which is none. */
  unitId: z.string(),
  unitName: z.string(),
  at: instant,
  dueAt: instant.nullable(),
  state: z.enum(MEASURE_STATES),
  debt: z.enum(LIGHT_DEBTS).nullable(),
  /** Places of the events that hold the explanation, the contest and its decision. */
  settledSeq: z.int().nullable(),
  contestSeq: z.int().nullable(),
  contestDueDay: z.string().nullable(),
  decidedSeq: z.int().nullable(),
  steps: z.array(z.enum(MEASURE_STEPS)),
}).meta({ id: 'MeasureView' });
export type MeasureView = z.infer<typeof MeasureView>;
