// Owns an older version of this product, built from its own commit: what runs beside the present one while that is being installed.
// Leaves which version comes after which to the migrations. Built once and kept below .data/.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** Has the ladder and its timers; lights each ticket in a transaction of its own. */
const COMMIT = '05782e8ceb50b626732f7398cab0072f5f9cdc23';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const git = (...args: string[]) => execFileSync('git', args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });

/** Why it cannot be built here; null when it can. */
export function olderVersionMissing(): string | null {
  try {
    git('cat-file', '-e', `${COMMIT}^{commit}`);
    return null;
  } catch {
    return `the history of this folder does not reach back to ${COMMIT.slice(0, 7)}`;
  }
}

/** The folder of its compiled code. @throws Error when it cannot be built */
export function olderVersion(): URL {
  const home = path.join(root, '.data/versions', COMMIT);
  if (!existsSync(home)) {
    const making = `${home}.${String(process.pid)}`;
    mkdirSync(making, { recursive: true });
    const archive = path.join(making, 'version.tar');
    git('archive', '--format=tar', `--output=${archive}`, COMMIT, 'package.json', 'package-lock.json', 'server', 'shared');
    execFileSync('tar', ['-xf', archive, '-C', making]);
    rmSync(archive);
    borrowPackages(making);
    execFileSync(process.execPath, ['server/tools/build.mjs', 'shared', 'server'], { cwd: making, stdio: ['ignore', 'pipe', 'pipe'] });
    putInPlace(making, home);
  }
  return pathToFileURL(path.join(home, 'server/dist/'));
}

/** Two suites may make it at the same time: what was done first stays. */
function putInPlace(making: string, home: string): void {
  try {
    renameSync(making, home);
  } catch (error) {
    rmSync(making, { recursive: true });
    if (!existsSync(home)) throw error;
  }
}

/** The present packages, with the older version's own `shared` among them. */
function borrowPackages(home: string): void {
  const own = '@zhitongche';
  mkdirSync(path.join(home, 'node_modules', own), { recursive: true });
  for (const name of readdirSync(path.join(root, 'node_modules'))) {
    if (name !== own) symlinkSync(path.join(root, 'node_modules', name), path.join(home, 'node_modules', name));
  }
  symlinkSync('../../shared', path.join(home, 'node_modules', own, 'shared'));
  if (existsSync(path.join(root, 'server/node_modules'))) symlinkSync(path.join(root, 'server/node_modules'), path.join(home, 'server/node_modules'));
}
