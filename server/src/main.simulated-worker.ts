// Owns the worker of a kept simulated district: the product's worker, on the clock that goes on from where the simulation stopped.
// Leaves what a job does to the features; it refuses to run in production.
import 'reflect-metadata';
import { Application } from './features.js';
import { runWorker } from './platform/run-worker.js';
import { goingOnClock } from './simulation/going-on-clock.js';

const clock = goingOnClock(process.env);
await runWorker((parts) => Application.with({ ...parts, clock, applicationName: 'zhitongche-simulated-worker' }));
