// Owns the proof that a taken port is passed over.
// Leaves what is said about it to local-system.ts.
import { once } from 'node:events';
import { createServer } from 'node:net';
import { anyFreePort, freePortFrom } from './free-port.js';

describe('freePortFrom', () => {
  it('takes the wanted port when it is free, else a later one', async () => {
    const wanted = await anyFreePort();
    await expect(freePortFrom(wanted, '127.0.0.1')).resolves.toBe(wanted);
    const server = createServer().listen(wanted, '127.0.0.1');
    await once(server, 'listening');
    const next = await freePortFrom(wanted, '127.0.0.1');
    expect(next).toBeGreaterThan(wanted);
    server.close();
    await once(server, 'close');
  });

  it('says so when an address does not belong to this machine', async () => {
    await expect(freePortFrom(5000, '192.0.2.1')).rejects.toThrow('EADDRNOTAVAIL');
  });
});
