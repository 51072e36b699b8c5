// Owns how an address is written for limits.
// Leaves forged headers to server/test/hostile/headers.test.ts.
import type { FastifyRequest } from 'fastify';
import { clientAddress } from './client-address.js';

const from = (ip: string, remoteAddress = '10.0.0.9') => clientAddress({ ip, socket: { remoteAddress } } as FastifyRequest); // what is read of it

it.each([
  ['203.0.113.7', '203.0.113.7'], ['::ffff:203.0.113.7', '203.0.113.7'], ['::1', '0:0:0:0::/64'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'], ['2001:DB8::5', '2001:db8:0:0::/64'], ['fe80::1%eth0', 'fe80:0:0:0::/64'], ['64:ff9b::192.0.2.1', '64:ff9b:0:0::/64'],
  ['nonsense', '10.0.0.9'], ['', '10.0.0.9'], ['203.0.113.7, 1.1.1.1', '10.0.0.9'],
])('%s counts as %s', (ip, counted) => { expect(from(ip)).toBe(counted); });
