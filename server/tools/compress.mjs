// Owns the compressed copies (.br, .gz) beside the built mini-app's files, which the web server hands out as they are.
// Leaves choosing between them to the web server.
//
// node compress.mjs FOLDER
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const WORTH_IT = /\.(js|css|html|svg|json|webmanifest)$/;
/** Below this a second file costs more than it saves. */
const SMALLEST = 1024;

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('usage: node compress.mjs FOLDER');
for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile() || !WORTH_IT.test(entry.name)) continue;
  const file = path.join(entry.parentPath, entry.name);
  const content = readFileSync(file);
  if (content.length < SMALLEST) continue;
  writeFileSync(`${file}.gz`, gzipSync(content, { level: 9 }));
  writeFileSync(`${file}.br`, brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: content.length } }));
}
