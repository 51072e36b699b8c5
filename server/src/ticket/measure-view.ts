// Owns how a light or a card of a ticket is told to its readers.
// Leaves what may be done about it to domain/measures.ts.
import { DISTRICT_DESK, DISTRICT_DESK_NAME } from '@zhitongche/shared/directory/vocabulary.js';
import type { MeasureView } from '@zhitongche/shared/ticket/measures.js';
import type { Measure, MeasureStep } from './domain/measures.js';
import { isContested, isRevoked, openDebt } from './domain/measures.js';

export function measureView(measure: Measure, unitName: string, steps: MeasureStep[]): MeasureView {
  const { seq, round, level, stage, card, documentNumber, unitId, at, dueAt, debt, settled, contest } = measure;
  return {
    seq, round, level, stage, card, documentNumber, unitId, unitName, at: at.toISOString(), dueAt: dueAt?.toISOString() ?? null, state: stateOf(measure), debt,
    settledSeq: settled?.seq ?? null, contestSeq: contest?.seq ?? null, contestDueDay: contest?.dueDay ?? null, decidedSeq: contest?.decided?.seq ?? null, steps,
  };
}

function stateOf(measure: Measure): MeasureView['state'] {
  if (isRevoked(measure)) return 'revoked';
  if (isContested(measure)) return 'contested';
  if (openDebt(measure) !== null) return 'owed';
  return measure.contest === null ? 'standing' : 'upheld';
}

/** The name of whoever answers for it: a unit, or the district's desk, which is none. */
export const deskOrUnit = (id: string, units: ReadonlyMap<string, { short: string }>): string =>
  (id === DISTRICT_DESK ? DISTRICT_DESK_NAME : (units.get(id)?.short ?? id));
