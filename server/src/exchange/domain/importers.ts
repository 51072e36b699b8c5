// Owns who may bring in and take out which kind of base data (domain section 2).
// Leaves which part of a file of people is whose to kinds/people.ts.
import type { RoleGrant } from '@zhitongche/shared/directory/vocabulary.js';
import type { ExchangeKind } from '@zhitongche/shared/exchange/kinds.js';
import { EXCHANGE_KINDS } from '@zhitongche/shared/exchange/kinds.js';
import type { Importer } from './kind.js';

/** Who sits at the owner's console of the server, before anybody can sign in. */
export const CONSOLE: Importer = { personId: 'console', records: true, rights: true };

/** Null for who may not. Configuration and accounts are sysadmin's, rights secadmin's; the district's triage keeps the catalogue. */
export function importerOf(personId: string, grants: readonly RoleGrant[], kind: ExchangeKind): Importer | null {
  const records = grants.some(({ role, scope }) => role === 'sysadmin' || (kind === 'catalogue' && role === 'triage' && scope === 'district'));
  const rights = kind === 'people' && grants.some(({ role }) => role === 'secadmin');
  return records || rights ? { personId, records, rights } : null;
}

export const kindsOf = (personId: string, grants: readonly RoleGrant[]): ExchangeKind[] => EXCHANGE_KINDS.filter((kind) => importerOf(personId, grants, kind) !== null);
