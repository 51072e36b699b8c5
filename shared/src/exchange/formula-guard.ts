// Owns keeping a spreadsheet from taking somebody's words for a formula, and taking the guard off again.
// Leaves which cells are written or read to the server.

/** What Excel and WPS begin a formula with, also in full width; a tab or line break lets the next character begin one. */
const BEGINS_FORMULA = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/;
const GUARD = "'";

/** True where a program for tables would compute instead of show. */
export const looksLikeFormula = (text: string): boolean => BEGINS_FORMULA.test(text);

/** The same words with an apostrophe before them where they would be computed (OWASP, CSV injection). */
export const guarded = (text: string): string => (looksLikeFormula(text) ? GUARD + text : text);

/** What stood in the cell before it was guarded; other text as it is. */
export const unguarded = (text: string): string =>
  (text.startsWith(GUARD) && looksLikeFormula(text.slice(GUARD.length)) ? text.slice(GUARD.length) : text);
