// Owns the requests and answers about the working calendar: notices, previews, versions, the recompute's progress.
// Leaves reading and judging a notice to the server's calendar domain.
import { z } from 'zod';
import { DAY_REASONS } from '../deadline/vocabulary.js';
import { day, text, uuid } from '../ticket/action-inputs.js';
import { LIGHT_HOLDERS } from '../ticket/vocabulary.js';
import { BASE_VERSION, CALENDAR_ACTS, NOTICE_FILE_MOST } from './vocabulary.js';

/**
 * A yearly notice of the State Council: either a file of the public holiday-cn shape
 * (`{ year, papers, days: [{ name, date, isOffDay }] }`) as its text, or the year and its ranges of days as typed.
 */
export const NoticeInput = z.strictObject({
  /** 文号, such as 国办发明电〔2025〕7号. */
  number: text(60),
  issuedOn: day,
  file: z.string().max(NOTICE_FILE_MOST).optional(),
  year: z.int().min(2000).max(2099).optional(),
  ranges: z.array(z.strictObject({ name: text(40), from: day, to: day, isOffDay: z.boolean() })).max(100).optional(),
});
export type NoticeInput = z.infer<typeof NoticeInput>;

/** A year has some forty days in its notice. */
const MOST_DAYS = 400;

/** A file of the public shape: github.com/NateScarlet/holiday-cn, schema.json; further keys ($schema, $id) are its own matter. */
export const NoticeFile = z.object({
  year: z.int(),
  papers: z.array(z.string().max(500)).max(20),
  days: z.array(z.object({ name: z.string().trim().min(1).max(40), date: z.string(), isOffDay: z.boolean() })).max(MOST_DAYS),
});

/** A change of the calendar: one notice, or back to what a version held. Exactly one of the two. */
const change = { notice: NoticeInput.optional(), restore: z.int().min(BASE_VERSION).optional() };

/** POST /api/calendar/preview: nothing is written. */
export const CalendarChange = z.strictObject(change);
export type CalendarChange = z.infer<typeof CalendarChange>;

/** POST /api/calendar/versions: `id` makes the same request twice one effect, `base` is the version that the preview was made on. */
export const ChangeRequest = z.strictObject({ id: uuid, base: z.int().min(BASE_VERSION), ...change });
export type ChangeRequest = z.infer<typeof ChangeRequest>;

/** What a day is, before and after. */
const dayKind = z.object({ working: z.boolean(), reason: z.enum(DAY_REASONS), name: z.string().nullable() });

/** What a change would do at this moment; open tickets go on, so the recompute may meet a few more or fewer. */
export const CalendarPreview = z.object({
  base: z.int(), year: z.int().nullable(), source: z.string(),
  /** Days that would be worked and are not now, or the other way round, or get another name; the first {@link SHOWN_MOST}. */
  days: z.object({ total: z.int(), items: z.array(z.object({ day, before: dayKind, after: dayKind })) }),
  /** Of this year and the next, those that would still be without notice. */
  provisionalYears: z.array(z.int()),
  tickets: z.object({
    /** In work now. */
    open: z.int(),
    /** Whose told deadline moves, and which way. */
    moved: z.int(), later: z.int(), earlier: z.int(),
    /** No longer 暂定, or 暂定 now, on the same day. */
    onlyProvisional: z.int(),
    /** Whose own deadline stays, but the limit of a stage or an assisting unit moves. */
    onlyStage: z.int(),
  }),
  /** Who has to be told that a date moves. */
  told: z.object({
    submitters: z.int(), enterprises: z.int(),
    /** Those who hold the tickets at this moment. */
    holders: z.array(z.object({ holder: z.enum(LIGHT_HOLDERS), unitName: z.string(), tickets: z.int() })),
    /** The first that move, by their present deadline; without titles, since administrators do not read tickets. */
    first: z.array(z.object({ number: z.string(), unitName: z.string(), from: day, to: day, provisional: z.boolean() })),
  }),
}).meta({ id: 'CalendarPreview' });
export type CalendarPreview = z.infer<typeof CalendarPreview>;

/** How far the recompute of open tickets has come after a change. */
export const RecomputeProgress = z.object({
  version: z.int(),
  /** Open tickets at the moment of the change, and those not yet computed with it. */
  total: z.int(), left: z.int(),
  later: z.int(), earlier: z.int(),
  startedAt: z.iso.datetime(), endedAt: z.iso.datetime().nullable(),
}).meta({ id: 'RecomputeProgress' });
export type RecomputeProgress = z.infer<typeof RecomputeProgress>;

export const CalendarVersion = z.object({
  version: z.int(), act: z.enum(CALENDAR_ACTS), year: z.int().nullable(), source: z.string().nullable(), restored: z.int().nullable(),
  at: z.iso.datetime(), by: z.string(), inForce: z.boolean(),
}).meta({ id: 'CalendarVersion' });
export type CalendarVersion = z.infer<typeof CalendarVersion>;

/** GET /api/calendar */
export const CalendarOverview = z.object({
  version: z.int(), today: day,
  /** This year, the next, and others that were imported. */
  years: z.array(z.object({
    year: z.int(), provisional: z.boolean(),
    /** Of the notice; null for a provisional year. */
    source: z.string().nullable(),
    /** The version that brought it in; null for the notices that the system came with. */
    version: z.int().nullable(),
    restDays: z.int(), makeUpDays: z.int(),
  })),
  /** The year whose notice is missing although it is due. */
  alarm: z.int().nullable(),
  recompute: RecomputeProgress.nullable(),
  /** Newest first. */
  history: z.array(CalendarVersion),
}).meta({ id: 'CalendarOverview' });
export type CalendarOverview = z.infer<typeof CalendarOverview>;
