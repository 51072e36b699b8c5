// Owns people at work at a steady rate: each request is sent at its moment, whether or not earlier ones were answered.
// Leaves who asks for what to the plan.
import { openHttp } from '../http.js';
import type { Sent } from '../http.js';

export interface Errand extends Sent {
  /** Times are told by this. */
  label: string;
  expected: number[];
}

export interface ForegroundPlan {
  url: string;
  connections: number;
  perSecond: number;
  errands: Errand[];
}

/** By label, in ms from the moment a request was to be sent to its answer. @throws Error for an answer that was not expected */
export async function foreground({ url, connections, perSecond, errands }: ForegroundPlan): Promise<Record<string, number[]>> {
  const http = openHttp(url, connections);
  const times: Record<string, number[]> = {};
  const begin = performance.now();
  try {
    await Promise.all(errands.map(async ({ label, expected, ...sent }, at) => {
      const due = begin + at / perSecond * 1000;
      await new Promise((resolve) => { setTimeout(resolve, due - performance.now()); });
      await http.send(sent, expected);
      (times[label] ??= []).push(performance.now() - due);
    }));
    return times;
  } finally {
    await http.close();
  }
}
