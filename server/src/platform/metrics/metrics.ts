// Owns the process's figures for Prometheus: one registry, what every process has, and who may add to it.
// Leaves each figure to the part it is about and serving them to figures-server.ts. No label ever names a person or a ticket.
import { readFileSync } from 'node:fs';
import { Gauge, Registry } from 'prom-client';
import { MIGRATIONS } from '../database/migrations.js';

export type Role = 'api' | 'worker';

export interface Metrics {
  registry: Registry;
  /** What is true of the whole system is told by workers only, so that a scrape of ten processes asks the database once each at most. */
  role: Role;
}

/** Nest's name for the process's {@link Metrics}. */
export const METRICS = Symbol('metrics');

export function createMetrics(role: Role): Metrics {
  const registry = new Registry();
  registry.setDefaultLabels({ process: role });
  const info = new Gauge({
    name: 'ztc_info', help: 'Always 1; the labels name the version and the newest migration it knows.',
    labelNames: ['version', 'migration', 'node'], registers: [registry],
  });
  info.set({ version: version(), migration: MIGRATIONS.at(-1)?.name ?? 'none', node: process.version }, 1);
  return { registry, role };
}

/** The version of this build, from its package. */
export function version(): string {
  const manifest = readFileSync(new URL('../../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version; // Ours.
}

/**
 * A figure that is looked up when somebody asks; NaN, which Prometheus knows, when it cannot be looked up:
 * an old value would look like a calm one.
 */
export function askedGauge({ registry }: Metrics, name: string, help: string, look: () => number | Promise<number>): void {
  new Gauge({
    name, help, registers: [registry],
    async collect() {
      try {
        this.set(await look());
      } catch {
        this.set(NaN);
      }
    },
  });
}
