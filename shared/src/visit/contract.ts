// Owns the small visit record (走访记录): who, subject, day, team, what was said.
// Leaves its two exits, 当场解决 and 一键上报, to ticket/contract.ts (visitId).
import { z } from 'zod';
import { SUBJECT_KINDS } from '../directory/vocabulary.js';
import { day, id, text, uuid } from '../ticket/action-inputs.js';

/** POST /api/visits; the client names the record. */
export const VisitRequest = z.strictObject({
  id: uuid,
  line: id,
  subjectKind: z.enum(SUBJECT_KINDS),
  subjectId: id,
  visitedOn: day,
  team: z.array(text(30)).max(20).default([]),
  said: text(5000),
});
export type VisitRequest = z.input<typeof VisitRequest>;

export const VisitView = z.object({
  id: z.uuid(), line: z.string(), subjectKind: z.enum(SUBJECT_KINDS), subjectId: z.string(), subjectName: z.string(),
  visitedOn: z.string(), team: z.array(z.string()), said: z.string(), visitorName: z.string(),
  tickets: z.array(z.object({ id: z.uuid(), number: z.string(), title: z.string(), solvedOnSpot: z.boolean() })),
}).meta({ id: 'VisitView' });
export type VisitView = z.infer<typeof VisitView>;

/** GET /api/visits?cursor= : the reader's own, newest first. */
export const VisitQuery = z.strictObject({ line: id.optional(), cursor: z.string().max(200).optional(), limit: z.coerce.number().int().min(1).max(100).default(20) });
export const VisitPage = z.object({ items: z.array(VisitView), next: z.string().nullable() }).meta({ id: 'VisitPage' });
export type VisitPage = z.infer<typeof VisitPage>;
