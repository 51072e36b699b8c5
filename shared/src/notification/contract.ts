// Owns in-app notices as the reader sees them.
// Leaves who is told of what to the server's notification domain.
import { z } from 'zod';
import { EVENT_TYPES } from '../ticket/actions.js';

export const NoticeItem = z.object({
  id: z.string(), ticketId: z.uuid(), number: z.string(), line: z.string(), type: z.enum(EVENT_TYPES), text: z.string(),
  at: z.iso.datetime({ offset: true }), read: z.boolean(),
});
export type NoticeItem = z.infer<typeof NoticeItem>;

/** GET /api/notices?cursor= */
export const NoticeQuery = z.strictObject({ cursor: z.string().max(200).optional(), limit: z.coerce.number().int().min(1).max(100).default(20) });
export const NoticePage = z.object({ items: z.array(NoticeItem), next: z.string().nullable(), unread: z.int() }).meta({ id: 'NoticePage' });
export type NoticePage = z.infer<typeof NoticePage>;

/** POST /api/notices/read: the given ones, or all. */
export const ReadRequest = z.strictObject({ ids: z.array(z.string().max(64)).max(200).optional() });
