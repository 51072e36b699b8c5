// Owns the proof that nobody waits for a second database connection while holding one: with a pool of one, everything still works.
// Leaves how quick it is with a pool of the usual size to submissions.test.ts.
import { randomUUID } from 'node:crypto';
import type { TicketView } from '@zhitongche/shared/ticket/contract.js';
import { HELP, LIANHUA } from '../cast.js';
import { signIn } from './client.js';
import type { System } from './system.js';
import { BACK_END, createSystem } from './system.js';
import { CADRE, act, allRouted, expectStatus, makeLink, nothingOwed, rateUnsatisfied, report } from './tickets.js';
import { waitFor } from './wait-for.js';

describe(`a pool of one connection, queue on ${BACK_END}`, () => {
  let system: System;

  beforeAll(async () => {
    system = await createSystem();
    system.env['DATABASE_POOL'] = '1';
    const programs = [system.api(), system.worker()];
    await Promise.all(programs.map((program) => program.ready));
  }, 120_000);

  afterAll(() => system.remove());

  it('carries a ticket from the visit into its second round', async () => {
    const [cadre, triage, handler, head] = await Promise.all([CADRE, 'jin-li', 'fu-qiang', 'he-sheng'].map((id) => signIn(system.url, id)));
    // First of all, while the process has kept nothing of what it reads rarely.
    expectStatus(201, await cadre!.post('tickets', report()));
    const [id, visitId] = [randomUUID(), randomUUID()];
    expectStatus(201, await cadre!.post('visits', {
      id: visitId, line: 'minqing', subjectKind: 'household', subjectId: LIANHUA, visitedOn: '2026-03-02', said: '孩子接送吃力。',
    }));
    expectStatus(201, await cadre!.post('tickets', report(id, { visitId, complainedUnitId: 'police' })));
    await allRouted(system, [id]);
    await act(triage!, id, 'dispatch', { ...HELP, leadUnitId: 'education', assistingUnitIds: ['transport'] });
    await act(head!, id, 'assign', { personId: 'fu-qiang' });
    await act(handler!, id, 'sign_for');
    const { reporters } = expectStatus(200, await handler!.get<TicketView>(`tickets/${id}`));
    expectStatus(200, await handler!.post(`tickets/${id}/contact`, { reporterId: reporters[0]?.id }));
    await act(handler!, id, 'submit_result', { kind: 'answered', text: '距离不足，无法开通专线。' });
    await act(head!, id, 'approve');
    const seen = expectStatus(200, await cadre!.get<TicketView>(`tickets/${id}`));
    if (seen.status === 'reviewing') await act(await signIn(system.url, 'qian-wei'), id, 'pass'); // Drawn for the supervisor's sample.
    await rateUnsatisfied(system.url, await makeLink(cadre!, id, reporters[0]!.id));
    await waitFor('the second round', async () => (await system.query('select 1 from ticket where id = $1 and round = 2 and suggestion is not null', [id])).length === 1);
    await nothingOwed(system);
  }, 120_000);

  it('answers a crowd one after the other', async () => {
    const cadre = await signIn(system.url, CADRE);
    const ids = Array.from({ length: 16 }, () => randomUUID());
    const answers = await Promise.all(ids.map((id) => cadre.post('tickets', report(id))));
    expect(answers.map((answer) => answer.status)).toEqual(ids.map(() => 201));
    await allRouted(system, ids);
    await nothingOwed(system);
  }, 120_000);
});
