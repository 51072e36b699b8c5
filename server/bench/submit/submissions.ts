// Owns reporting over HTTP, as the mini-app does it.
// Leaves who reports what to the plan.
import { atOnce } from '../at-once.js';
import type { Timed } from '../at-once.js';
import { openHttp } from '../http.js';
import type { Visitor } from '../people.js';

export interface SubmissionPlan {
  url: string;
  width: number;
  /** Taken in turns. */
  visitors: Visitor[];
  /** JSON of each request, made beforehand: the client's processor time is not the product's. */
  bodies: string[];
}

/** Every body is sent once; whatever is not 201 ends the run. */
export async function submissions({ url, width, visitors, bodies }: SubmissionPlan): Promise<Timed> {
  const http = openHttp(url, width);
  try {
    return await atOnce(bodies.length, width, async (at) => {
      const { cookie } = visitors[at % visitors.length]!;
      await http.send({ method: 'POST', path: '/api/tickets', cookie, body: bodies[at]! }, [201]);
    });
  } finally {
    await http.close();
  }
}
