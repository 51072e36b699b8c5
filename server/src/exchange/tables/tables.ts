// Owns which table holds which kind of base data.
// Leaves each to its file.
import type { ExchangeKind } from '@zhitongche/shared/exchange/kinds.js';
import { catalogueTable } from './catalogue-table.js';
import { categoryTable } from './category-table.js';
import { enterpriseTable } from './enterprise-table.js';
import { linkTable } from './link-table.js';
import { personTable } from './person-table.js';
import type { Table } from './table.js';
import { unitTable } from './unit-table.js';

const TABLES = { units: unitTable, people: personTable, enterprises: enterpriseTable, categories: categoryTable, catalogue: catalogueTable, links: linkTable };

/** Its records are its own: what one table has loaded only goes back to the same. */
export const tableOf = (kind: ExchangeKind): Table<unknown> => TABLES[kind];
