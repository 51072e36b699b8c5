// Owns who acts in a bench: demo people by role, each with a session.
// Leaves what they may do to the product. Sessions are written as sign-in writes them, because production has no demo sign-in.
import type { Role } from '@zhitongche/shared/directory/vocabulary.js';
import type pg from 'pg';
import { newToken, tokenHash } from '#product/platform/crypto/secrets.js';
import { readPeople } from '#product/platform/seed/base-data.js';

export interface Visitor {
  personId: string;
  /** The `cookie` header. */
  cookie: string;
}

/** Ids of people with the role, in the scope if one is given; in the order of the demo's list. */
export function peopleWith(role: Role, key?: string): string[] {
  return readPeople().filter((person) => person.roles.some((grant) => grant.role === role
    && (key === undefined || (grant.scope.kind === 'district' ? key === 'district' : grant.scope.key === key)))).map((person) => person.key);
}

/** Opens a session for each, as the owner of the tables. */
export async function signIn(owner: pg.Client, personIds: readonly string[]): Promise<Map<string, Visitor>> {
  const visitors = new Map<string, Visitor>();
  for (const personId of new Set(personIds)) {
    const token = newToken();
    await owner.query(`insert into session (token_hash, person_id, created_at, expires_at) values ($1, $2, now(), now() + interval '12 hours')`,
      [tokenHash(token), personId]);
    visitors.set(personId, { personId, cookie: `ztc_session=${token}` });
  }
  return visitors;
}
