// Owns the monthly circular (通报) and the register of documents: their words, requests and answers.
// Leaves the supervisor's list to contract.ts and making a circular to the server.
import { z } from 'zod';
import { id, text, uuid } from '../ticket/action-inputs.js';
import { CARD_KINDS } from '../ticket/vocabulary.js';
import { CIRCULAR_BANDS, CIRCULAR_CASES, DOCUMENT_KINDS } from './circular-words.js';

const instant = z.iso.datetime({ offset: true });
/** A month of Asia/Shanghai. */
const month = z.string().regex(/^20\d{2}-(0[1-9]|1[0-2])$/, '请选择月份');

export const CircularCase = z.object({
  number: z.string(),
  what: z.enum(CIRCULAR_CASES),
  /** Of a card. */
  documentNumber: z.string().nullable(),
  at: instant,
  /** A contest of it waited for a decision when the circular was made. */
  contested: z.boolean(),
});
export type CircularCase = z.infer<typeof CircularCase>;

/** What a circular says. Units stand in bands by their worst case, within one in the order of the directory: no ranking. */
export const CircularContent = z.object({
  month,
  bands: z.array(z.object({
    band: z.enum(CIRCULAR_BANDS),
    units: z.array(z.object({ unitId: z.string(), unitName: z.string(), cases: z.array(CircularCase) })),
  })),
  totals: z.array(z.object({ what: z.enum(CIRCULAR_CASES), count: z.int() })),
  /** Contested and revoked: left out of all the rest. */
  revoked: z.int(),
  contested: z.int(),
}).meta({ id: 'CircularContent' });
export type CircularContent = z.infer<typeof CircularContent>;

export const CircularPreviewQuery = z.strictObject({ month });
export const CircularPreview = z.object({
  content: CircularContent,
  /** Whether the month has ended and has no circular yet. */
  issuable: z.boolean(),
  issuedId: z.uuid().nullable(),
}).meta({ id: 'CircularPreview' });
export type CircularPreview = z.infer<typeof CircularPreview>;

/** POST /api/supervision/circulars: the client names it, so that a retry is one effect. */
export const CircularRequest = z.strictObject({ id: uuid, month, documentNumber: text(60) });
export type CircularRequest = z.input<typeof CircularRequest>;
export const CircularView = z.object({
  id: z.uuid(), documentNumber: z.string(), issuedAt: instant, issuedBy: z.string(), content: CircularContent,
}).meta({ id: 'CircularView' });
export type CircularView = z.infer<typeof CircularView>;
export const CircularList = z.object({
  items: z.array(z.object({ id: z.uuid(), month, documentNumber: z.string(), issuedAt: instant })),
}).meta({ id: 'CircularList' });
export type CircularList = z.infer<typeof CircularList>;

/** GET /api/supervision/documents: the register of cards, newest first. */
export const DocumentQuery = z.strictObject({
  kind: z.enum(CARD_KINDS).optional(), unit: id.optional(), limit: z.coerce.number().int().min(1).max(100).default(20), cursor: z.string().max(200).optional(),
});
export const DocumentItem = z.object({
  id: z.string(), ticketId: z.uuid(), seq: z.int(), kind: z.enum(CARD_KINDS), documentNumber: z.string(), unitName: z.string(),
  number: z.string(), title: z.string(), issuedAt: instant, state: z.enum(['standing', 'contested', 'revoked']),
}).meta({ id: 'DocumentItem' });
export type DocumentItem = z.infer<typeof DocumentItem>;
export const DocumentPage = z.object({ items: z.array(DocumentItem), next: z.string().nullable() }).meta({ id: 'DocumentPage' });
export type DocumentPage = z.infer<typeof DocumentPage>;

/** GET /api/supervision/documents/next: the number after the last one of that kind; null while there is none to go on from. */
export const NextDocumentQuery = z.strictObject({ kind: z.enum(DOCUMENT_KINDS) });
export const NextDocument = z.object({ documentNumber: z.string().nullable() }).meta({ id: 'NextDocument' });
export type NextDocument = z.infer<typeof NextDocument>;
