// Owns the one catalogue of jobs: every name with every setting written.
// Leaves what a job does to the method marked @HandlesJob in its feature.

export const QUEUES = ['flow', 'notice', 'sweep'] as const;
export type QueueName = (typeof QUEUES)[number];

export interface JobSettings {
  /** What administrators call it. */
  label: string;
  queue: QueueName;
  /** Tries before the job counts as failed and waits for a person. */
  attempts: number;
  /** First wait in ms; doubles with each try. */
  backoffMs: number;
  /** Repeats every so many ms; event jobs have none. */
  everyMs: number | null;
}

export const JOBS = {
  /** Propose nature, category and units for a new or reopened ticket. */
  'ticket.route': { label: '研判建议', queue: 'flow', attempts: 8, backoffMs: 500, everyMs: null },
  /** Tell a reporter with an account or a link the result. */
  'ticket.deliver': { label: '结果反馈', queue: 'flow', attempts: 8, backoffMs: 500, everyMs: null },
  /** Open the next round after an unsatisfied rating. */
  'ticket.reopen': { label: '重新办理', queue: 'flow', attempts: 8, backoffMs: 500, everyMs: null },
  /** Write the in-app notices of one event. */
  'notification.write': { label: '站内通知', queue: 'notice', attempts: 8, backoffMs: 1000, everyMs: null },
  /** Light what is due, end waits and silences, and look for reopenings that were missed. */
  'ticket.sweep': { label: '到期巡检', queue: 'sweep', attempts: 3, backoffMs: 1000, everyMs: 15_000 },
  /** Make the heads' digest of the morning, or later the same day when nobody was there. */
  'notification.digest': { label: '负责人晨报', queue: 'sweep', attempts: 3, backoffMs: 1000, everyMs: 60_000 },
  /** After a change of the working calendar: count the deadlines of all open tickets again. */
  'calendar.recompute': { label: '按新日历重算期限', queue: 'sweep', attempts: 3, backoffMs: 1000, everyMs: 5_000 },
  /** Remind system administrators, from 1 November on, of next year's notice until it is there. */
  'calendar.alarm': { label: '提醒导入节假日安排', queue: 'sweep', attempts: 3, backoffMs: 1000, everyMs: 3_600_000 },
  /** Remove uploads that nobody used within a day, and finish removals that were cut off. */
  'attachment.sweep': { label: '清理未用附件', queue: 'sweep', attempts: 3, backoffMs: 1000, everyMs: 600_000 },
} as const satisfies Record<string, JobSettings>;

export type JobName = keyof typeof JOBS;
/** Jobs that owe an effect to one event. */
export type EventJobName = { [N in JobName]: (typeof JOBS)[N]['everyMs'] extends null ? N : never }[JobName];
export type ScheduledJobName = Exclude<JobName, EventJobName>;

export const JOB_NAMES = Object.keys(JOBS) as JobName[];
export const EVENT_JOB_NAMES = JOB_NAMES.filter((name): name is EventJobName => JOBS[name].everyMs === null);
export const SCHEDULED_JOB_NAMES = JOB_NAMES.filter((name): name is ScheduledJobName => JOBS[name].everyMs !== null);
/** PostgreSQL's channel that wakes the relay; the payload is empty. */
export const WAKE_CHANNEL = 'event_delivery';
