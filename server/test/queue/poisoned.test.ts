// Owns the life of jobs that cannot be done: tried, set apart in PostgreSQL, seen, mended, run again once or set aside with a reason.
// Leaves the administrators' screen to the browser tests.
import { randomUUID } from 'node:crypto';
import type { FailedPage, QueueOverview, RerunAnswer, SetAsidePage } from '@zhitongche/shared/queue/contract.js';
import pg from 'pg';
import { JOBS } from '../../src/platform/jobs/catalogue.js';
import type { Client } from './client.js';
import { signIn } from './client.js';
import { peek } from './peek.js';
import type { Program } from './processes.js';
import type { System } from './system.js';
import { BACK_END, createSystem } from './system.js';
import { CADRE, allRouted, eventsPerTicket, expectStatus, imbalances, nothingOwed, report } from './tickets.js';
import { waitFor } from './wait-for.js';

const ROUTE = 'ticket.route';
/** An import that left an empty word: routing reads every category before it can propose any. */
const BREAK = `update category set words = array_append(words, null) where code = 'public.school.commute'`;
const MEND = `update category set words = array_remove(words, null) where code = 'public.school.commute'`;

describe(`poisoned jobs, queue on ${BACK_END}`, () => {
  let system: System;
  let worker: Program;
  let admin: Client;
  let cadre: Client;
  const ids = Array.from({ length: 5 }, () => randomUUID());
  const [first, aside, ...others] = ids as [string, string, ...string[]]; // five were made a line above

  beforeAll(async () => {
    system = await createSystem();
    await system.api().ready;
    [admin, cadre] = await Promise.all([signIn(system.url, 'wang-qian'), signIn(system.url, CADRE)]);
    await system.query(BREAK);
    for (const id of ids) expectStatus(201, await cadre.post('tickets', report(id)));
    worker = system.worker();
    await worker.ready;
  }, 120_000);

  afterAll(() => system.remove());

  const overview = async () => expectStatus(200, await admin.get<QueueOverview>('admin/queue'));
  const routes = async () => (await overview()).jobs.find((each) => each.job === ROUTE);
  const failed = async (query = '') => expectStatus(200, await admin.get<FailedPage>(`admin/queue/failed?job=${ROUTE}${query}`));
  const rerun = (body: object) => admin.post<RerunAnswer & { code?: string }>('admin/queue/rerun', body);
  const eventOf = async (ticketId: string) => (await system.query<{ id: string }>(
    `select id from ticket_event where ticket_id = $1 and type = 'ticket.submitted'`, [ticketId]))[0]!.id;
  const acts = () => system.query<{ act: string; person: string; detail: Record<string, unknown> }>(
    `select act, person_id as person, detail from audit_log where act like 'job%' order by id`);

  /** Between its attempts a job waits longer and longer; what is proved here is their number. */
  const allFailed = (n: number) => waitFor(`${String(n)} failed`, async () => {
    const flow = peekFlow();
    for (const job of await flow.jobs(['delayed'])) await job.promote().catch(() => undefined);
    const now = await routes();
    // What runs is as the worker last reported it.
    return now?.failed === n && now.running === 0;
  });
  let flow: ReturnType<typeof peek> | undefined;
  const peekFlow = () => (flow ??= peek(system, 'flow'));

  it('are tried as often as written, then set apart with the error, and nobody else sees them', async () => {
    await allFailed(ids.length);
    expect(await routes()).toMatchObject({ label: '研判建议', waiting: 0, running: 0, retrying: 0, failed: 5, setAside: 0, oldestAt: null });
    const { items, next } = await failed();
    expect(next).toBeNull();
    expect(items).toHaveLength(5);
    for (const item of items) {
      expect(item).toMatchObject({ attempts: JOBS[ROUTE].attempts, event: '上报', failureKind: 'program', number: expect.stringMatching(/^民情〔\d{4}〕\d+号$/) });
      expect(item.error).toMatch(/^TypeError: .+\(words\.[jt]s:\d+\)$/);
    }
    expect(worker.log().filter((line) => line.includes('job waits for an administrator'))).toHaveLength(5);

    for (const person of [cadre, ...await Promise.all(['liu-aizhen', 'lou-xinhua', 'qian-wei', 'fang-yi'].map((id) => signIn(system.url, id)))]) {
      const eventId = items[0]!.id;
      const answers = [
        await person.get('admin/queue'), await person.get(`admin/queue/failed?job=${ROUTE}`), await person.get('admin/queue/set-aside'),
        await person.post('admin/queue/rerun', { job: ROUTE }), await person.post('admin/queue/set-aside', { job: ROUTE, eventId, reason: '不需要' }),
        await person.post('admin/queue/take-back', { id: '1' }),
      ];
      expect(answers.map(({ status, body }) => [status, (body as { code: string }).code])).toEqual(answers.map(() => [403, 'ROLE_FORBIDDEN']));
    }
    expect(await acts()).toEqual([]);
  }, 180_000);

  it('are read page by page', async () => {
    const all = (await failed()).items.map((item) => item.id);
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const page: FailedPage = await failed(`&limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`);
      expect(page.items.length).toBeLessThanOrEqual(2);
      seen.push(...page.items.map((item) => item.id));
      cursor = page.next;
    }
    expect(seen).toEqual(all);
  });

  it('stay listed, and are not tried, when the queue loses everything', async () => {
    if (system.redis) await system.redis.command('FLUSHALL');
    else await system.query('delete from bullmq.job');
    const passes = await system.query<{ at: Date }>('select now() as at');
    // A report that comes now is handed over and tried: the relay has been by.
    const later = randomUUID();
    expectStatus(201, await cadre.post('tickets', report(later)));
    await waitFor('the new one was tried', async () => (await routes())?.retrying === 1);
    const rows = await system.query(`select 1 from event_delivery where failed_at is not null and relayed_at > $1`, [passes[0]!.at]);
    expect(rows).toEqual([]);
    expect((await failed()).items).toHaveLength(5);
    ids.push(later);
    await allFailed(6);
  }, 120_000);

  it('fail again while the cause is there, and do their effect once when it is mended', async () => {
    const eventId = await eventOf(first);
    expect(expectStatus(200, await rerun({ job: ROUTE, eventId }))).toEqual({ rerun: 1, left: 5 });
    expect(await rerun({ job: ROUTE, eventId })).toMatchObject({ status: 409, body: { code: 'JOB_NOT_FAILED' } });
    await allFailed(6);
    expect(await eventsPerTicket(system, [first], 'ticket.routed')).toEqual([0]);

    await system.query(MEND);
    const answers = await Promise.all([rerun({ job: ROUTE, eventId }), rerun({ job: ROUTE, eventId })]);
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409]);
    await allRouted(system, [first]);
    expect(await eventsPerTicket(system, [first], 'ticket.routed')).toEqual([1]);
  }, 180_000);

  it('are set aside with a reason that stays on record, and may be taken back', async () => {
    const eventId = await eventOf(aside);
    const setAside = (reason: string) => admin.post<{ code: string }>('admin/queue/set-aside', { job: ROUTE, eventId, reason });
    expect(await setAside('  ')).toMatchObject({ status: 400, body: { code: 'REQUEST_INVALID' } });
    expect(await setAside('研判员已经手工派单，不再需要建议。')).toMatchObject({ status: 204 });
    expect(await setAside('再来一次')).toMatchObject({ status: 409, body: { code: 'JOB_NOT_FAILED' } });
    expect(await rerun({ job: ROUTE, eventId })).toMatchObject({ status: 409 });
    expect(await routes()).toMatchObject({ failed: 4, setAside: 1 });
    const list = async () => expectStatus(200, await admin.get<SetAsidePage>('admin/queue/set-aside')).items;
    const [kept] = await list();
    expect(kept).toMatchObject({ job: ROUTE, eventId, reason: '研判员已经手工派单，不再需要建议。', setAsideBy: '王倩', attempts: JOBS[ROUTE].attempts, takenBackAt: null });

    const app = new pg.Client({ connectionString: system.env['DATABASE_URL'] });
    await app.connect();
    for (const statement of ['delete from set_aside_delivery', `update set_aside_delivery set reason = ''`, 'truncate set_aside_delivery']) {
      await expect(app.query(statement)).rejects.toThrow(/permission denied/);
    }
    await app.end();

    expect(await admin.post('admin/queue/take-back', { id: kept!.id })).toMatchObject({ status: 204 });
    expect(await admin.post('admin/queue/take-back', { id: kept!.id })).toMatchObject({ status: 409, body: { code: 'JOB_NOT_SET_ASIDE' } });
    await allRouted(system, [aside]);
    expect(await eventsPerTicket(system, [aside], 'ticket.routed')).toEqual([1]);
    expect((await list())[0]!.takenBackAt).not.toBeNull();
  }, 120_000);

  it('are all run again with one press, also while the worker is away', async () => {
    await worker.stop();
    await waitFor('no worker is there', async () => (await overview()).workers === 0);
    expect(expectStatus(200, await rerun({ job: ROUTE }))).toEqual({ rerun: others.length + 1, left: 0 });
    expect(expectStatus(200, await rerun({ job: ROUTE }))).toEqual({ rerun: 0, left: 0 });
    expect(await routes()).toMatchObject({ waiting: others.length + 1, failed: 0 });
    worker = system.worker();
    await allRouted(system, ids);
    await nothingOwed(system);
    expect(await eventsPerTicket(system, ids, 'ticket.routed')).toEqual(ids.map(() => 1));
    expect(await imbalances(system)).toEqual({});
    expect((await overview()).jobs.map(({ waiting, running, retrying, failed: n }) => [waiting, running, retrying, n])).toEqual([0, 0, 0, 0].map(() => [0, 0, 0, 0]));
  }, 120_000);

  it('leave a trace of everything that was done about them', async () => {
    const done = await acts();
    expect(done.map(({ act, person }) => [act, person])).toEqual(
      ['jobs.rerun', 'jobs.rerun', 'job.set_aside', 'job.taken_back', 'jobs.rerun'].map((act) => [act, 'wang-qian']));
    expect(done.at(-1)!.detail['events']).toHaveLength(others.length + 1);
  });

  it('show beside them how the scheduled jobs go', async () => {
    const [sweep] = (await waitFor('the sweep has run', async () => {
      const now = await overview();
      return now.scheduled[0]?.lastEndedAt ? now : undefined;
    })).scheduled;
    expect(sweep).toMatchObject({ job: 'ticket.sweep', label: '到期巡检', everySeconds: 15, failures: 0, lastError: null });
    // An import that left a limit without its number: the sweep cannot tell what fell silent.
    await system.query(`update line set limits = jsonb_set(limits, '{unratedCloseDays}', '"三十"')`);
    const broken = await waitFor('the sweep has failed', async () => {
      const now = (await overview()).scheduled[0];
      return now && now.failures > 0 ? now : undefined;
    });
    expect(broken.lastError).not.toBeNull();
    await system.query(`update line set limits = jsonb_set(limits, '{unratedCloseDays}', '30')`);
    await waitFor('it goes again', async () => (await overview()).scheduled[0]?.failures === 0);
  }, 180_000);
});
