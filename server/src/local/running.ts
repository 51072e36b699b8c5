// Owns the one shape that everything we keep running has: it becomes ready, it ends, it can be stopped.
// Leaves starting things to child-program.ts and postgres-cluster.ts, restarting them to supervisor.ts.
import type { ChildProcess } from 'node:child_process';

export interface Running {
  /** Resolves when it does its work; rejects when it ends before that. */
  ready: Promise<void>;
  /** Resolves with the reason in words when the process has gone, for whatever cause. */
  exited: Promise<string>;
  /** Asks it to end and waits until it has. */
  stop(): Promise<void>;
  /** Ends it at once. */
  kill(): void;
}

/** Resolves with the reason in words when the process has gone, also when it never came to life. */
export function whenExited(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once('error', (error) => { resolve(error.message); });
    child.once('exit', (code, signal) => { resolve(signal ? `signal ${signal}` : `exit code ${String(code)}`); });
  });
}

/**
 * Sends `signal` and waits for the end; what has not ended after `graceMs` gets `last`.
 * A process that has already gone is a normal end.
 */
export async function stopChild(child: ChildProcess, exited: Promise<string>, signal: NodeJS.Signals, graceMs: number, last: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill(signal);
  const timer = setTimeout(() => child.kill(last), graceMs);
  await exited;
  clearTimeout(timer);
}
