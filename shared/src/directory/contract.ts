// Owns the answers about lines, units, categories and subjects that screens choose from.
// Leaves tickets to ticket/contract.ts.
import { z } from 'zod';
import { DIVISION_KINDS, ROLES, SCOPE_KINDS, SUBJECT_KINDS, UNIT_KINDS } from './vocabulary.js';

/** GET /api/units */
export const UnitItem = z.object({ id: z.string(), name: z.string(), short: z.string(), kind: z.enum(UNIT_KINDS), phone: z.string().nullable() });
export const UnitList = z.object({ items: z.array(UnitItem) }).meta({ id: 'UnitList' });
export type UnitItem = z.infer<typeof UnitItem>;
export type UnitList = z.infer<typeof UnitList>;

export const CategoryQuery = z.strictObject({ line: z.string().max(64).optional() });
/** GET /api/categories?line= : a flat list of the three-level tree; `parent` is null at the top. */
export const CategoryItem = z.object({ code: z.string(), name: z.string(), parent: z.string().nullable(), level: z.int() });
export const CategoryList = z.object({ items: z.array(CategoryItem) }).meta({ id: 'CategoryList' });
export type CategoryItem = z.infer<typeof CategoryItem>;
export type CategoryList = z.infer<typeof CategoryList>;

/** GET /api/lines */
export const LineItem = z.object({ key: z.string(), name: z.string(), subjectKinds: z.array(z.enum(SUBJECT_KINDS)), mayReport: z.boolean() });
export const LineList = z.object({ items: z.array(LineItem) }).meta({ id: 'LineList' });
export type LineItem = z.infer<typeof LineItem>;
export type LineList = z.infer<typeof LineList>;

/** GET /api/subjects?line=&q= : two characters find a firm, a village, a community. Without q: the linked ones (联系关系). */
export const SubjectQuery = z.strictObject({ line: z.string().max(64), q: z.string().trim().max(40).optional() });
export const SubjectItem = z.object({
  id: z.string(), name: z.string(), kind: z.enum(SUBJECT_KINDS), townName: z.string(), linked: z.boolean(),
  divisionKind: z.enum(DIVISION_KINDS).nullable(),
});
export const SubjectList = z.object({ items: z.array(SubjectItem) }).meta({ id: 'SubjectList' });
export type SubjectItem = z.infer<typeof SubjectItem>;
export type SubjectList = z.infer<typeof SubjectList>;

/** GET /api/colleagues: handlers and heads of the reader's own units, for assigning. */
export const ColleagueList = z.object({ items: z.array(z.object({ id: z.string(), name: z.string(), title: z.string() })) }).meta({ id: 'ColleagueList' });
export type ColleagueList = z.infer<typeof ColleagueList>;

export const RoleGrantSchema = z.object({ role: z.enum(ROLES), scope: z.enum(SCOPE_KINDS), key: z.string().nullable() });
