// Owns the proof that several API processes count together, and that a Redis that is away is no outage.
// Leaves what is limited and how it is refused to hostile/limits.test.ts.
import { anyFreePort } from '../../src/local/free-port.js';
import type { Program } from './processes.js';
import { startProgram } from './processes.js';
import type { System } from './system.js';
import { BACK_END, createSystem } from './system.js';
import { CADRE } from './tickets.js';

describe(`limits of two API processes, counted on ${BACK_END}`, () => {
  let system: System;
  let urls: string[];
  const apis: Program[] = [];

  beforeAll(async () => {
    system = await createSystem();
    const ports = [await anyFreePort(), await anyFreePort()];
    urls = ports.map((port) => `http://127.0.0.1:${String(port)}`);
    for (const port of ports) apis.push(startProgram('main.api', { ...system.env, PORT: String(port), LIMITS: 'sign-in-person=6/600' }));
    await Promise.all(apis.map((api) => api.ready));
    // On Redis the first request opens the connection and is still counted by the process itself.
    await Promise.all(urls.map((url) => signIn(url, 'he-liping')));
  }, 120_000);

  afterAll(async () => {
    await Promise.all(apis.map((api) => api.kill()));
    await system.remove();
  });

  const signIn = async (url: string, personId: string): Promise<number> => {
    const response = await fetch(`${url}/api/session/demo`, { method: 'POST', body: JSON.stringify({ personId }), headers: { 'content-type': 'application/json' } });
    await response.arrayBuffer();
    return response.status;
  };

  it('six sign-ins are six, whoever answers them, also twenty at once', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, (_, i) => signIn(urls[i % 2]!, CADRE)));
    expect(answers.filter((status) => status === 200)).toHaveLength(6);
    expect(answers.filter((status) => status === 429)).toHaveLength(14);
  });

  it('without the queue’s server people go on signing in', async () => {
    if (system.redis === null) return; // On PostgreSQL nobody can sign in without it: queue/servers-away.test.ts.
    system.redis.hang();
    for (const url of urls) expect(await signIn(url, 'fu-qiang')).toBe(200);
    system.redis.goOn();
    await system.redis.lose();
    for (const url of urls) expect(await signIn(url, 'fu-qiang')).toBe(200);
    await system.redis.start();
    for (const url of urls) expect(await signIn(url, 'fu-qiang')).toBe(200);
  });
});
