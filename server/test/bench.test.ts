// Owns that the benches still run: each once, small, to its end, with figures that add up.
// Leaves how fast anything is to the benches themselves: on a busy machine a time proves nothing.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../', import.meta.url));

/** A line of the bench: its figures depend on its kind. */
type Line = Record<string, unknown> & { kind: string; labels?: Record<string, { rows: number }> };

/** As `npm run bench -- NAME --quick`, on this run's PostgreSQL; answers its JSON lines by kind. */
async function bench(name: string, ...more: string[]): Promise<Map<string, Line>> {
  const start = `import(${JSON.stringify(new URL('../bench/dist/main.js', import.meta.url).href)}).then((main) => main.runBench(${JSON.stringify(root)}, process.argv.slice(1))).then(process.exit)`;
  const { stdout } = await run(process.execPath, ['-e', start, '--', name, '--quick', ...more], {
    env: { ...process.env, NODE_OPTIONS: '', DATABASE_OWNER_URL: process.env['TEST_TEMPLATE_OWNER_URL'], DATABASE_URL: process.env['TEST_TEMPLATE_APP_URL'] },
    maxBuffer: 2 ** 24,
  });
  const lines = stdout.split('\n').filter((line) => line.startsWith('{')).map((line) => JSON.parse(line) as Line); // The report writes nothing else that begins with a brace.
  return new Map(lines.map((line) => [line.kind, line]));
}

beforeAll(() => run(process.execPath, ['server/tools/build.mjs', 'bench'], { cwd: root }), 120_000);

it('submit: the bare loop wrote the same rows as the submissions, and both were timed', async () => {
  const said = await bench('submit');
  expect(said.get('rows')).toMatchObject({ submissions: 100, leaves: { ticket: 100, ticket_event: 100, ticket_reporter: 100, command: 100 } });
  expect(said.get('pair')).toMatchObject({ run: 1, count: 100, http: expect.any(Number), bare: expect.any(Number) });
  expect(said.get('result')).toMatchObject({ goal: 0.5, worker: false, memory: { api: { rssMb: expect.any(Number) }, worker: { rssMb: expect.any(Number) } } });
}, 240_000);

it('lifecycle: every step of every life was answered, also with a worker beside it', async () => {
  const said = await bench('lifecycle', '--worker');
  const steps = Object.fromEntries(['create', 'dispatch', 'sign', 'result', 'search'].map((step) => [step, expect.objectContaining({ count: 20 })]));
  expect(said.get('size')).toMatchObject({ tickets: 200, worker: true, steps, memory: { worker: { rssMb: expect.any(Number) } } });
}, 240_000);

it('worklist: each role asked for its counts and each of its lists, and a list was not always empty', async () => {
  const said = await bench('worklist');
  const labels = said.get('run')?.labels ?? {};
  const roles = ['cadre', 'enterprise', 'town triage', 'district triage', 'handler', 'head', 'supervisor', 'leader'];
  expect(Object.keys(labels)).toEqual(expect.arrayContaining(roles.map((role) => `${role}: counts`)));
  expect(labels['supervisor: all']).toMatchObject({ rows: 20 });
  expect(said.get('worker')).toMatchObject({ tickets: 200, memory: { worker: { rssMb: expect.any(Number) } } });
}, 240_000);

it('search: a common word finds more than a rare one, and the number finds its ticket', async () => {
  const said = await bench('search');
  const labels = said.get('run')?.labels ?? {};
  const rowsOf = (start: string) => Object.entries(labels).find(([label]) => label.startsWith(start) && label.endsWith('”'))![1].rows;
  expect(rowsOf('supervisor: 2 common')).toBeGreaterThan(rowsOf('supervisor: 2 rare'));
  expect(rowsOf('supervisor: number')).toBe(1);
  expect(said.get('worker')).toMatchObject({ tickets: 200, memory: { worker: { rssMb: expect.any(Number) } } });
}, 240_000);

it('calendar: every open deadline was counted again, as the slow reference counts it, and told once', async () => {
  const said = await bench('calendar');
  expect(said.get('run')).toMatchObject({ open: 400, wrong: 0, twice: 0, moved: expect.any(Number), longestLockMs: expect.any(Number) });
  expect(said.get('run')!['moved']).toBeGreaterThan(100);
}, 240_000);

it('sweep: every light that was due was lit and told, none twice and none early, while people worked', async () => {
  const said = await bench('sweep');
  expect(said.get('run')).toMatchObject({
    open: 400, due: 60, duplicates: 0, early: 0, plainSeconds: expect.any(Number), allToldSeconds: expect.any(Number),
    foreground: { alone: { count: 40 }, lighting: { count: expect.any(Number) } },
  });
}, 240_000);
