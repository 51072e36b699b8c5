// Owns the port that is for the operator only: /metrics, and /ready for a process that has no other door.
// Leaves the figures to their parts. It is never put behind the public proxy.
import { createServer } from 'node:http';
import { once } from 'node:events';
import { collectDefaultMetrics } from 'prom-client';
import type { Metrics } from './metrics.js';

export interface FiguresServer {
  /** The port it got, when 0 was asked for. */
  port: number;
  close(): Promise<void>;
}

/**
 * Serves the figures of this process.
 * @param problem what keeps the process from working, null when nothing does
 */
export async function serveFigures(
  metrics: Metrics, at: { host: string; port: number }, problem: () => string | null | Promise<string | null>,
): Promise<FiguresServer> {
  const { registry } = metrics;
  // Memory, CPU, garbage collection and the event loop's lag: measured only where somebody can ask.
  collectDefaultMetrics({ register: registry });
  const answer = async (path: string): Promise<{ status: number; type: string; body: string }> => {
    if (path === '/metrics') return { status: 200, type: registry.contentType, body: await registry.metrics() };
    if (path === '/ready') {
      const found = await problem();
      return { status: found === null ? 200 : 503, type: 'application/json', body: JSON.stringify(found === null ? { status: 'ready' } : { status: 'not ready', problem: found }) };
    }
    return { status: 404, type: 'text/plain', body: 'only /metrics and /ready\n' };
  };
  const server = createServer((request, response) => {
    answer((request.url ?? '').split('?')[0] ?? '').then(({ status, type, body }) => {
      response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(body);
    }, () => { response.writeHead(500).end(); });
  });
  server.listen(at.port, at.host);
  await once(server, 'listening');
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : at.port,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => { server.close(resolve); });
    },
  };
}
