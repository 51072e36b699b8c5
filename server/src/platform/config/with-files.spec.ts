import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { withFiles } from './with-files.js';

describe('settings in files', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'zhitongche-secrets-'));
  const file = path.join(folder, 'url');
  writeFileSync(file, 'postgres://u:p@h/d\n');
  afterAll(() => { rmSync(folder, { recursive: true }); });

  it('a secret is read from its file, without the line end an editor adds', () => {
    expect(withFiles({ DATABASE_URL_FILE: file, PORT: '1' })).toEqual({ DATABASE_URL_FILE: file, PORT: '1', DATABASE_URL: 'postgres://u:p@h/d' });
  });

  it.each<[string, NodeJS.ProcessEnv, RegExp]>([
    ['given twice', { DATA_KEY: 'x', DATA_KEY_FILE: file }, /^configuration: DATA_KEY and DATA_KEY_FILE are both given$/],
    ['of a file that is not there', { DATA_KEY_FILE: path.join(folder, 'no') }, /^configuration: DATA_KEY_FILE=.*no cannot be read$/],
  ])('a secret %s stops the start', (_name, env, sentence) => {
    expect(() => withFiles(env)).toThrow(sentence);
  });

  it('only secrets are looked for: another name may end like that', () => {
    expect(withFiles({ SOME_FILE: file })).toEqual({ SOME_FILE: file });
  });
});
