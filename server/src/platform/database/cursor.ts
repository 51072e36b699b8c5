// Owns the text form of a place in a list (keyset paging).
// Leaves what the list is sorted by to the queries.
import { refuse } from '@zhitongche/shared/errors.js';

export interface Place {
  at: Date;
  id: string;
}

/** What the rows of a list are named by: another kind of id would only make PostgreSQL stumble. */
const PLACES = {
  uuid: /^(\d{1,15})~([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/,
  number: /^(\d{1,15})~(\d{1,18})$/,
} as const;

export const encodeCursor = ({ at, id }: Place): string => Buffer.from(`${String(at.getTime())}~${id}`).toString('base64url');

/** @throws Refusal CURSOR_INVALID for anything this server did not make for such a list */
export function decodeCursor(text: string, ids: keyof typeof PLACES): Place {
  const [, at, id] = PLACES[ids].exec(Buffer.from(text, 'base64url').toString('utf8')) ?? refuse('CURSOR_INVALID');
  return { at: new Date(Number(at)), id: id ?? refuse('CURSOR_INVALID') };
}
