// Owns the hostile values for each kind of field, written by hand: what is listed here must be refused.
// Leaves which fields there are to fields.ts, and values that are odd but good to odd-but-good.test.ts.
/** A value as it stands in the JSON, for what JSON.stringify would change. */
export class Literal {
  constructor(readonly json: string) {}
}
export type Hostile = readonly [what: string, value: unknown];

const LONG = 'x'.repeat(100_000);
export const WELL = (brackets: string): string => brackets[0]!.repeat(10_000) + brackets[1]!.repeat(10_000);

/** No flag, number, list or object is any of these; a text is refused by its type before anybody walks down. */
const NEVER: readonly Hostile[] = [
  ['a well of lists', new Literal(WELL('[]'))], ['a well of objects', new Literal(`${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`)],
];
const NOT_A_TEXT: readonly Hostile[] = [
  ['a number', 5], ['zero', 0], ['a huge number', new Literal('1e400')], ['true', true], ['a list', []], ['a list with one text', ['x']], ['an object', {}],
  ['a poisoned object', new Literal('{"constructor":{"prototype":{"admin":true}}}')],
];
/** No text of ours holds these, however long it may be. */
const UNKEEPABLE: readonly Hostile[] = [
  ['a NUL', '前\0后'], ['only a NUL', '\0'], ['a bell', '前\u0007后'], ['an escape', '\u001b[31m红'], ['a backspace', '前\u0008后'], ['a delete', '前\u007f后'],
  ['the first half of a letter', '前\ud842'], ['the second half of a letter', '\udfb7后'], ['halves in the wrong order', '\udfb7\ud842'], ['100 kB', LONG],
];
const NOTHING_TO_READ: readonly Hostile[] = [
  ['empty', ''], ['a space', ' '], ['spaces of all kinds', ' \t\n\u00a0\u3000\u2003'], ['a zero-width space', '\u200b'], ['only what is invisible', '\u200b\u200d\u2060\ufeff\u202e'], ['a letter that fills a place', '\u3164'],
];
const NOT_A_CODE: readonly Hostile[] = [
  ['an emoji', '😀'], ['rare letters', '𠮷龘'], ['a script', '<script>alert(1)</script>'], ['SQL', `' or 1=1 --`], ['a path', '../../etc/passwd'],
  ['right to left', '\u202eabc'], ['a zero-width space', 'a\u200bb'], ['a line more', 'minqing\n'], ['empty', ''], ['a space', ' '],
];
const NOT_A_UUID: readonly Hostile[] = [
  ...NOT_A_CODE, ['a number', '123'], ['a unit', 'education'], ['a ticket number', '民情〔2026〕1号'], ['a uuid with braces', '{6f9619ff-8b86-4011-b42d-00cf4fc964ff}'],
  ['a uuid without dashes', '6f9619ff8b864011b42d00cf4fc964ff'], ['a uuid and more', '6f9619ff-8b86-4011-b42d-00cf4fc964ff0'], ['a prototype', '__proto__'],
];
const NOT_A_CHOICE: readonly Hostile[] = [
  ...NOT_A_CODE, ['a prototype', '__proto__'], ['a constructor', 'constructor'], ['toString', 'toString'], ['hasOwnProperty', 'hasOwnProperty'], ['another word', 'nothing'],
];
const NOT_A_DAY: readonly Hostile[] = [
  ...NOT_A_CODE, ['30 February', '2026-02-30'], ['29 February of 2026', '2026-02-29'], ['month 13', '2026-13-01'], ['day 0', '2026-03-00'], ['without dashes', '20260302'],
  ['without zeros', '2026-3-2'], ['with a time', '2026-03-02T00:00:00Z'], ['the year 0', '0000-01-01'], ['the year 275760', '+275760-09-13'], ['before our era', '-000001-01-01'],
  ['infinity', 'infinity'], ['now', 'now'], ['in Chinese', '2026年3月2日'],
];
const NOT_A_FLAG: readonly Hostile[] = [['a text', 'true'], ['yes', 'yes'], ['one', 1], ['zero', 0], ['a list', [true]], ['an object', {}], ...NEVER];
const NOT_A_NUMBER: readonly Hostile[] = [
  ['a text', '1'], ['NaN', 'NaN'], ['half', 1.5], ['zero', 0], ['minus one', -1], ['more than there is', new Literal('1e400')], ['too precise', new Literal('9007199254740993')],
  ['true', true], ['a list', [1]], ['an object', {}], ...NEVER,
];
const NOT_A_LIST: readonly Hostile[] = [['an object', {}], ['a list-like object', { 0: 'education', length: 1 }], ['a text', 'education'], ['a number', 1], ['true', true], ...NEVER];
const NOT_AN_OBJECT: readonly Hostile[] = [['a list', []], ['a text', 'x'], ['a number', 1], ['true', true], ['an unknown field', { nothing: 1 }], ...NEVER];

/** As the API's document describes a field. */
export interface FieldSchema {
  type?: string | string[];
  enum?: unknown[];
  format?: string;
  pattern?: string;
  minLength?: number;
  maxItems?: number;
  properties?: Record<string, FieldSchema>;
  items?: FieldSchema;
  required?: string[];
  default?: unknown;
}

/** What a field of a JSON body must never take. */
export function hostileFor(schema: FieldSchema): readonly Hostile[] {
  const types = [schema.type ?? []].flat();
  const nothing: Hostile[] = types.includes('null') ? [] : [['null', null]];
  if (schema.enum) return [...nothing, ...NOT_A_TEXT, ...UNKEEPABLE, ...NOT_A_CHOICE];
  if (types.includes('boolean')) return [...nothing, ...NOT_A_FLAG];
  if (types.includes('integer')) return [...nothing, ...NOT_A_NUMBER];
  if (types.includes('array')) return [...nothing, ...NOT_A_LIST, ['more than there is room for', Array(1 + (schema.maxItems ?? 1_000)).fill('education')]];
  if (types.includes('object')) return [...nothing, ...NOT_AN_OBJECT];
  if (schema.format === 'uuid') return [...nothing, ...NOT_A_TEXT, ...UNKEEPABLE, ...NOT_A_UUID];
  if (schema.format === 'date') return [...nothing, ...NOT_A_TEXT, ...UNKEEPABLE, ...NOT_A_DAY];
  if (schema.pattern) return [...nothing, ...NOT_A_TEXT, ...UNKEEPABLE, ...NOT_A_CODE];
  return [...nothing, ...NOT_A_TEXT, ...UNKEEPABLE, ...((schema.minLength ?? 0) > 0 ? NOTHING_TO_READ : [])];
}

/** What a query parameter must never take; there everything is a text, and a repeated one a list. */
export function hostileQueryFor(name: string, schema: FieldSchema): string[] {
  const unkeepable = ['%00', 'a%00b', '%07', '%1b%5B31m', 'x'.repeat(2_000)].map((value) => `${name}=${value}`);
  const always = [...unkeepable, `${name}=a&${name}=b`];
  if (schema.type === 'integer') return [...always, ...['-1', '0', '101', '1000000', '1e9', 'NaN', 'Infinity', 'abc', '1.5', '', '%20', '1%002', '99999999999999999999', '٣'].map((value) => `${name}=${value}`)];
  if (schema.enum) return [...always, ...['nothing', '__proto__', 'constructor', '', 'TRUE', '1', '%F0%9F%98%80', "' or 1=1 --", 'submitted,closed'].map((value) => `${name}=${value}`)];
  if (schema.format === 'date') return [...always, ...['2026-02-30', '2026-13-01', 'now', '', '0000-01-01', '20260302'].map((value) => `${name}=${value}`)];
  if (name === 'cursor') return [...always, ...['', 'x', 'AAAA', '%F0%9F%98%80', '-1', 'null', Buffer.from('1772413200000~%00').toString('base64url'), Buffer.from(`${'9'.repeat(15)}~nobody`).toString('base64url'), Buffer.from('-1~6f9619ff-8b86-4011-b42d-00cf4fc964ff').toString('base64url')].map((value) => `${name}=${value}`)];
  if (schema.pattern) return [...always, ...['%F0%9F%98%80', "' or 1=1 --", '../..', '%20', ''].map((value) => `${name}=${value}`)];
  return always;
}
