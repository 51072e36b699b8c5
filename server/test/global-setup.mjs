// Owns the PostgreSQL of one test run and the migrated template that every suite's database is a copy of.
// Leaves the copies to database.ts. Runs compiled code, as production does: `npm test` builds first.
import { ensureDatabase } from '../dist/local/postgres-cluster.js';
import { temporaryCluster } from '../dist/local/temporary-cluster.js';
import { migrate } from '../dist/main.migrate.js';

const template = 'template_migrated';

export default async function setup() {
  // jest would end without our cleaning up. Not `once`: Ctrl-C arrives more than once, and a second one would end the cleaning.
  for (const [signal, code] of [['SIGINT', 130], ['SIGTERM', 143]]) process.on(signal, () => process.exit(code));
  const cluster = await temporaryCluster();
  globalThis.testCluster = cluster;
  await ensureDatabase(cluster.ownerUrl('postgres'), template);
  await migrate(cluster.ownerUrl(template), cluster.appUrl(template));
  process.env.TEST_TEMPLATE_OWNER_URL = cluster.ownerUrl(template);
  process.env.TEST_TEMPLATE_APP_URL = cluster.appUrl(template);
}
