// Owns finding a port nobody listens on.
// Leaves using it to the caller; somebody may still be faster, so a failing start has to say so.
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';

async function tryPort(host: string, port: number): Promise<number | undefined> {
  const server = createServer();
  try {
    server.listen(port, host);
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  } catch (error) {
    if (['EADDRINUSE', 'EACCES'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  } finally {
    await new Promise((resolve) => server.close(resolve));
  }
}

/** Any free port of the machine's choice. */
export async function anyFreePort(host = '127.0.0.1'): Promise<number> {
  const port = await tryPort(host, 0);
  if (port === undefined) throw new Error(`No free port on ${host}`);
  return port;
}

/** The first free port from `wanted` upwards, within 100. */
export async function freePortFrom(wanted: number, host: string): Promise<number> {
  for (let port = wanted; port < Math.min(wanted + 100, 65_536); port += 1) {
    if ((await tryPort(host, port)) !== undefined) return port;
  }
  throw new Error(`${String(wanted)} 起的 100 个端口都被占用。 No free port within 100 of ${String(wanted)}.`);
}
