// Owns the shape of a bench and what it is given.
// Leaves starting and ending to main.ts.
import type { Client } from './client.js';
import type { Options } from './options.js';
import type { Postgres } from './postgres.js';
import type { Report } from './report.js';
import type { Statements } from './statements.js';

export interface Given {
  postgres: Postgres;
  options: Options;
  /** The project's folder. */
  root: string;
  report: Report;
  client: Client;
  /** For logs and plans of this run. */
  folder: string;
  /** Counts what PostgreSQL is asked; null unless wished for. */
  statements: Statements | null;
}

export type Bench = (given: Given) => Promise<void>;
