// Owns that one clone runs once: the running instance holds a file with a port on which it answers with its own token.
// Asking it is safer than a process number, which may belong to anybody after a crash. Leaves the system to main.local.
import { once } from 'node:events';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { randomUUID } from 'node:crypto';
import path from 'node:path';

/**
 * Takes the instance of a data folder.
 *
 * @returns {Promise<{ runningAt: string } | { setAddress(address: string): void, release(): void }>}
 *   where the other instance runs (empty while it starts), or what the holder needs
 */
export async function takeInstance(folder) {
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, 'instance.json');
  const token = randomUUID();
  const server = createServer((socket) => socket.on('error', () => undefined).end(token)).unref();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const mine = { port: server.address().port, token, address: '' };

  for (;;) {
    try {
      writeFileSync(file, JSON.stringify(mine), { flag: 'wx' });
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    const other = read(file);
    if (other && (await answers(other))) {
      server.close();
      return { runningAt: other.address };
    }
    rmSync(file, { force: true }); // Left by an instance that was killed.
  }
  return {
    setAddress(address) { writeFileSync(file, JSON.stringify({ ...mine, address })); },
    release() {
      server.close();
      if (read(file)?.token === token) rmSync(file, { force: true });
    },
  };
}

function read(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

async function answers({ port, token }) {
  let heard = '';
  try {
    for await (const chunk of connect(port, '127.0.0.1').setEncoding('utf8').setTimeout(2000, function late() { this.destroy(); })) heard += chunk;
  } catch {
    return false;
  }
  return heard === token;
}
