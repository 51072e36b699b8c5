// Owns the form of a document number (文号): office, year, number of that year.
// Leaves that each is given once to the table of cards.

export interface DocumentNumber {
  /** As it is kept: 余督〔2026〕12号. */
  text: string;
  office: string;
  year: number;
  number: number;
}

/** Brackets people type where the hexagonal ones are hard to find. */
const FORM = /^(\S{1,20})[〔［[(（【](\d{4})[〕］\])）】](\d{1,5})号$/u;

/** The number as it is kept, whatever brackets and spaces were typed; null for what is none. */
export function documentNumber(typed: string): DocumentNumber | null {
  const [, office, year, number] = FORM.exec(typed.replace(/\s+/gu, '')) ?? [];
  if (office === undefined || Number(number) === 0) return null;
  return written(office, Number(year), Number(number));
}

export const written = (office: string, year: number, number: number): DocumentNumber =>
  ({ text: `${office}〔${String(year)}〕${String(number)}号`, office, year, number });
