// Owns the API process: configuration, application, listening, a graceful end.
// Leaves everything it serves to the features.
import 'reflect-metadata';
import { DataSource } from 'typeorm';
import { Application } from './features.js';
import { readConfig } from './platform/config/config.js';
import { databaseClock } from './platform/database/unit-of-work.js';
import { createApp } from './platform/http/create-app.js';
import { createLogger } from './platform/logging/logger.js';
import { serveFigures } from './platform/metrics/figures-server.js';
import { createMetrics } from './platform/metrics/metrics.js';
import { tellPool } from './platform/metrics/pool-figures.js';
import { endGracefully } from './platform/process.js';
import { Readiness } from './platform/readiness.js';

const config = readConfig();
const logger = createLogger('api', config.logLevel);
const ending = endGracefully(logger);
const metrics = createMetrics('api');
const module = Application.with({ config, logger, metrics, clock: databaseClock, applicationName: 'zhitongche-api' });
const app = await createApp(module, config, logger);
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
