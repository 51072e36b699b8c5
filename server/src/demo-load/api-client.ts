// Owns speaking to the public API as a client with patience: a server that is away or busy is asked again with the same request.
// Leaves who speaks to cast.ts and what is said to play.ts.
import { setTimeout as pause } from 'node:timers/promises';

export interface Answer {
  status: number;
  body: unknown;
  cookie: string | null;
}

/** What happened on the way; every request is in exactly one of acknowledged, refused and given up. */
export interface Figures {
  requests: number;
  acknowledged: number;
  refused: number;
  /** Tries without an answer, with 5xx, and with 429; each was followed by another try. */
  noAnswer: number;
  serverErrors: number;
  tooMany: number;
}

export interface ApiClient {
  figures: Figures;
  /** @throws Stopped when the run is stopped, ServerAway when nobody answered for as long as there is patience */
  send(method: 'GET' | 'POST', path: string, body?: object, cookie?: string): Promise<Answer>;
}

/** Of a refusal; empty where the body has none. */
export function codeOf({ body }: Answer): string {
  return typeof body === 'object' && body !== null && 'code' in body ? String(body.code) : '';
}

export class Stopped extends Error {}
export class ServerAway extends Error {}

const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 5_000;
const ANSWER_WITHIN_MS = 30_000;

export function createClient(url: string, patienceMs: number, stop: AbortSignal): ApiClient {
  const figures: Figures = { requests: 0, acknowledged: 0, refused: 0, noAnswer: 0, serverErrors: 0, tooMany: 0 };

  /** The answer, or how long the server asked to be left alone (null: it did not say) and with what it failed (null: it was busy or silent). */
  async function attempt(method: string, path: string, body: object | undefined, cookie: string): Promise<Answer | { again: number | null; failed: number | null }> {
    let response: Response;
    let text: string;
    // Of our own: a connection that is closed before its first use leaves fetch without an end, and for AbortSignal.timeout alone Node does not stay.
    const silent = new AbortController();
    const patience = setTimeout(() => { silent.abort(); }, ANSWER_WITHIN_MS);
    try {
      response = await fetch(url + path, {
        method, redirect: 'manual', signal: silent.signal, body: body === undefined ? null : JSON.stringify(body),
        headers: { accept: 'application/json', ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...(cookie === '' ? {} : { cookie }) },
      });
      text = await response.text();
    } catch {
      figures.noAnswer += 1;
      return { again: null, failed: null };
    } finally {
      clearTimeout(patience);
    }
    if (response.status === 429) {
      figures.tooMany += 1;
      return { again: retryAfter(response.headers.get('retry-after')), failed: null };
    }
    if (response.status >= 500) {
      figures.serverErrors += 1;
      return { again: retryAfter(response.headers.get('retry-after')), failed: response.status };
    }
    return { status: response.status, body: parsed(text), cookie: response.headers.getSetCookie().map((each) => each.split(';')[0]).join('; ') || null };
  }

  const isReady = async (): Promise<boolean> => {
    const answer = await attempt('GET', '/api/ready', undefined, '');
    return 'status' in answer && answer.status === 200;
  };

  return {
    figures,
    async send(method, path, body, cookie = '') {
      figures.requests += 1;
      const since = performance.now();
      for (let wait = FIRST_PAUSE_MS; ; wait = Math.min(wait * 2, LONGEST_PAUSE_MS)) {
        if (stop.aborted) throw new Stopped();
        const answer = await attempt(method, path, body, cookie);
        if ('status' in answer) {
          if (answer.status < 400) figures.acknowledged += 1;
          else figures.refused += 1;
          return answer;
        }
        // Being told to wait is an answer; only silence and failure use up patience.
        if (answer.again === null && performance.now() - since > patienceMs) {
          // A server that is well and fails at this request does so because of it: the others go on.
          if (answer.failed !== null && await isReady()) {
            figures.refused += 1;
            return { status: answer.failed, body: null, cookie: null };
          }
          throw new ServerAway(`${method} ${path}: ${String(patienceMs / 1000)} 秒内没有得到答复 no answer`);
        }
        await pause(answer.again ?? wait, undefined, { signal: stop }).catch(() => { throw new Stopped(); });
      }
    },
  };
}

/** Milliseconds, from seconds or a date. */
function retryAfter(header: string | null): number | null {
  if (header === null) return null;
  const ms = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return Number.isNaN(ms) ? null : Math.min(Math.max(ms, FIRST_PAUSE_MS), 300_000);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
