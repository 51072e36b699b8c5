// Owns how a feature says which of its methods does which job, and collecting them when the worker starts.
// Leaves running them to runner.ts.
import { Injectable, SetMetadata } from '@nestjs/common';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import type { EntityManager } from 'typeorm';
import type { EventJobName, JobName, ScheduledJobName } from './catalogue.js';
import { JOB_NAMES } from './catalogue.js';

const JOB = 'job';

/** Marks a method `(manager, eventId)` for an event's job, `()` for a scheduled one. */
export const HandlesJob = (name: JobName) => SetMetadata(JOB, name);

export type EventJob = (manager: EntityManager, eventId: string) => Promise<void>;
/** May answer in how many milliseconds it wants to run again, if that is before its interval. */
export type ScheduledJob = () => Promise<number | null | undefined>;

export interface Handlers {
  event(name: EventJobName): EventJob;
  scheduled(name: ScheduledJobName): ScheduledJob;
}

@Injectable()
export class JobHandlers {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly reflector: Reflector,
  ) {}

  /** @throws Error when a job of the catalogue has no handler, or two */
  collect(): Handlers {
    const found = new Map<JobName, (...args: unknown[]) => Promise<unknown>>();
    for (const { instance } of this.discovery.getProviders()) {
      if (typeof instance !== 'object' || instance === null) continue;
      const methods = instance as Record<string, (...args: unknown[]) => Promise<unknown>>;
      for (const method of this.scanner.getAllMethodNames(Object.getPrototypeOf(instance) as object)) {
        const handler = methods[method];
        const name = handler && this.reflector.get<JobName | undefined>(JOB, handler);
        if (!handler || !name) continue;
        if (found.has(name)) throw new Error(`jobs: ${name} has two handlers`);
        found.set(name, handler.bind(instance));
      }
    }
    const missing = JOB_NAMES.filter((name) => !found.has(name));
    if (missing.length > 0) throw new Error(`jobs: no handler for ${missing.join(', ')}`);
    const get = (name: JobName): unknown => found.get(name);
    // What a method takes and answers is the promise of its mark.
    return { event: (name) => get(name) as EventJob, scheduled: (name) => get(name) as ScheduledJob };
  }
}
