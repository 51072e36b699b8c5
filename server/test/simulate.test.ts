// Owns that a district can be simulated: to its end, with every invariant holding, twice the same, kept and opened again, and never in production.
// Leaves a whole year to `npm run simulate` and what the checker finds to invariants.test.ts.
import { execFile } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { SessionView } from '@zhitongche/shared/session/contract.js';
import { SupervisionOverview } from '@zhitongche/shared/supervision/contract.js';
import { keptFolder, readKept } from '../src/local/kept-district.js';
import { resetLocalData } from '../src/local/local-data.js';
import type { LocalSystem } from '../src/local/local-system.js';
import { carelessSettings, temporaryFolder } from '../src/local/temporary-cluster.js';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../', import.meta.url));

/** As `npm run simulate -- …`, from what is built. */
function simulate(...args: string[]): Promise<{ stdout: string; stderr: string }> {
  const start = `import(${JSON.stringify(new URL('../dist/main.simulate.js', import.meta.url).href)}).then((main) => main.simulate(process.argv.slice(1))).then(process.exit)`;
  return run(process.execPath, ['-e', start, '--', ...args], { cwd: root, env: { ...process.env, NODE_OPTIONS: '' } });
}

const refusal = async (work: Promise<unknown>): Promise<string> => work.then(() => 'accepted', (error: unknown) => (error as { stderr: string }).stderr); // What execFile adds.

const NAME = `test-${String(process.pid)}`;
const folder = keptFolder(root, NAME);
afterAll(async () => {
  await resetLocalData(folder);
  await rm(folder, { recursive: true, force: true });
});

/** As `npm start -- --simulated`, from what is built: its processes are, too. */
async function opened<T>(work: (url: string) => Promise<T>): Promise<T> {
  const { localSystem } = await import(new URL('../dist/local/local-system.js', import.meta.url).href) as { localSystem: (options: unknown) => LocalSystem }; // Its sources' type.
  const miniappDist = await temporaryFolder('no-screens');
  const system = localSystem({
    folder, host: '127.0.0.1', port: 28_180, miniappDist, settings: carelessSettings, simulated: await readKept(folder),
    report: { say: () => undefined, step: (_name: string, step: () => Promise<unknown>) => step() },
  });
  try {
    return await work(`http://127.0.0.1:${String(await system.start())}`);
  } finally {
    await system.stop();
    await rm(miniappDist, { recursive: true, force: true });
  }
}

const minutesBetween = (a: string, b: string | null): number => (Date.parse(b ?? '') - Date.parse(a)) / 60_000;

async function signIn(url: string, personId: string): Promise<{ answer: Response; headers: { cookie: string } }> {
  const answer = await fetch(`${url}/api/session/demo`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ personId }) });
  return { answer, headers: { cookie: answer.headers.getSetCookie()[0]?.split(';')[0] ?? '' } };
}

it('plays days of the district, holds every invariant though the worker dies, and says the same for the same seed, kept or not', async () => {
  const days = ['--days', '3', '--scale', '0.3', '--seed', '7', '--from', '2026-03-02'];
  const first = await simulate(...days);
  expect(first.stdout.trimEnd().split('\n').at(-1)).toBe('9 passed, 0 failed, 0 skipped');
  expect(first.stdout).toContain('被系统拒绝 0 次\n');
  expect(first.stdout).toMatch(/工作进程被强行终止 [1-9]/);
  expect(first.stderr).toContain('强行终止工作进程');
  const again = await simulate(...days, '--keep', NAME);
  expect(again.stdout).toBe(first.stdout);
  expect(again.stderr).toContain(`npm start -- --simulated ${NAME}（从 2026年3月5日星期四 08:55 接着走）`);
}, 240_000);

it('opens what was kept at the next working morning, goes on from there, and is not played over', async () => {
  const morning = '2026-03-05T00:55:00Z';
  const left = await opened(async (url) => {
    const { answer, headers } = await signIn(url, 'qian-wei');
    expect(SessionView.parse(await answer.json())).toMatchObject({ person: { name: '钱伟' }, demo: true, simulated: true });
    expect(minutesBetween(morning, answer.headers.get('date'))).toBeGreaterThanOrEqual(0);
    expect(minutesBetween(morning, answer.headers.get('date'))).toBeLessThan(5);
    // Three days in, the first units have not signed or assessed in time.
    const overview = SupervisionOverview.parse(await (await fetch(`${url}/api/supervision`, { headers })).json());
    const [unit] = overview.units;
    expect(unit?.items[0]?.since.slice(0, 8)).toBe('2026-03-');
    expect(Math.max(...overview.units.flatMap(({ items }) => items.map(({ daysOver }) => daysOver)))).toBeLessThanOrEqual(2);
    return answer.headers.get('date');
  });
  await opened(async (url) => {
    const { answer } = await signIn(url, 'fang-yi');
    expect(minutesBetween(left ?? '', answer.headers.get('date'))).toBeGreaterThanOrEqual(1);
    expect(minutesBetween(left ?? '', answer.headers.get('date'))).toBeLessThan(5);
  });
  expect(await refusal(simulate('--days', '1', '--keep', NAME))).toContain('或加上 --replace 覆盖它');
  expect(await refusal(simulate('--days', '1', '--keep', '../elsewhere'))).toContain('不能作名称');
  await expect(readKept(keptFolder(root, 'never-played'))).rejects.toThrow('里没有保存的模拟辖区');
}, 240_000);

it('is refused in production, every process with a simulated clock too, and says what it did not understand', async () => {
  const production = { cwd: root, env: { ...process.env, NODE_OPTIONS: '', NODE_ENV: 'production' } };
  const start = `import(${JSON.stringify(new URL('../dist/main.simulate.js', import.meta.url).href)}).then((main) => main.simulate([])).then(process.exit)`;
  expect(await refusal(run(process.execPath, ['-e', start], production))).toContain('A simulated clock is refused when NODE_ENV=production');
  const keys = { DATA_KEY: Buffer.alloc(32, 1).toString('base64'), HASH_KEY: Buffer.alloc(32, 2).toString('base64'), DATABASE_URL: process.env['TEST_TEMPLATE_APP_URL'] };
  const env = { ...production.env, ...keys, ATTACHMENT_DIR: '/tmp', SIMULATED_CLOCK_AWAY_MS: '0', PORT: '0' };
  const started = (name: string, NODE_ENV: string | undefined) => refusal(run(process.execPath, [fileURLToPath(new URL(`../dist/${name}.js`, import.meta.url))], { cwd: root, env: { ...env, NODE_ENV } }));
  for (const name of ['main.simulate-worker', 'main.simulated-api', 'main.simulated-worker']) {
    // What is not said is production.
    for (const said of ['production', undefined]) expect(await started(name, said)).toContain('a simulated clock is refused when NODE_ENV=production');
  }
  expect(await refusal(simulate('--days', '0'))).toContain('--days 应为 1 到 730 的整数');
}, 240_000);
