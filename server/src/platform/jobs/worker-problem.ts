// Owns what counts as a worker that works: it asks the database for due deliveries, hands them over, and takes jobs.
// Leaves asking to the health check; that the process exists proves nothing.
import type { QueueBackend } from './queue-backend.js';
import type { Relay } from './relay.js';
import type { Runner } from './runner.js';

/** The relay asks every second, and a queue that hangs costs it five. */
const PASS_PATIENCE_MS = 15_000;

/** Null when it works. */
export function workerProblem(relay: Pick<Relay, 'sinceLastPass'>, runner: Pick<Runner, 'working'>, backend: Pick<QueueBackend, 'available'>): string | null {
  if (!backend.available()) return 'the queue is away';
  const since = relay.sinceLastPass();
  if (since === null) return 'no delivery claimed yet';
  if (since > PASS_PATIENCE_MS) return `no delivery could be claimed for ${String(Math.round(since / 1000))} s`;
  return runner.working() ? null : 'no worker takes jobs';
}
