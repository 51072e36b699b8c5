// Owns who owes what after lights, over HTTP: explained, contested, decided; the supervisor's list, a head's own part of it, and the records beneath.
// Leaves whose step is whose to domain/stories/measures.spec.ts and when lights fall to stories/ladder.test.ts.
import { NoticePage } from '@zhitongche/shared/notification/contract.js';
import { SupervisionOverview, SupervisionPage } from '@zhitongche/shared/supervision/contract.js';
import type { SupervisionSection } from '@zhitongche/shared/supervision/vocabulary.js';
import { CAST, FIRM_REPORT, HELP, RESIDENT_REPORT, UNSATISFIED } from '../cast.js';
import { brokenChains } from '../chains.js';
import { notices } from '../reading.js';
import { dispatched } from '../tickets.js';
import { PAUSE } from '../tickets.js';
import { read } from '../visitor.js';
import type { World } from '../world.js';
import { openWorld } from '../world.js';
import type { Part } from './office.js';
import { officeOf } from './office.js';

let world: World;
beforeEach(async () => { world = await openWorld('2026-03-02 09:00'); });
afterEach(() => world.close());

const { by, handled, at, measure, named } = officeOf(() => world);
const overview = async (part: Part, query = '') => read(SupervisionOverview, await by(part).get(`/api/supervision${query}`), 'overview');
const items = async (part: Part, section: SupervisionSection, more = '') =>
  read(SupervisionPage, await by(part).get(`/api/supervision/items?section=${section}${more}`), section);
/** What the latest digest of somebody names, group by group. */
const digestOf = async (part: Part) => {
  const found = read(NoticePage, await by(part).get('/api/notices?limit=100'), 'notices').items.find(({ type, circularId }) => type === null && circularId === null);
  return Object.fromEntries((found?.digest ?? []).map(({ group, tickets }) => [group, tickets.map(({ ticketId }) => ticketId)]));
};
const counts = async (part: Part, query = '') =>
  Object.fromEntries((await overview(part, query)).counts.filter(({ count }) => count > 0).map(({ section, count }) => [section, count]));

it('from the last warning to the explanation: about to be late, yellow, red, explained, answered', async () => {
  const id = await handled();
  await at('2026-03-20 23:59');
  expect(await counts('supervisor')).toEqual({});
  await at('2026-03-21 00:00');
  expect(await counts('supervisor')).toEqual({ soon: 1 });
  expect((await items('supervisor', 'soon')).items).toMatchObject([{ ticketId: id, dueDay: '2026-03-23', daysOver: 0, level: 'last_warning', debts: ['result'] }]);

  await at('2026-03-24 00:00');
  expect(await counts('supervisor')).toEqual({ yellow: 1 });
  world.clock.at('2026-03-25 10:00');
  const { items: [row] } = await items('supervisor', 'yellow');
  expect(row).toMatchObject({ ticketId: id, unitId: 'education', level: 'yellow_light', debts: ['result', 'reason'], dueDay: '2026-03-23', daysOver: 2 });
  expect(await measure(id, 'yellow_light', 'handler')).toMatchObject({ state: 'owed', debt: 'reason', steps: ['explain'] });
  await by('handler').act(id, 'explain_light', { ...await named(id, 'yellow_light'), text: '会签晚了两天。' });
  expect(await measure(id, 'yellow_light')).toMatchObject({ state: 'standing', steps: [] });
  expect((await items('supervisor', 'yellow')).items).toMatchObject([{ debts: ['result'] }]);

  await at('2026-03-27 00:00');
  expect(await counts('supervisor')).toEqual({ red: 1 });
  expect((await items('supervisor', 'red')).items).toMatchObject([{ debts: ['result', 'explanation'], daysOver: 4, level: 'red_light' }]);
  expect((await measure(id, 'red_light', 'handler')).steps).toEqual([]);
  expect((await measure(id, 'red_light', 'head')).steps).toEqual(['explain', 'contest']);
  // The result is in; the explanation is owed as before, and the days do not run on.
  await by('handler').act(id, 'submit_result', { kind: 'solved', text: '已开通。' });
  world.clock.at('2026-04-20 09:00');
  expect((await items('supervisor', 'red')).items).toMatchObject([{ debts: ['explanation'], daysOver: 4 }]);
  await by('cadre').act(id, 'deliver', { channel: 'phone' });
  const link = await world.link(id);
  await link.act(id, 'rate', { satisfaction: 'satisfied' });
  expect((await by('head').ticket(id)).actions).toEqual(['explain_light']);
  await by('head').act(id, 'explain_light', { ...await named(id, 'red_light'), text: '已整改。' });
  expect(await counts('supervisor')).toEqual({});
  expect(await world.source.query('select level, debt, settled_by_id as by from light where ticket_id = $1 order by seq', [id])).toEqual([
    { level: 'yellow_light', debt: 'reason', by: CAST.handler }, { level: 'red_light', debt: 'explanation', by: CAST.head },
  ]);
  expect(await brokenChains(world.source.manager)).toEqual([]);
});

it('the supervisor sees unit by unit who owes what; a head and a desk their own; nobody else anything', async () => {
  const lateAtEducation = await handled();
  const lateAtTransport = await handled('transport', 'transportHead');
  // Nobody dispatches this one: the desk owes.
  await by('cadre').submit(RESIDENT_REPORT);
  await at('2026-03-27 00:00');
  const all = await overview('supervisor');
  expect(all.own).toBe(false);
  expect(all.units.map(({ unitId, red, yellow, stage, items: top }) => [unitId, red, yellow, stage, top.length])).toEqual([
    ['education', 1, 0, 0, 1], ['town-330110109', 1, 0, 0, 1], ['transport', 1, 0, 0, 1],
  ]);
  expect(all.units[1]?.items[0]?.debts).toEqual(['result', 'explanation', 'reason']);
  expect((await overview('supervisor', '?unit=transport')).units.map(({ unitId }) => unitId)).toEqual(['transport']);
  expect(await counts('supervisor', '?line=qinqing')).toEqual({});

  const own = await overview('head');
  expect([own.own, own.units.map(({ items: top }) => top.map(({ ticketId }) => ticketId))]).toEqual([true, [[lateAtEducation]]]);
  expect((await items('transportHead', 'red')).items.map(({ ticketId }) => ticketId)).toEqual([lateAtTransport]);
  expect((await items('transportHead', 'red', '&unit=education')).items).toEqual([]);
  expect((await overview('townDesk')).units.map(({ unitId }) => unitId)).toEqual(['town-330110109']);
  expect((await overview('leader')).units).toHaveLength(3);
  // What is answered only lacks words: the unit stands last, and its unsigned ticket before the red light.
  world.clock.at('2026-03-27 09:00');
  await by('handler').act(lateAtEducation, 'submit_result', { kind: 'solved', text: '已开通。' });
  expect((await overview('supervisor')).units.map(({ unitId, undone }) => [unitId, undone])).toEqual([['town-330110109', 1], ['transport', 1], ['education', 0]]);
  const unsigned = await dispatched(world);
  await at('2026-03-31 00:00');
  const education = (await overview('supervisor', '?unit=education')).units[0];
  expect(education?.items.map(({ ticketId, level }) => [ticketId, level])).toEqual([[unsigned, 'stage_overdue'], [lateAtEducation, 'red_light']]);
  for (const part of ['handler', 'cadre', 'account', 'sysadmin'] as const) expect((await by(part).get('/api/supervision')).status).toBe(403);
});

it('a stage: owed itself until it is done, then only words; a later yellow light says its own day', async () => {
  const { id } = await by('cadre').submit(RESIDENT_REPORT);
  await world.runJobs();
  await by('townDesk').act(id, 'dispatch', { ...HELP, leadUnitId: 'education' });
  // To be signed for by the end of Tuesday.
  await at('2026-03-06 09:00');
  expect((await items('supervisor', 'stage')).items).toMatchObject([{ stage: 'sign', debts: ['stage', 'reason'], dueDay: '2026-03-03', daysOver: 3, ended: false, handlerName: null }]);
  expect((await overview('supervisor')).units).toMatchObject([{ unitId: 'education', stage: 1, undone: 1 }]);
  await by('handler').act(id, 'sign_for');
  world.clock.at('2026-03-16 09:00');
  const { name } = (await by('handler').get('/api/session').then(({ body }) => body as { person: { name: string } })).person; // As SessionView has it.
  expect((await items('supervisor', 'stage')).items).toMatchObject([{ stage: 'sign', debts: ['reason'], dueDay: '2026-03-03', daysOver: 3, ended: true, handlerName: name }]);
  expect((await overview('supervisor')).units).toMatchObject([{ unitId: 'education', stage: 1, undone: 0 }]);
  // Younger, but not done: it stands first, also from page to page.
  const { id: younger } = await by('cadre').submit(RESIDENT_REPORT);
  await world.runJobs();
  await by('townDesk').act(younger, 'dispatch', { ...HELP, leadUnitId: 'education' });
  await at('2026-03-18 09:00');
  const first = await items('supervisor', 'stage', '&limit=1');
  const second = await items('supervisor', 'stage', `&limit=1&cursor=${first.next ?? ''}`);
  expect([...first.items, ...second.items].map(({ ticketId, ended }) => [ticketId, ended])).toEqual([[younger, false], [id, true]]);
  expect(second.next).toBeNull();
  await by('handler').act(younger, 'sign_for');
  await at('2026-03-24 00:00');
  expect((await items('supervisor', 'yellow')).items).toMatchObject([{ level: 'yellow_light', stage: null, dueDay: '2026-03-23', daysOver: 1, ended: false }]);
});

it('paused past two months: nobody owes until the light falls, then it stays in the list with the day that passed', async () => {
  const id = await handled();
  world.clock.at('2026-03-20 09:00');
  await by('head').act(id, 'request_pause', { ...PAUSE, until: '2026-05-20' });
  await by('supervisor').act(id, 'grant_request');
  // Its stored day is still 23 March.
  await at('2026-04-20 08:00');
  await world.digest();
  expect(await counts('supervisor')).toEqual({});
  expect(await digestOf('head')).toEqual({});
  // Two months from 2 March end in the May holidays, so on the 6th.
  await at('2026-05-11 00:00');
  for (const section of ['yellow', 'red'] as const) expect((await items('supervisor', section)).items.length).toBe(section === 'red' ? 1 : 0);
  expect((await items('supervisor', 'red')).items).toMatchObject([{ ticketId: id, debts: ['result', 'explanation', 'reason'], dueDay: '2026-05-06', daysOver: 4 }]);
  await by('handler').act(id, 'explain_light', { ...await named(id, 'yellow_light'), text: '等鉴定。' });
  await by('head').act(id, 'explain_light', { ...await named(id, 'red_light'), text: '等鉴定。' });
  expect((await items('supervisor', 'red')).items).toMatchObject([{ ticketId: id, debts: ['result'], dueDay: '2026-05-06', daysOver: 4, ended: false }]);
  world.clock.at('2026-05-11 08:00');
  await world.digest();
  expect(await digestOf('head')).toEqual({ late: [id] });
});

it('pages follow each other without loss or repetition', async () => {
  for (let i = 0; i < 5; i += 1) await handled();
  await at('2026-03-27 00:00');
  const seen: string[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const page: SupervisionPage = await items('supervisor', 'red', `&limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`);
    seen.push(...page.items.map(({ id }) => id));
    cursor = page.next;
  }
  expect([seen.length, new Set(seen).size]).toEqual([5, 5]);
});

it('a contest: filed by the head, decided by the supervisor, revoked lights are kept and owe nothing', async () => {
  const id = await handled();
  await at('2026-03-24 00:00');
  world.clock.at('2026-03-25 10:00');
  await by('head').act(id, 'contest_measure', { ...await named(id, 'yellow_light'), text: '系统停机一天。' });
  expect(await counts('supervisor')).toEqual({ yellow: 1, contest: 1 });
  expect((await items('supervisor', 'yellow')).items).toMatchObject([{ debts: ['result'] }]);
  expect((await items('supervisor', 'contest')).items).toMatchObject([{ ticketId: id, level: 'yellow_light', contest: 'measure', dueDay: '2026-04-09', daysOver: 0, since: '2026-03-25T02:00:00.000Z' }]);
  await world.runJobs();
  expect(await notices(world, CAST.supervisor, id)).toContain('measure.contested');
  world.clock.at('2026-04-10 00:00');
  expect((await overview('supervisor')).contestsOver).toBe(1);
  // By day: notices wait through the night.
  world.clock.at('2026-04-10 09:00');
  expect(await measure(id, 'yellow_light')).toMatchObject({ state: 'contested', contestDueDay: '2026-04-09', steps: ['decide'] });
  await by('supervisor').act(id, 'revoke_measure', { ...await named(id, 'yellow_light'), text: '停机属实。' });
  expect(await measure(id, 'yellow_light')).toMatchObject({ state: 'revoked', steps: [] });
  await world.runJobs();
  expect(await notices(world, CAST.head, id)).toContain('measure.revoked');
  expect(await overview('supervisor')).toMatchObject({ contestsOver: 0 });
  expect(await world.source.query('select yellow_revoked as gone from ticket where id = $1', [id])).toEqual([{ gone: true }]);
  expect(await by('supervisor').refused(id, 'revoke_measure', { ...await named(id, 'yellow_light'), text: '再撤一次。' })).toMatchObject({ code: 'CONTEST_NOT_WAITING' });
});

it('a contested rating stands in the same list: whose, since when, by when; the one longest overdue first, until it is decided', async () => {
  const rated = await handled();
  await by('handler').act(rated, 'submit_result', { kind: 'solved', text: '已开一班。' });
  if ((await by('supervisor').ticket(rated)).stage === 'supervisor') await by('supervisor').act(rated, 'pass');
  await by('cadre').act(rated, 'deliver', { channel: 'phone' });
  await (await world.link(rated)).act(rated, 'rate', UNSATISFIED);
  await world.runJobs();
  world.clock.at('2026-03-05 10:00');
  await by('head').act(rated, 'contest_rating', { text: '反映人要的线路不归本区管。' });
  expect((await items('supervisor', 'contest')).items).toMatchObject([{
    ticketId: rated, unitId: 'education', round: 1, level: null, card: null, contest: 'rating', dueDay: '2026-03-19', daysOver: 0, since: '2026-03-05T02:00:00.000Z',
  }]);
  const lit = await handled('transport', 'transportHead');
  await at('2026-03-27 00:00');
  world.clock.at('2026-03-27 10:00');
  await by('transportHead').act(lit, 'contest_measure', { ...await named(lit, 'yellow_light'), text: '系统停机一天。' });
  expect((await items('supervisor', 'contest')).items.map(({ ticketId, daysOver }) => [ticketId, daysOver])).toEqual([[rated, 6], [lit, 0]]);
  expect(await overview('supervisor')).toMatchObject({ contestsOver: 1 });
  expect((await items('head', 'contest')).items.map(({ ticketId }) => ticketId)).toEqual([rated]);
  expect((await items('supervisor', 'contest', '&unit=transport')).items.map(({ ticketId }) => ticketId)).toEqual([lit]);
  await by('supervisor').act(rated, 'keep_rating', { reason: '答复没有写明线路归谁管。' });
  expect((await items('supervisor', 'contest')).items.map(({ ticketId }) => ticketId)).toEqual([lit]);
  expect(await overview('supervisor')).toMatchObject({ contestsOver: 0 });
});

it('cards: a number once for each kind; who issued one does not decide its contest; a talk settles what was due', async () => {
  const id = await handled();
  await at('2026-04-03 00:00');
  expect(await counts('supervisor')).toEqual({ red: 1, talk: 1 });
  world.clock.at('2026-04-03 09:00');
  const card = { kind: 'yellow_card' as const, unitId: 'education', documentNumber: '余督黄[2026]1号', text: '超期多日，给予黄牌。' };
  await by('supervisor').act(id, 'card', card);
  const other = await handled('transport', 'transportHead');
  expect(await by('supervisor').refused(other, 'card', { ...card, unitId: 'transport' })).toMatchObject({ status: 409, code: 'DOCUMENT_NUMBER_USED' });
  await by('supervisor').act(other, 'card', { ...card, kind: 'red_card', unitId: 'transport' });
  await by('head').act(id, 'contest_measure', { ...await named(id, 'yellow_card'), text: '已经办好。' });
  expect(await by('supervisor').refused(id, 'uphold_measure', { ...await named(id, 'yellow_card'), text: '维持。' })).toMatchObject({ status: 403, code: 'MEASURE_OWN' });
  expect((await measure(id, 'yellow_card', 'otherSupervisor')).steps).toEqual(['decide']);
  await by('otherSupervisor').act(id, 'uphold_measure', { ...await named(id, 'yellow_card'), text: '超期属实。' });

  const talk = { kind: 'talk' as const, unitId: 'education', documentNumber: '余督约〔2026〕1号', text: '超期多日。' };
  expect(await by('supervisor').refused(id, 'card', talk)).toMatchObject({ status: 422, code: 'TALK_RECORD_MISSING' });
  await by('supervisor').act(id, 'card', { ...talk, heldOn: '2026-04-02', attendees: '何局长', agreed: '四月十五日前开通。' });
  expect(await counts('supervisor')).toMatchObject({ red: 1 });
  expect((await items('supervisor', 'talk')).items).toEqual([]);
  await world.runJobs();
  expect((await notices(world, CAST.head, id)).filter((type) => type === 'card.issued')).toHaveLength(2);
});

it('a talk that is due is held after the end, too', async () => {
  const id = await handled();
  await at('2026-04-03 00:00');
  world.clock.at('2026-04-03 09:00');
  await by('handler').act(id, 'submit_result', { kind: 'solved', text: '已开通。' });
  await by('cadre').act(id, 'deliver', { channel: 'phone' });
  await (await world.link(id)).act(id, 'rate', { satisfaction: 'satisfied' });
  expect(await counts('supervisor')).toEqual({ red: 1, talk: 1 });
  await by('supervisor').act(id, 'card', {
    kind: 'talk', unitId: 'education', documentNumber: '余督约〔2026〕1号', text: '超期多日。', heldOn: '2026-04-03', attendees: '何局长', agreed: '写明整改措施。',
  });
  expect(await counts('supervisor')).toEqual({ red: 1 });
});

it('of two cards with one number sent at once one is issued', async () => {
  const ids = [await handled(), await handled()];
  const card = { kind: 'supervision_order' as const, unitId: 'education', documentNumber: '余督〔2026〕7号', text: '请三日内办结。' };
  const answers = await Promise.all(ids.map((id) => by('supervisor').press(id, 'card', card)));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
});

it('a complained unit’s people, though supervisors, do not find the ticket in their list', async () => {
  const { id } = await by('account').submit({ ...FIRM_REPORT, complainedUnitId: 'supervision-office' });
  await at('2026-03-27 00:00');
  expect((await items('supervisor', 'red')).items).toEqual([]);
  expect((await overview('supervisor')).units).toEqual([]);
  expect((await items('leader', 'red')).items.map(({ ticketId }) => ticketId)).toEqual([id]);
});

it('the reporter’s side and the linked see no measure', async () => {
  const id = await handled();
  await at('2026-03-27 00:00');
  const link = await world.link(id);
  expect((await link.page()).measures).toEqual([]);
  expect((await by('cadre').ticket(id)).measures.map(({ steps }) => steps)).toEqual([[], []]);
});

it('the records cannot be changed or removed but where something is added to them', async () => {
  const id = await handled();
  await at('2026-03-24 00:00');
  for (const statement of [
    'delete from light', 'truncate contest', `update light set unit_id = 'transport'`, `update card set kind = 'talk'`, `update contest set filed_at = now()`,
  ]) {
    await expect(world.source.query(statement)).rejects.toThrow(/permission denied/);
  }
  await expect(world.source.query('insert into light select ticket_id, seq + 900, round, level, mark, stage, holder, unit_id, due_at, lit_at, debt from light where ticket_id = $1', [id]))
    .rejects.toThrow(/light_once/);
});
