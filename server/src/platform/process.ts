// Owns how a process ends: in order when told to, at once when it cannot, and never by a stray rejection in silence.
// Leaves what has to be closed to those who opened it.
import { describeError } from './logging/describe-error.js';
import type { Logger } from './logging/logger.js';

/** Whoever stops us waits 5 s. */
const LIMIT_MS = 4_500;

export interface Ending {
  /** What was opened last is closed first. */
  closes(close: () => Promise<unknown>): void;
}

/**
 * Ends the process on SIGTERM or SIGINT: with code 0 once everything opened so far is closed, with 1 when that takes
 * too long. Called first thing, so that a process still waiting for its database can be told to end as well.
 */
export function endGracefully(logger: Logger): Ending {
  const opened: (() => Promise<unknown>)[] = [];
  let ending = false;
  const closeAll = async () => {
    for (const close of opened.toReversed()) await close();
  };
  const end = (signal: string) => {
    if (ending) return;
    ending = true;
    logger.info({ signal }, 'ending');
    setTimeout(() => {
      logger.warn('did not end in time');
      process.exit(1);
    }, LIMIT_MS).unref();
    closeAll().then(() => process.exit(0), (error: unknown) => {
      logger.error({ error: describeError(error) }, 'ending failed');
      process.exit(1);
    });
  };
  process.on('SIGTERM', end).on('SIGINT', end);
  // Whatever state it leaves behind is not to be trusted; whoever runs us starts another.
  process.on('uncaughtException', (error) => {
    logger.fatal({ error: describeError(error) }, 'uncaught exception');
    process.exit(1);
  });
  process.on('unhandledRejection', (reason) => {
    logger.error({ error: describeError(reason) }, 'unhandled rejection');
  });
  return { closes: (close) => { opened.push(close); } };
}
