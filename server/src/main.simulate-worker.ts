// Owns the simulation's worker: the product's relay and jobs, with a clock that stands where the parent says.
// Leaves everything it does to the same code as main.worker.ts; it refuses to run in production.
import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { Application } from './features.js';
import { readConfig } from './platform/config/config.js';
import { JobHandlers } from './platform/jobs/handles-job.js';
import { jobFigures } from './platform/jobs/job-figures.js';
import { createQueueBackend } from './platform/jobs/queue-backend.js';
import { createRelay } from './platform/jobs/relay.js';
import { createRunner } from './platform/jobs/runner.js';
import { createLogger, nestLogger } from './platform/logging/logger.js';
import { createMetrics } from './platform/metrics/metrics.js';
import { endGracefully } from './platform/process.js';
import { toldClock } from './simulation/told-clock.js';

const config = readConfig();
const { clock, told } = toldClock(config.environment);
const logger = createLogger('worker', config.logLevel);
const ending = endGracefully(logger);
await told;
const app = await NestFactory.createApplicationContext(
  Application.with({ config, logger, clock, applicationName: 'zhitongche-simulate-worker' }), { logger: nestLogger(logger), abortOnError: false });
ending.closes(() => app.close());
const source = app.get(DataSource);
const backend = createQueueBackend(config, logger);
const runner = createRunner(source, app.get(JobHandlers).collect(), backend, logger, jobFigures(createMetrics('worker')));
const relay = createRelay(source, config.databaseUrl, backend, logger);
ending.closes(() => runner.stop());
ending.closes(() => relay.stop());
runner.start();
relay.start();
process.send?.('ready');
