// Owns `npm test`: which stages run in which order, and the closing line that counts them all.
// Leaves the static checks to test-checks.mjs, jest and Playwright to test-suites.mjs, install and build to prepare.mjs.
//
// node test.mjs [check] [pure] [db] [e2e] [programs] [compose] [faults] [--match=<part of a path>] [--long] [--on=postgresql|redis]
// No stage named: check (of which pure is a part), db and e2e.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { build, installMissing, requireNode, root, run } from './prepare.mjs';
import { say, seconds } from './screen.mjs';
import { checks } from './test-checks.mjs';
import { browserTests, jestTests } from './test-suites.mjs';

const inZone = (TZ) => ({ env: { TZ }, beside: ` in ${TZ}` });

/** What counts days gives the same wherever and whenever the host stands; `pure` had it in UTC, today. */
const clocks = async () => {
  const results = [];
  for (const zone of ['Asia/Shanghai', 'America/New_York']) results.push(await jestTests('clocks', '', inZone(zone)));
  return results;
};

const stages = {
  check: async () => [...(await checks()), ...(await stages.pure())],
  pure: async () => [await jestTests('pure', '', inZone('UTC')), ...(await clocks())],
  db: async (match) => {
    await build('shared', 'server');
    return [await jestTests('db', match)];
  },
  e2e: async (match) => {
    await build('shared', 'server', 'miniapp');
    return Promise.all(browserTests(match));
  },
  // The installation of docker-compose.yml without Docker; needs nginx and redis-server.
  compose: async (match) => {
    await build('shared', 'server', 'miniapp');
    await run(process.execPath, [path.join(root, 'server/tools/compress.mjs'), 'miniapp/dist']);
    return [await jestTests('compose', match)];
  },
  // The benches and the simulation as programs.
  programs: async (match) => {
    await build('shared', 'server');
    return [await jestTests('programs', match)];
  },
  // On both back ends of the queue; --long waits as long and takes as many as the real thing.
  faults: async (match) => {
    await build('shared', 'server');
    const FAULTS_LONG = long ? '1' : '';
    const results = [];
    if (on !== 'redis') results.push(await jestTests('faults', match, { env: { FAULTS_LONG, REDIS_URL: '' }, beside: ', queue on PostgreSQL' }));
    if (on === 'postgresql') return results;
    if (spawnSync('redis-server', ['--version']).status !== 0) {
      say('‼ redis-server is not on this machine: the faults were NOT tried on Redis.');
      return [...results, { name: 'faults on Redis', passed: 0, failed: 0, skipped: ['faults, queue on Redis: redis-server is not on this machine'] }];
    }
    // Each suite starts a Redis of its own; the address only says that it is wanted.
    return [...results, await jestTests('faults', match, { env: { FAULTS_LONG, REDIS_URL: process.env.REDIS_URL || 'redis://127.0.0.1' }, beside: ', queue on Redis' })];
  },
};

requireNode();
const options = process.argv.slice(2).filter((argument) => argument.startsWith('--'));
const match = options.find((option) => option.startsWith('--match='))?.slice('--match='.length) ?? '';
const named = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const long = options.includes('--long');
const on = options.find((option) => option.startsWith('--on='))?.slice('--on='.length) ?? 'both';
const wrong = [...named.filter((name) => !(name in stages)), ...options.filter((option) => !/^--(match=.*|long|on=(postgresql|redis))$/.test(option))];
if (wrong.length > 0) {
  say(`不认识：${wrong.join(' ')}。可用：check pure db e2e programs compose faults --match=… --long --on=postgresql|redis Unknown argument.`);
  process.exit(1);
}

// The running part is told by the signal itself; what would come after it must not start.
let interrupted = false;
const interruption = new Promise((resolve) => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => { interrupted = true; resolve(); });
});

const startedAt = Date.now();
const results = [];
// A stage that cannot even begin has failed once; the others still say what they know.
const attempt = async (name, work) => {
  try {
    results.push(...((await work()) ?? []));
    return true;
  } catch (error) {
    results.push({ name: `${name}: ${error.message}`, passed: 0, failed: 1, skipped: [] });
    return false;
  }
};
if (await attempt('install', installMissing)) {
  // What only reads the sources fills the time in which the others wait. A browser's patience is shorter.
  const reading = named.length > 0 ? undefined : attempt('check', checks);
  for (const name of named.length > 0 ? named : ['pure', 'db', 'e2e']) {
    if (name === 'e2e') await Promise.race([reading, interruption]);
    if (!interrupted) await attempt(name, () => stages[name](match));
  }
}
if (interrupted) process.exit(130);

const sum = (of) => results.reduce((total, result) => total + of(result), 0);
const failed = sum((result) => result.failed);
say('');
for (const { name } of results.filter((result) => result.failed > 0)) say(`failed: ${name}`);
for (const reason of results.flatMap((result) => result.skipped)) say(`skipped: ${reason}`);
say(`${seconds(startedAt)} in all`);
say(`${sum((result) => result.passed)} passed, ${failed} failed, ${sum((result) => result.skipped.length)} skipped`);
process.exit(failed > 0 ? 1 : 0);
