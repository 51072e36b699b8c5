// Owns how long and how much a connection may talk, and what is answered to bytes that are no request.
// Leaves requests that could be read to the error filter.
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { randomUUID } from 'node:crypto';
import type { Socket } from 'node:net';
import type { ErrorCode } from '@zhitongche/shared/errors.js';
import { Refusal } from '@zhitongche/shared/errors.js';
import { errorAnswer } from './error-filter.js';

/** In ms. A picture on a bad line may take its time; who sends a letter a minute may not. */
export const PATIENCE = {
  /** A whole request, headers and body. */
  requestTimeout: 120_000,
  /** A connection on which nothing happens; longer than any request. */
  connectionTimeout: 150_000,
  /** A connection waiting for its next request; longer than the usual minute of proxies, so that it is they who hang up. */
  keepAliveTimeout: 72_000,
  /** Then the connection is made anew. */
  maxRequestsPerSocket: 10_000,
  http: {
    headersTimeout: 20_000, connectionsCheckingInterval: 2_000, maxHeaderSize: 16 * 1024,
    // A missing Host is refused by us, in words.
    requireHostHeader: false,
  },
};

/** Node's names for what it could not read. */
const CODES: Record<string, ErrorCode> = {
  HPE_HEADER_OVERFLOW: 'REQUEST_HEADERS_TOO_LARGE', ERR_HTTP_REQUEST_TIMEOUT: 'REQUEST_TIMEOUT',
};

/** For what never became a request: the same kind of answer, and the connection ends. */
export function answerClientError(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const { status, body } = errorAnswer(new Refusal(CODES[error.code ?? ''] ?? 'REQUEST_INVALID'), randomUUID());
  const text = JSON.stringify(body);
  const lines = Object.entries(headersFor(text)).map(([name, value]) => `${name}: ${value}`);
  socket.end([`HTTP/1.1 ${String(status)} Refused`, ...lines, 'connection: close', '', text].join('\r\n'));
}

/** What helmet and the hooks give to answers that come by the usual way. */
const headersFor = (text: string): Record<string, string> => ({
  'content-type': 'application/json; charset=utf-8', 'content-length': String(Buffer.byteLength(text)), 'cache-control': 'no-store', 'x-content-type-options': 'nosniff',
});

/** Node would answer an expectation it does not know with no word at all. */
export function refuseExpectations(server: Server): void {
  server.on('checkExpectation', (_request: IncomingMessage, response: ServerResponse) => {
    const { status, body } = errorAnswer(new Refusal('REQUEST_INVALID'), randomUUID());
    const text = JSON.stringify(body);
    response.writeHead(status, { ...headersFor(text), connection: 'close' }).end(text);
  });
}
