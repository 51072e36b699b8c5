// Owns saying why a job failed: a kind for people, and technical words that carry nobody's data.
// Leaves counting failures to deliveries.ts.
import { Refusal } from '@zhitongche/shared/errors.js';
import type { FailureKind } from '@zhitongche/shared/queue/vocabulary.js';

export interface Failure {
  kind: FailureKind;
  /** At most 300 characters. */
  error: string;
}

const LONGEST = 300;
/** PostgreSQL's classes and codes; the first that fits decides. */
const BY_STATE: readonly [RegExp, FailureKind][] = [
  [/^(23503|42P01|42703)$/, 'missing'], [/^(23505|23001|23P01)$/, 'conflict'], [/^(22|23)/, 'invalid'], [/^(40|53|55|57|08|25P03)/, 'busy'],
];
/** Values stand in quotes or brackets, names are Chinese, numbers may be somebody's: only the program's own words remain. */
const VALUES = /"[^"]*"|'[^']*'|“[^”]*”|`[^`]*`|\([^)]*\)=\([^)]*\)|[\p{Script=Han}]+|\d{5,}/gu;

/** What is kept of an error. Two failures for one cause read alike. */
export function describeFailure(error: unknown): Failure {
  if (error instanceof Refusal) return { kind: 'refused', error: `Refusal ${error.code}` };
  const state = databaseError(error);
  if (state) {
    const where = [state.table, state.column, state.constraint].filter((part) => part !== undefined).join(' ');
    return { kind: BY_STATE.find(([pattern]) => pattern.test(state.code))?.[1] ?? 'program', error: clip(`PostgreSQL ${state.code} ${where}`.trim()) };
  }
  if (!(error instanceof Error)) return { kind: 'program', error: 'thrown: no error' };
  const kind = error.name === 'EntityNotFoundError' ? 'missing' : 'program';
  return { kind, error: clip([`${error.name}: ${withoutValues(error.message)}`, place(error)].filter(Boolean).join(' ')) };
}

/** The frames of a stack without the message above them, for the log. */
export function frames(error: unknown): string[] {
  const lines = error instanceof Error ? (error.stack ?? '').split('\n') : [];
  return lines.filter((line) => /^\s+at /.test(line)).map((line) => line.trim()).slice(0, 12);
}

function withoutValues(message: string): string {
  return message.replace(VALUES, '…').replace(/\s+/g, ' ').trim();
}

/** The first own place of the stack, as `model.js:65`. */
function place(error: Error): string {
  const own = frames(error).find((frame) => !frame.includes('node_modules') && !frame.includes('node:'));
  const found = /([\w.-]+:\d+):\d+\)?$/.exec(own ?? '');
  return found?.[1] === undefined ? '' : `(${found[1]})`;
}

interface DatabaseError {
  code: string;
  table?: string;
  column?: string;
  constraint?: string;
}

function databaseError(error: unknown): DatabaseError | null {
  const driver = isRecord(error) && isRecord(error['driverError']) ? error['driverError'] : error;
  if (!isRecord(driver) || typeof driver['code'] !== 'string' || !/^[0-9A-Z]{5}$/.test(driver['code'])) return null;
  const named = (key: 'table' | 'column' | 'constraint') => (typeof driver[key] === 'string' ? { [key]: driver[key] } : {});
  return { code: driver['code'], ...named('table'), ...named('column'), ...named('constraint') };
}

const clip = (text: string): string => (text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1)}…`);

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
