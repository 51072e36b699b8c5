// Owns that a district can be simulated: to its end, with every invariant holding, twice the same, and never in production.
// Leaves a whole year to `npm run simulate` and what the checker finds to invariants.test.ts.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../', import.meta.url));

/** As `npm run simulate -- …`, from what is built. */
function simulate(...args: string[]): Promise<{ stdout: string; stderr: string }> {
  const start = `import(${JSON.stringify(new URL('../dist/main.simulate.js', import.meta.url).href)}).then((main) => main.simulate(process.argv.slice(1))).then(process.exit)`;
  return run(process.execPath, ['-e', start, '--', ...args], { cwd: root, env: { ...process.env, NODE_OPTIONS: '' } });
}

const refusal = async (work: Promise<unknown>): Promise<string> => work.then(() => 'accepted', (error: unknown) => (error as { stderr: string }).stderr); // What execFile adds.

it('plays days of the district, holds every invariant though the worker dies, and says the same for the same seed', async () => {
  const days = ['--days', '3', '--scale', '0.3', '--seed', '7', '--from', '2026-03-02'];
  const first = await simulate(...days);
  expect(first.stdout.trimEnd().split('\n').at(-1)).toBe('9 passed, 0 failed, 0 skipped');
  expect(first.stdout).toContain('被系统拒绝 0 次\n');
  expect(first.stdout).toMatch(/工作进程被强行终止 [1-9]/);
  expect(first.stderr).toContain('强行终止工作进程');
  expect((await simulate(...days)).stdout).toBe(first.stdout);
}, 240_000);

it('is refused in production, the worker with the simulated clock too, and says what it did not understand', async () => {
  const production = { cwd: root, env: { ...process.env, NODE_OPTIONS: '', NODE_ENV: 'production' } };
  const start = `import(${JSON.stringify(new URL('../dist/main.simulate.js', import.meta.url).href)}).then((main) => main.simulate([])).then(process.exit)`;
  expect(await refusal(run(process.execPath, ['-e', start], production))).toContain('A simulated clock is refused when NODE_ENV=production');
  const keys = { DATA_KEY: Buffer.alloc(32, 1).toString('base64'), HASH_KEY: Buffer.alloc(32, 2).toString('base64'), DATABASE_URL: process.env['TEST_TEMPLATE_APP_URL'] };
  const worker = fileURLToPath(new URL('../dist/main.simulate-worker.js', import.meta.url));
  expect(await refusal(run(process.execPath, [worker], { ...production, env: { ...production.env, ...keys, ATTACHMENT_DIR: '/tmp' } }))).toContain('a simulated clock is refused when NODE_ENV=production');
  expect(await refusal(simulate('--days', '0'))).toContain('--days 应为 1 到 730 的整数');
}, 60_000);
