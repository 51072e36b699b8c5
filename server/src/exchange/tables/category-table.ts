// Owns reading and writing the category tree, parents before children.
// Leaves what a row means to domain/kinds/categories.ts.
import type { CategoryRecord } from '../domain/kinds/categories.js';
import { categories } from '../domain/kinds/categories.js';
import type { Table } from './table.js';
import { inChunks } from './table.js';

export const categoryTable: Table<CategoryRecord> = {
  kind: categories,
  locked: ['category'],

  load: (manager) => manager.query<CategoryRecord[]>('select code, name, parent_code as "parentCode", lines, words, active from category order by code'),

  save: ({ manager }, entries) => inChunks(manager,
    `insert into category (code, name, parent_code, lines, words, active)
     select * from jsonb_to_recordset($1) as r(code text, name text, "parentCode" text, lines text[], words text[], active boolean)
     on conflict (code) do update set name = excluded.name, parent_code = excluded.parent_code, lines = excluded.lines, words = excluded.words, active = excluded.active`,
    entries.map((entry) => entry.after).sort((a, b) => a.code.split('.').length - b.code.split('.').length)),
};
