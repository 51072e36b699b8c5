// Owns the shape of the base data in server/data and reading it.
// Leaves writing it into the database, and what any of it means, to the seed and the features.
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { DIVISION_KINDS, ENTERPRISE_SCALES, ROLES, UNIT_KINDS } from '@zhitongche/shared/directory/vocabulary.js';
import { isCreditCode } from '../../directory/domain/credit-code.js';

/** Same distance from `src/platform/seed/` and `dist/platform/seed/`. */
const DATA = new URL('../../../data/', import.meta.url);

export const LINK_KINDS = ['联系领导', '组团联社', '驻企服务', '项目代办'] as const;

const slug = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/);
const divisionCode = z.string().regex(/^330110(\d{3}(\d{3})?)?$/);
const creditCode = z.string().refine(isCreditCode, 'check character wrong');
const words = z.array(z.string().min(1)).min(8).max(30);
// Demo numbers stay in one block each, so that nobody takes them for a person's.
const landline = z.string().regex(/^0571-8000\d{4}$/);
const mobile = z.string().regex(/^1390000\d{4}$/);
const emptyToNull = (text: string): string | null => text || null;

const divisionSchema = z.strictObject({
  code: divisionCode,
  name: z.string().min(2),
  kind: z.enum(DIVISION_KINDS),
  parent: z.string().transform(emptyToNull).pipe(divisionCode.nullable()),
});
const unitSchema = z.strictObject({
  key: slug,
  name: z.string().min(4),
  short: z.string().min(2),
  kind: z.enum(UNIT_KINDS).exclude(['town']),
  phone: landline,
  duties: z.string().min(60).max(150),
  words: words.min(15),
});
const unitsFileSchema = z.strictObject({
  townDuties: z.strictObject({ duties: z.string().min(60).max(150), words: words.min(15), phones: z.record(divisionCode, landline) }),
  units: z.array(unitSchema),
});
const categorySchema = z.strictObject({
  code: z.string().regex(/^[a-z-]+(\.[a-z-]+){0,2}$/),
  name: z.string().min(2),
  parent: z.string().nullable(),
  lines: z.array(slug).min(1),
  words: words.max(25),
});
const catalogueRowSchema = z.strictObject({
  category: z.string(),
  line: slug.nullable(),
  place: z.string().nullable(),
  lead: slug,
  assisting: z.array(slug),
});
const enterpriseSchema = z.strictObject({
  creditCode,
  name: z.string().min(6),
  short: z.string().min(3),
  industry: z.string().min(2),
  town: divisionCode,
  village: z.string().transform(emptyToNull).pipe(divisionCode.nullable()),
  zone: z.string().transform(emptyToNull).pipe(slug.nullable()),
  scale: z.enum(ENTERPRISE_SCALES),
  employees: z.coerce.number().int().positive(),
  contactName: z.string().min(2),
  contactPhone: mobile,
});
const scopeSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('district') }),
  z.strictObject({ kind: z.literal('unit'), key: slug }),
  z.strictObject({ kind: z.literal('enterprise'), key: creditCode }),
]);
const personSchema = z.strictObject({
  key: slug,
  name: z.string().min(2),
  title: z.string().min(2),
  unit: slug.nullable(),
  roles: z.array(z.strictObject({ role: z.enum(ROLES), scope: scopeSchema })).min(1),
  phone: mobile,
  enterprise: creditCode.nullable(),
  story: z.string().optional(),
});
const linkSchema = z.strictObject({
  person: slug,
  kind: z.enum(LINK_KINDS),
  target: z.enum(['division', 'enterprise']),
  key: z.string(),
});
const residentSchema = z.strictObject({
  key: slug,
  name: z.string().min(2),
  phone: mobile.nullable(),
  village: divisionCode,
  note: z.string().min(4),
});

const lineSchema = z.strictObject({ key: slug, lead: slug, supervising: slug });

export type BaseLine = z.infer<typeof lineSchema>;
export type Division = z.infer<typeof divisionSchema>;
export type BaseUnit = z.infer<typeof unitSchema>;
export type TownDuties = z.infer<typeof unitsFileSchema>['townDuties'];
export type BaseCategory = z.infer<typeof categorySchema>;
export type CatalogueRow = z.infer<typeof catalogueRowSchema>;
export type BaseEnterprise = z.infer<typeof enterpriseSchema>;
export type BasePerson = z.infer<typeof personSchema>;
export type BaseLink = z.infer<typeof linkSchema>;
export type BaseResident = z.infer<typeof residentSchema>;

function text(file: string): string {
  return readFileSync(new URL(file, DATA), 'utf8');
}

/** A failure names the file and the record: these lists are long. */
function parse<S extends z.ZodType>(file: string, schema: S, value: unknown): z.output<S> {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new Error(`server/data/${file}: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

function readJson<S extends z.ZodType>(file: string, schema: S): z.output<S> {
  return parse(file, schema, JSON.parse(text(file)));
}

/** Plain CSV: one header line, no quoted cells; a cell with a comma would show as a wrong count. */
function readCsv<S extends z.ZodType>(file: string, row: S): z.output<S>[] {
  const [header = '', ...lines] = text(file).trimEnd().split('\n');
  const names = header.split(',');
  const records = lines.map((line) => {
    const cells = line.split(',');
    if (cells.length !== names.length) throw new Error(`server/data/${file}: ${cells.length} cells in "${line}"`);
    return Object.fromEntries(names.map((name, at) => [name, cells[at]]));
  });
  return parse(file, z.array(row), records);
}

/** The district, its towns and streets, its villages and communities: 2019年区划·演示. */
export const readDivisions = (): Division[] => readCsv('divisions.csv', divisionSchema);
/** Units besides towns, and what every town does; a town's own unit key comes from `townUnitId`. */
export const readUnits = (): { townDuties: TownDuties; units: BaseUnit[] } => readJson('units.json', unitsFileSchema);
/** The three-level category tree, parents before children. */
export const readCategories = (): BaseCategory[] => readJson('categories.json', z.array(categorySchema));
/** The dispatch catalogue (派单目录); `lead` and `assisting` are unit keys or `OWN_TOWN`. */
export const readCatalogue = (): CatalogueRow[] => readJson('catalogue.json', z.array(catalogueRowSchema));
/** Invented enterprises, those of the demo story first. */
export const readEnterprises = (): BaseEnterprise[] => readCsv('enterprises.csv', enterpriseSchema);
/** Demo people in every role, those of the demo story first. */
export const readPeople = (): BasePerson[] => readJson('people.json', z.array(personSchema));
/** Who is linked (联系关系) to which town, village or enterprise. */
export const readLinks = (): BaseLink[] => readJson('links.json', z.array(linkSchema));
/** Which units lead and supervise the lines (直通车); the rest of them is line/domain/standard-lines.ts. */
export const readLines = (): BaseLine[] => readJson('lines.json', z.array(lineSchema));
/** Residents and village contacts whom demo tickets are about. */
export const readResidents = (): BaseResident[] => readJson('residents.json', z.array(residentSchema));
