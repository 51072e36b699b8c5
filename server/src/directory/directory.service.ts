// Owns reading people, units and places, for other features and for the pickers' endpoints.
// Leaves writing them to the seed and to imports (exchange) and their shapes to directory.entities.ts.
import { Injectable } from '@nestjs/common';
import type { RoleGrant } from '@zhitongche/shared/directory/vocabulary.js';
import type { ColleagueList, UnitList } from '@zhitongche/shared/directory/contract.js';
import { DataSource } from 'typeorm';
import type { EntityManager } from 'typeorm';
import type { SignedInPerson } from '../platform/http/signed-in.js';
import { execute } from '../platform/database/statement.js';
import { Kept } from '../platform/kept.js';

export interface PersonRow extends Omit<SignedInPerson, 'grants' | 'linkedSubjectIds'> {
  roles: { role: RoleGrant['role']; scope: RoleGrant['scope']; key: string }[];
  links: string[];
}

/** Whom something concerns: named people, holders of a role in a key ('' is the district), and those linked (联系关系) to a subject. */
export interface Audience {
  personIds: string[];
  grants: { role: RoleGrant['role']; key: string }[];
  linkedTo: string[];
}

/** An active person by the SQL of their id, as {@link PersonRow}. */
export const personSql = (id: string): string =>
  `select p.id, p.name, p.title, p.unit_id as "unitId", u.name as "unitName", p.enterprise_id as "enterpriseId", e.name as "enterpriseName",
          coalesce((select jsonb_agg(jsonb_build_object('role', r.role, 'scope', r.scope, 'key', r.key)) from person_role r
                    where r.person_id = p.id), '[]') as roles,
          array(select l.subject_id from subject_link l where l.person_id = p.id) as links
   from person p left join unit u on u.id = p.unit_id left join enterprise e on e.id = p.enterprise_id
   where p.id = ${id} and p.active`;

export function signedInPerson({ roles, links, ...person }: PersonRow): SignedInPerson {
  return { ...person, grants: roles.map((r) => ({ ...r, key: r.key === '' ? null : r.key })), linkedSubjectIds: links };
}

const UNITS_KEPT_MS = 10_000;
const PERSON = { name: 'person', text: personSql('$1') };
const PEOPLE_NAMES = {
  name: 'people-names',
  text: `select p.id, p.name, coalesce(u.short, e.short) as "unitName" from person p left join unit u on u.id = p.unit_id
         left join enterprise e on e.id = p.enterprise_id where p.id = any($1)`,
};

const REACHED = {
  name: 'people-reached',
  text: `select p.id from (
           select unnest($1::text[]) as id
           union select r.person_id from unnest($2::text[], $3::text[]) as g(role, key) join person_role r on r.role = g.role and r.key = g.key
           union select l.person_id from subject_link l where l.subject_id = any($4)
         ) named join person p on p.id = named.id and p.active
         where not coalesce(p.unit_id = any($5), false) and not exists (select from person_role r where r.person_id = p.id and r.key = any($5))
         order by p.id`,
};

@Injectable()
export class DirectoryService {
  private readonly unitsById = new Kept<ReadonlyMap<string, UnitList['items'][number]>>(UNITS_KEPT_MS);

  constructor(private readonly source: DataSource) {}

  /** An active person, or null. */
  async person(id: string): Promise<SignedInPerson | null> {
    const [row] = await execute<PersonRow>(this.source.manager, PERSON, [id]);
    return row ? signedInPerson(row) : null;
  }

  /** Names of people with their units, for timelines: id → 姓名（单位）. */
  async peopleNames(ids: readonly string[]): Promise<Map<string, { name: string; unitName: string | null }>> {
    if (ids.length === 0) return new Map();
    const rows = await execute<{ id: string; name: string; unitName: string | null }>(this.source.manager, PEOPLE_NAMES, [ids]);
    return new Map(rows.map((r) => [r.id, r]));
  }

  /** Units that can be chosen. */
  async units(): Promise<UnitList['items']> {
    return this.source.query(
      `select id, name, short, kind, phone from unit where active order by array_position(array['department','zone','vertical_bureau','public_enterprise','town'], kind), name`);
  }

  /** All units by id, also those out of use, some seconds old at most, and none of `needed` missing that there is. */
  keptUnits(needed: readonly string[]): Promise<ReadonlyMap<string, UnitList['items'][number]>> {
    return this.unitsById.get(
      async () => new Map((await this.everyUnit()).map((unit) => [unit.id, unit])), (units) => needed.every((id) => units.has(id)));
  }

  private everyUnit(): Promise<UnitList['items']> {
    return this.source.query('select id, name, short, kind, phone from unit');
  }

  /** What a town (by its unit's id or its code), village or community is called; null for any other code. */
  async placeName(code: string): Promise<string | null> {
    const [row] = await this.source.query<{ name: string | null }[]>(
      `select coalesce((select name from unit where id in ($1, 'town-' || $1) limit 1), (select name from division where code = $1)) as name`, [code]);
    return row?.name ?? null;
  }

  /** Units in which a person handles or heads. */
  async workingUnitIds(manager: EntityManager, personId: string): Promise<string[]> {
    const rows = await manager.query<{ key: string }[]>(
      `select r.key from person_role r join person p on p.id = r.person_id and p.active
       where r.person_id = $1 and r.role in ('handler', 'head')`, [personId]);
    return rows.map((r) => r.key);
  }

  /** Handlers and heads of the given units. */
  async colleagues(unitIds: readonly string[]): Promise<ColleagueList['items']> {
    return this.source.query(
      `select distinct p.id, p.name, p.title from person_role r join person p on p.id = r.person_id and p.active
       where r.role in ('handler', 'head') and r.key = any($1) order by p.name`, [unitIds]);
  }

  /** Ids of the active people an audience reaches, without those whose unit or any role touches `aside`. */
  async reached(manager: EntityManager, { personIds, grants, linkedTo }: Audience, aside: readonly string[]): Promise<string[]> {
    const rows = await execute<{ id: string }>(manager, REACHED, [personIds, grants.map((g) => g.role), grants.map((g) => g.key), linkedTo, aside]);
    return rows.map((r) => r.id);
  }

  /** Tells every process that keeps a copy of base data to read it again. */
  async baseChanged(manager: EntityManager): Promise<void> {
    await manager.query('update base_version set version = version + 1');
  }
}
