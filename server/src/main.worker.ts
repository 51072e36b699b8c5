// Owns the worker process: the same application without HTTP, by the database's clock.
// Leaves its life to platform/run-worker.ts and what a job does to the features.
import 'reflect-metadata';
import { Application } from './features.js';
import { databaseClock } from './platform/database/unit-of-work.js';
import { runWorker } from './platform/run-worker.js';

await runWorker((parts) => Application.with({ ...parts, clock: databaseClock, applicationName: 'zhitongche-worker' }));
