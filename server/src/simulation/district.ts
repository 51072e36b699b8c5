// Owns the simulated district's people: who reports, triages, handles, heads and supervises, and how diligent each unit is.
// Leaves what they decide to behaviour/ and the base data itself to the seed.
import { DISTRICT_DESK, townUnitId } from '@zhitongche/shared/directory/vocabulary.js';
import type { Role } from '@zhitongche/shared/directory/vocabulary.js';
import { chanceOf, oneOf } from '../demo-load/chances.js';
import { readDivisions, readEnterprises, readPeople, readResidents } from '../platform/seed/base-data.js';

/** Firms that have an account of their own. */
const WITH_ACCOUNT = 0.4;

export interface Account {
  id: string;
  name: string;
  title: string;
  creditCode: string;
}

export interface Firm {
  id: string;
  townUnitId: string;
  accountId: string | null;
}

export interface Village {
  code: string;
  name: string;
  kind: 'village' | 'community';
  townUnitId: string;
}

export class District {
  readonly firms: Firm[];
  readonly villages: Village[];
  readonly residents = readResidents();
  /** Accounts that the base data has not. */
  readonly newAccounts: Account[];
  private readonly holders = new Map<string, string[]>();

  constructor(readonly seed: string) {
    const people = readPeople();
    for (const { key, roles } of people) for (const { role, scope } of roles) this.hold(role, scope.kind === 'district' ? '' : scope.key, key);
    const accounts = new Map(people.flatMap((person) => (person.enterprise === null ? [] : [[person.enterprise, person.key] as const])));
    this.newAccounts = readEnterprises().filter(({ creditCode }) => !accounts.has(creditCode) && this.chance('account', creditCode) < WITH_ACCOUNT)
      .map(({ creditCode, contactName }) => ({ id: `qy-${creditCode.toLowerCase()}`, name: contactName, title: '企业联系人', creditCode }));
    for (const { id, creditCode } of this.newAccounts) accounts.set(creditCode, id);
    this.firms = readEnterprises().map(({ creditCode, town }) => ({ id: creditCode, townUnitId: townUnitId(town), accountId: accounts.get(creditCode) ?? null }));
    this.villages = readDivisions().flatMap(({ code, name, kind, parent }) => (
      (kind === 'village' || kind === 'community') && parent !== null ? [{ code, name, kind, townUnitId: townUnitId(parent) }] : []));
  }

  /** A number in [0, 1), the same for the same words. */
  chance(...words: string[]): number {
    return chanceOf(this.seed, ...words);
  }

  /** From 0, lax, to 1, prompt. */
  diligence(unitId: string): number {
    return 0.15 + 0.85 * Math.sqrt(this.chance('diligence', unitId));
  }

  /** One of those who hold the role there; '' is the district. @throws Error when nobody does */
  one(role: Role, key: string, ...words: string[]): string {
    const id = this.maybe(role, key, ...words);
    if (id === undefined) throw new Error(`simulation: nobody is ${role} of ${key || 'the district'}`);
    return id;
  }

  maybe(role: Role, key: string, ...words: string[]): string | undefined {
    return oneOf(this.holders.get(`${role} ${key}`) ?? [], (id) => id, this.seed, role, ...words);
  }

  /** Who triages at a desk. */
  triage(desk: string, ...words: string[]): string {
    return this.one('triage', desk === DISTRICT_DESK ? '' : desk, ...words);
  }

  holds(role: Role, key: string, personId: string): boolean {
    return this.holders.get(`${role} ${key}`)?.includes(personId) ?? false;
  }

  private hold(role: Role, key: string, id: string): void {
    this.holders.set(`${role} ${key}`, [...this.holders.get(`${role} ${key}`) ?? [], id]);
  }
}

/** One of several by a chance. @throws Error of none */
export function pick<T>(items: readonly T[], chance: number): T {
  const item = items[Math.floor(chance * items.length)];
  if (item === undefined) throw new Error('simulation: nothing to pick from');
  return item;
}
