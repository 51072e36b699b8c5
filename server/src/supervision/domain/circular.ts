// Owns how a month's lights and cards become a circular: bands by the worst case, case numbers, nothing that ranks.
// Leaves reading them to month.queries.ts and keeping what was issued to the action.
import type { CircularCase, CircularContent } from '@zhitongche/shared/supervision/circular.js';
import type { CircularBand, CircularCaseKind } from '@zhitongche/shared/supervision/circular-words.js';
import { CIRCULAR_BANDS, CIRCULAR_CASES } from '@zhitongche/shared/supervision/circular-words.js';

/** A light or card of the month. Units come in the order in which they are to stand. */
export interface MonthCase {
  unitId: string;
  unitName: string;
  number: string;
  what: CircularCaseKind;
  documentNumber: string | null;
  at: Date;
  contested: boolean;
  revoked: boolean;
}

const BAND_OF: Record<CircularCaseKind, CircularBand> = {
  red_card: 'summoned', talk: 'summoned', talk_due: 'summoned', red_light: 'red', yellow_card: 'red', supervision_order: 'red',
  yellow_light: 'yellow', stage_overdue: 'stage',
};

/** `month` as YYYY-MM. What was revoked is counted and left out; what is still contested stands and says so. */
export function circularOf(month: string, cases: readonly MonthCase[]): CircularContent {
  const counted = cases.filter(({ revoked }) => !revoked);
  const units = new Map<string, { unitId: string; unitName: string; cases: CircularCase[] }>();
  for (const { unitId, unitName, number, what, documentNumber, at, contested } of counted) {
    const unit = units.get(unitId) ?? { unitId, unitName, cases: [] };
    unit.cases.push({ number, what, documentNumber, at: at.toISOString(), contested });
    units.set(unitId, unit);
  }
  const all = [...units.values()].map((unit) => ({ ...unit, cases: unit.cases.sort(worstFirst) }));
  return {
    month,
    bands: CIRCULAR_BANDS.map((band) => ({ band, units: all.filter(({ cases: [worst] }) => worst !== undefined && BAND_OF[worst.what] === band) }))
      .filter(({ units: members }) => members.length > 0),
    totals: CIRCULAR_CASES.map((what) => ({ what, count: counted.filter((each) => each.what === what).length })).filter(({ count }) => count > 0),
    revoked: cases.length - counted.length, contested: counted.filter(({ contested }) => contested).length,
  };
}

/** The band first, so that a unit's first case says where it stands; then by kind and number. */
function worstFirst(a: CircularCase, b: CircularCase): number {
  return CIRCULAR_BANDS.indexOf(BAND_OF[a.what]) - CIRCULAR_BANDS.indexOf(BAND_OF[b.what])
    || CIRCULAR_CASES.indexOf(a.what) - CIRCULAR_CASES.indexOf(b.what) || a.at.localeCompare(b.at) || a.number.localeCompare(b.number);
}

const SHANGHAI = '+08:00';

/** The month's first instant in Shanghai, and the next one's. */
export function monthSpan(month: string): { from: Date; to: Date } {
  const [year = 0, number = 0] = month.split('-').map(Number);
  const next = number === 12 ? `${String(year + 1)}-01` : `${String(year)}-${String(number + 1).padStart(2, '0')}`;
  return { from: new Date(`${month}-01T00:00:00${SHANGHAI}`), to: new Date(`${next}-01T00:00:00${SHANGHAI}`) };
}
