// Owns `npm test`: which stages run in which order, and the closing line that counts them all.
// Leaves the static checks to test-checks.mjs, jest and Playwright to test-suites.mjs, install and build to prepare.mjs.
//
// node test.mjs [check] [db] [e2e] [compose] [--match=<part of a path>]      no stage named: the first three
import path from 'node:path';
import { build, installMissing, requireNode, root, run } from './prepare.mjs';
import { say, seconds } from './screen.mjs';
import { checks } from './test-checks.mjs';
import { browserTests, jestTests } from './test-suites.mjs';

/** What counts days gives the same wherever and whenever the host stands; `pure` had it in UTC, today. */
const clocks = async () => {
  const results = [];
  for (const zone of ['Asia/Shanghai', 'America/New_York']) results.push(await jestTests('clocks', '', zone));
  return results;
};

const stages = {
  check: async () => [...(await checks()), await jestTests('pure', '', 'UTC'), ...(await clocks())],
  db: async (match) => {
    await build('shared', 'server');
    return [await jestTests('db', match)];
  },
  e2e: async (match) => {
    await build('shared', 'server', 'miniapp');
    return [await browserTests(match)];
  },
  // The installation of docker-compose.yml without Docker; needs nginx and redis-server.
  compose: async (match) => {
    await build('shared', 'server', 'miniapp');
    await run(process.execPath, [path.join(root, 'server/tools/compress.mjs'), 'miniapp/dist']);
    return [await jestTests('compose', match)];
  },
};
const usual = ['check', 'db', 'e2e'];

requireNode();
const options = process.argv.slice(2).filter((argument) => argument.startsWith('--'));
const match = options.find((option) => option.startsWith('--match='))?.slice('--match='.length) ?? '';
const named = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const wrong = [...named.filter((name) => !(name in stages)), ...options.filter((option) => !option.startsWith('--match='))];
if (wrong.length > 0) {
  say(`不认识：${wrong.join(' ')}。可用：check db e2e compose --match=… Unknown argument.`);
  process.exit(1);
}

// The running part is told by the signal itself; what would come after it must not start.
let interrupted = false;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => { interrupted = true; });

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
  for (const name of named.length > 0 ? named : usual) {
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
