// Owns one embedded PostgreSQL cluster: makes it, starts it, clears what an earlier crash left, stops it.
// Leaves the choice of place to postgres-place.ts, roles and tables to main.migrate, restarting to supervisor.ts.
import { execFile, spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { access, chown, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { program, type PostgresPlace } from './postgres-place.js';
import { stopChild, whenExited, type Running } from './running.js';

/** The superuser of every embedded cluster; it owns the tables and runs migrations, never the product. */
export const ownerRole = 'zhitongche_owner';
/** The role of few rights that API and worker use; migrations make it. */
export const appRole = 'zhitongche_app';

const run = promisify(execFile);
const readyLine = 'database system is ready to accept connections';
const stopGraceMs = 15_000;

export interface ClusterStart {
  place: PostgresPlace;
  port: number;
  /** PostgreSQL settings beside the fixed ones, e.g. `{ fsync: 'off' }` in tests. */
  settings?: Record<string, string>;
  /** Where PostgreSQL's own log goes; appended. */
  logFile: string;
}

/** The address of a database of a local cluster. */
export function databaseUrl(port: number, role: string, password: string, database: string): string {
  return `postgresql://${role}:${encodeURIComponent(password)}@127.0.0.1:${String(port)}/${database}`;
}

/** Whether a finished cluster lies in the place. */
export async function isInitialised(place: PostgresPlace): Promise<boolean> {
  return access(place.data).then(() => true, () => false);
}

/** Makes the database when it is not there yet. */
export async function ensureDatabase(maintenanceUrl: string, name: string): Promise<void> {
  const client = new Client({ connectionString: maintenanceUrl });
  await client.connect();
  try {
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    if (found.rowCount === 0) await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`);
  } finally {
    await client.end();
  }
}

/**
 * Makes an empty cluster with {@link ownerRole} as its superuser. It is made beside its final name and renamed,
 * so that an interrupted first start leaves nothing that looks finished.
 *
 * @throws Error with initdb's words.
 */
export async function initialise(place: PostgresPlace, ownerPassword: string): Promise<void> {
  const partial = `${place.data}.partial`;
  const passwordFile = `${place.data}.password`;
  await rm(partial, { recursive: true, force: true });
  await mkdir(partial, { recursive: true, mode: 0o700 });
  await writeFile(passwordFile, ownerPassword, { mode: 0o600 });
  if (place.account) {
    await chown(partial, place.account.uid, place.account.gid);
    await chown(passwordFile, place.account.uid, place.account.gid);
  }
  try {
    await run(program(place, 'initdb'), [
      `--pgdata=${partial}`, `--username=${ownerRole}`, `--pwfile=${passwordFile}`, '--auth=scram-sha-256',
      // PostgreSQL's own C.UTF-8 sorts alike on every machine; the host's locales do not.
      '--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--no-instructions',
    ], asAccount(place));
  } finally {
    await rm(passwordFile, { force: true });
  }
  await rename(partial, place.data);
}

/**
 * Starts the cluster; `ready` resolves when it accepts connections.
 * It listens on 127.0.0.1 only, without a Unix socket, and in a process group of its own: Ctrl-C in the terminal
 * must reach our orderly stop first, not the database under a working API.
 */
export async function startCluster({ place, port, settings = {}, logFile }: ClusterStart): Promise<Running> {
  await clearLeftovers(place);
  const chosen = { listen_addresses: '127.0.0.1', unix_socket_directories: '', lc_messages: 'C', timezone: 'UTC', log_timezone: 'UTC', ...settings };
  const flags = Object.entries(chosen).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const child = spawn(program(place, 'postgres'), ['-D', place.data, '-p', String(port), ...flags], {
    ...asAccount(place), detached: true, stdio: ['ignore', 'ignore', 'pipe'],
  });
  const exited = whenExited(child);
  const ready = new Promise<void>((resolve, reject) => {
    let seen = '';
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      seen = (seen + chunk).slice(-4000);
      if (seen.includes(readyLine)) resolve();
    });
    void exited.then((reason) => { reject(new Error(`PostgreSQL ended before it was ready (${reason}):\n${seen.trim()}`)); });
  });
  ready.catch(() => undefined); // One that is stopped while it starts has nobody waiting.
  const log = createWriteStream(logFile, { flags: 'a' });
  log.on('error', () => undefined); // A full disk or a removed folder costs the log, not the database.
  child.stderr.pipe(log);
  return {
    ready,
    exited,
    // SIGINT is PostgreSQL's "fast" stop: sessions end, everything is written. SIGQUIT recovers at the next start.
    stop: () => stopChild(child, exited, 'SIGINT', stopGraceMs, 'SIGQUIT'),
    kill: () => { child.kill('SIGQUIT'); },
  };
}

/**
 * After `kill -9` two things may be left: a PostgreSQL that lost its parent and still runs on our data, and a pid file
 * whose number may belong to anybody by now. The first is stopped, the second removed.
 */
export async function clearLeftovers(place: PostgresPlace): Promise<void> {
  const pidFile = path.join(place.data, 'postmaster.pid');
  const lines = (await readFile(pidFile, 'utf8').catch(() => '')).split('\n');
  const pid = Number.parseInt(lines[0] ?? '', 10);
  if (!Number.isInteger(pid)) return;
  if (await isOurPostgres(pid, place.data)) {
    const stop = (mode: string) => run(program(place, 'pg_ctl'), ['stop', '-D', place.data, '-m', mode, '-w', '-t', '20'], asAccount(place));
    await stop('fast').catch(() => stop('immediate'));
  }
  await rm(pidFile, { force: true });
}

/** The port on which the cluster runs at this moment, null when it does not. */
export async function runningPort(place: PostgresPlace): Promise<number | null> {
  const lines = (await readFile(path.join(place.data, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n');
  const [pid, port] = [Number.parseInt(lines[0] ?? '', 10), Number.parseInt(lines[3] ?? '', 10)];
  return Number.isInteger(pid) && Number.isInteger(port) && (await isOurPostgres(pid, place.data)) ? port : null;
}

async function isOurPostgres(pid: number, data: string): Promise<boolean> {
  const command = process.platform === 'linux'
    ? await readFile(`/proc/${String(pid)}/cmdline`, 'utf8').catch(() => '')
    : (await run('ps', ['-o', 'command=', '-p', String(pid)]).catch(() => ({ stdout: '' }))).stdout;
  return command.includes('postgres') && command.includes(data);
}

/** PG* variables of the caller's shell would quietly change what the programs do. */
function asAccount(place: PostgresPlace): { cwd: string; env: NodeJS.ProcessEnv; uid?: number; gid?: number } {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('PG')));
  return { cwd: path.parse(place.data).root, env: { ...env, LC_ALL: 'C' }, ...place.account };
}
