// Owns the types of compose-file.mjs for the suites.
// Leaves everything else to it.
export interface Service {
  name: string;
  command: string[];
  environment: Record<string, string>;
  dependsOn: { on: string; condition: string }[];
  replicas: number;
  /** Where it is published on the host. */
  ports: { host: string; port: number }[];
  restart: boolean;
  stopMs: number;
  healthcheck: { command: string[]; intervalMs: number; timeoutMs: number; retries: number; startMs: number } | null;
}

export function readCompose(file: string, env: Record<string, string | undefined>): Record<string, Service>;
