// Owns what must be true before anything of ours can run: a Node that is new enough, installed packages, a fresh build.
// Uses nothing but Node itself, because nothing else may be there yet. Leaves running to start.mjs and test.mjs.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, statSync, utimesSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { say, step } from './screen.mjs';

// An old Node, which is told so below, does not know import.meta.dirname yet.
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/** Ends the process with a clear sentence when Node is too old. */
export function requireNode() {
  const { engines } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  const wanted = engines.node.match(/\d+/g).map(Number);
  const found = process.versions.node.split('.').map(Number);
  const newer = wanted.findIndex((part, index) => part !== (found[index] ?? 0));
  if (newer === -1 || found[newer] > wanted[newer]) return;
  say(`直通车需要 Node.js ${engines.node}，当前是 ${process.versions.node}。请到 https://nodejs.org 安装新版本后再试。`);
  say(`Node.js ${engines.node} is needed, this is ${process.versions.node}. Install a newer one from https://nodejs.org and try again.`);
  process.exit(1);
}

/** Installs the packages of the lock file when they are missing or older than it. */
export async function installMissing() {
  if (!isInstalled()) await step('安装依赖，第一次约一到两分钟 · installing packages, a minute or two the first time', install);
}

/** Builds what has changed in the named parts (shared, server, miniapp). */
export async function build(...parts) {
  await step('编译 · building', () => run(process.execPath, [path.join(root, 'server/tools/build.mjs'), ...parts]));
}

// npm writes this file last, so an interrupted install does not look finished.
const installed = path.join(root, 'node_modules/.package-lock.json');

function isInstalled() {
  return existsSync(installed) && statSync(installed).mtimeMs >= statSync(path.join(root, 'package-lock.json')).mtimeMs;
}

async function install() {
  // `npm ci` refuses a lock that lacks other platforms' optional packages; this leaves the lock untouched and installs what it says.
  // Build and test tools are needed whatever NODE_ENV says.
  const args = ['install', '--no-save', '--no-audit', '--no-fund', '--include=dev', '--loglevel=error'];
  const npm = process.env.npm_execpath;
  await (npm?.endsWith('.js') ? run(process.execPath, [npm, ...args]) : run('npm', args, { shell: process.platform === 'win32' }));
  const now = new Date();
  utimesSync(installed, now, now);
}

/**
 * Runs a command on our screen. A signal to us goes on to it; npm, for one, then takes its time, so who has not ended
 * after `graceMs` is ended. Rejects when the command fails.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions & { graceMs?: number }} [options]
 */
export function run(command, args, { graceMs = 2000, ...options } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: 'inherit', ...options });
    let timer;
    const pass = (signal) => {
      child.kill(signal);
      timer ??= setTimeout(() => child.kill('SIGKILL'), graceMs);
    };
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
    for (const signal of signals) process.on(signal, pass);
    const end = () => {
      clearTimeout(timer);
      for (const signal of signals) process.off(signal, pass);
    };
    child.once('error', (error) => { end(); reject(error); });
    child.once('exit', (code, signal) => {
      end();
      if (code === 0) resolve();
      else reject(new Error(signal ?? `exit code ${code}`));
    });
  });
}
