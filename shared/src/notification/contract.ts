// Owns in-app notices as the reader sees them: of one event, or a head's digest of a morning.
// Leaves who is told of what, and when, to the server's notification domain.
import { z } from 'zod';
import { EVENT_TYPES } from '../ticket/actions.js';
import { DIGEST_GROUPS } from './vocabulary.js';

const ticket = { ticketId: z.uuid(), number: z.string(), title: z.string() };

/** What a digest tells under one word: how many tickets, and the first of them. */
export const DigestPart = z.object({ group: z.enum(DIGEST_GROUPS), count: z.int(), tickets: z.array(z.object(ticket)) });
export type DigestPart = z.infer<typeof DigestPart>;

/** A digest is of no ticket and no event; what it tells stands in `digest`, which is empty otherwise. Word of a circular names just that. */
export const NoticeItem = z.object({
  id: z.string(), ticketId: z.uuid().nullable(), number: z.string().nullable(), line: z.string().nullable(), type: z.enum(EVENT_TYPES).nullable(),
  circularId: z.uuid().nullable(), digest: z.array(DigestPart), text: z.string(), at: z.iso.datetime({ offset: true }), read: z.boolean(),
});
export type NoticeItem = z.infer<typeof NoticeItem>;

/** GET /api/notices?cursor= */
export const NoticeQuery = z.strictObject({ cursor: z.string().max(200).optional(), limit: z.coerce.number().int().min(1).max(100).default(20) });
export const NoticePage = z.object({ items: z.array(NoticeItem), next: z.string().nullable(), unread: z.int() }).meta({ id: 'NoticePage' });
export type NoticePage = z.infer<typeof NoticePage>;

/** POST /api/notices/read: the given ones, or all. */
export const ReadRequest = z.strictObject({ ids: z.array(z.string().max(64)).max(200).optional() });
