// Owns the types of compose-run.mjs for the suites.
// Leaves everything else to it.
export interface ComposeProcess {
  name: string;
  /** The ports it has here, by the ports it has in its container. */
  ports: Record<string, string>;
  log(): string[];
  restarts(): number;
  kill(): void;
  /** Runs the service's health check once. */
  check(): Promise<boolean>;
  stop(): Promise<void>;
}

export interface ComposeRun {
  /** The web server's address. */
  url: string;
  running: Record<string, ComposeProcess[]>;
  stop(): Promise<void>;
}

export function composeRun(options: {
  postgres: string; env: Record<string, string | undefined>; replicas?: Record<string, number>; set?: Record<string, string>;
  /** Where attachments and the queue are kept. */
  data: string; published?: boolean; hear?: (line: string) => void;
}): Promise<ComposeRun>;
