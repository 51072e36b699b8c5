// Owns sending requests over kept-alive connections.
// Leaves what is asked to the scenarios.
import { Pool } from 'undici';

export interface Http {
  /** The body's text. @throws Error unless the status is one of `expected` */
  send(request: Sent, expected: readonly number[]): Promise<{ status: number; text: string }>;
  close(): Promise<void>;
}

export interface Sent {
  method: 'GET' | 'POST';
  path: string;
  cookie: string;
  body?: string;
}

/** As many connections as people at once, one request on each at a time, as browsers do. */
export function openHttp(url: string, connections: number): Http {
  const pool = new Pool(url, { connections, pipelining: 1 });
  return {
    async send({ method, path, cookie, body }, expected) {
      const answer = await pool.request({
        method, path, headers: { cookie, ...(body === undefined ? {} : { 'content-type': 'application/json' }) }, body: body ?? null,
      });
      const text = await answer.body.text();
      if (!expected.includes(answer.statusCode)) throw new Error(`${method} ${path}: ${String(answer.statusCode)} ${text.slice(0, 500)}`);
      return { status: answer.statusCode, text };
    },
    close: () => pool.close(),
  };
}
