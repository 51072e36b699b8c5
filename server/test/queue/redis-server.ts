// Owns a Redis of a suite's own: it is flushed, stopped and lost on purpose, which no shared server would bear.
// Leaves what is kept in it to the product.
import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Redis } from 'ioredis';
import { anyFreePort } from '../../src/local/free-port.js';

export interface RedisServer {
  url: string;
  start(): Promise<void>;
  /** Ends it at once; it keeps nothing. */
  lose(): Promise<void>;
  /** Lets it hang: connected, but without an answer. */
  hang(): void;
  goOn(): void;
  /** Sends one command, such as FLUSHALL. */
  command(name: string, ...args: string[]): Promise<unknown>;
  remove(): Promise<void>;
}

/** A place for a Redis on a free port, not started yet. Needs `redis-server` on the machine. */
export async function redisServer(): Promise<RedisServer> {
  const port = await anyFreePort();
  const folder = mkdtempSync(path.join(tmpdir(), 'zhitongche-redis-'));
  let server: ChildProcess | undefined;
  const hurry = () => {
    server?.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  };
  process.once('exit', hurry);

  async function start(): Promise<void> {
    const child = spawn('redis-server', [
      '--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', '', '--appendonly', 'no', '--maxmemory-policy', 'noeviction',
    ], { stdio: ['ignore', 'pipe', 'pipe'] });
    server = child;
    let said = '';
    await new Promise<void>((resolve, reject) => {
      child.once('error', (error) => { reject(new Error(`redis-server is needed for this suite: ${error.message}`)); });
      child.once('exit', () => { reject(new Error(`redis-server ended: ${said}`)); });
      child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
        said += chunk;
        if (said.includes('Ready to accept connections')) resolve();
      });
    });
  }

  async function lose(): Promise<void> {
    const child = server;
    server = undefined;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  }

  return {
    url: `redis://127.0.0.1:${String(port)}`,
    start,
    lose,
    hang: () => { server?.kill('SIGSTOP'); },
    goOn: () => { server?.kill('SIGCONT'); },
    async command(name, ...args) {
      const client = new Redis(port, '127.0.0.1');
      try {
        return await client.call(name, ...args);
      } finally {
        client.disconnect();
      }
    },
    async remove() {
      await lose();
      process.off('exit', hurry);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
