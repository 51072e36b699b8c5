// Owns the demo's seed as a program: looks first, and does nothing to a database that has been filled.
// Leaves real districts to imports; it refuses to run in production.
import 'reflect-metadata';
import pg from 'pg';
import { readConfig } from './platform/config/config.js';
import type { Filled } from './platform/seed/fill.js';

const config = readConfig();
if (config.environment === 'production') throw new Error('seed: demo data is refused when NODE_ENV=production');
const filled = await look();
if (!filled.base || !filled.stories) {
  // The whole application is loaded only when there is something to do: it is most of a second start's time.
  const { fill } = await import('./platform/seed/fill.js');
  await fill(config, filled);
}

async function look(): Promise<Filled> {
  const client = new pg.Client({ connectionString: config.databaseUrl, application_name: 'zhitongche-seed' });
  await client.connect();
  try {
    const { rows } = await client.query<Filled>('select exists (select from line) as base, exists (select from ticket) as stories');
    return rows[0] ?? { base: false, stories: false };
  } finally {
    await client.end();
  }
}
