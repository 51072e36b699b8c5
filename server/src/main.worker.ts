// Owns the worker process: the same application without HTTP, running the relay and the jobs.
// Leaves what a job does to the features.
import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { Application } from './features.js';
import { readConfig } from './platform/config/config.js';
import { databaseClock } from './platform/database/unit-of-work.js';
import { JobHandlers } from './platform/jobs/handles-job.js';
import { jobFigures, tellOutbox, tellQueues } from './platform/jobs/job-figures.js';
import { createQueueBackend } from './platform/jobs/queue-backend.js';
import { createRelay } from './platform/jobs/relay.js';
import { createRunner } from './platform/jobs/runner.js';
import { workerProblem } from './platform/jobs/worker-problem.js';
import { createLogger, nestLogger } from './platform/logging/logger.js';
import { serveFigures } from './platform/metrics/figures-server.js';
import { createMetrics } from './platform/metrics/metrics.js';
import { tellPool } from './platform/metrics/pool-figures.js';
import { endGracefully } from './platform/process.js';

const config = readConfig();
const logger = createLogger('worker', config.logLevel);
const ending = endGracefully(logger);
const metrics = createMetrics('worker');
const app = await NestFactory.createApplicationContext(
  Application.with({ config, logger, metrics, clock: databaseClock, applicationName: 'zhitongche-worker' }),
  { logger: nestLogger(logger), abortOnError: false });
ending.closes(() => app.close());
const source = app.get(DataSource);
const backend = createQueueBackend(config, logger);
const runner = createRunner(source, app.get(JobHandlers).collect(), backend, logger, jobFigures(metrics));
const relay = createRelay(source, config.databaseUrl, backend, logger);
if (config.metrics !== null) {
  tellPool(metrics, source);
  tellOutbox(metrics, source);
  tellQueues(metrics, backend, relay.queues);
  const figures = await serveFigures(metrics, config.metrics, () => workerProblem(relay, runner, backend));
  ending.closes(() => figures.close());
  logger.info({ port: figures.port }, 'figures');
}
ending.closes(() => runner.stop());
ending.closes(() => relay.stop());
runner.start();
relay.start();
logger.info({ queue: config.redisUrl === null ? 'postgres' : 'redis' }, 'running');
process.send?.('ready');
