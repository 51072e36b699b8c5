// Owns the table of what a backup may lack. Leaves real rows and files to test/backup.
import { filesCheck } from './files-check.js';

const FILE = 'attachments/ab/ab12';
const ROW = { storeKey: 'ab12', sha256: 'one', thumbnailBytes: null };

it.each<[string, { key: string; sha256: string }[], number | null, string[]]>([
  ['all there', [{ key: FILE, sha256: 'one' }], null, []],
  ['with a thumbnail', [{ key: FILE, sha256: 'one' }, { key: `${FILE}.thumbnail`, sha256: 'two' }], 5, []],
  ['nothing there', [], null, [FILE]],
  ['another content', [{ key: FILE, sha256: 'other' }], null, [FILE]],
  ['no thumbnail', [{ key: FILE, sha256: 'one' }], 5, [`${FILE}.thumbnail`]],
  ['neither', [], 5, [FILE, `${FILE}.thumbnail`]],
])('%s', (_what, objects, thumbnailBytes, keys) => {
  const check = filesCheck(objects);
  check.file({ ...ROW, thumbnailBytes });
  expect(check.lacking).toEqual({ count: keys.length, keys });
});

it('counts all and names a few', () => {
  const check = filesCheck([]);
  for (let n = 10; n < 20; n += 1) check.file({ ...ROW, storeKey: `x${String(n)}` });
  expect(check.lacking).toEqual({ count: 10, keys: ['attachments/x1/x10', 'attachments/x1/x11', 'attachments/x1/x12'] });
});
