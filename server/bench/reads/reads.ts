// Owns asking for lists over HTTP, the same kinds of question again and again.
// Leaves the questions to the plan.
import { atOnce } from '../at-once.js';
import { openHttp } from '../http.js';

export interface Question {
  /** Times are told by this. */
  label: string;
  path: string;
  cookie: string;
}

export interface ReadPlan {
  url: string;
  width: number;
  questions: Question[];
}

export interface Asked {
  times: number[];
  /** How many rows the last answer had. */
  rows: number;
}

/** By label. @throws Error for any answer but 200 */
export async function reads({ url, width, questions }: ReadPlan): Promise<Record<string, Asked>> {
  const http = openHttp(url, width);
  const found: Record<string, Asked> = {};
  try {
    await atOnce(questions.length, width, async (at) => {
      const { label, path, cookie } = questions[at]!;
      const began = performance.now();
      const { text } = await http.send({ method: 'GET', path, cookie }, [200]);
      const took = performance.now() - began;
      const asked = (found[label] ??= { times: [], rows: 0 });
      asked.times.push(took);
      asked.rows = (JSON.parse(text) as { items: unknown[] }).items.length; // Pages and counts both have items.
    });
    return found;
  } finally {
    await http.close();
  }
}
