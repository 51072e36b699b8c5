// Owns the proof that the figures an operator watches say what has happened, and name nobody.
// Leaves which of them ring to docs/operations.md.
import { randomUUID } from 'node:crypto';
import { signIn, visitor } from '../queue/client.js';
import type { Program } from '../queue/processes.js';
import { startProgram } from '../queue/processes.js';
import type { System } from '../queue/system.js';
import { BACK_END, createSystem } from '../queue/system.js';
import { CADRE, allRouted, awaitingRating, nothingOwed, rateUnsatisfied, report } from '../queue/tickets.js';
import { waitFor } from '../queue/wait-for.js';
import { figuresPort, scrape, valueOf } from './scrape.js';

describe(`the figures, queue on ${BACK_END}`, () => {
  let system: System;
  let api: Program;
  let worker: Program;
  let ports: { api: number; worker: number };
  const ids = [randomUUID(), randomUUID(), randomUUID()];
  let token: string;

  beforeAll(async () => {
    system = await createSystem();
    const env = { ...system.env, LOG_LEVEL: 'info', METRICS_PORT: '0' };
    [api, worker] = [startProgram('main.api', env), startProgram('main.worker', env)];
    await Promise.all([api.ready, worker.ready]);
    ports = { api: await figuresPort(api), worker: await figuresPort(worker) };
    const cadre = await signIn(system.url, CADRE);
    for (const id of ids) expect((await cadre.post('tickets', report(id))).status).toBe(201);
    expect((await cadre.post('tickets', { id: 'wrong' })).status).toBe(400);
    expect((await cadre.get('no-such-place')).status).toBe(404);
    const told = await awaitingRating(system.url, cadre);
    token = told.token;
    await rateUnsatisfied(system.url, token);
    await waitFor('the new round', async () => (await system.query('select 1 from ticket where id = $1 and round = 2', [told.ticketId])).length === 1);
    // One that began a minute ago with all five lights due, for the sweep to find.
    await system.query(`update ticket set round_opened_at = clock_timestamp() - interval '1 minute', due_day = '2026-01-05' where id = $1`, [ids[0]]);
    await system.query(`update timer set due_at = clock_timestamp() - interval '1 minute' where ticket_id = $1 and level = 'yellow_light'`, [ids[0]]);
    await waitFor('the light', async () => (await system.query('select 1 from ticket where id = $1 and overdue_at is not null', [ids[0]])).length === 1);
    await allRouted(system, ids);
    await nothingOwed(system);
  }, 180_000);

  afterAll(async () => {
    await Promise.all([api.kill(), worker.kill()]);
    await system.remove();
  });

  it('counts requests by route, method and status class', async () => {
    expect((await visitor(system.url).get('ready')).status).toBe(200); // Idle connections are closed after ten seconds.
    const samples = await scrape(ports.api);
    const count = (labels: Record<string, string>) => valueOf(samples, 'ztc_http_request_duration_seconds_count', labels);
    expect(count({ route: '/api/tickets', method: 'POST', status: '2xx' })).toBe(ids.length + 1);
    expect(count({ route: '/api/tickets', method: 'POST', status: '4xx' })).toBe(1);
    expect(count({ route: 'none', method: 'GET', status: '4xx' })).toBe(1);
    expect(count({ route: '/api/follow/:token/actions', method: 'POST', status: '2xx' })).toBe(1);
    expect(valueOf(samples, 'ztc_http_requests_in_flight')).toBe(0);
    expect(valueOf(samples, 'ztc_db_pool', { state: 'idle' })).toBeGreaterThan(0);
    expect(valueOf(samples, 'ztc_db_pool', { state: 'waiting' })).toBe(0);
    expect(valueOf(samples, 'nodejs_eventloop_lag_p99_seconds')).toBeGreaterThan(0);
    expect(samples.find((sample) => sample.name === 'ztc_info')?.labels).toEqual({
      process: 'api', version: expect.stringMatching(/^\d+\.\d+\.\d+/), migration: expect.stringMatching(/\d{13}$/), node: process.version,
    });
  });

  it('counts jobs, what is owed, what is overdue and how late it was marked', async () => {
    const samples = await scrape(ports.worker);
    expect(valueOf(samples, 'ztc_jobs_total', { job: 'ticket.route', outcome: 'done' })).toBe(ids.length + 1);
    expect(valueOf(samples, 'ztc_job_duration_seconds_count', { job: 'ticket.reopen' })).toBe(1);
    expect(valueOf(samples, 'ztc_outbox_owed')).toBe(0);
    expect(valueOf(samples, 'ztc_outbox_failed')).toBe(0);
    expect(valueOf(samples, 'ztc_outbox_oldest_age_seconds')).toBe(0);
    expect(valueOf(samples, 'ztc_tickets_overdue')).toBe(1);
    expect(valueOf(samples, 'ztc_queue_available')).toBe(1);
    for (const queue of ['flow', 'notice', 'sweep']) expect(valueOf(samples, 'ztc_queue_jobs', { queue, state: 'failed' })).toBe(0);
    expect(valueOf(samples, 'ztc_lateness_seconds_count', { act: 'light' })).toBe(5);
    const lateness = valueOf(samples, 'ztc_lateness_seconds_sum', { act: 'light' });
    expect(lateness).toBeGreaterThanOrEqual(5 * 60);
    expect(lateness).toBeLessThan(5 * (60 + 60));
    expect(valueOf(samples, 'ztc_lateness_seconds_count', { act: 'reopen' })).toBe(1);
    const swept = valueOf(samples, 'ztc_scheduled_job_last_done_timestamp_seconds', { job: 'ticket.sweep' });
    expect(Date.now() / 1000 - swept).toBeLessThan(60);
  });

  it('names no person, no ticket and no token', async () => {
    const numbers = await system.query<{ number: string }>('select number from ticket');
    for (const port of Object.values(ports)) {
      const text = await (await fetch(`http://127.0.0.1:${String(port)}/metrics`)).text();
      for (const secret of [CADRE, '莫阿婆', '13900000801', token, ...ids, ...numbers.map((row) => row.number)]) expect(text).not.toContain(secret);
    }
  });

  it('are not on the public port', async () => {
    for (const path of ['metrics', 'api/metrics']) expect((await fetch(`${system.url}/${path}`)).status).toBe(404);
    expect((await visitor(system.url).get('ready')).status).toBe(200);
  });

  it('say that a worker works only while it claims deliveries', async () => {
    const ready = async () => {
      const answer = await fetch(`http://127.0.0.1:${String(ports.worker)}/ready`);
      return { status: answer.status, body: (await answer.json()) as object };
    };
    expect(await ready()).toEqual({ status: 200, body: { status: 'ready' } });
    // The process and its connections live on, but it cannot claim.
    await system.query('revoke update on event_delivery from zhitongche_app');
    const problem = await waitFor('the problem is told', async () => { const said = await ready(); return said.status === 503 && said; });
    expect(problem.body).toEqual({ status: 'not ready', problem: expect.stringMatching(/^no delivery could be claimed for \d+ s$/) });
    await system.query('grant update on event_delivery to zhitongche_app');
    await waitFor('ready again', async () => (await ready()).status === 200);
  }, 120_000);
});
