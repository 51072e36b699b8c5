// Owns the whole system on one machine: database, migration, demo data, API and worker, in that order and back.
// Leaves words on the screen and signals to main.local, test life cycles to the browser tests.
import { chmod, chown, mkdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { runProgram, startProgram } from './child-program.js';
import { freePortFrom } from './free-port.js';
import { CLOCK_AWAY, clockAway } from './kept-district.js';
import { LOCAL_DATABASE } from './local-data.js';
import { localKeys, type LocalKeys } from './local-keys.js';
import { appRole, databaseUrl, ensureDatabase, initialise, isInitialised, ownerRole, startCluster } from './postgres-cluster.js';
import { findPlace, type PostgresPlace } from './postgres-place.js';
import type { Running } from './running.js';
import { supervise, type Supervised } from './supervisor.js';

const readyLimitMs = 90_000;

/** How a long start shows what it is doing. */
export interface Report {
  /** Announces a step, runs it and says how long it took. */
  step: <T>(name: string, work: () => Promise<T>) => Promise<T>;
  /** One line for the person at the screen. */
  say: (line: string) => void;
}

export interface LocalSystemOptions {
  /** Data, keys and logs of this installation. */
  folder: string;
  /** Where the API listens. */
  host: string;
  /** The first port to try. */
  port: number;
  /** The built mini-app, served by the API. */
  miniappDist: string;
  /** PostgreSQL settings beside the usual ones. */
  settings?: Record<string, string>;
  /** What the folder holds is a kept simulated district: it goes on from there, on a clock of its own. */
  simulated?: { opensAt: string };
  report: Report;
}

export interface LocalSystem {
  /** Starts everything; resolves with the API's port when it can be used. Whatever had been started stops again when it fails. */
  start(): Promise<number>;
  /** Stops everything in order, also in the middle of a start. */
  stop(): Promise<void>;
  /** Ends everything at once. */
  kill(): void;
  /** The database's address for the owner of its tables; null before it runs. */
  ownerUrl(): string | null;
}

/** Where a starting installation begins to look for a free database port: steady per folder, below the range of outgoing connections. */
function databasePortFor(folder: string): number {
  const sum = [...folder].reduce((value, letter) => (value * 31 + (letter.codePointAt(0) ?? 0)) % 2000, 7);
  return 15_432 + sum;
}

export function localSystem(options: LocalSystemOptions): LocalSystem {
  const { folder, report } = options;
  const logs = path.join(folder, 'logs');
  const stopping = new AbortController();
  const started: Supervised[] = [];
  let starting: Promise<number> | undefined;
  let ownerAddress: string | null = null;

  async function keep(name: string, launch: () => Promise<Running>): Promise<void> {
    stopping.signal.throwIfAborted();
    const kept = supervise(launch, (event) => {
      report.say('ended' in event
        ? `${name} 意外结束（${event.ended}），正在重启。 ${name} ended unexpectedly, restarting.`
        : `${name} 已恢复。 ${name} is back.`);
    });
    started.push(kept);
    await limited(kept.ready, `${name} is not ready after ${String(readyLimitMs / 1000)} s, see ${logs}`);
  }

  async function start(): Promise<number> {
    await mkdir(folder, { recursive: true });
    await rm(logs, { recursive: true, force: true });
    await mkdir(logs);
    const { uid, gid } = await stat(folder);
    if (process.getuid?.() === 0) await chown(logs, uid, gid); // The clone's owner has to be able to clear them next time.
    const { keys, isNew } = await localKeys(folder);
    const place = await report.step('启动 PostgreSQL · PostgreSQL', () => prepare(isNew, keys));
    const databasePort = await freePortFrom(databasePortFor(folder), '127.0.0.1');
    await keep('PostgreSQL', () => startCluster({ place, port: databasePort, settings: options.settings, logFile: path.join(logs, 'postgres.log') }));
    const ownerUrl = (name: string) => databaseUrl(databasePort, ownerRole, keys.ownerPassword, name);
    await ensureDatabase(ownerUrl('postgres'), LOCAL_DATABASE);
    ownerAddress = ownerUrl(LOCAL_DATABASE);

    const port = await freePortFrom(options.port, options.host);
    if (port !== options.port) report.say(`端口 ${String(options.port)} 已被占用，改用 ${String(port)}。 Port ${String(options.port)} is taken, using ${String(port)}.`);
    const env = environment(databaseUrl(databasePort, appRole, keys.appPassword, LOCAL_DATABASE), keys, port);
    const ownerEnv = { ...env, DATABASE_OWNER_URL: ownerAddress };
    await report.step('更新数据库结构 · migrating', () => runProgram('main.migrate', ownerEnv, () => undefined, stopping.signal));
    if (options.simulated === undefined) await report.step('检查演示数据 · demo data', () => runProgram('main.seed', ownerEnv, seldom(report.say), stopping.signal));
    const [api, worker] = options.simulated === undefined ? ['main.api', 'main.worker'] : ['main.simulated-api', 'main.simulated-worker'];
    // Told once: who is started again later is as far from the host's clock as before.
    if (options.simulated !== undefined) env[CLOCK_AWAY] = String(await clockAway(ownerAddress, options.simulated));
    await report.step('启动接口与后台 · API and worker', () => Promise.all([
      keep('API', () => startProgram(api, env, path.join(logs, 'api.log'), (gone) => answers(port, gone))),
      keep('Worker', () => startProgram(worker, env, path.join(logs, 'worker.log'))),
    ]));
    stopping.signal.throwIfAborted();
    return port;
  }

  async function prepare(keysAreNew: boolean, keys: LocalKeys): Promise<PostgresPlace> {
    await chmod(folder, 0o755); // PostgreSQL may run under another account; what is secret in here has its own mode.
    const place = await findPlace(path.join(folder, 'postgres'));
    for (const note of place.notes) report.say(note);
    if (keysAreNew && (await isInitialised(place))) {
      if (place.movedTo === undefined) throw new Error(`${folder} 里有数据却没有密钥 keys.json，数据无法读取。请运行 npm start -- --reset。 The data's keys are gone: start over with --reset.`);
      report.say(`${place.movedTo} 里是以前同一路径的数据，已清除。 Data of an earlier clone at the same path was removed.`);
      await rm(place.data, { recursive: true, force: true });
    }
    if (!(await isInitialised(place))) await initialise(place, keys.ownerPassword);
    return place;
  }

  function environment(appUrl: string, keys: LocalKeys, port: number): NodeJS.ProcessEnv {
    // Children get the owner's address only where it is added on purpose.
    const { DATABASE_OWNER_URL: _owner, ...inherited } = process.env;
    return {
      ...inherited,
      NODE_ENV: 'development',
      DATABASE_URL: appUrl,
      DATA_KEY: keys.dataKey,
      HASH_KEY: keys.hashKey,
      HOST: options.host,
      PORT: String(port),
      MINIAPP_DIST: options.miniappDist,
      DEMO_SIGN_IN: '1',
      // A demo plays hundreds of people from one machine.
      LIMITS: inherited['LIMITS'] ?? 'off',
      ATTACHMENT_DIR: path.join(folder, 'attachments'),
    };
  }

  async function answers(port: number, gone: AbortSignal): Promise<void> {
    const host = options.host === '0.0.0.0' ? '127.0.0.1' : options.host;
    for (;;) {
      // The process's end, not the number of tries, is what ends the asking.
      gone.throwIfAborted();
      const answer = await fetch(`http://${host}:${String(port)}/api/ready`).catch(() => undefined);
      await answer?.body?.cancel();
      if (answer?.ok) return;
      await pause(50);
    }
  }

  /** The last started stops first, but API and worker, which do not need each other, together. */
  async function stopAll(): Promise<void> {
    const [cluster, ...programs] = started;
    await Promise.all(programs.map((kept) => kept.stop()));
    await cluster?.stop();
  }

  return {
    start() {
      starting ??= start().catch(async (error: unknown) => {
        await stopAll();
        throw error;
      });
      return starting;
    },
    async stop() {
      stopping.abort(new Error('stopped'));
      // In the middle of a start: what is waited for ends by the stop, then start() itself cleans up.
      await stopAll();
      await starting?.catch(() => undefined);
    },
    kill() {
      stopping.abort(new Error('killed'));
      for (const kept of started) kept.kill();
    },
    ownerUrl: () => ownerAddress,
  };
}

async function limited(work: Promise<void>, sentence: string): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => { timer = setTimeout(() => { reject(new Error(sentence)); }, readyLimitMs); });
  await Promise.race([work, late]).finally(() => { clearTimeout(timer); });
}

/** Passes on at most one line every two seconds: progress, not a log. */
function seldom(say: (line: string) => void): (line: string) => void {
  let last = Date.now();
  return (line) => {
    if (Date.now() - last < 2000) return;
    last = Date.now();
    say(line);
  };
}
