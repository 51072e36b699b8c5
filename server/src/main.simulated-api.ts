// Owns the API of a kept simulated district: the product's API, on the clock that goes on from where the simulation stopped.
// Leaves everything it serves to the features; it refuses to run in production.
import 'reflect-metadata';
import { Application } from './features.js';
import { runApi } from './platform/run-api.js';
import { goingOnClock } from './simulation/going-on-clock.js';

const clock = goingOnClock(process.env);
await runApi((parts) => Application.with({ ...parts, clock, applicationName: 'zhitongche-simulated-api' }));
