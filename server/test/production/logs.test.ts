// Owns the proof that the logs let one follow a request into its jobs, and tell nothing about people, on any path.
// Leaves what is logged to the parts that write it.
import { randomUUID } from 'node:crypto';
import type { TicketView } from '@zhitongche/shared/ticket/contract.js';
import { signIn, visitor } from '../queue/client.js';
import type { Client } from '../queue/client.js';
import type { Program } from '../queue/processes.js';
import { startProgram } from '../queue/processes.js';
import type { System } from '../queue/system.js';
import { BACK_END, createSystem } from '../queue/system.js';
import { CADRE, allRouted, expectStatus, makeLink, nothingOwed, report } from '../queue/tickets.js';
import { waitFor } from '../queue/wait-for.js';

const NAME = '欧阳龘龘';
const PHONE = '13912345678';
const TITLE = '紫藤巷井盖松动';
const TEXT = '紫藤巷口第三块井盖一踩就响，夜里很怕人。';
const NOTE = '已电话约了周四下午去看井盖。';

interface Line {
  level: number;
  msg: string;
  requestId?: string;
  jobId?: string;
  events?: string[];
  ticket?: string;
  error?: string;
}

describe(`the logs at debug, queue on ${BACK_END}`, () => {
  let system: System;
  let programs: Program[];
  let cadre: Client;
  let token: string;
  const id = randomUUID();

  beforeAll(async () => {
    system = await createSystem();
    const env = { ...system.env, LOG_LEVEL: 'debug' };
    programs = [startProgram('main.api', env), startProgram('main.worker', env)];
    await Promise.all(programs.map((program) => program.ready));
    cadre = await signIn(system.url, CADRE);
  }, 120_000);

  afterAll(async () => {
    await Promise.all(programs.map((program) => program.kill()));
    await system.remove();
  });

  const lines = () => programs.flatMap((program) => program.log()).map((line) => JSON.parse(line) as Line);

  it('lead from the answer of a request to its events and their jobs', async () => {
    const response = await fetch(`${system.url}/api/session`);
    expect(response.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    expectStatus(201, await cadre.post('tickets', report(id, { title: TITLE, text: TEXT, reporter: { name: NAME, phone: PHONE } })));
    await allRouted(system, [id]);
    await nothingOwed(system);
    const [event] = await system.query<{ id: string }>(`select id from ticket_event where ticket_id = $1 and type = 'ticket.submitted'`, [id]);
    const written = await waitFor('the line of the event', () => lines().find((line) => line.msg === 'events' && line.ticket === id));
    expect(written.events).toEqual(['1 ticket.submitted']);
    const { requestId } = written;
    expect(lines().filter((line) => line.requestId === requestId).map((line) => line.msg)).toEqual(['events', 'request']);
    const jobs = await waitFor('the lines of the jobs', () => {
      const done = lines().filter((line) => line.msg === 'job done' && line.jobId?.endsWith(`-${event?.id ?? ''}`));
      return done.length === 2 && done;
    });
    expect(jobs.map((line) => line.ticket)).toEqual([id, id]);
    expect(jobs.map((line) => line.jobId).sort()).toEqual([`notification.write-${event?.id ?? ''}`, `ticket.route-${event?.id ?? ''}`]);
  });

  it('tell nothing of people while things go well', async () => {
    const { version, reporters } = expectStatus(200, await cadre.get<TicketView>(`tickets/${id}`));
    expectStatus(200, await cadre.post(`tickets/${id}/actions`, { commandId: randomUUID(), version, action: 'note', input: { text: NOTE } }));
    token = await makeLink(cadre, id, reporters[0]?.id ?? '');
    expectStatus(200, await visitor(system.url).get(`follow/${token}`));
    expectStatus(200, await cadre.get(`tickets?q=${encodeURIComponent(TITLE)}`));
    expectStatus(400, await cadre.post('tickets', { ...report(), title: { wrong: NAME }, reporter: { name: NAME, phone: '1' } }));
    expectStatus(404, await cadre.get(`${encodeURIComponent(NAME)}/${PHONE}`));
    await nothingOwed(system);
    expectNoPeople();
  });

  it.each([
    ['the database refuses a row', `raise exception 'refused' using errcode = '23514', detail = format('Failing row contains (%s, %s).', new.title, new.text), table = 'ticket'`],
    ['the database cannot read a value', `perform new.text::int`],
    ['a rule of the database stumbles over a value', `perform (new.title || new.text)::uuid`],
  ])('tell nothing of people when %s', async (_name, body) => {
    await system.query(`create function stumble() returns trigger language plpgsql as $$ begin ${body}; return new; end $$`);
    await system.query('create trigger stumble before insert on ticket for each row execute function stumble()');
    let requestId: string;
    try {
      ({ requestId } = expectStatus(500, await cadre.post<{ requestId: string }>('tickets', report(randomUUID(), { title: TITLE, text: TEXT, reporter: { name: NAME, phone: PHONE } }))));
    } finally {
      await system.query('drop function stumble cascade');
    }
    const failed = await waitFor('the failure is logged', () => lines().find((line) => line.msg === 'request failed' && line.requestId === requestId));
    expect(failed.error).toMatch(/^(?:QueryFailedError|error): .*\[code=\w{5}.*\n {4}at /);
    expectNoPeople();
  });

  it('tell nothing of people when a job fails', async () => {
    await system.query(`create function stumble() returns trigger language plpgsql as $$ begin perform new.text::int; return new; end $$`);
    await system.query('create trigger stumble before update on ticket for each row execute function stumble()');
    try {
      expectStatus(201, await cadre.post('tickets', report(randomUUID(), { title: TITLE, text: TEXT, reporter: { name: NAME, phone: PHONE } })));
      const failed = await waitFor('the job failed', () => lines().find((line) => line.msg === 'job failed'));
      expect(failed).toMatchObject({ job: 'ticket.route', attempt: 1, kind: 'invalid', error: 'PostgreSQL 22P02' });
    } finally {
      await system.query('drop function stumble cascade');
    }
    await nothingOwed(system);
    expectNoPeople();
  });

  function expectNoPeople(): void {
    const said = programs.flatMap((program) => program.log()).join('\n');
    for (const secret of [NAME, PHONE, TITLE, '紫藤', '井盖', TEXT, NOTE, '沈佳慧', token].filter(Boolean)) {
      expect(said).not.toContain(secret);
      expect(said).not.toContain(encodeURIComponent(secret));
    }
  }
});
