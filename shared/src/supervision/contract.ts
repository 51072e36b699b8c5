// Owns the requests and answers of the supervisor's list, as zod schemas and the types made from them.
// Leaves how lights and cards stand on a ticket to ticket/measures.ts and every rule to the server.
import { z } from 'zod';
import { LIGHT_STAGES } from '../deadline/vocabulary.js';
import { id } from '../ticket/action-inputs.js';
import { CARD_KINDS, LIGHT_LEVELS } from '../ticket/vocabulary.js';
import { CONTESTED, SUPERVISION_SECTIONS, UNIT_DEBTS } from './vocabulary.js';

const instant = z.iso.datetime({ offset: true });

/** One ticket at one unit. Days are working days in Asia/Shanghai. */
export const SupervisionItem = z.object({
  /** Names the line of the list: ticket and unit, of a contest what it is of. */
  id: z.string(),
  ticketId: z.uuid(),
  number: z.string(),
  title: z.string(),
  line: z.string(),
  round: z.int(),
  unitId: z.string(),
  unitName: z.string(),
  level: z.enum(LIGHT_LEVELS).nullable(),
  stage: z.enum(LIGHT_STAGES).nullable(),
  card: z.enum(CARD_KINDS).nullable(),
  /** Of a contest: whether it is of a light or card, or of an unsatisfied rating. */
  contest: z.enum(CONTESTED).nullable(),
  debts: z.array(z.enum(UNIT_DEBTS)),
  /** The last day of what it is about: the ticket's or the stage's limit, of a contest that of its decision. */
  dueDay: z.string(),
  /** Working days beyond `dueDay`, 0 before it; of a round whose result is in, or a stage that was done, up to then. */
  daysOver: z.int(),
  /** The result is in, or the stage was done: late, and only words are owed. */
  ended: z.boolean(),
  /** Who handles it, where its own unit owes it. */
  handlerName: z.string().nullable(),
  /** Since when it stands here. */
  since: instant,
}).meta({ id: 'SupervisionItem' });
export type SupervisionItem = z.infer<typeof SupervisionItem>;

const filters = { line: id.optional(), unit: id.optional() };

/** GET /api/supervision/items: a section page by page: what is not done before what lacks words, longest overdue first. */
export const SupervisionQuery = z.strictObject({
  /** `owing`: red, yellow and stage together. */
  section: z.enum([...SUPERVISION_SECTIONS, 'owing']), ...filters,
  limit: z.coerce.number().int().min(1).max(100).default(20), cursor: z.string().max(200).optional(),
});
export const SupervisionPage = z.object({ items: z.array(SupervisionItem), next: z.string().nullable() }).meta({ id: 'SupervisionPage' });
export type SupervisionPage = z.infer<typeof SupervisionPage>;

/** GET /api/supervision: how much waits in each section, and unit by unit who owes what, each with its most pressing tickets. */
export const SupervisionOverviewQuery = z.strictObject(filters);
export const SupervisionOverview = z.object({
  /** Counted no further than SUPERVISION_COUNT_MOST. */
  counts: z.array(z.object({ section: z.enum(SUPERVISION_SECTIONS), count: z.int() })),
  /** Contests whose day of decision has passed. */
  contestsOver: z.int(),
  units: z.array(z.object({
    unitId: z.string(), unitName: z.string(), red: z.int(), yellow: z.int(), stage: z.int(),
    /** Of all those, tickets of which the thing itself is not done; of the others only words are owed. */
    undone: z.int(),
    items: z.array(SupervisionItem),
  })),
  /** Whether the reader looks at own units only. */
  own: z.boolean(),
}).meta({ id: 'SupervisionOverview' });
export type SupervisionOverview = z.infer<typeof SupervisionOverview>;
