// Owns the API process: every feature over HTTP, by the database's clock.
// Leaves its life to platform/run-api.ts and everything it serves to the features.
import 'reflect-metadata';
import { Application } from './features.js';
import { databaseClock } from './platform/database/unit-of-work.js';
import { runApi } from './platform/run-api.js';

await runApi((parts) => Application.with({ ...parts, clock: databaseClock, applicationName: 'zhitongche-api' }));
