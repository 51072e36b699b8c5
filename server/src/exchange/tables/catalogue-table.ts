// Owns reading and writing the dispatch catalogue: each change is a version, and what a row said before is kept.
// Leaves what a row means to domain/kinds/catalogue.ts.
import type { CatalogueRecord } from '../domain/kinds/catalogue.js';
import { catalogue } from '../domain/kinds/catalogue.js';
import type { Table } from './table.js';
import { inChunks } from './table.js';

const ROWS = 'jsonb_to_recordset($1) as r("categoryCode" text, line text, "placeUnitId" text, lead text, assisting text[])';
const SAME = 'c.category_code = r."categoryCode" and c.line is not distinct from r.line and c.place_unit_id is not distinct from r."placeUnitId"';

export const catalogueTable: Table<CatalogueRecord> = {
  kind: catalogue,
  locked: ['catalogue_row'],

  load: (manager) => manager.query<CatalogueRecord[]>(
    `select category_code as "categoryCode", line, place_unit_id as "placeUnitId", lead, assisting, true as active from catalogue_row
     order by category_code, line nulls first, place_unit_id nulls first`),

  async save({ manager, at, by }, entries) {
    const of = (outcome: string): CatalogueRecord[] => entries.filter((entry) => entry.outcome === outcome).map((entry) => entry.after);
    await inChunks(manager,
      `insert into catalogue_history (category_code, line, place_unit_id, lead, assisting, version, until, changed_by)
       select c.category_code, c.line, c.place_unit_id, c.lead, c.assisting, c.version, $2, $3 from ${ROWS} join catalogue_row c on ${SAME}`,
      [...of('changed'), ...of('ended')], at, by);
    await inChunks(manager, `update catalogue_row c set lead = r.lead, assisting = r.assisting, version = c.version + 1 from ${ROWS} where ${SAME}`, of('changed'));
    await inChunks(manager, `delete from catalogue_row c using ${ROWS} where ${SAME}`, of('ended'));
    // A row that comes back goes on counting where it ended.
    await inChunks(manager,
      `insert into catalogue_row (category_code, line, place_unit_id, lead, assisting, version)
       select r."categoryCode", r.line, r."placeUnitId", r.lead, r.assisting,
              1 + coalesce((select max(c.version) from catalogue_history c where ${SAME}), 0) from ${ROWS}`, of('new'));
  },
};
