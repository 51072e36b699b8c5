// Owns reading and writing enterprises; the contact's phone is sealed.
// Leaves what a row means to domain/kinds/enterprises.ts.
import type { EnterpriseRecord } from '../domain/kinds/enterprises.js';
import { enterprises } from '../domain/kinds/enterprises.js';
import type { Table } from './table.js';
import { inChunks } from './table.js';

export const enterpriseTable: Table<EnterpriseRecord> = {
  kind: enterprises,
  locked: ['enterprise'],

  async load(manager, secrets) {
    const rows = await manager.query<(Omit<EnterpriseRecord, 'contactPhone'> & { sealed: string })[]>(
      `select id as code, name, short, industry, town_unit_id as "townUnitId", village_code as "villageCode", zone_unit_id as "zoneUnitId", scale,
              employees, contact_name as "contactName", contact_phone_sealed as sealed, active from enterprise order by id`);
    return rows.map(({ sealed, ...firm }) => ({ ...firm, contactPhone: secrets.open(sealed) }));
  },

  save: ({ manager, secrets }, entries) => inChunks(manager,
    `insert into enterprise (id, name, short, industry, town_unit_id, village_code, zone_unit_id, scale, employees, contact_name, contact_phone_sealed, active)
     select * from jsonb_to_recordset($1) as r(code text, name text, short text, industry text, "townUnitId" text, "villageCode" text, "zoneUnitId" text,
       scale text, employees int, "contactName" text, sealed text, active boolean)
     on conflict (id) do update set name = excluded.name, short = excluded.short, industry = excluded.industry, town_unit_id = excluded.town_unit_id,
       village_code = excluded.village_code, zone_unit_id = excluded.zone_unit_id, scale = excluded.scale, employees = excluded.employees,
       contact_name = excluded.contact_name, contact_phone_sealed = excluded.contact_phone_sealed, active = excluded.active`,
    entries.map(({ after: { contactPhone, ...firm } }) => ({ ...firm, sealed: secrets.seal(contactPhone) }))),
};
