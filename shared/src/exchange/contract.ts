// Owns the answers about importing base data: the preview with its problems and changes, and what was applied.
// Leaves what each column means to the server's templates.
import { z } from 'zod';
import { EXCHANGE_KINDS, FILE_FORMATS, OUTCOMES } from './kinds.js';

/** POST /api/imports?kind=&name= with the file's bytes as the body (application/octet-stream). */
export const ImportQuery = z.strictObject({ kind: z.enum(EXCHANGE_KINDS), name: z.string().trim().min(1).max(200) });
/** GET /api/imports/template and GET /api/imports/data: an empty file with an example, or what is there. */
export const FileQuery = z.strictObject({ kind: z.enum(EXCHANGE_KINDS), format: z.enum(FILE_FORMATS).default('xlsx') });
export const ApplyRequest = z.strictObject({});

/** `row` is counted as the person sees it in Excel; 0 where it concerns the file as a whole. Phones in `value` are masked. */
export const ImportRemark = z.object({ row: z.int(), column: z.string(), value: z.string(), message: z.string() });
export type ImportRemark = z.infer<typeof ImportRemark>;

/** What one row would do; `fields` are the cells that differ, as people read them. `before` is null for a new one. */
export const ImportChange = z.object({
  row: z.int(), label: z.string(), outcome: z.enum(OUTCOMES),
  fields: z.array(z.object({ column: z.string(), before: z.string().nullable(), after: z.string() })),
});
export type ImportChange = z.infer<typeof ImportChange>;

const counts = z.object({ new: z.int(), changed: z.int(), ended: z.int(), unchanged: z.int() });

/** Lists are cut at {@link SHOWN_MOST}; the totals are whole. Nothing is written until it is applied. */
export const ImportPreview = z.object({
  id: z.uuid(), kind: z.enum(EXCHANGE_KINDS), fileName: z.string(),
  /** Rows with something in them, below the headings. */
  rows: z.int(),
  counts,
  problems: z.object({ total: z.int(), items: z.array(ImportRemark) }),
  warnings: z.object({ total: z.int(), items: z.array(ImportRemark) }),
  changes: z.object({ total: z.int(), items: z.array(ImportChange) }),
  /** Sentences about the whole, such as rights that another administrator has to bring in. */
  notes: z.array(z.string()),
  /** Without problems and with something to do. */
  applicable: z.boolean(),
  expiresAt: z.iso.datetime(),
}).meta({ id: 'ImportPreview' });
export type ImportPreview = z.infer<typeof ImportPreview>;

/** POST /api/imports/:id/apply; the same answer when it is sent again. */
export const ImportResult = z.object({ id: z.uuid(), kind: z.enum(EXCHANGE_KINDS), counts, appliedAt: z.iso.datetime() }).meta({ id: 'ImportResult' });
export type ImportResult = z.infer<typeof ImportResult>;

/** GET /api/imports/kinds: what this person may bring in and take out. */
export const ImportKinds = z.object({ items: z.array(z.enum(EXCHANGE_KINDS)) }).meta({ id: 'ImportKinds' });
export type ImportKinds = z.infer<typeof ImportKinds>;

export const SHOWN_MOST = 300;
