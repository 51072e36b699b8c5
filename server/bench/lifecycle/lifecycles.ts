// Owns living through tickets over HTTP: create, dispatch, sign, result, search, each by who does it in life.
// Leaves who and what to the plan.
import { randomUUID } from 'node:crypto';
import { atOnce } from '../at-once.js';
import { openHttp } from '../http.js';

export const STEPS = ['create', 'dispatch', 'sign', 'result', 'search'] as const;
export type Step = (typeof STEPS)[number];

/** One ticket's life; cookies are of those who act. */
export interface Life {
  id: string;
  report: string;
  cadre: string;
  triage: string;
  dispatch: Record<string, unknown>;
  handler: string;
  result: Record<string, unknown>;
  searcher: string;
  search: string;
}

export interface LifePlan {
  url: string;
  width: number;
  lives: Life[];
}

export interface Lives {
  tookMs: number;
  steps: Record<Step, number[]>;
  /** Whole lives, ms each. */
  times: number[];
  /** Moves sent again because a worker had changed the ticket meanwhile. */
  again: number;
}

export async function lifecycles({ url, width, lives }: LifePlan): Promise<Lives> {
  const http = openHttp(url, width);
  const steps: Record<Step, number[]> = { create: [], dispatch: [], sign: [], result: [], search: [] };
  let again = 0;
  const timed = async <T>(step: Step, work: () => Promise<T>): Promise<T> => {
    const began = performance.now();
    const result = await work();
    steps[step].push(performance.now() - began);
    return result;
  };
  const versionIn = (text: string) => (JSON.parse(text) as { receipt: { version: number } }).receipt.version; // A CommandAnswer: 200 and 201 carry nothing else.
  const move = async (life: Life, cookie: string, version: number, action: string, input: object): Promise<number> => {
    const body = JSON.stringify({ commandId: randomUUID(), version, action, input });
    const { status, text } = await http.send({ method: 'POST', path: `/api/tickets/${life.id}/actions`, cookie, body }, [200, 409]);
    if (status === 200) return versionIn(text);
    again += 1;
    const { text: view } = await http.send({ method: 'GET', path: `/api/tickets/${life.id}`, cookie }, [200]);
    const seen = (JSON.parse(view) as { version: number }).version; // A TicketView.
    if (seen === version) throw new Error(`${action}: ${text}`);
    return move(life, cookie, seen, action, input);
  };
  try {
    const { tookMs, times } = await atOnce(lives.length, width, async (at) => {
      const life = lives[at]!;
      let version = versionIn((await timed('create', () => http.send({ method: 'POST', path: '/api/tickets', cookie: life.cadre, body: life.report }, [201]))).text);
      version = await timed('dispatch', () => move(life, life.triage, version, 'dispatch', life.dispatch));
      version = await timed('sign', () => move(life, life.handler, version, 'sign_for', {}));
      await timed('result', () => move(life, life.handler, version, 'submit_result', life.result));
      await timed('search', () => http.send({ method: 'GET', path: life.search, cookie: life.searcher }, [200]));
    });
    return { tookMs, times, steps, again };
  } finally {
    await http.close();
  }
}
