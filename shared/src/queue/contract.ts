// Owns what an administrator reads of the queue and asks of it, as zod schemas.
// Leaves the words to vocabulary.ts and doing it to the server's queue feature.
import { z } from 'zod';
import { id, text } from '../ticket/action-inputs.js';
import { FAILURE_KINDS } from './vocabulary.js';

const instant = z.iso.datetime({ offset: true });
const jobName = id;
const number = z.string().regex(/^\d{1,18}$/, '编号格式不对');

/** One kind of job that events owe. `waiting` is without those that a worker has just said to be running. */
export const JobFigures = z.object({
  job: z.string(), label: z.string(), waiting: z.int(), running: z.int(), retrying: z.int(), failed: z.int(), setAside: z.int(),
  /** Since when the oldest one that is not failed is owed. */
  oldestAt: instant.nullable(),
});
export type JobFigures = z.infer<typeof JobFigures>;

/** One job that runs by the clock. `failures`: how often in a row it has failed now. */
export const ScheduledFigures = z.object({
  job: z.string(), label: z.string(), everySeconds: z.int(), lastStartedAt: instant.nullable(), lastEndedAt: instant.nullable(),
  /** About when it runs again; null when it has never run. */
  nextAt: instant.nullable(),
  failures: z.int(), failureKind: z.enum(FAILURE_KINDS).nullable(), lastError: z.string().nullable(),
});
export type ScheduledFigures = z.infer<typeof ScheduledFigures>;

/** GET /api/admin/queue */
export const QueueOverview = z.object({
  at: instant,
  /** Worker processes that reported within the last seconds; `queueReady` is false when none of them reaches the queue. */
  workers: z.int(), queueReady: z.boolean(),
  jobs: z.array(JobFigures), scheduled: z.array(ScheduledFigures),
}).meta({ id: 'QueueOverview' });
export type QueueOverview = z.infer<typeof QueueOverview>;

/** A delivery whose attempts are used up. `number` names the ticket; its contents are none of an administrator's business. */
export const FailedJob = z.object({
  /** Id of the event that owes it; unique within the job. */
  id: number, job: z.string(), label: z.string(), event: z.string(), number: z.string(), owedAt: instant, failedAt: instant, attempts: z.int(),
  failureKind: z.enum(FAILURE_KINDS), error: z.string(),
});
export type FailedJob = z.infer<typeof FailedJob>;

/** GET /api/admin/queue/failed?job= : one kind, latest failures first. */
export const FailedQuery = z.strictObject({ job: jobName, cursor: z.string().max(200).optional(), limit: z.coerce.number().int().min(1).max(100).default(20) });
export const FailedPage = z.object({ items: z.array(FailedJob), next: z.string().nullable() }).meta({ id: 'FailedPage' });
export type FailedPage = z.infer<typeof FailedPage>;

/** POST /api/admin/queue/rerun: this one (`eventId`), or all failed ones of the kind, up to a bound a time. */
export const RerunRequest = z.strictObject({ job: jobName, eventId: number.optional() });
export type RerunRequest = z.infer<typeof RerunRequest>;
export const RerunAnswer = z.object({ rerun: z.int(), left: z.int() }).meta({ id: 'RerunAnswer' });
export type RerunAnswer = z.infer<typeof RerunAnswer>;

/** POST /api/admin/queue/set-aside: it has become pointless, because … */
export const SetAsideRequest = z.strictObject({ job: jobName, eventId: number, reason: text(200) });
export type SetAsideRequest = z.infer<typeof SetAsideRequest>;

/** GET /api/admin/queue/set-aside?cursor= : what was set aside, latest first. */
export const SetAsideQuery = z.strictObject({ cursor: z.string().max(200).optional(), limit: z.coerce.number().int().min(1).max(100).default(20) });
export const SetAsideItem = FailedJob.extend({ eventId: number, reason: z.string(), setAsideAt: instant, setAsideBy: z.string(), takenBackAt: instant.nullable() });
export type SetAsideItem = z.infer<typeof SetAsideItem>;
export const SetAsidePage = z.object({ items: z.array(SetAsideItem), next: z.string().nullable() }).meta({ id: 'SetAsidePage' });
export type SetAsidePage = z.infer<typeof SetAsidePage>;

/** POST /api/admin/queue/take-back: what was set aside is done after all. */
export const TakeBackRequest = z.strictObject({ id: number });
