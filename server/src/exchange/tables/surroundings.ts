// Owns reading what names in a file can mean: units, places, categories, lines, enterprises, people; a fixed number of queries.
// Leaves looking a name up to domain/names.ts.
import type { ExchangeKind } from '@zhitongche/shared/exchange/kinds.js';
import { END_STATUSES } from '@zhitongche/shared/ticket/vocabulary.js';
import type { EntityManager } from 'typeorm';
import type { Secrets } from '../../platform/crypto/secrets.js';
import { maskPhone } from '../../platform/crypto/secrets.js';
import type { PlaceName, Surroundings, UnitName } from '../domain/kind.js';
import type { Named } from '../domain/names.js';
import { Names } from '../domain/names.js';

export async function surroundingsOf(manager: EntityManager, kind: ExchangeKind, secrets: Secrets): Promise<Surroundings> {
  const all = <T>(sql: string): Promise<T[]> => manager.query<T[]>(sql);
  const units = await all<UnitName>('select id, array[name, short] as names, kind, active from unit order by id');
  const places = await all<PlaceName>('select code as id, array[name] as names, kind, parent_code as "parentCode", active from division order by code');
  const categories = await all<Named>('select code as id, array[name] as names, active from category order by code');
  // People write a line with and without 直通车; it is shown with it.
  const lines = await all<Named>(`select key as id, array[replace(name, '直通车', ''), name] as names, true as active from line order by key`);
  const enterprises = kind === 'people' ? await all<Named>('select id, array[name, short] as names, active from enterprise order by id') : [];
  const people = kind === 'links' ? await all<Named>('select id, array[name] as names, active from person order by id') : [];
  const subjects = kind === 'links' ? await all<Named>(SUBJECTS) : [];
  return {
    units: new Names('单位', units), places: new Names('区划', places), categories: new Names('类别', categories), lines: new Names('直通车', lines),
    enterprises: new Names('企业', enterprises), people: new Names('人员', people), subjects: new Names('联系对象', subjects),
    unitsNeeded: kind === 'units' ? await countsBy(manager, NEEDED) : new Map(), openTickets: kind === 'units' ? await countsBy(manager, OPEN, [END_STATUSES]) : new Map(),
    mask: maskPhone, fingerprint: (text) => secrets.fingerprint(text),
  };
}

/** Villages of one name in two towns are told apart by their town's. */
const SUBJECTS = `select id, array[name, short] as names, active from enterprise
  union all select d.code, array[coalesce(t.name, '') || d.name, d.name], d.active from division d left join division t on t.code = d.parent_code where d.kind in ('village', 'community')
  union all select id, array[name, short], active from unit where kind = 'town' order by 1`;
const NEEDED = `select key, count(*)::int as count from (
  select lead as key from catalogue_row union all select unnest(assisting) from catalogue_row union all select place_unit_id from catalogue_row
  union all select lead_unit_id from line union all select supervising_unit_id from line) named where key is not null group by key`;
const OPEN = `select lead_unit_id as key, count(*)::int as count from ticket where lead_unit_id is not null and status <> all($1) group by 1`;

async function countsBy(manager: EntityManager, sql: string, params: unknown[] = []): Promise<Map<string, number>> {
  const rows = await manager.query<{ key: string; count: number }[]>(sql, params);
  return new Map(rows.map(({ key, count }) => [key, count]));
}
