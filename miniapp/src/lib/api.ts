// Owns talking to the server: JSON over fetch, and every failure as an ApiError with a sentence to show.
// Leaves files to file-transfer.ts, caching and retrying to vue-query, and what the answers mean to the features.
import type { ErrorBody, ErrorCode } from '@zhitongche/shared/errors.js';
import { hearTime } from './clock.js';

/** `NETWORK_DOWN`: no answer came, so nothing is known about the effect; sending the same request again is safe. */
export type ApiErrorCode = ErrorCode | 'NETWORK_DOWN';

export class ApiError extends Error {
  constructor(readonly status: number, readonly code: ApiErrorCode, message: string, readonly details?: unknown) {
    super(message);
    this.name = 'ApiError';
  }
}

export type Query = Record<string, string | number | boolean | null | undefined>;

const patienceMs = 20_000;
/** What was written waits in its draft (drafts.ts); what was only asked for has nothing to keep. */
export const networkDown = (method: string) => new ApiError(0, 'NETWORK_DOWN', method === 'GET' ? '网络不通，请检查网络后重试。' : '网络不通，内容已保留，请检查网络后重发。');

export const api = {
  get: <T>(path: string, query?: Query, signal?: AbortSignal) => send<T>('GET', withSearch(path, query), undefined, signal),
  post: <T>(path: string, body: unknown) => send<T>('POST', path, body),
  delete: <T>(path: string) => send<T>('DELETE', path),
};

/** The sentence to show for any failure. */
export function sentenceOf(error: unknown): string {
  return error instanceof ApiError ? error.message : '页面出现问题，请重新打开再试。';
}

const TOO_MANY = 429;
const SIGNED_OUT = 401;

/** Whether the same may be sent again: no answer, the server was busy, or it was too much at once. Refusals stay refusals. */
export function mayRetry(error: unknown): boolean {
  return error instanceof ApiError && (error.code === 'NETWORK_DOWN' || error.status >= 500 || error.status === TOO_MANY);
}

/** Whether asking again by itself, at once, may help; who asks too much has to wait. */
export function mayRetryAtOnce(error: unknown): boolean {
  return mayRetry(error) && error instanceof ApiError && error.status !== TOO_MANY;
}

/** Whether the server did not come as far as looking at what was sent: an earlier sending may have had its effect. */
export function leavesOpen(error: unknown): boolean {
  return mayRetry(error) || (error instanceof ApiError && error.status === SIGNED_OUT);
}

/** The wrong fields of a REQUEST_INVALID answer: path of the field → sentence. Empty for any other failure. */
export function fieldErrorsOf(error: unknown): Record<string, string> {
  if (!(error instanceof ApiError) || !isRecord(error.details) || !isRecord(error.details['fields'])) return {};
  const pairs = Object.entries(error.details['fields']);
  return Object.fromEntries(pairs.filter((pair): pair is [string, string] => typeof pair[1] === 'string'));
}

async function send<T>(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<T> {
  const waiting = new AbortController();
  const timer = setTimeout(() => { waiting.abort(); }, patienceMs);
  const giveUp = () => { waiting.abort(); };
  signal?.addEventListener('abort', giveUp);
  try {
    const answer = await fetch(path, {
      method,
      credentials: 'same-origin',
      headers: body === undefined ? { accept: 'application/json' } : { accept: 'application/json', 'content-type': 'application/json' },
      body: body === undefined ? null : JSON.stringify(body),
      signal: waiting.signal,
    });
    hearTime(answer.headers.get('date'));
    const text = await answer.text();
    if (!answer.ok) throw failureOf(method, answer.status, parse(text));
    return parse(text) as T;
  } catch (error) {
    if (error instanceof ApiError) throw error;
    // vue-query recognises its own cancellation by the reason of its signal, so it must not be dressed as a dead network.
    if (signal?.aborted) throw error;
    throw networkDown(method);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', giveUp);
  }
}

/** A proxy's own error page has no body of ours: then the server itself was not reached. */
export function failureOf(method: string, status: number, body: unknown): ApiError {
  if (!isErrorBody(body)) return status >= 500 ? networkDown(method) : new ApiError(status, 'INTERNAL', '系统出现问题，请稍后再试。');
  return new ApiError(status, body.code, body.message, body.details);
}

/** JSON, or undefined for what is none. */
export function parse(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** The path with what is given of the query. */
export function withSearch(path: string, query: Query = {}): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== '');
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given.map(([key, value]) => [key, String(value)])).toString()}`;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function isErrorBody(value: unknown): value is ErrorBody {
  return isRecord(value) && typeof value['code'] === 'string' && typeof value['message'] === 'string';
}
