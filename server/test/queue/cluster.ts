// Owns a PostgreSQL of a suite's own that can be taken away and brought back at the same address.
// Leaves the run's shared one to global-setup.mjs: no other suite may notice.
import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { anyFreePort } from '../../src/local/free-port.js';
import { appRole, databaseUrl, initialise, ownerRole, startCluster } from '../../src/local/postgres-cluster.js';
import { findPlace } from '../../src/local/postgres-place.js';
import type { Running } from '../../src/local/running.js';
import { carelessSettings, removeAtOnce, temporaryFolder } from '../../src/local/temporary-cluster.js';

export interface Cluster {
  ownerUrl: string;
  appUrl: string;
  start(): Promise<void>;
  /** PostgreSQL's immediate stop: sessions are cut, nothing is tidied, the next start recovers. */
  lose(): Promise<void>;
  remove(): Promise<void>;
}

/** An initialised cluster that does not run yet; its only database is empty. */
export async function restartableCluster(): Promise<Cluster> {
  const folder = await temporaryFolder('queue');
  const place = await findPlace(path.join(folder, 'postgres'));
  const folders = [folder, ...(place.movedTo === undefined ? [] : [place.movedTo])];
  const password = randomBytes(12).toString('hex');
  await initialise(place, password);
  const port = await anyFreePort();
  let running: Running | undefined;
  const hurry = () => {
    running?.kill();
    removeAtOnce(folders);
  };
  process.once('exit', hurry);
  const lose = async () => {
    running?.kill();
    await running?.exited;
    running = undefined;
  };
  return {
    ownerUrl: databaseUrl(port, ownerRole, password, 'postgres'),
    appUrl: databaseUrl(port, appRole, password, 'postgres'),
    async start() {
      // What is committed must outlast PostgreSQL's end, though not the machine's.
      const settings = { ...carelessSettings, synchronous_commit: 'on' };
      running = await startCluster({ place, port, settings, logFile: path.join(folder, 'postgres.log') });
      await running.ready;
    },
    lose,
    async remove() {
      await lose();
      process.off('exit', hurry);
      for (const each of folders) await rm(each, { recursive: true, force: true });
    },
  };
}
