// Owns the proof that the installation without Docker keeps what people entrusted to it: attachments and queue stay in
// their folder when it is stopped, and are there again after a crash.
// Leaves what runs in it to installation.test.ts.
import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { freePortFrom } from '../../src/local/free-port.js';
import { picture } from '../attachment/samples.js';
import { phoneOf } from '../attachment/tus.js';
import { CADRE } from '../queue/tickets.js';
import { waitFor } from '../queue/wait-for.js';
import type { Ground } from './installation.js';
import { OTHERWISE, ground } from './installation.js';

const PROGRAM = fileURLToPath(new URL('../../tools/compose-run.mjs', import.meta.url));

let below: Ground;
let data: string;
let env: NodeJS.ProcessEnv;
let running: ChildProcess | undefined;

beforeAll(async () => {
  below = await ground();
  data = await mkdtemp(path.join(tmpdir(), 'zhitongche-kept-'));
  env = { PATH: process.env['PATH'], ...below.secrets, WEB_PORT: String(await freePortFrom(24_000 + (process.pid % 5_000), '127.0.0.1')) };
}, 60_000);

afterAll(async () => {
  if (running !== undefined && running.exitCode === null && running.signalCode === null) await ended(running, 'SIGTERM');
  await below.remove();
  await rm(data, { recursive: true });
}, 60_000);

function program(...args: string[]): { child: ChildProcess; said: string[] } {
  const child = spawn(process.execPath, [PROGRAM, '--postgres', below.owner, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const said: string[] = [];
  for (const input of [child.stdout, child.stderr]) createInterface({ input }).on('line', (line) => said.push(line));
  return { child, said };
}

/** As the manual says; resolves with the address once it can be opened. */
async function start(): Promise<string> {
  const { child, said } = program('--data', data, '--api', '1', '--worker', '1', ...Object.entries(OTHERWISE).flatMap(([name, value]) => ['--set', `${name}=${value}`]));
  running = child;
  return waitFor('it runs', () => {
    if (child.exitCode !== null) throw new Error(said.join('\n'));
    return said.map((line) => /^直通车 (http:\S+)，/.exec(line)?.[1]).find((url) => url !== undefined) ?? false;
  }, 90_000);
}

async function ended(child: ChildProcess, signal?: NodeJS.Signals): Promise<number | null> {
  const exit = once(child, 'exit');
  if (signal !== undefined) child.kill(signal);
  await exit;
  return child.exitCode;
}

const kept = async (): Promise<string[]> => (await readdir(data, { recursive: true, withFileTypes: true }))
  .filter((entry) => entry.isFile()).map((entry) => path.relative(data, path.join(entry.parentPath, entry.name))).sort();

it('starts with nothing but the folder it is told, and says so', async () => {
  const { child, said } = program();
  expect(await ended(child)).toBe(1);
  expect(said.join()).toMatch(/--data 目录/);
});

it('a photo is there after a stop and after a crash, on the same address', async () => {
  const photo = await picture('png');
  const url = await start();
  expect(url).toBe(`http://127.0.0.1:${env['WEB_PORT'] ?? ''}`);
  await below.seed();
  const { id } = await (await phoneOf({ url }, CADRE)).upload(photo, '井盖.png');
  const stored = (await kept()).filter((name) => name.startsWith('attachments/'));
  expect(stored).toHaveLength(2);

  const other = program('--data', data);
  expect(await ended(other.child)).toBe(1);
  expect(other.said.join()).toContain('正在被另一个进程使用');

  expect(running && await ended(running, 'SIGTERM')).toBe(0);
  expect(await kept()).toEqual(expect.arrayContaining([...stored, 'web-access.log']));
  expect((await kept()).some((name) => name.startsWith('redis/appendonlydir/'))).toBe(true);

  for (const ending of ['a stop', 'a crash']) {
    const again = await phoneOf({ url: await start() }, CADRE);
    const { file } = await again.view(id);
    const opened = await again.open(file?.url ?? '');
    expect([ending, opened.status, opened.bytes.length]).toEqual([ending, 200, file?.size]);
    if (running) await ended(running, 'SIGKILL');
    expect((await kept()).filter((name) => name.startsWith('attachments/'))).toEqual(stored);
  }
}, 240_000);
