// Owns turning what somebody typed into the pieces the search index holds, and showing where a text has it.
// Leaves the index to the migration KeepFoldedWords, whose search_pieces says of search_fold's words the same in SQL.

export interface Wanted {
  /** Pieces all of which a ticket's words have: characters, pairs of characters, whole numbers. */
  grams: string[];
  /** Folded words. Pieces alone do not say of three characters that they stand in this order. */
  words: string[];
  /** Whole numbers: 12 is not found in 2012. */
  numbers: string[];
}

const NUMBER = '№';
const SPACE = /\s+/u;
/** A number as people read, write or remember it: 民情〔2026〕12号, 民情2026 12, 2026 12, 12号. */
const TICKET_NUMBER = /^(?<line>[^\d\s]{0,4})(?<year>20\d\d)\s+(?<serial>\d{1,9})号?$/u;
const SERIAL = /^(?<serial>\d{1,9})号$/u;
const MOST_GRAMS = 60;

/** One form for what looks the same: full width, capitals, brackets. */
export function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/[〕】)\]]/gu, ' ').replace(/[〔【([]/gu, '');
}

/** Null where nothing is left to look for, as with brackets alone. */
export function wanted(typed: string): Wanted | null {
  const folded = fold(typed).trim();
  const { line, year, serial } = (TICKET_NUMBER.exec(folded) ?? SERIAL.exec(folded))?.groups ?? {};
  const words = serial === undefined ? folded.split(SPACE) : [line ?? '', year ?? '', serial];
  const grams = words.flatMap((word) => (isNumber(word) ? [NUMBER + word] : pieces(word)));
  if (grams.length === 0) return null;
  return {
    grams: [...new Set(grams)].slice(0, MOST_GRAMS),
    words: words.filter((word) => word !== '' && !isNumber(word)), numbers: words.filter(isNumber),
  };
}

const isNumber = (word: string): boolean => /^\d+$/.test(word);

function pieces(word: string): string[] {
  const characters = [...word];
  return characters.length < 2 ? characters : characters.slice(1).map((character, i) => `${characters[i] ?? ''}${character}`);
}

const BEFORE = 14;
const AFTER = 40;

/** The words around the first place where the text has something that was typed; null where it has nothing of it. */
export function excerpt(text: string, typed: string): string | null {
  const plain = text.replace(/\s+/gu, ' ');
  const lower = plain.toLowerCase();
  const at = fold(typed).split(SPACE).filter((word) => word !== '').map((word) => lower.indexOf(word)).find((index) => index >= 0);
  if (at === undefined) return null;
  const before = [...plain.slice(0, at)];
  const after = [...plain.slice(at)];
  return `${before.length > BEFORE ? '…' : ''}${before.slice(-BEFORE).join('')}${after.slice(0, AFTER).join('')}${after.length > AFTER ? '…' : ''}`;
}
