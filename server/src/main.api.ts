// Owns the API process: configuration, application, listening, a graceful end.
// Leaves everything it serves to the features.
import 'reflect-metadata';
import { Application } from './features.js';
import { readConfig } from './platform/config/config.js';
import { databaseClock } from './platform/database/unit-of-work.js';
import { createApp } from './platform/http/create-app.js';
import { createLogger } from './platform/logging/logger.js';
import { endGracefully } from './platform/process.js';

const config = readConfig();
const logger = createLogger('api', config.logLevel);
const ending = endGracefully(logger);
const module = Application.with({ config, logger, clock: databaseClock, applicationName: 'zhitongche-api' });
const app = await createApp(module, config, logger);
ending.closes(() => app.close());
await app.listen({ host: config.host, port: config.port });
logger.info({ url: await app.getUrl() }, 'listening');
process.send?.('ready');
