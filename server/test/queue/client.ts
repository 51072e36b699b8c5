// Owns talking to the API over HTTP as a person with a session, or as nobody.
// Leaves what is said to the suites.
import { setTimeout as pause } from 'node:timers/promises';

export interface Answer<T = unknown> {
  status: number;
  body: T;
}

export interface Client {
  get<T = unknown>(path: string): Promise<Answer<T>>;
  post<T = unknown>(path: string, body: object): Promise<Answer<T>>;
}

const RETRY_MS = 25;
const PATIENCE_MS = 60_000;

/** A visitor without a session. @throws TypeError from fetch when nobody answers */
export function visitor(url: string, cookie = ''): Client {
  const send = async <T>(path: string, init: RequestInit): Promise<Answer<T>> => {
    const response = await fetch(`${url}/api/${path}`, { ...init, headers: { ...init.headers, cookie } });
    const text = await response.text();
    return { status: response.status, body: (text === '' ? null : JSON.parse(text)) as T };
  };
  return {
    get: (path) => send(path, {}),
    post: (path, body) => send(path, { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  };
}

/** Signs in as a person of the demo; the session lives in the database and outlasts the API process. */
export async function signIn(url: string, personId: string): Promise<Client> {
  const response = await fetch(`${url}/api/session/demo`, {
    method: 'POST', body: JSON.stringify({ personId }), headers: { 'content-type': 'application/json' },
  });
  if (response.status !== 200) throw new Error(`sign-in of ${personId}: ${String(response.status)} ${await response.text()}`);
  return visitor(url, response.headers.getSetCookie().map((cookie) => cookie.split(';')[0]).join('; '));
}

/**
 * Sends until somebody answers something other than "later", as the mini-app does on a bad network.
 * @throws Error when nobody did for a minute
 */
export async function persistently<T>(send: () => Promise<Answer<T>>): Promise<Answer<T>> {
  const until = performance.now() + PATIENCE_MS;
  for (;;) {
    const { answer, problem } = await send().then((given) => ({ answer: given, problem: null }), (error: unknown) => ({ answer: null, problem: error }));
    if (answer && answer.status !== 503) return answer;
    if (performance.now() > until) throw new Error('nobody answered for a minute', { cause: problem ?? answer });
    await pause(RETRY_MS);
  }
}
