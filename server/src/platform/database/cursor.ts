// Owns the text form of a place in a list (keyset paging).
// Leaves what the list is sorted by to the queries.
import { refuse } from '@zhitongche/shared/errors.js';

export interface Place {
  at: Date;
  id: string;
}

const PLACE = /^(\d{1,15})~([\w-]{1,64})$/;

export const encodeCursor = ({ at, id }: Place): string => Buffer.from(`${String(at.getTime())}~${id}`).toString('base64url');

/** @throws Refusal CURSOR_INVALID for anything this server did not make */
export function decodeCursor(text: string): Place {
  const [, at, id] = PLACE.exec(Buffer.from(text, 'base64url').toString('utf8')) ?? refuse('CURSOR_INVALID');
  return { at: new Date(Number(at)), id: id ?? refuse('CURSOR_INVALID') };
}
