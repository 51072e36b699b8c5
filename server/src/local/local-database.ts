// Owns reaching the database of `npm start` from another program, whether it is running or not.
// Leaves what is done there to the caller.
import { access } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { anyFreePort } from './free-port.js';
import { LOCAL_DATABASE } from './local-data.js';
import { localKeys } from './local-keys.js';
import type { LocalKeys } from './local-keys.js';
import { appRole, databaseUrl, ensureDatabase, initialise, isInitialised, ownerRole, runningPort, startCluster } from './postgres-cluster.js';
import { findPlace } from './postgres-place.js';

export interface LocalDatabase {
  ownerUrl: string;
  appUrl: string;
  keys: LocalKeys;
}

/**
 * Runs `work` on the installation's database, starting its PostgreSQL for that time when it does not run.
 * @param folder the installation's data folder
 * @param make whether a database that is not there yet is made
 * @throws Error when there is no installation
 */
export async function withLocalDatabase<T>(folder: string, make: boolean, work: (database: LocalDatabase) => Promise<T>): Promise<T> {
  if (!(await access(path.join(folder, 'keys.json')).then(() => true, () => false))) {
    throw new Error(`${folder} 里没有安装（没有 keys.json）；生产环境请设置 DATABASE_OWNER_URL。 No installation here; for production set DATABASE_OWNER_URL.`);
  }
  const { keys } = await localKeys(folder);
  const place = await findPlace(path.join(folder, 'postgres'));
  if (!(await isInitialised(place))) {
    if (!make) throw new Error(`${folder} 里还没有数据库。 No database here yet.`);
    await initialise(place, keys.ownerPassword);
  }
  const at = (port: number): LocalDatabase => ({
    ownerUrl: databaseUrl(port, ownerRole, keys.ownerPassword, LOCAL_DATABASE), appUrl: databaseUrl(port, appRole, keys.appPassword, LOCAL_DATABASE), keys,
  });
  const known = await runningPort(place);
  if (known !== null) return work(at(known));
  const port = await anyFreePort();
  const cluster = await startCluster({ place, port, logFile: path.join(tmpdir(), `zhitongche-postgres-${String(process.pid)}.log`) });
  try {
    await cluster.ready;
    await ensureDatabase(databaseUrl(port, ownerRole, keys.ownerPassword, 'postgres'), LOCAL_DATABASE);
    return await work(at(port));
  } finally {
    await cluster.stop();
  }
}
