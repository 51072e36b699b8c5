// Owns saying on what a figure was measured: machine, versions, commit, PostgreSQL's settings.
// Leaves the figures to the benches.
import { execFileSync } from 'node:child_process';
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';
import type { Client } from 'pg';
import type { Options } from './options.js';

const SETTINGS = ['fsync', 'synchronous_commit', 'full_page_writes', 'shared_buffers', 'max_connections'];

/** What to put beside every figure. */
export async function describe(root: string, owner: Client, options: Options, place: string): Promise<Record<string, unknown>> {
  const { rows: [version] } = await owner.query<{ server_version: string }>('show server_version');
  const { rows: settings } = await owner.query<{ name: string; setting: string }>(
    'select name, current_setting(name) as setting from pg_settings where name = any($1) order by name', [SETTINGS]);
  return {
    at: new Date().toISOString(), commit: commit(root), cores: availableParallelism(), processor: cpus()[0]?.model ?? '',
    memoryGb: Math.round(totalmem() / 2 ** 30), loadBefore: Number((loadavg()[0] ?? 0).toFixed(2)),
    node: process.version, postgres: version?.server_version, place, queue: process.env['REDIS_URL'] ? 'redis' : 'postgres',
    settings: Object.fromEntries(settings.map((s) => [s.name, s.setting])), options,
  };
}

function commit(root: string): string {
  const git = (...args: string[]) => execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  try {
    const files = git('status', '--porcelain', '--', 'server', 'shared', 'package-lock.json');
    return git('rev-parse', '--short=10', 'HEAD') + (files === '' ? '' : ' with changes');
  } catch {
    return 'unknown';
  }
}

/** Said with every result, because they limit what it means. */
export const LIMITS = 'client, API, worker and PostgreSQL share this machine’s cores and memory; the network is its loopback; one API process';
