// Owns how a process ends: in order when told to, at once when it cannot, and never by a stray rejection in silence.
// Leaves what has to be closed to the mains.
import type { Logger } from './logging/logger.js';

const LIMIT_MS = 5_000;

/** Runs `close` once on SIGTERM or SIGINT; a close that hangs does not keep the process. */
export function endGracefully(logger: Logger, close: () => Promise<unknown>): void {
  let ending = false;
  const end = (signal: string) => {
    if (ending) return;
    ending = true;
    logger.info({ signal }, 'ending');
    setTimeout(() => {
      logger.warn('did not end in time');
      process.exit(1);
    }, LIMIT_MS).unref();
    close().then(() => process.exit(0), (error: unknown) => {
      logger.error({ error: String(error) }, 'ending failed');
      process.exit(1);
    });
  };
  process.on('SIGTERM', end).on('SIGINT', end);
  process.on('unhandledRejection', (reason) => {
    logger.error({ error: reason instanceof Error ? reason.stack : String(reason) }, 'unhandled rejection');
  });
}
