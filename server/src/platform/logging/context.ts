// Owns what every line of a log says without being told: the request or the job it was written for.
// Leaves opening such a context to HTTP and to the runner.
import { AsyncLocalStorage } from 'node:async_hooks';

/** Ids only, never what a person wrote or is called. */
export interface LogContext {
  requestId?: string;
  job?: string;
  jobId?: string | undefined;
  ticket?: string;
}

const storage = new AsyncLocalStorage<LogContext>();

/** Every line written by `work`, and by what it starts, carries the context. */
export const withLogContext = <T>(context: LogContext, work: () => T): T => storage.run(context, work);

/** What turned out about the request or job at hand; its later lines say it too. */
export function addToLogContext(more: LogContext): void {
  Object.assign(storage.getStore() ?? {}, more);
}

/** A copy, since pino adds the line's own fields to it. */
export const logContext = (): object => ({ ...storage.getStore() });
