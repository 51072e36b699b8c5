// Owns the figures of jobs: done and failed, how long each took, what waits in the queue and what is owed.
// Leaves running them to runner.ts; the figures of the whole system are asked from the database and the queue when scraped.
import type { DataSource } from 'typeorm';
import { Counter, Gauge, Histogram } from 'prom-client';
import type { Metrics } from '../metrics/metrics.js';
import { askedGauge } from '../metrics/metrics.js';
import { endedWithin } from '../within.js';
import { JOBS } from './catalogue.js';
import type { JobName, QueueName } from './catalogue.js';
import type { Held } from './held.js';
import type { AnyQueue, QueueBackend } from './queue-backend.js';

/** `waited` is a job put back because the database was away. */
export type JobOutcome = 'done' | 'failed' | 'waited';

export interface JobFigures {
  ended(job: JobName, outcome: JobOutcome, seconds: number): void;
}

const QUEUE_PATIENCE_MS = 2_000;
const STATES = ['waiting', 'active', 'delayed', 'failed'] as const;

export function jobFigures({ registry }: Metrics): JobFigures {
  const total = new Counter({
    name: 'ztc_jobs_total', help: 'Attempts at jobs by this process.', labelNames: ['job', 'outcome'], registers: [registry],
  });
  const duration = new Histogram({
    name: 'ztc_job_duration_seconds', help: 'One attempt, from taking the job to the commit of its effect.',
    labelNames: ['job'], buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60], registers: [registry],
  });
  const lastDone = new Gauge({
    name: 'ztc_scheduled_job_last_done_timestamp_seconds', help: 'When this process last finished a recurring job; take the maximum over all workers.',
    labelNames: ['job'], registers: [registry],
  });
  return {
    ended(job, outcome, seconds) {
      total.inc({ job, outcome });
      duration.observe({ job }, seconds);
      if (outcome === 'done' && JOBS[job].everyMs !== null) lastDone.setToCurrentTime({ job });
    },
  };
}

/** What the queue holds. Every worker sees the same: take the maximum, not the sum. */
export function tellQueues({ registry }: Metrics, backend: QueueBackend, queues: ReadonlyMap<QueueName, Held<AnyQueue>>): void {
  askedGauge({ registry, role: 'worker' }, 'ztc_queue_available', "1 while the queue's server answers.", () => (backend.available() ? 1 : 0));
  new Gauge({
    name: 'ztc_queue_jobs', help: 'Jobs in the queue by state.', labelNames: ['queue', 'state'], registers: [registry],
    async collect() {
      this.reset();
      if (!backend.available()) return;
      await endedWithin(QUEUE_PATIENCE_MS, Promise.all([...queues].map(async ([queue, held]) => {
        const counts = await held.current().getJobCounts(...STATES);
        for (const state of STATES) this.set({ queue, state }, counts[state] ?? 0);
      })));
    },
  });
}

/** What events still owe. The oldest age is the figure that says whether anything moves at all. */
export function tellOutbox(metrics: Metrics, source: DataSource): void {
  const ask = async (expression: string): Promise<number> => {
    const [row] = await source.query<{ n: number | null }[]>(`select (${expression})::float8 as n from event_delivery`);
    return row?.n ?? 0;
  };
  askedGauge(metrics, 'ztc_outbox_owed', 'Deliveries whose effect is not committed and will be tried again.', () => ask('count(*) filter (where failed_at is null)'));
  askedGauge(metrics, 'ztc_outbox_failed', 'Deliveries that have used up their attempts and wait for an administrator.', () => ask('count(*) filter (where failed_at is not null)'));
  askedGauge(metrics, 'ztc_outbox_oldest_age_seconds', 'Age of the oldest delivery that is owed; 0 when none is.',
    () => ask('greatest(0, extract(epoch from clock_timestamp() - min(created_at) filter (where failed_at is null)))'));
}
