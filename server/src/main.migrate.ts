// Owns the migration as a program.
// Leaves what it does to platform/database/migrate.ts.
import 'reflect-metadata';
import { pathToFileURL } from 'node:url';
import { withFiles } from './platform/config/with-files.js';
import { migrate } from './platform/database/migrate.js';
import { createLogger } from './platform/logging/logger.js';

export { migrate };

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { DATABASE_OWNER_URL: owner, DATABASE_URL: app } = withFiles(process.env);
  const logger = createLogger('migrate', process.env['LOG_LEVEL'] ?? 'info');
  if (!owner || !app) throw new Error('configuration: DATABASE_OWNER_URL and DATABASE_URL are needed');
  await migrate(owner, app);
  logger.info('migrated');
}
