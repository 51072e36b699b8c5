// Owns running jest and Playwright and reading their own counts.
// Leaves what they run to jest.config.mjs and miniapp/playwright.config.ts.
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { root, run } from './prepare.mjs';
import { say, seconds } from './screen.mjs';

/** One of jest's projects, with more in its environment and `beside` its name. */
export function jestTests(project, match, { env = {}, beside = '' } = {}) {
  return counted(`jest: ${project}${beside}`, async (report) => {
    const jest = path.join(root, 'node_modules/jest/bin/jest.js');
    // Suites wait for processes and databases more than they compute: two at a time even on one core or two.
    // An installation is a whole machine's work; so are the long form's crowds. The short form's suites wait most of all.
    const workers = project === 'compose' || env.FAULTS_LONG === '1' ? 1 : Math.max(project === 'faults' ? 3 : 2, Math.floor(availableParallelism() / 2));
    const args = ['-c', 'jest.config.mjs', '--selectProjects', project, '--maxWorkers', String(workers), '--json', `--outputFile=${report}`];
    await run(process.execPath, ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', jest, ...args, ...(match ? [match] : [])], {
      // With --json jest writes its account to standard output as well; people read the other stream.
      stdio: ['inherit', 'ignore', 'inherit'],
      graceMs: 15_000,
      env: { ...process.env, NODE_ENV: 'test', ...env },
    });
  }, (found) => {
    const tests = found.testResults.flatMap((suite) => suite.assertionResults);
    const broken = found.testResults.filter((suite) => suite.status === 'failed' && !suite.assertionResults.some((test) => test.status === 'failed'));
    return {
      passed: found.numPassedTests,
      failed: found.numFailedTests + broken.length,
      // jest has no reason of a skip: by our rule the test's title names it.
      skipped: tests.filter((test) => ['pending', 'todo', 'skipped', 'disabled'].includes(test.status)).map((test) => test.fullName),
    };
  });
}

/** These take about as long as all others together. */
const halfOfTheTime = ['requests.spec.ts', 'sample.spec.ts', 'school-run.spec.ts', 'supervision.spec.ts'];

/** The browser tests, with the whole system running: in two halves side by side, each with a system of its own, for a browser mostly waits. */
export function browserTests(match) {
  if (match) return [playwright('browser tests', [match])];
  const stories = readdirSync(path.join(root, 'miniapp/e2e')).filter((name) => name.endsWith('.spec.ts'));
  const halves = [stories.filter((name) => !halfOfTheTime.includes(name)), halfOfTheTime];
  // Each run empties its folder of traces when it begins.
  return halves.map((names, i) => playwright(
    `browser tests, half ${i + 1}`, [...names.map((name) => `e2e/${name}`), `--output=${path.join(root, `test-results/half-${i + 1}`)}`], { E2E_HALF: String(i + 1) }));
}

function playwright(name, args, env = {}) {
  return counted(name, async (report) => {
    const cli = path.join(root, 'node_modules/@playwright/test/cli.js');
    await run(process.execPath, [cli, 'test', '-c', 'miniapp', '--reporter=list,json', ...args], {
      env: { ...process.env, ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: report },
      graceMs: 30_000, // It stops the whole system first.
    });
  }, (found) => {
    const specs = found.suites.flatMap(specsOf);
    const skipped = specs.flatMap((spec) => spec.tests.filter((test) => test.status === 'skipped').map((test) => {
      const reason = test.annotations.find((note) => note.type === 'skip' || note.type === 'fixme')?.description;
      return `${spec.title}: ${reason ?? 'no reason given'}`;
    }));
    // An error outside of any test, such as a system that does not start, is a failure too.
    return { passed: found.stats.expected, failed: found.stats.unexpected + found.stats.flaky + found.errors.length, skipped };
  });
}

function specsOf(suite) {
  return [...(suite.specs ?? []), ...(suite.suites ?? []).flatMap(specsOf)];
}

/** Runs a suite and reads its report; a suite that fails without naming a test, or leaves no report, failed once. */
async function counted(name, runSuite, read) {
  const startedAt = Date.now();
  say(`▸ ${name}`);
  const folder = mkdtempSync(path.join(tmpdir(), 'zhitongche-report-'));
  const report = path.join(folder, 'report.json');
  let problem;
  try {
    await runSuite(report);
  } catch (error) {
    problem = error;
  }
  let counts;
  try {
    counts = read(JSON.parse(readFileSync(report, 'utf8')));
  } catch (error) {
    problem ??= error;
    counts = { passed: 0, failed: 0, skipped: [] };
  }
  rmSync(folder, { recursive: true, force: true });
  if (problem && counts.failed === 0) {
    say(`${name}: ${problem.message}`);
    counts.failed = 1;
  }
  say(`${counts.failed > 0 ? '✗' : '✓'} ${name} (${seconds(startedAt)})`);
  return { name, ...counts };
}
