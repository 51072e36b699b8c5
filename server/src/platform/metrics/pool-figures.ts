// Owns the figures of the process's connections to PostgreSQL.
// Leaves the pool itself to TypeORM.
import type { DataSource } from 'typeorm';
import { Gauge } from 'prom-client';
import type { Metrics } from './metrics.js';

interface Pool {
  totalCount: number;
  idleCount: number;
  waitingCount: number;
}

/** `waiting` above zero for long means DATABASE_POOL is too small or a query too slow. */
export function tellPool({ registry }: Metrics, source: DataSource): void {
  new Gauge({
    name: 'ztc_db_pool', help: 'Connections of this process: busy, idle, and requests waiting for one.',
    labelNames: ['state'], registers: [registry],
    collect() {
      const { master } = source.driver as unknown as { master?: Pool }; // TypeORM's PostgreSQL driver keeps its pg.Pool there, untyped.
      if (!master) return;
      this.set({ state: 'busy' }, master.totalCount - master.idleCount);
      this.set({ state: 'idle' }, master.idleCount);
      this.set({ state: 'waiting' }, master.waitingCount);
    },
  });
}
