// Owns where a simulated district is kept, what is written down about it, and the time at which it goes on.
// Leaves playing it to simulation/ and running it to local-system.ts.
import { chmod, mkdir, readFile, readdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Client } from 'pg';
import { resetLocalData } from './local-data.js';
import { runningPort } from './postgres-cluster.js';
import { findPlace } from './postgres-place.js';

/** The variable that tells a kept district's processes how far their clock is from the host's, in ms. */
export const CLOCK_AWAY = 'SIMULATED_CLOCK_AWAY_MS';
export const DEFAULT_NAME = 'district';
const NAME = /^[\w-]{1,40}$/;
/** Left by an opening that was killed; tools/instance.mjs sees to it. */
const INSTANCE = 'instance.json';
const MINUTE_MS = 60_000;

/** What was played, and the instant at which it is opened for the first time. */
export interface KeptDistrict {
  seed: string;
  from: string;
  days: number;
  scale: number;
  /** ISO; null while it is being played, and for ever when that was broken off. */
  opensAt: string | null;
}

/** Where a district of that name is kept, below the clone's data folder. @throws Error with a sentence for a name that is no plain one */
export function keptFolder(root: string, name: string): string {
  if (!NAME.test(name)) throw new Error(`${name} 不能作名称，请用字母、数字、-、_。 Use letters, digits, - and _ for the name.`);
  return path.join(root, '.data', 'simulated', name);
}

/** The kept district of a folder. @throws Error with a sentence when there is none that was played to its end */
export async function readKept(folder: string): Promise<KeptDistrict & { opensAt: string }> {
  const kept = await written(folder);
  if (kept === null) throw new Error(`${folder} 里没有保存的模拟辖区。请先运行 npm run simulate -- --keep。 No simulated district is kept here.`);
  const { opensAt } = kept;
  if (opensAt === null) throw new Error(`${folder} 里的模拟没有演完，请重新运行 npm run simulate -- --keep。 This simulation was not played to its end.`);
  return { ...kept, opensAt };
}

/**
 * Makes an empty folder for a district that is to be kept.
 * @throws Error with a sentence when it holds a finished one and `replace` is not said, when that one is open, or when it holds something else
 */
export async function takeFolder(folder: string, replace: boolean, kept: Omit<KeptDistrict, 'opensAt'>): Promise<void> {
  const before = await written(folder);
  const holds = (await readdir(folder).catch(() => [])).filter((name) => name !== INSTANCE);
  if (before === null && holds.length > 0) throw new Error(`${folder} 里有别的东西，请换一个名称。 It holds something else: choose another name.`);
  if (before !== null && before.opensAt !== null && !replace) throw new Error(`${folder} 里已有一个模拟辖区；换一个名称，或加上 --replace 覆盖它。 A district is kept here: choose another name, or say --replace.`);
  await mkdir(folder, { recursive: true });
  await chmod(folder, 0o755); // PostgreSQL may run under another account.
  if (await runningPort(await findPlace(path.join(folder, 'postgres'))) !== null) throw new Error(`${folder} 里的模拟辖区正开着，请先停止它。 It is open: stop it first.`);
  await resetLocalData(folder);
  await mkdir(path.join(folder, 'logs'));
  await writeDown(folder, { ...kept, opensAt: null });
}

/** Writes down what is kept in a folder; `opensAt` makes it one that can be opened. */
export async function writeDown(folder: string, kept: KeptDistrict): Promise<void> {
  const file = recordOf(folder);
  await writeFile(`${file}.partial`, `${JSON.stringify(kept, undefined, 2)}\n`);
  await rename(`${file}.partial`, file);
}

/**
 * How far the clock of a district that is opened now is from the host's, in ms: it opens at its first morning, and later goes
 * on a minute after the last thing that happened in it, so that no history ever runs backwards.
 */
export async function clockAway(ownerUrl: string, { opensAt }: { opensAt: string }): Promise<number> {
  const client = new Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const { rows: [row] } = await client.query<{ last: Date | null }>(
      'select greatest((select max(at) from ticket_event), (select max(at) from audit_log), (select max(created_at) from session)) as last');
    const first = Date.parse(opensAt);
    return Math.max(first, row?.last ? row.last.getTime() + MINUTE_MS : first) - Date.now();
  } finally {
    await client.end();
  }
}

const recordOf = (folder: string): string => path.join(folder, 'simulated.json');

async function written(folder: string): Promise<KeptDistrict | null> {
  const text = await readFile(recordOf(folder), 'utf8').catch(() => null);
  return text === null ? null : JSON.parse(text) as KeptDistrict; // Only writeDown writes it.
}
