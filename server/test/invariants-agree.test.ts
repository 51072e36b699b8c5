// Owns that the checker counts as the product does where a history takes a turn: a light that was taken back, a calendar or limits that changed meanwhile.
// Leaves what it finds where something is wrong to invariants.test.ts.
import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { NOTICE_2027 } from '../src/deadline/domain/testing/notice-2027.js';
import { checkDatabase } from '../src/invariants/read-facts.js';
import { RecomputeJobs } from '../src/ticket/recompute.jobs.js';
import { RESIDENT_REPORT, UNSATISFIED } from './cast.js';
import { lights } from './reading.js';
import { officeOf } from './supervision/office.js';
import type { World } from './world.js';
import { openWorld } from './world.js';

let world: World;
afterEach(() => world.close());
const { by, handled, at, named } = officeOf(() => world);
const findings = async () => {
  await world.runJobs();
  return (await checkDatabase(world.database.ownerUrl, world.clock.instant)).findings;
};

/** The notice of 2027 comes, and every open ticket is counted again. */
async function noticed(): Promise<void> {
  const notice = { number: '国办发明电〔2026〕9号', issuedOn: '2026-11-05', file: JSON.stringify(NOTICE_2027) };
  expect((await by('sysadmin').post('/api/calendar/versions', { id: randomUUID(), base: 1, notice })).status).toBe(200);
  await world.app.get(RecomputeJobs).run();
}

it('a yellow light that was taken back makes no later one red', async () => {
  world = await openWorld('2026-03-02 09:00');
  const id = await handled();
  await at('2026-03-24 00:00');
  world.clock.at('2026-03-24 09:00');
  await by('head').act(id, 'contest_measure', { ...await named(id, 'yellow_light'), text: '系统停机一天。' });
  await by('supervisor').act(id, 'revoke_measure', { ...await named(id, 'yellow_light'), text: '停机属实。' });
  await by('handler').act(id, 'submit_result', { kind: 'solved', text: '已开一班。' });
  if ((await by('supervisor').ticket(id)).stage === 'supervisor') await by('supervisor').act(id, 'pass');
  await by('cadre').act(id, 'deliver', { channel: 'phone' });
  await (await world.link(id)).act(id, 'rate', UNSATISFIED);
  await world.runJobs();
  // Day 0 is 24 March; the fifteenth working day, over Qingming, is 15 April.
  await at('2026-04-16 00:00');
  expect((await lights(world, id)).filter((light) => /^2 (yellow|red)/.test(light))).toEqual(['2 yellow_light']);
  expect(await findings()).toEqual([]);
  await at('2026-04-21 00:00');
  expect((await lights(world, id)).filter((light) => /^2 (yellow|red)/.test(light))).toEqual(['2 yellow_light', '2 red_light']);
  expect(await findings()).toEqual([]);
});

it('a decline overturned after a notice came is counted by the new calendar', async () => {
  world = await openWorld('2027-01-20 09:00');
  const { id } = await by('cadre').submit(RESIDENT_REPORT);
  await world.runJobs();
  await by('townDesk').act(id, 'decline', { reason: 'other_district', path: '请向拱墅区反映，电话 0571-12345。' });
  await noticed();
  world.clock.at('2027-01-21 09:00');
  await by('cadre').act(id, 'object', { text: '路在余杭。' });
  await by('supervisor').act(id, 'overturn_decline', { text: '路确在本区。' });
  expect((await by('cadre').ticket(id)).dueDay).toBe('2027-02-16');
  for (const moment of ['2027-02-11 00:00', '2027-02-17 00:00', '2027-02-20 00:00']) await at(moment);
  expect(await lights(world, id)).toContain('1 yellow_light');
  expect(await findings()).toEqual([]);
});

it('a result that came in time stays in time when a notice brings the end forward; sent back, it is late at once', async () => {
  world = await openWorld('2027-01-11 09:00');
  // Due on 1 February by the law alone, by the notice on Sunday 31 January.
  const [kept, sentBack] = [await handled(), await handled()];
  world.clock.at('2027-02-01 10:00');
  for (const id of [kept, sentBack]) await by('handler').act(id, 'submit_result', { kind: 'answered', text: '三公里以内不开校车。' });
  world.clock.at('2027-02-01 15:00');
  await noticed();
  await by('head').act(kept, 'approve', {});
  if ((await by('supervisor').ticket(kept)).stage === 'supervisor') await by('supervisor').act(kept, 'pass');
  expect(await world.source.query('select due_day as due, late from ticket_round where ticket_id = $1', [kept])).toEqual([{ due: '2027-02-01', late: false }]);
  await by('head').act(sentBack, 'send_back', { reason: '没有写明依据。' });
  expect((await by('cadre').ticket(sentBack)).dueDay).toBe('2027-01-31');
  await at('2027-02-01 15:01');
  expect([await lights(world, kept), await lights(world, sentBack)].map((lit) => lit.includes('1 yellow_light'))).toEqual([false, true]);
  expect(await findings()).toEqual([]);
});

it('a line’s limits change: rounds keep those they began with, also once they are over', async () => {
  world = await openWorld('2026-03-02 09:00');
  const id = await handled();
  const owner = new Client({ connectionString: world.database.ownerUrl });
  await owner.connect();
  await owner.query(`update line set limits = jsonb_set(limits, '{ordinaryWorkingDays}', '10')`).finally(() => owner.end());
  await by('head').act(id, 'request_extension', { workingDays: 2, reason: '等招标结果。' });
  await by('supervisor').act(id, 'grant_request');
  expect((await by('cadre').ticket(id)).dueDay).toBe('2026-03-25');
  await at('2026-03-20 00:00');
  expect(await findings()).toEqual([]);
  await by('handler').act(id, 'submit_result', { kind: 'solved', text: '已开一班。' });
  if ((await by('supervisor').ticket(id)).stage === 'supervisor') await by('supervisor').act(id, 'pass');
  await by('cadre').act(id, 'deliver', { channel: 'phone' });
  await (await world.link(id)).act(id, 'rate', UNSATISFIED);
  expect(await findings()).toEqual([]);
  const [row] = await world.source.query<{ was: { ordinaryWorkingDays: number } }[]>('select round_limits as was from ticket_round where ticket_id = $1', [id]);
  expect(row?.was).toEqual({ ordinaryWorkingDays: 15, capMonths: 2, channelWorkingDays: {} });
});
