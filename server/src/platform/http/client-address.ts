// Owns whose address a request counts for: the socket's, or behind a trusted proxy the right-most hop that is none.
// Leaves who is trusted to TRUSTED_PROXIES and walking the header to Fastify (trustProxy).
import { isIP, isIPv6 } from 'node:net';
import { createParamDecorator } from '@nestjs/common';
import type { ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

/** The address as limits count it: an IPv6 host has a whole /64 to choose from. */
export function clientAddress(request: FastifyRequest): string {
  // A proxy that passes on nonsense is counted itself.
  const told = isIP(request.ip) === 0 ? (request.socket.remoteAddress ?? '') : request.ip;
  const plain = told.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
  return isIPv6(plain) ? network(plain) : plain;
}

function network(address: string): string {
  const [head = '', tail] = address.split('::');
  const groups = head === '' ? [] : head.split(':');
  const rest = tail === undefined || tail === '' ? [] : tail.split(':');
  const gap = tail === undefined ? 0 : 8 - groups.length - rest.length;
  const all = [...groups, ...Array<string>(Math.max(gap, 0)).fill('0'), ...rest];
  return `${all.slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16)).join(':')}::/64`;
}

/** In a handler: the address the request counts for. */
export const ClientAddress = createParamDecorator((_: unknown, context: ExecutionContext): string =>
  clientAddress(context.switchToHttp().getRequest<FastifyRequest>()));
