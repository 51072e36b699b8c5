// Owns a PostgreSQL for one run of tests or a bench: in a folder of its own, fast instead of safe unless told otherwise, gone without a trace afterwards.
// Leaves databases and tables in it to its callers.
import { randomBytes } from 'node:crypto';
import { existsSync, rmSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePortFrom } from './free-port.js';
import { appRole, databaseUrl, initialise, ownerRole, startCluster } from './postgres-cluster.js';
import { findPlace } from './postgres-place.js';
import type { Running } from './running.js';

/** Safe against nothing, which is right for data that nobody will miss. */
export const carelessSettings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '500' };

export interface TemporaryCluster {
  /** The superuser's address of a database. */
  ownerUrl(database: string): string;
  /** The address of a database for the role of few rights. */
  appUrl(database: string): string;
  /** PostgreSQL's own log. */
  logFile: string;
  /** Stops it and removes its folder. */
  remove(): Promise<void>;
}

/** A folder for a run's throw-away data that PostgreSQL's account can enter too. */
export async function temporaryFolder(name: string): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), `zhitongche-${name}-`));
  await chmod(folder, 0o755);
  return folder;
}

/** Removes folders in the last moments of a process, while what was killed in them is still ending and may write once more. */
export function removeAtOnce(folders: string[]): void {
  const sleeper = new Int32Array(new SharedArrayBuffer(4));
  for (const folder of folders) {
    for (let tries = 0; tries < 40 && existsSync(folder); tries += 1) {
      try {
        rmSync(folder, { recursive: true, force: true });
      } catch {
        Atomics.wait(sleeper, 0, 0, 50); // Nothing asynchronous runs any more.
      }
    }
  }
}

/** Starts an empty cluster; it also goes when the process ends early. */
export async function temporaryCluster(settings: Record<string, string> = carelessSettings): Promise<TemporaryCluster> {
  const folder = await temporaryFolder('test');
  const folders = [folder];
  const begun: Running[] = [];
  const hurry = () => {
    for (const each of begun) each.kill();
    removeAtOnce(folders);
  };
  process.once('exit', hurry);
  const place = await findPlace(path.join(folder, 'postgres'));
  if (place.movedTo !== undefined) folders.push(place.movedTo);
  const password = randomBytes(12).toString('hex');
  await initialise(place, password);
  const port = await freePortFrom(20_000 + (process.pid % 10_000), '127.0.0.1');
  const logFile = path.join(folder, 'postgres.log');
  const cluster = await startCluster({ place, port, settings, logFile });
  begun.push(cluster);
  await cluster.ready;
  return {
    ownerUrl: (database) => databaseUrl(port, ownerRole, password, database),
    appUrl: (database) => databaseUrl(port, appRole, password, database),
    logFile,
    async remove() {
      process.off('exit', hurry);
      await cluster.stop();
      for (const each of folders) await rm(each, { recursive: true, force: true });
    },
  };
}
