// Owns the district's triage desk called to account: it is no unit, and answers for what it was late with all the same.
// Leaves units to owing.test.ts.
import { DocumentPage } from '@zhitongche/shared/supervision/circular.js';
import { SupervisionOverview } from '@zhitongche/shared/supervision/contract.js';
import { CAST, FIRM_REPORT } from '../cast.js';
import { toldOf } from '../reading.js';
import { read } from '../visitor.js';
import type { World } from '../world.js';
import { openWorld } from '../world.js';
import { officeOf } from './office.js';

let world: World;
beforeEach(async () => { world = await openWorld('2026-03-02 09:00'); });
afterEach(() => world.close());

const { by, at, measure, named } = officeOf(() => world);

it('a card on it and a talk with it: numbered, registered, told, contested by the desk, upheld', async () => {
  // A firm's report comes to the district at once, and nobody dispatches it.
  const { id } = await by('account').submit(FIRM_REPORT);
  await at('2026-04-03 00:00');
  world.clock.at('2026-04-03 09:00');
  const owing = read(SupervisionOverview, await by('supervisor').get('/api/supervision'), 'overview');
  expect(owing.units.map(({ unitId, unitName }) => [unitId, unitName])).toEqual([['district', '区研判台']]);

  const card = { kind: 'yellow_card' as const, unitId: 'district', documentNumber: '余督黄〔2026〕1号', text: '超期未派单，请说明原因。' };
  expect(await by('supervisor').refused(id, 'card', { ...card, unitId: 'nowhere' })).toMatchObject({ status: 422, code: 'UNIT_NOT_FOUND' });
  await by('supervisor').act(id, 'card', card);
  await by('supervisor').act(id, 'card', { ...card, kind: 'talk', documentNumber: '余督约〔2026〕1号', heldOn: '2026-04-02', attendees: '研判台负责人', agreed: '当日派单。' });
  expect(await measure(id, 'yellow_card')).toMatchObject({ unitId: 'district', unitName: '区研判台', state: 'standing' });
  expect((await measure(id, 'talk_due')).state).toBe('standing');
  expect((await by('supervisor').ticket(id)).events.findLast(({ type }) => type === 'card.issued')?.data['names']).toMatchObject({ district: '区研判台' });
  const register = async (part: 'supervisor' | 'districtDesk') =>
    read(DocumentPage, await by(part).get('/api/supervision/documents'), 'register').items.map(({ documentNumber, unitName }) => [documentNumber, unitName]);
  for (const part of ['supervisor', 'districtDesk'] as const) expect(await register(part)).toEqual([['余督约〔2026〕1号', '区研判台'], ['余督黄〔2026〕1号', '区研判台']]);

  expect((await measure(id, 'yellow_card', 'districtDesk')).steps).toEqual(['contest']);
  await by('districtDesk').act(id, 'contest_measure', { ...await named(id, 'yellow_card'), text: '材料次日才补齐。' });
  await by('otherSupervisor').act(id, 'uphold_measure', { ...await named(id, 'yellow_card'), text: '超期属实。' });
  expect(await measure(id, 'yellow_card')).toMatchObject({ state: 'upheld', steps: [] });
  await world.runJobs();
  for (const type of ['card.issued', 'measure.upheld']) expect(await toldOf(world, id, type)).toContain(CAST.districtDesk);
  // No unit sees the ticket for it.
  expect((await by('head').get(`/api/tickets/${id}`)).status).toBe(404);
});
