// Owns the proof that a process that fails says what failed as one line of JSON, without the row on which it failed, and ends with 1.
// Leaves what an error may tell to platform/logging/describe-error.spec.ts.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { createEmptyDatabase } from '../database.js';

const dist = (name: string): string => fileURLToPath(new URL(`../../dist/${name}`, import.meta.url));

async function run(args: string[], env: NodeJS.ProcessEnv): Promise<{ code: number | null; lines: string[] }> {
  const child = spawn(process.execPath, args, { env: { PATH: process.env['PATH'], ...env } });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => { said += text; });
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, lines: said.trimEnd().split('\n') };
}

const parsed = (lines: string[]) => lines.map((line) => JSON.parse(line) as { msg: string; error?: string });

it('a migration that fails on a row names the constraint and not the row', async () => {
  const database = await createEmptyDatabase();
  const owner = new Client({ connectionString: database.ownerUrl });
  await owner.connect();
  // As TypeORM keeps its list, but it does not take the first entry.
  await owner.query(`create table migration (id serial primary key, "timestamp" bigint not null, name varchar not null, constraint not_this check (name not like 'Create%'))`);
  const { code, lines } = await run([dist('main.migrate.js')], { NODE_ENV: 'production', DATABASE_OWNER_URL: database.ownerUrl, DATABASE_URL: database.appUrl });
  expect([code, parsed(lines)]).toEqual([1, [expect.objectContaining({ name: 'migrate', msg: 'not migrated', error: expect.stringContaining('constraint=not_this') as string })]]);
  expect(lines.join()).not.toMatch(/Failing row|1795219200000/);
  await owner.end();
  await database.drop();
});

it.each<[string, NodeJS.ProcessEnv]>([['without addresses', {}], ['with a file that is not there', { DATABASE_URL_FILE: '/no/such/file' }]])('a migration %s says so in the same form', async (_what, env) => {
  const { code, lines } = await run([dist('main.migrate.js')], env);
  expect([code, parsed(lines).map((line) => line.msg)]).toEqual([1, ['not migrated']]);
});

it.each([
  ['thrown where nobody catches it', 'setTimeout(() => { throw error; })'],
  ['at the top of a program', 'throw error'],
])('an error %s', async (_what, program) => {
  const { code, lines } = await run(['--input-type=module', '-e', `
    import { createLogger } from ${JSON.stringify(dist('platform/logging/logger.js'))};
    import { endGracefully } from ${JSON.stringify(dist('platform/process.js'))};
    endGracefully(createLogger('api', 'info'));
    const error = Object.assign(new Error('violates'), { code: '23514', severity: 'ERROR', constraint: 'ticket_status', detail: 'Failing row contains (莫阿婆).' });
    ${program}`], {});
  expect([code, parsed(lines)]).toEqual([1, [expect.objectContaining({ level: 60, msg: 'uncaught exception', error: expect.stringContaining('constraint=ticket_status') as string })]]);
  expect(lines.join()).not.toContain('莫阿婆');
});
