// Owns the life of a worker process: the application without HTTP, running the relay and the jobs, and a graceful end.
// Leaves what a job does to the features, and which of them there are and by which clock to the main that runs it.
import type { DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { readConfig } from './config/config.js';
import { JobHandlers } from './jobs/handles-job.js';
import { jobFigures, tellOutbox, tellQueues } from './jobs/job-figures.js';
import { createQueueBackend } from './jobs/queue-backend.js';
import { createRelay } from './jobs/relay.js';
import { createRunner } from './jobs/runner.js';
import { workerProblem } from './jobs/worker-problem.js';
import { createLogger, nestLogger } from './logging/logger.js';
import { serveFigures } from './metrics/figures-server.js';
import { createMetrics } from './metrics/metrics.js';
import { tellPool } from './metrics/pool-figures.js';
import { endGracefully } from './process.js';
import type { ProcessParts } from './run-api.js';

/** Runs until a signal ends it. @throws Error when the configuration is wrong or a job has no handler */
export async function runWorker(application: (parts: ProcessParts) => DynamicModule): Promise<void> {
  const config = readConfig();
  const logger = createLogger('worker', config.logLevel);
  const ending = endGracefully(logger);
  const metrics = createMetrics('worker');
  const app = await NestFactory.createApplicationContext(application({ config, logger, metrics }), { logger: nestLogger(logger), abortOnError: false });
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
}
