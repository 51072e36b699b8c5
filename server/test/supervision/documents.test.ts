// Owns documents over HTTP: their numbers, the register, and the monthly circular, frozen when it is issued.
// Leaves issuing a card to owing.test.ts and the bands to supervision/domain/circular.spec.ts.
import { randomUUID } from 'node:crypto';
import { CircularList, CircularPreview, CircularView, DocumentPage, NextDocument } from '@zhitongche/shared/supervision/circular.js';
import { NoticePage } from '@zhitongche/shared/notification/contract.js';
import { CAST } from '../cast.js';
import { download, workbook } from '../exchange/files.js';
import { read, readRefusal } from '../visitor.js';
import type { World } from '../world.js';
import { openWorld } from '../world.js';
import type { Part } from './office.js';
import { officeOf } from './office.js';

let world: World;
beforeEach(async () => { world = await openWorld('2026-03-02 09:00'); });
afterEach(() => world.close());

const { by, handled, at, named } = officeOf(() => world);
const next = async (kind: string) => read(NextDocument, await by('supervisor').get(`/api/supervision/documents/next?kind=${kind}`), 'next').documentNumber;
const preview = async (month: string) => read(CircularPreview, await by('supervisor').get(`/api/supervision/circulars/preview?month=${month}`), 'preview');
const issue = (month: string, documentNumber: string, id = randomUUID()) => by('supervisor').post('/api/supervision/circulars', { id, month, documentNumber });

it('suggests the number after the last of its kind, and 1 in a new year', async () => {
  const id = await handled();
  expect(await next('supervision_order')).toBeNull();
  const card = { kind: 'supervision_order' as const, unitId: 'education', text: '请三日内办结。' };
  await by('supervisor').act(id, 'card', { ...card, documentNumber: '余督〔2026〕12号' });
  await by('supervisor').act(id, 'card', { ...card, documentNumber: '余督〔2026〕9号' });
  expect(await next('supervision_order')).toBe('余督〔2026〕13号');
  expect(await next('red_card')).toBeNull();
  world.clock.at('2027-01-04 09:00');
  expect(await next('supervision_order')).toBe('余督〔2027〕1号');
  for (const part of ['head', 'leader'] as const) expect(readRefusal(await by(part).get('/api/supervision/documents/next?kind=talk')).status).toBe(403);
});

it('keeps a register: the supervisor sees all of it, a head the own unit’s', async () => {
  const [one, two] = [await handled(), await handled('transport', 'transportHead')];
  await by('supervisor').act(one, 'card', { kind: 'yellow_card', unitId: 'education', documentNumber: '余督黄〔2026〕1号', text: '黄牌。' });
  world.clock.at('2026-03-03 09:00');
  await by('supervisor').act(two, 'card', { kind: 'red_card', unitId: 'transport', documentNumber: '余督红〔2026〕1号', text: '红牌。' });
  const register = async (part: Part, query = '') =>
    read(DocumentPage, await by(part).get(`/api/supervision/documents${query}`), 'register').items.map(({ documentNumber, state }) => `${documentNumber} ${state}`);
  expect(await register('supervisor')).toEqual(['余督红〔2026〕1号 standing', '余督黄〔2026〕1号 standing']);
  expect(await register('supervisor', '?kind=yellow_card')).toEqual(['余督黄〔2026〕1号 standing']);
  expect(await register('transportHead')).toEqual(['余督红〔2026〕1号 standing']);
  expect(readRefusal(await by('cadre').get('/api/supervision/documents')).code).toBe('ROLE_FORBIDDEN');
});

it('a month’s circular: by bands with case numbers, revoked ones left out and counted, frozen once issued, one a month', async () => {
  const [late, revoked, answered] = [await handled(), await handled(), await handled('transport', 'transportHead')];
  await at('2026-03-24 00:00');
  await by('transportHead').act(answered, 'submit_result', { kind: 'solved', text: '已开通。' });
  await by('head').act(revoked, 'contest_measure', { ...await named(revoked, 'yellow_light'), text: '停机。' });
  await by('supervisor').act(revoked, 'revoke_measure', { ...await named(revoked, 'yellow_light'), text: '属实。' });
  await by('handler').act(revoked, 'submit_result', { kind: 'solved', text: '已开通。' });
  await at('2026-03-27 00:00');
  await by('head').act(late, 'contest_measure', { ...await named(late, 'red_light'), text: '材料不齐。' });

  const number = (await by('supervisor').ticket(late)).number;
  const { content, issuable } = await preview('2026-03');
  expect(issuable).toBe(false);
  expect(content.bands.map(({ band, units }) => [band, units.map(({ unitName, cases }) => [unitName, cases.map((each) => `${each.what} ${each.number === number ? 'late' : 'answered'}${each.contested ? ' contested' : ''}`)])])).toEqual([
    ['red', [[expect.stringContaining('教育'), ['red_light late contested', 'yellow_light late']]]],
    ['yellow', [[expect.stringContaining('交通'), ['yellow_light answered']]]],
  ]);
  expect([content.revoked, content.contested]).toEqual([1, 1]);
  expect(readRefusal(await issue('2026-03', '余督通〔2026〕3号'))).toMatchObject({ status: 409, code: 'CIRCULAR_MONTH_OPEN' });

  world.clock.at('2026-04-01 09:00');
  const id = randomUUID();
  expect(readRefusal(await issue('2026-03', '三号'))).toMatchObject({ status: 422, code: 'DOCUMENT_NUMBER_INVALID' });
  const issued = read(CircularView, await issue('2026-03', '余督通〔2026〕3号', id), 'circular');
  expect(issued.content).toEqual(content);
  // Again is the same; another one for the month, or under the number, is none.
  expect(read(CircularView, await issue('2026-03', '余督通〔2026〕3号', id), 'again')).toEqual(issued);
  expect(readRefusal(await issue('2026-03', '余督通〔2026〕4号'))).toMatchObject({ status: 409, code: 'CIRCULAR_ISSUED' });
  expect(readRefusal(await issue('2026-02', '余督通〔2026〕3号'))).toMatchObject({ status: 409, code: 'DOCUMENT_NUMBER_USED' });
  expect(await next('circular')).toBe('余督通〔2026〕4号');
  // Decided afterwards: what was issued says what it said.
  await by('otherSupervisor').act(late, 'revoke_measure', { ...await named(late, 'red_light'), text: '属实。' });
  expect((await preview('2026-03')).content).toEqual(content);
  expect(read(CircularList, await by('head').get('/api/supervision/circulars'), 'list').items).toMatchObject([{ id, month: '2026-03' }]);
  expect(readRefusal(await by('cadre').get(`/api/supervision/circulars/${id}`)).status).toBe(403);
  for (const statement of ['delete from circular', `update circular set content = '{}'`, 'truncate circular']) await expect(world.source.query(statement)).rejects.toThrow(/permission denied/);
});

it('tells the heads of the units that it names, once, by day, and leads them to it', async () => {
  await handled();
  await at('2026-03-27 00:00');
  world.clock.at('2026-04-01 21:00');
  const id = randomUUID();
  await issue('2026-03', '余督通〔2026〕1号', id);
  await issue('2026-03', '余督通〔2026〕1号', id);
  const told = async (part: Part) => read(NoticePage, await by(part).get('/api/notices?limit=100'), 'notices').items.filter(({ circularId }) => circularId === id);
  expect(await told('head')).toEqual([]);
  world.clock.at('2026-04-02 08:00');
  expect(await told('head')).toMatchObject([{ type: null, ticketId: null, digest: [], text: '2026年3月督办情况通报（余督通〔2026〕1号）已发出，列有本单位，请查看', read: false }]);
  for (const part of ['transportHead', 'handler', 'supervisor', 'townDesk'] as const) expect(await told(part)).toEqual([]);
  expect(read(CircularView, await by('head').get(`/api/supervision/circulars/${id}`), 'circular').documentNumber).toBe('余督通〔2026〕1号');
  // Read, it takes nothing with it of what that day's digest told.
  await world.source.query(`insert into notice (event_id, ticket_id, person_id, created_at, visible_from, digest_day)
    select e.id, e.ticket_id, $1, e.at, null, '2026-04-01' from ticket_event e order by e.id limit 1`, [CAST.head]);
  await by('head').post('/api/notices/read', { ids: (await told('head')).map((notice) => notice.id) });
  expect(await told('head')).toMatchObject([{ read: true }]);
  expect(await world.source.query('select 1 from notice where person_id = $1 and visible_from is null and read_at is not null', [CAST.head])).toEqual([]);
});

it('comes out as Excel: a line for each case, and what is counted apart', async () => {
  const id = await handled();
  await at('2026-03-27 00:00');
  world.clock.at('2026-04-01 09:00');
  const circular = randomUUID();
  await issue('2026-03', '余督通〔2026〕1号', circular);
  const { name, bytes } = await download(world, CAST.supervisor, `/api/supervision/circulars/${circular}/file`);
  expect(name).toBe('通报_2026-03.xlsx');
  const [headings, ...rows] = (await workbook(bytes))['通报'] ?? [];
  expect(headings?.slice(0, 4)).toEqual(['档次', '单位', '情形', '事项编号']);
  const { number } = await by('supervisor').ticket(id);
  expect(rows.map((row) => [row[2], row[3]])).toEqual([['红灯', number], ['黄灯', number]]);
});
