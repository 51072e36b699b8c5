// Owns asking for a list of tickets as a file: the list's own filters, and how much one file holds.
// Leaves what a list shows to contract.ts.
import { z } from 'zod';
import { ListQuery } from './contract.js';
import { EXPORT_MOST } from './export-limit.js';

/** GET /api/tickets/export and /api/tickets/export/count: the filters of the list; all of its pages at once. */
export const TicketExportQuery = ListQuery.omit({ limit: true, cursor: true });
export type TicketExportQuery = z.output<typeof TicketExportQuery>;

/** How many tickets the file would hold; `more` where the list goes on beyond what one file holds. */
export const TicketExportCount = z.object({ count: z.int().max(EXPORT_MOST), more: z.boolean() }).meta({ id: 'TicketExportCount' });
export type TicketExportCount = z.infer<typeof TicketExportCount>;
