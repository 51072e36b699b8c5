// Owns the build: shared, server and its bench by swc, the mini-app by vite, each only when its sources have changed.
// Leaves type checking to `npm run check`.
//
// node build.mjs [shared] [server] [bench] [miniapp] [--force]      no part named: all of them
import { transformFile } from '@swc/core';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { swcOptions } from './swc-options.mjs';

const root = path.resolve(import.meta.dirname, '../..');
const force = process.argv.includes('--force');
const stampName = '.built-from';
const recipe = ['server/tools/build.mjs', 'server/tools/swc-options.mjs', 'package-lock.json'];

const parts = {
  shared: () => compile('shared/src', 'shared/dist'),
  server: () => compile('server/src', 'server/dist'),
  bench: () => compile('server/bench', 'server/bench/dist'),
  miniapp: bundleMiniapp,
};
const named = process.argv.slice(2).filter((argument) => argument in parts);
for (const part of named.length > 0 ? named : Object.keys(parts)) await parts[part]();

/** Compiles the sources of one folder to another; what has no source any more is removed, so no forgotten migration is found. */
async function compile(from, to) {
  const sources = filesBelow(from).filter((file) => /(?<!\.spec|\.d)\.ts$/.test(file) && !file.includes('/testing/'));
  await whenChanged(to, sources, async (dist) => {
    const wanted = new Set([stampName]);
    await Promise.all(sources.map(async (file) => {
      const target = path.relative(from, file).replace(/\.ts$/, '.js');
      const { code, map } = await transformFile(path.join(root, file), { ...swcOptions, sourceMaps: true });
      mkdirSync(path.dirname(path.join(dist, target)), { recursive: true });
      writeFileSync(path.join(dist, target), `${code}\n//# sourceMappingURL=${path.basename(target)}.map\n`);
      writeFileSync(path.join(dist, `${target}.map`), map);
      wanted.add(target).add(`${target}.map`);
    }));
    for (const file of filesBelow(to)) {
      if (!wanted.has(path.relative(to, file))) rmSync(path.join(root, file));
    }
  });
}

function bundleMiniapp() {
  const outer = readdirSync(path.join(root, 'miniapp'), { withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => `miniapp/${entry.name}`);
  const sources = ['miniapp/src', 'miniapp/public', 'shared/src'].flatMap(filesBelow).concat(outer);
  return whenChanged('miniapp/dist', sources, () => {
    const vite = path.join(root, 'node_modules/vite/bin/vite.js');
    const { status } = spawnSync(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
      cwd: path.join(root, 'miniapp'), stdio: 'inherit', env: { ...process.env, NODE_ENV: 'production' },
    });
    if (status !== 0) process.exit(status ?? 1);
  });
}

/** Runs `build` unless the output was made from exactly these sources by this recipe. */
async function whenChanged(target, sources, build) {
  const dist = path.join(root, target);
  const stamp = path.join(dist, stampName);
  // Taken before building: a file that changes meanwhile makes the next run build again.
  const digest = digestOf([...sources, ...recipe]);
  if (!force && existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return;
  rmSync(stamp, { force: true });
  await build(dist);
  writeFileSync(stamp, digest);
}

function digestOf(files) {
  const hash = createHash('sha256');
  for (const file of [...files].sort()) hash.update(file).update('\0').update(readFileSync(path.join(root, file))).update('\0');
  return hash.digest('hex');
}

/** All files below a folder as paths from the root; none when it is not there. */
function filesBelow(folder) {
  if (!existsSync(path.join(root, folder))) return [];
  return readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)));
}
