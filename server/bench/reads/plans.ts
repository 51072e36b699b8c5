// Owns getting PostgreSQL's own account of one request: EXPLAIN (ANALYZE, BUFFERS) of what the product really asked.
// Leaves which request to the bench. auto_explain writes it to the server's log, with the product's parameters.
import { readFileSync } from 'node:fs';
import type pg from 'pg';
import type { Given } from '../bench.js';
import type { Database } from '../databases.js';
import { withReaders } from './measure.js';
import type { Question } from './reads.js';

const ROLE = 'zhitongche_app';
const SETTINGS: Record<string, string> = {
  session_preload_libraries: `'auto_explain'`, 'auto_explain.log_min_duration': '0', 'auto_explain.log_analyze': 'on', 'auto_explain.log_buffers': 'on',
};

/** The plans of the request's statements that touch tickets; null when the server's log cannot be read. */
export async function explained(given: Given, database: Database, owner: pg.Client, { path, cookie }: Question): Promise<string | null> {
  const { logFile } = given.postgres;
  if (logFile === null) return null;
  const change = async (set: (name: string, value: string) => string) => {
    for (const [name, value] of Object.entries(SETTINGS)) await owner.query(`alter role ${ROLE} in database ${database.name} ${set(name, value)}`);
  };
  await owner.query(`load 'auto_explain'`);
  await change((name, value) => `set ${name} = ${value}`);
  try {
    let from = 0;
    await withReaders(given, database, async ({ ask }) => {
      await ask(path, cookie);
      from = readFileSync(logFile).length;
      await ask(path, cookie);
    });
    const log = readFileSync(logFile).subarray(from).toString('utf8');
    return log.split(/\n(?=\S)/).filter((entry) => /duration:.*plan:/s.test(entry) && /from ticket/i.test(entry)).join('\n');
  } finally {
    await change((name) => `reset ${name}`);
  }
}
