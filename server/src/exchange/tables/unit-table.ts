// Owns reading and writing units and places; a town is both.
// Leaves what a row means to domain/kinds/units.ts.
import { townUnitId } from '@zhitongche/shared/directory/vocabulary.js';
import type { UnitRecord } from '../domain/kinds/units.js';
import { isPlace, isTown, units } from '../domain/kinds/units.js';
import type { Table } from './table.js';
import { inChunks } from './table.js';

export const unitTable: Table<UnitRecord> = {
  kind: units,
  locked: ['unit', 'division'],

  load: (manager) => manager.query<UnitRecord[]>(
    `select id, kind, name, short, null as "parentCode", phone, duties, words, active from unit where kind <> 'town'
     union all
     select d.code, d.kind, d.name, coalesce(u.short, d.name), d.parent_code, u.phone, coalesce(u.duties, ''), coalesce(u.words, '{}'), d.active
     from division d left join unit u on u.id = 'town-' || d.code order by 1`),

  async save({ manager }, entries) {
    const records = entries.map((entry) => entry.after);
    await inChunks(manager,
      `insert into division (code, name, kind, parent_code, active) select * from jsonb_to_recordset($1) as r(id text, name text, kind text, "parentCode" text, active boolean)
       on conflict (code) do update set name = excluded.name, kind = excluded.kind, parent_code = excluded.parent_code, active = excluded.active`,
      records.filter(({ kind }) => isPlace(kind)));
    await inChunks(manager,
      `insert into unit (id, name, short, kind, phone, duties, words, active)
       select * from jsonb_to_recordset($1) as r(id text, name text, short text, kind text, phone text, duties text, words text[], active boolean)
       on conflict (id) do update set name = excluded.name, short = excluded.short, kind = excluded.kind, phone = excluded.phone,
         duties = excluded.duties, words = excluded.words, active = excluded.active`,
      records.filter(({ kind }) => !isPlace(kind) || isTown(kind)).map((unit) => (isTown(unit.kind) ? { ...unit, id: townUnitId(unit.id), kind: 'town' } : unit)));
  },
};
