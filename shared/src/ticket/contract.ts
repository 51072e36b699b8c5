// Owns the requests and answers about tickets, as zod schemas and the types made from them.
// Leaves the inputs of single actions to action-inputs.ts and every rule to the server.
import { z } from 'zod';
import { AttachmentIds, AttachmentRef } from '../attachment/contract.js';
import { SUBJECT_KINDS } from '../directory/vocabulary.js';
import { ROUTING_HINTS } from '../routing/vocabulary.js';
import { PERSON_ACTIONS, day, id, text, uuid } from './action-inputs.js';
import { ACTIONS, EVENT_TYPES } from './actions.js';
import type { PersonAction } from './action-inputs.js';
import { MeasureView } from './measures.js';
import {
  CLOSED_AS, COMPLEXITIES, ESCALATIONS, EVENT_VISIBILITIES, NATURES, REPORTER_KINDS, REQUEST_KINDS, RESULT_KINDS, REVIEW_STAGES, SATISFACTIONS, SOURCE_CHANNELS, STATUSES, STEPS,
  STICKING_POINTS,
} from './vocabulary.js';
import { RatingContest, RequestView, WaitingReason } from './waiting.js';
import { WORKLISTS } from './worklists.js';

const optional = (max: number) => z.string().trim().max(max * 2).refine((s) => [...s].length <= max, `不能超过 ${max} 字`).nullish();
const phone = z.string().trim().regex(/^(1\d{10}|0\d{2,3}-?\d{7,8})$/, '电话号码格式不对');

/** POST /api/tickets. The client names the ticket, so that a retry on a bad network is one effect. */
export const SubmitRequest = z.strictObject({
  id: uuid,
  line: id,
  title: text(80),
  text: text(5000),
  advice: optional(1000),
  subjectKind: z.enum(SUBJECT_KINDS),
  /** Enterprise id for enterprise and talent; village or community code for village and household. */
  subjectId: id,
  place: optional(200),
  hidden: z.boolean().default(false),
  /** The one whose problem it is; for an enterprise its contact on record stands in. */
  reporter: z.strictObject({ name: text(30), phone: phone.nullish() }).nullish(),
  complainedUnitId: id.nullish(),
  complainedEnterpriseId: id.nullish(),
  visitId: uuid.nullish(),
  channel: z.enum(SOURCE_CHANNELS).default('zhitongche'),
  foreignNumber: optional(60),
  /** The day the other system wants it answered by; of two limits the earlier one holds. */
  foreignDueDay: day.nullish(),
  /** Set by a cadre who solved it at the door (当场解决): what was done. */
  solvedOnSpot: optional(2000),
  attachmentIds: AttachmentIds,
}).refine(({ channel, foreignDueDay }) => channel !== 'zhitongche' || !foreignDueDay, { path: ['foreignDueDay'], message: '只有其他渠道转来的事项才有交办时限' });
export type SubmitRequest = z.input<typeof SubmitRequest>;

/** POST /api/tickets/:id/actions. `version` is what the sender saw; words (note, message, urge …) need none. */
export const ActionRequest = z.strictObject({
  commandId: uuid,
  version: z.int().min(1).optional(),
  action: z.enum(PERSON_ACTIONS as [PersonAction, ...PersonAction[]]),
  input: z.record(z.string(), z.unknown()).default({}),
});
export type ActionRequest = z.input<typeof ActionRequest>;

const instant = z.iso.datetime({ offset: true });

/** A person as others may see them. */
export const PersonRef = z.object({ id: z.string(), name: z.string(), title: z.string(), unitName: z.string().nullable() });
export type PersonRef = z.infer<typeof PersonRef>;
export const UnitRef = z.object({ id: z.string(), name: z.string(), short: z.string(), phone: z.string().nullable() });
export type UnitRef = z.infer<typeof UnitRef>;

/** One line of a list. */
export const TicketSummary = z.object({
  id: z.uuid(),
  number: z.string(),
  line: z.string(),
  title: z.string(),
  status: z.enum(STATUSES),
  stage: z.enum(REVIEW_STAGES).nullable(),
  step: z.enum(STEPS),
  round: z.int(),
  subjectName: z.string(),
  townName: z.string(),
  categoryName: z.string().nullable(),
  complexity: z.enum(COMPLEXITIES),
  leadUnitName: z.string().nullable(),
  assigneeName: z.string().nullable(),
  submittedAt: instant,
  updatedAt: instant,
  dueDay: z.string(),
  dueProvisional: z.boolean(),
  stageDueDay: z.string().nullable(),
  overdue: z.boolean(),
  /** What the unit has asked for and nobody has decided yet; asked before the end, that rests until it is decided. Null for a firm's account and for who is only linked to the subject. */
  asked: z.enum(REQUEST_KINDS).nullable(),
  hidden: z.boolean(),
}).meta({ id: 'TicketSummary' });
export type TicketSummary = z.infer<typeof TicketSummary>;

/** What happened, for the timeline. `words` are whole; ids in `data` come with their names in `names`. */
export const TicketEvent = z.object({
  seq: z.int(),
  type: z.enum(EVENT_TYPES),
  visibility: z.enum(EVENT_VISIBILITIES),
  round: z.int(),
  at: instant,
  /** Name and unit of who did it, or 反映人, or 系统. */
  actor: z.string(),
  /** True when the reader did it. */
  mine: z.boolean(),
  data: z.record(z.string(), z.unknown()),
  /** Files that came with these words. */
  attachments: z.array(AttachmentRef),
}).meta({ id: 'TicketEvent' });
export type TicketEvent = z.infer<typeof TicketEvent>;

/** One of the eight steps with its date: done, current, or still to come with the day it is due. */
export const StepProgress = z.object({
  step: z.enum(STEPS),
  state: z.enum(['done', 'current', 'ahead']),
  at: instant.nullable(),
  dueDay: z.string().nullable(),
});
export type StepProgress = z.infer<typeof StepProgress>;

export const ReporterView = z.object({
  id: z.uuid(),
  kind: z.enum(REPORTER_KINDS),
  name: z.string(),
  phoneMasked: z.string().nullable(),
  hasAccount: z.boolean(),
  rated: z.boolean(),
  /** Whether this reader may ask for the number to call. */
  callable: z.boolean(),
  /** Whether this reader may make a follow-and-rate link for this reporter. */
  linkable: z.boolean(),
});
export type ReporterView = z.infer<typeof ReporterView>;

/** A ticket as this person may see it, with the actions they may take now. */
export const TicketView = TicketSummary.extend({
  version: z.int(),
  text: z.string(),
  advice: z.string().nullable(),
  nature: z.enum(NATURES).nullable(),
  categoryCode: z.string().nullable(),
  subjectKind: z.enum(SUBJECT_KINDS),
  /** Absent where identity is hidden from this reader. */
  subjectId: z.string().nullable(),
  place: z.string().nullable(),
  channel: z.enum(SOURCE_CHANNELS),
  foreignNumber: z.string().nullable(),
  foreignDueDay: z.string().nullable(),
  submitter: z.string(),
  reporters: z.array(ReporterView),
  /** Who has it now: the triage desk until a unit signs. */
  holder: z.object({ name: z.string(), phone: z.string().nullable() }),
  lead: UnitRef.nullable(),
  assisting: z.array(UnitRef.extend({ answered: z.boolean(), dueDay: z.string() })),
  assigneeId: z.string().nullable(),
  proposedUnit: UnitRef.nullable(),
  suggestion: z.array(z.object({
    categoryCode: z.string(), categoryName: z.string(), leadUnitId: z.string(), leadUnitName: z.string(),
    assistingUnitIds: z.array(z.string()), score: z.number(), words: z.array(z.string()),
  })),
  suggestedNature: z.enum(NATURES).nullable(),
  hints: z.array(z.enum(ROUTING_HINTS)),
  request: RequestView.extend({ attachments: z.array(AttachmentRef) }).nullable(),
  contests: z.array(RatingContest),
  stickingPoint: z.enum(STICKING_POINTS).nullable(),
  /** Called in (吹哨); `arrived` is null until somebody says who came. */
  calledUnits: z.array(UnitRef.extend({ arrived: z.boolean().nullable() })),
  /** What must come before it goes to a unit again; null when nothing stands in the way. */
  owed: z.enum(ESCALATIONS).nullable(),
  leaderInCharge: z.string().nullable(),
  unsatisfiedCount: z.int(),
  result: z.object({ kind: z.enum(RESULT_KINDS), text: z.string(), plannedFor: z.string().nullable(), missingUnits: z.array(z.string()), attachments: z.array(AttachmentRef) }).nullable(),
  /** What a plan still owes: the day to look at it again, and the last day to report once that day has come. */
  followUp: z.object({ day: z.string(), owedDay: z.string().nullable() }).nullable(),
  closedAs: z.enum(CLOSED_AS).nullable(),
  mergedInto: z.object({ id: z.uuid(), number: z.string() }).nullable(),
  steps: z.array(StepProgress),
  events: z.array(TicketEvent),
  /** Lights and cards, oldest first; none for the reporter's side. */
  measures: z.array(MeasureView),
  /** An unsatisfied rating waits for the next round to open. */
  reopening: z.boolean(),
  /** Whether the reader speaks as the reporter. */
  asReporter: z.boolean(),
  actions: z.array(z.enum(ACTIONS)),
}).meta({ id: 'TicketView' });
export type TicketView = z.infer<typeof TicketView>;

/** What a command did, as it was when first executed; a replay answers the same receipt. */
export const Receipt = z.object({ number: z.string(), version: z.int(), status: z.enum(STATUSES), round: z.int(), at: instant });
export type Receipt = z.infer<typeof Receipt>;

/** Answer of submit and of every action. `ticket` is null when the act itself ended the reader's sight of it. */
export const CommandAnswer = z.object({ receipt: Receipt, ticket: TicketView.nullable() }).meta({ id: 'CommandAnswer' });
export type CommandAnswer = z.infer<typeof CommandAnswer>;

const flag = z.enum(['true', 'false']).transform((v) => v === 'true');

/** GET /api/tickets. Keyset paging: `cursor` is the `next` of the page before; newest first, worklists most urgent first. */
export const ListQuery = z.strictObject({
  worklist: z.enum(WORKLISTS).optional(),
  line: id.optional(),
  status: z.enum(STATUSES).optional(),
  step: z.enum(STEPS).optional(),
  unit: id.optional(),
  place: id.optional(),
  /** A category with everything below it. */
  category: id.optional(),
  nature: z.enum(NATURES).optional(),
  complexity: z.enum(COMPLEXITIES).optional(),
  /** First and last day of submission, in Shanghai. */
  from: day.optional(),
  to: day.optional(),
  overdue: flag.optional(),
  /** Round two and later: somebody was not satisfied. */
  reopened: flag.optional(),
  /** A rating the reader may see, of any round. */
  satisfaction: z.enum(SATISFACTIONS).optional(),
  mine: flag.optional(),
  /** A number, or words of number, title, text, subject or place, all of them. */
  q: z.string().trim().min(1).max(80).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z.string().max(200).optional(),
});
export type ListQuery = z.input<typeof ListQuery>;

/** A line of a list, with why it stands there in lists of what waits for just that; `excerpt` are the words of its text around what was looked for, where title, number and subject do not show it. */
export const ListedTicket = TicketSummary.extend({
  excerpt: z.string().optional(),
  ...WaitingReason.shape,
  /** Whether an earlier round was overdue: a new round does not undo it. */
  overdueBefore: z.boolean(),
  /** Of a round concluded too late, as frozen then. */
  lateWorkingDays: z.int().optional(),
}).meta({ id: 'ListedTicket' });
export type ListedTicket = z.infer<typeof ListedTicket>;

export const TicketPage = z.object({ items: z.array(ListedTicket), next: z.string().nullable() }).meta({ id: 'TicketPage' });
export type TicketPage = z.infer<typeof TicketPage>;

/** GET /api/tickets/counts: the worklists this person has, with how many wait in each, counted no further than COUNT_MOST. */
export const WorklistCounts = z.object({ items: z.array(z.object({ worklist: z.enum(WORKLISTS), count: z.int() })) }).meta({ id: 'WorklistCounts' });
export type WorklistCounts = z.infer<typeof WorklistCounts>;

/** POST /api/tickets/:id/contact → the number to call; each look is on the audit log. */
export const ContactRequest = z.strictObject({ reporterId: uuid });
export const ContactAnswer = z.object({ phone: z.string() }).meta({ id: 'ContactAnswer' });
export type ContactAnswer = z.infer<typeof ContactAnswer>;

/** POST /api/tickets/:id/links → a one-time follow-and-rate link for a reporter without account. */
export const LinkRequest = z.strictObject({ reporterId: uuid });
export const LinkAnswer = z.object({ token: z.string(), path: z.string(), expiresAt: instant }).meta({ id: 'LinkAnswer' });
export type LinkAnswer = z.infer<typeof LinkAnswer>;

/** GET /api/follow/:token: the reporter's own ticket, without an account. */
/** `round`: the one the link was made for; of an earlier one than the ticket's it only shows. */
export const FollowView = z.object({ ticket: TicketView, reporterId: z.uuid(), round: z.int() }).meta({ id: 'FollowView' });
export type FollowView = z.infer<typeof FollowView>;
