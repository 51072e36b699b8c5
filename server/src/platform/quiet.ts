// Owns keeping a server that goes away from ending the process or filling the log.
// Leaves coming back to the clients themselves.
import type { Logger } from './logging/logger.js';

const SAME_WARNING_AFTER_MS = 30_000;

/** Without a listener an `error` ends the process; `what` is gone may be said, but not many times a second. */
export function quiet<T extends { on(event: 'error', listener: (error: Error) => void): unknown }>(emitter: T, logger: Logger, what: string): T {
  let last = { message: '', at: 0 };
  emitter.on('error', (error) => {
    if (error.message === last.message && performance.now() - last.at < SAME_WARNING_AFTER_MS) return;
    last = { message: error.message, at: performance.now() };
    logger.warn({ error: error.message }, what);
  });
  return emitter;
}
