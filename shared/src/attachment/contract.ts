// Owns what requests and answers say about attachments, as zod schemas and the types made from them.
// Leaves the upload itself to the tus protocol and the bytes to the content endpoints.
import { z } from 'zod';
import { ATTACHMENT_KINDS, ATTACHMENT_STATES, MAX_FILES_A_MESSAGE } from './vocabulary.js';

/** Files that go with a report or with somebody's words: the sender's own uploads, not used yet. */
export const AttachmentIds = z.array(z.uuid()).max(MAX_FILES_A_MESSAGE, `一次最多 ${MAX_FILES_A_MESSAGE} 个附件`)
  .refine((ids) => new Set(ids).size === ids.length, '同一个附件重复了').optional();

/** A file as one reader may open it; the addresses are theirs alone and expire within a quarter of an hour. */
export const AttachmentRef = z.object({
  id: z.uuid(),
  kind: z.enum(ATTACHMENT_KINDS),
  /** The sender's name for it; a neutral one where the reporter's identity is hidden from this reader. */
  name: z.string(),
  /** Bytes. */
  size: z.int(),
  /** Null: this reader may know of it but not open it (a voice where the reporter's identity is hidden). */
  url: z.string().nullable(),
  /** Pictures only. */
  thumbnailUrl: z.string().nullable(),
}).meta({ id: 'AttachmentRef' });
export type AttachmentRef = z.infer<typeof AttachmentRef>;

/** GET …/attachments/:id: one's own upload that has not been used yet. */
export const UploadView = z.object({
  id: z.uuid(),
  state: z.enum(ATTACHMENT_STATES),
  /** Bytes that have arrived. */
  received: z.int(),
  /** Null until all bytes are there and the content was found to be one of ours. */
  file: AttachmentRef.nullable(),
}).meta({ id: 'UploadView' });
export type UploadView = z.infer<typeof UploadView>;

/** Query of the content endpoints: when the address ends (s since 1970) and the proof that we made it for this reader. */
export const SignedQuery = z.strictObject({ e: z.coerce.number().int(), s: z.string().max(64) });
export type SignedQuery = z.output<typeof SignedQuery>;
