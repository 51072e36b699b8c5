// Owns the migration as a program.
// Leaves what it does to platform/database/migrate.ts.
import 'reflect-metadata';
import { pathToFileURL } from 'node:url';
import { withFiles } from './platform/config/with-files.js';
import { migrate } from './platform/database/migrate.js';
import { describeError } from './platform/logging/describe-error.js';
import { createLogger } from './platform/logging/logger.js';

export { migrate };

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const logger = createLogger('migrate', process.env['LOG_LEVEL'] ?? 'info');
  try {
    const { DATABASE_OWNER_URL: owner, DATABASE_URL: app } = withFiles(process.env);
    if (!owner || !app) throw new Error('configuration: DATABASE_OWNER_URL and DATABASE_URL are needed');
    await migrate(owner, app);
    logger.info('migrated');
  } catch (error) {
    // PostgreSQL's own words would quote the row on which a migration failed.
    logger.error({ error: describeError(error) }, 'not migrated');
    process.exitCode = 1;
  }
}
