// Owns one process as Docker would keep it: started, restarted when it dies, stopped with grace, and its health asked.
// Leaves which processes there are to compose-run.mjs.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';

const KEPT_LINES = 5_000;
/** Docker waits 100 ms before the first restart. */
const RESTART_MS = 100;
const alive = new Set();
process.on('exit', () => { for (const child of alive) child.kill('SIGKILL'); });

/**
 * The process ends with us, however we end, and hears no Ctrl-C that was meant for us.
 *
 * @param {{ command: string[], cwd: string, env: NodeJS.ProcessEnv, restart: boolean, stopMs: number, hear?: (line: string) => void }} how
 */
export function startProcess(name, { command, cwd, env, restart, stopMs, hear }) {
  const lines = [];
  let child;
  let stopping = false;
  let restarts = 0;
  let endedWith;
  const ended = new Promise((resolve) => { endedWith = resolve; });
  const launch = () => {
    child = spawn('setpriv', ['--pdeathsig', 'TERM', '--', ...command], { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    const own = child;
    alive.add(own);
    for (const stream of [own.stdout, own.stderr]) {
      createInterface({ input: stream }).on('line', (line) => {
        if (line === '') return;
        lines.push(line);
        hear?.(line);
        lines.splice(0, lines.length - KEPT_LINES);
      });
    }
    own.once('error', (error) => { lines.push(String(error)); });
    own.once('close', (code, signal) => {
      alive.delete(own);
      if (!restart || stopping) endedWith({ code, signal });
      else setTimeout(() => { if (!stopping) { restarts += 1; launch(); } }, RESTART_MS);
    });
  };
  launch();
  return {
    name, ended,
    log: () => lines,
    restarts: () => restarts,
    kill: () => { child.kill('SIGKILL'); },
    /** As `docker stop`: SIGTERM, and after the grace SIGKILL. */
    async stop() {
      stopping = true;
      if (!alive.has(child)) return endedWith({ code: child.exitCode, signal: child.signalCode });
      child.kill('SIGTERM');
      const late = setTimeout(() => child.kill('SIGKILL'), stopMs);
      await ended.finally(() => { clearTimeout(late); });
    },
  };
}

/** Runs the health check once. */
export function healthy({ command, timeoutMs, env }, cwd) {
  return new Promise((resolve) => {
    const child = spawn(command[0], command.slice(1), { cwd, env: { PATH: process.env.PATH, ...env }, stdio: 'ignore', timeout: timeoutMs, killSignal: 'SIGKILL' });
    child.once('error', () => { resolve(false); });
    child.once('close', (code) => { resolve(code === 0); });
  });
}

/** Resolves when the check succeeds; rejects as Docker gives up: after the start period, so many failures in a row. */
export async function until(started, check, cwd) {
  const begun = Date.now();
  let failures = 0;
  // Asked more often than in operation: nobody waits for the next interval here.
  for (; !(await healthy(check, cwd)); await pause(Math.min(check.intervalMs, 300))) {
    if (Date.now() - begun > check.startMs) failures += 1;
    if (failures > check.retries * 10) throw new Error(`${started.name} does not become healthy:\n${started.log().slice(-20).join('\n')}`);
  }
}
