// Owns the secrets of one local installation: made once, kept in its data folder, readable by its user only.
// Leaves their use to platform/crypto and to whoever builds database addresses. Production brings its own.
import { randomBytes } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';

export interface LocalKeys {
  /** 32 bytes, base64: encrypts contact columns. */
  dataKey: string;
  /** 32 bytes, base64: keyed hash of what must be found again without being read. */
  hashKey: string;
  ownerPassword: string;
  appPassword: string;
}

const names = ['dataKey', 'hashKey', 'ownerPassword', 'appPassword'] as const;

/**
 * Reads the keys of `folder`, or makes them.
 *
 * @throws Error when the file is there but not readable as keys: making new ones would lock away every encrypted column.
 */
export async function localKeys(folder: string): Promise<{ keys: LocalKeys; isNew: boolean }> {
  const file = path.join(folder, 'keys.json');
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  });
  if (text !== undefined) return { keys: parse(text, file), isNew: false };
  const keys: LocalKeys = {
    dataKey: randomBytes(32).toString('base64'),
    hashKey: randomBytes(32).toString('base64'),
    ownerPassword: randomBytes(18).toString('base64url'),
    appPassword: randomBytes(18).toString('base64url'),
  };
  await writeFile(`${file}.partial`, `${JSON.stringify(keys, undefined, 2)}\n`, { mode: 0o600 });
  await rename(`${file}.partial`, file);
  return { keys, isNew: true };
}

function parse(text: string, file: string): LocalKeys {
  const found = JSON.parse(text) as Partial<LocalKeys>;
  const missing = names.filter((name) => typeof found[name] !== 'string');
  if (missing.length > 0) throw new Error(`${file} 缺少 ${missing.join('、')}。 Keys are missing in this file.`);
  return found as LocalKeys;
}
