// Owns the process's JSON log and Nest's use of it.
// Leaves what is worth a line to those who write it; personal data never is.
import type { LoggerService } from '@nestjs/common';
import type { Logger } from 'pino';
import { pino } from 'pino';
import { logContext } from './context.js';

export type { Logger };

/** Nest's name for the process's logger. */
export const LOGGER = Symbol('logger');

export function createLogger(name: 'api' | 'worker' | 'migrate' | 'seed' | 'import', level: string): Logger {
  return pino({ name, level, timestamp: pino.stdTimeFunctions.isoTime, mixin: logContext });
}

/** Nest's own messages, on the same log. */
export function nestLogger(logger: Logger): LoggerService {
  const line = (level: 'info' | 'warn' | 'error' | 'debug') => (message: unknown, context?: unknown) => {
    logger[level]({ context }, String(message));
  };
  return { log: line('debug'), warn: line('warn'), error: line('error'), debug: line('debug') };
}
