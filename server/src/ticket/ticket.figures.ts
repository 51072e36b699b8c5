// Owns the figures about tickets: how late the system does what falls due, and how many are overdue.
// Leaves doing it to the jobs. Figures only: no ticket, no person.
import { Inject, Injectable } from '@nestjs/common';
import { Histogram } from 'prom-client';
import { DataSource } from 'typeorm';
import { METRICS, askedGauge } from '../platform/metrics/metrics.js';
import type { Metrics } from '../platform/metrics/metrics.js';

/** Seconds: the sweep comes every 15 s; what is later than minutes waited for a worker. */
const BUCKETS = [1, 2, 5, 10, 15, 20, 30, 60, 120, 300, 900, 3600, 86_400];

@Injectable()
export class TicketFigures {
  private readonly lateness: Histogram<'act'> | null;

  constructor(@Inject(METRICS) metrics: Metrics, source: DataSource) {
    // The worker does what falls due; the API has nothing to tell.
    this.lateness = metrics.role !== 'worker' ? null : new Histogram({
      name: 'ztc_lateness_seconds', help: 'From the moment something of the system fell due to the moment it was done.',
      labelNames: ['act'], buckets: BUCKETS, registers: [metrics.registry],
    });
    if (metrics.role !== 'worker') return;
    askedGauge(metrics, 'ztc_tickets_overdue', 'Open tickets whose round is overdue.', async () => {
      const [row] = await source.query<{ n: number }[]>(
        `select count(*)::int as n from ticket
         where status in ('submitted', 'assessing', 'dispatched', 'handling', 'awaiting_reporter', 'paused', 'reviewing') and overdue_at is not null`);
      return row?.n ?? 0;
    });
  }

  /** Both moments by the database's clock. */
  done(act: string, dueAt: Date, doneAt: Date): void {
    this.lateness?.observe({ act }, Math.max(0, doneAt.getTime() - dueAt.getTime()) / 1000);
  }
}
