// Owns the life of an API process: configuration, application, listening, a graceful end.
// Leaves which features it serves, and by which clock, to the main that runs it.
import type { DynamicModule } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { readConfig } from './config/config.js';
import { createApp } from './http/create-app.js';
import { createLogger } from './logging/logger.js';
import { serveFigures } from './metrics/figures-server.js';
import { createMetrics } from './metrics/metrics.js';
import { tellPool } from './metrics/pool-figures.js';
import type { PlatformParts } from './platform.module.js';
import { endGracefully } from './process.js';
import { Readiness } from './readiness.js';

/** What a process makes of its environment and gives to the application. */
export type ProcessParts = Required<Pick<PlatformParts, 'config' | 'logger' | 'metrics'>>;

/** Runs until a signal ends it. @throws Error when the configuration is wrong */
export async function runApi(application: (parts: ProcessParts) => DynamicModule): Promise<void> {
  const config = readConfig();
  const logger = createLogger('api', config.logLevel);
  const ending = endGracefully(logger);
  const metrics = createMetrics('api');
  const app = await createApp(application({ config, logger, metrics }), config, logger);
  ending.closes(() => app.close());
  const readiness = app.get(Readiness);
  if (config.metrics !== null) {
    tellPool(metrics, app.get(DataSource));
    const figures = await serveFigures(metrics, config.metrics, () => (readiness.isEnding() ? 'ending' : null));
    ending.closes(() => figures.close());
    logger.info({ port: figures.port }, 'figures');
  }
  await app.listen({ host: config.host, port: config.port });
  // Said first, before the port closes: whoever distributes requests needs a moment to hear it.
  ending.closes(() => readiness.end(config.drainMs));
  logger.info({ url: await app.getUrl() }, 'listening');
  process.send?.('ready');
}
