// Owns what is told about every request: its id to the client, one log line, its figures.
// Leaves answering it to the features.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Gauge, Histogram } from 'prom-client';
import { withLogContext } from '../logging/context.js';
import type { Logger } from '../logging/logger.js';
import type { Metrics } from '../metrics/metrics.js';

/** Seconds. Half of the answers take less than the third; a person waits no longer than the last but one. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/**
 * Watches all requests. Labels are the route's template (never the address, which may hold a token), the method and
 * the status class; an address without a route is `none`, a client that hung up before the answer is `aborted`.
 */
export function watchRequests(server: FastifyInstance, { registry }: Metrics, logger: Logger): void {
  const duration = new Histogram({
    name: 'ztc_http_request_duration_seconds', help: 'From the first header to the last byte of the answer.',
    labelNames: ['method', 'route', 'status'], buckets: BUCKETS, registers: [registry],
  });
  const inFlight = new Gauge({ name: 'ztc_http_requests_in_flight', help: 'Requests being answered.', registers: [registry] });

  server.addHook('onRequest', (request: FastifyRequest, reply: FastifyReply, done: () => void) => {
    const startedAt = performance.now();
    void reply.header('x-request-id', request.id);
    inFlight.inc();
    // Not Fastify's onResponse: that one never comes when the client hangs up.
    reply.raw.once('close', () => {
      inFlight.dec();
      const ms = performance.now() - startedAt;
      const route = request.routeOptions.url ?? 'none';
      const aborted = !reply.raw.writableFinished;
      const status = aborted ? 'aborted' : `${String(Math.floor(reply.statusCode / 100))}xx`;
      duration.observe({ method: request.method, route, status }, ms / 1000);
      logger.info({ requestId: request.id, method: request.method, route, status: aborted ? 'aborted' : reply.statusCode, ms: Math.round(ms) }, 'request');
    });
    withLogContext({ requestId: request.id }, done);
  });
  // A body arrives from the socket, whose context is not the request's any more.
  server.addHook('preValidation', (request: FastifyRequest, _reply: FastifyReply, done: () => void) => {
    withLogContext({ requestId: request.id }, done);
  });
}
