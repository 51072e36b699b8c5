// Owns API and worker as processes of their own, started as production starts them.
// Leaves PostgreSQL to postgres.ts and what is sent to the API to the client.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { openSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { anyFreePort } from '#product/local/free-port.js';
import { DEFAULT_LIMITS } from '#product/platform/limits/settings.js';
import { KEYS } from './keys.js';
import { residentMb } from './processor.js';

/** So much of its log is shown when a program ends by itself. */
const LAST_WORDS = 3000;

/** Forty people send from one address what a district sends in a day: counted as ever, but nobody is stopped. */
const LIMITS = Object.keys(DEFAULT_LIMITS).map((name) => `${name}=999999999/600`).join(',');

export interface Memory {
  rssMb: number;
  peakRssMb: number;
  heapUsedMb: number;
}

export interface Program {
  pid: number;
  memory(): Promise<Memory>;
  stop(): Promise<void>;
}

export interface Api extends Program {
  url: string;
}

export interface Start {
  databaseUrl: string;
  /** Folder for the log. */
  folder: string;
  pool: number | null;
  /** Where a processor profile goes when the process ends. */
  profile: string | null;
}

/** The API with production's settings; its log, a line a request, goes to a file as it would there. */
export async function startApi(start: Start): Promise<Api> {
  const port = await anyFreePort();
  const program = await startProgram('main.api', start, { PORT: String(port) });
  return { ...program, url: `http://127.0.0.1:${String(port)}` };
}

export const startWorker = (start: Start): Promise<Program> => startProgram('main.worker', { ...start, profile: null }, {});

async function startProgram(name: string, { databaseUrl, folder, pool, profile }: Start, more: NodeJS.ProcessEnv): Promise<Program> {
  const logFile = path.join(folder, `${name}.log`);
  const log = openSync(logFile, 'a');
  const { REDIS_URL, PATH, HOME } = process.env;
  const child = fork(fileURLToPath(import.meta.resolve(`#product/${name}.js`)), [], {
    env: {
      PATH, HOME, ...(REDIS_URL ? { REDIS_URL } : {}), NODE_ENV: 'production', HOST: '127.0.0.1', DATABASE_URL: databaseUrl, ATTACHMENT_DIR: path.join(folder, 'attachments'), ...KEYS, LIMITS,
      ...(pool === null ? {} : { DATABASE_POOL: String(pool) }), ...more,
    },
    execArgv: [
      '--import', import.meta.resolve('#product/local/follow-parent.js'), '--import', import.meta.resolve('./tell-memory.js'),
      ...(profile === null ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile}`, `--cpu-prof-name=${name}.cpuprofile`]),
    ],
    stdio: ['ignore', log, log, 'ipc'],
  });
  const exited = once(child, 'exit').then(() => { throw new Error(`${name} ended:\n${readFileSync(logFile, 'utf8').slice(-LAST_WORDS)}`); });
  exited.catch(() => undefined); // Told to whoever waits for it; nobody does while it works.
  const { pid } = child;
  if (pid === undefined) throw new Error(`${name} does not start`);
  const heard = <T>(pick: (message: unknown) => T | undefined) => new Promise<T>((resolve) => {
    const listen = (message: unknown) => {
      const picked = pick(message);
      if (picked === undefined) return;
      child.off('message', listen);
      resolve(picked);
    };
    child.on('message', listen);
  });
  await Promise.race([heard((message) => (message === 'ready' ? true : undefined)), exited]);
  return {
    pid,
    async memory() {
      const answer = heard((message) => (typeof message === 'object' && message !== null && 'memory' in message ? message : undefined));
      child.send('memory');
      const { memory } = (await Promise.race([answer, exited])) as { memory: NodeJS.MemoryUsage }; // tell-memory.ts sends just that.
      const resident = residentMb(pid);
      const mb = (bytes: number) => Math.round(bytes / 2 ** 20);
      return { rssMb: resident?.now ?? mb(memory.rss), peakRssMb: resident?.peak ?? mb(memory.rss), heapUsedMb: mb(memory.heapUsed) };
    },
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGTERM');
      await exited.catch(() => undefined);
    },
  };
}
