// Owns what every refusal promises, whatever was sent, and the proof that nothing was written.
// Leaves what is sent to the tables.
import type { ErrorBody, ErrorCode } from '@zhitongche/shared/errors.js';
import { ERRORS, sentenceFor } from '@zhitongche/shared/errors.js';
import type { World } from '../world.js';

export interface Raw {
  status: number;
  headers: Headers;
  text: string;
}

export interface Try {
  /** Names the case in a failure. */
  what: string;
  method: string;
  path: string;
  body?: string | Uint8Array<ArrayBuffer> | undefined;
  headers?: Record<string, string>;
}

const REQUEST_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const CHINESE = /[\u4e00-\u9fff]/;
/** Stack traces, SQL, drivers, validators and the sentences of frameworks. */
const INSIDES = /\bat \S+ \(|node_modules|\.[tj]s:\d|\b(select|insert into|update|delete from)\b.*\b(from|values|set|where)\b|QueryFailed|Error:|\bzod\b|violates|syntax|Unexpected token|Bad Request|Not Found|Unsupported|Invalid|Too (big|small)|expected|received/i;

/** Everything that is wrong with an answer that had to be a refusal; with `codes`, one of these. */
export function broken({ status, headers, text }: Raw, codes?: readonly ErrorCode[]): string | null {
  if (status < 400 || status > 499) return `answered ${String(status)} ${text.slice(0, 200)}`;
  if (!headers.get('content-type')?.startsWith('application/json')) return `is ${String(headers.get('content-type'))}: ${text.slice(0, 200)}`;
  const body = JSON.parse(text) as ErrorBody;
  const { code, message, requestId, details, ...more } = body;
  if (Object.keys(more).length > 0) return `says more than it should: ${Object.keys(more).join()}`;
  if (!Object.hasOwn(ERRORS, code)) return `has no known code: ${text.slice(0, 200)}`;
  if (ERRORS[code][0] !== status) return `is ${code} with status ${String(status)}`;
  if (message !== sentenceFor(code, details) || !CHINESE.test(message) || /[A-Za-z]{3}/.test(message)) return `says ${message}`;
  if (!REQUEST_ID.test(requestId)) return `has the request id ${requestId}`;
  const fields = typeof details === 'object' && details !== null && 'fields' in details ? Object.values(details.fields as Record<string, unknown>) : [];
  if (!fields.every((sentence) => typeof sentence === 'string' && CHINESE.test(sentence) && !/[A-Za-z]{4}/.test(sentence))) return `names fields as ${text.slice(0, 200)}`;
  if (INSIDES.test(text.replace(code, ''))) return `shows its insides: ${text.slice(0, 200)}`;
  if (codes !== undefined && !codes.includes(code)) return `is ${code} instead of ${codes.join(' or ')}: ${text.slice(0, 200)}`;
  if (headers.get('cache-control') !== 'no-store') return `may be cached: ${String(headers.get('cache-control'))}`;
  return null;
}

export async function raw(world: World, { method, path, body, headers = {} }: Try): Promise<Raw> {
  const answer = await fetch(world.url + path, { method, redirect: 'manual', headers, ...(body === undefined ? {} : { body }) });
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
}

const AT_ONCE = 8;

/** Sends all, a few at a time, and answers what was not refused as promised. */
export async function failures(world: World, tries: readonly Try[], codes?: readonly ErrorCode[]): Promise<string[]> {
  const wrong: string[] = [];
  const waiting = tries.values();
  const sendSome = async (): Promise<void> => {
    for (const each of waiting) {
      const problem = broken(await raw(world, each), codes);
      if (problem !== null) wrong.push(`${each.what}: ${problem}`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, sendSome));
  return wrong;
}

/** Every table with its number of rows and its newest change: two equal ledgers mean that nothing was written. */
export async function ledger(world: World): Promise<unknown> {
  const tables = await world.source.query<{ name: string }[]>(
    `select quote_ident(table_name) as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`);
  return world.source.query(tables.map(({ name }) =>
    `select '${name}' as name, count(*)::int as rows, max(xmin::text::bigint)::text as newest from ${name}`).join(' union all '));
}
