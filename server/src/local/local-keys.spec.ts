// Owns the proof that an installation's keys are made once, are real keys, and are nobody else's to read.
// Leaves what they encrypt to platform/crypto.
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { localKeys } from './local-keys.js';

let folder: string;
beforeEach(async () => { folder = await mkdtemp(path.join(tmpdir(), 'zhitongche-keys-')); });
afterEach(() => rm(folder, { recursive: true }));

describe('localKeys', () => {
  it('makes them once and finds them again', async () => {
    const made = await localKeys(folder);
    const found = await localKeys(folder);
    expect(made.isNew).toBe(true);
    expect(found).toEqual({ keys: made.keys, isNew: false });
  });

  it('makes 32 random bytes for each key, in a file for its user only', async () => {
    const { keys } = await localKeys(folder);
    expect(Buffer.from(keys.dataKey, 'base64')).toHaveLength(32);
    expect(Buffer.from(keys.hashKey, 'base64')).toHaveLength(32);
    expect(new Set(Object.values(keys)).size).toBe(4);
    expect((await stat(path.join(folder, 'keys.json'))).mode & 0o777).toBe(0o600);
  });

  it('refuses a damaged file instead of making new keys', async () => {
    const file = path.join(folder, 'keys.json');
    await writeFile(file, '{"dataKey":"x"}');
    await expect(localKeys(folder)).rejects.toThrow('hashKey');
    expect(await readFile(file, 'utf8')).toBe('{"dataKey":"x"}');
  });
});
