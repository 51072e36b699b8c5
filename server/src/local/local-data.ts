// Owns which database an installation on one machine has, and removing all that it keeps.
// Leaves making and running it to local-system.ts.
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { clearLeftovers } from './postgres-cluster.js';
import { findPlace } from './postgres-place.js';

/** The database's name in every local cluster that stays. */
export const LOCAL_DATABASE = 'zhitongche';

/** Removes an installation's data, wherever it lives, and a database that still runs on it after a crash. */
export async function resetLocalData(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const place = await findPlace(path.join(folder, 'postgres'));
  await clearLeftovers(place);
  const own = ['postgres', 'postgres.partial', 'keys.json', 'logs', 'attachments'].map((name) => path.join(folder, name));
  for (const item of place.movedTo === undefined ? own : [...own, place.movedTo]) await rm(item, { recursive: true, force: true });
}
