// Owns the proof that lists, single tickets and the rule agree on who sees what, and that paging and filters lose nothing.
// Leaves what is shown inside a ticket to protection.test.ts.
import type { ListQuery } from '@zhitongche/shared/ticket/contract.js';
import { WorklistCounts } from '@zhitongche/shared/ticket/contract.js';
import { STATUSES, STEPS, STEP_OF_STATUS } from '@zhitongche/shared/ticket/vocabulary.js';
import { WORKLISTS } from '@zhitongche/shared/ticket/worklists.js';
import { DirectoryService } from '../src/directory/directory.service.js';
import { capacitiesOf, personActor, seesTicket } from '../src/ticket/domain/actor.js';
import { TicketEntity } from '../src/ticket/ticket.entity.js';
import { CAST, FIRM_REPORT, LIANHUA, QIUZHEN, RESIDENT_REPORT, TIELAN, TOWN, VILLAGE } from './cast.js';
import type { Person } from './visitor.js';
import { read, readRefusal } from './visitor.js';
import { ticketIn } from './tickets.js';
import type { World } from './world.js';
import { openWorld } from './world.js';

/** One of each kind of person there is; beside the cast: both desks in one, an assisting head, the complained-about. */
const PEOPLE = [
  CAST.cadre, CAST.otherCadre, CAST.linkedCadre, CAST.strangeCadre, CAST.townDesk, CAST.otherTownDesk, CAST.districtDesk, CAST.handler, CAST.colleague,
  CAST.head, CAST.assistant, CAST.policeHead, CAST.lightingHead, CAST.zoneHandler, CAST.zoneHead, CAST.linkedToFirm, CAST.account, CAST.otherAccount,
  CAST.supervisor, CAST.leader, CAST.sysadmin, 'jin-li', 'lv-chengzhi', 'lei-qiong', 'liang-xiaofeng',
];
const SMALL_PAGE = 7;

let world: World;
let tickets: TicketEntity[];
beforeAll(async () => {
  world = await openWorld();
  // The sweep that ends a silence also ends waits, so it comes first.
  for (const status of [...STATUSES].reverse()) await ticketIn(world, status, { line: 'minqing', merged: true, lifted: STATUSES.indexOf(status) % 2 === 0 });
  for (const status of ['assessing', 'handling', 'awaiting_rating'] as const) await ticketIn(world, status, { line: 'qinqing', merged: true });
  await special();
  tickets = await world.source.getRepository(TicketEntity).find({ order: { submittedAt: 'DESC', id: 'DESC' } });
});
afterAll(() => world.close());

/** Hidden reporters, complained-about units and firms, other towns, other firms, solved at the door. */
async function special(): Promise<void> {
  world.clock.at('2026-03-04 11:00');
  const cadre = world.as(CAST.cadre);
  const shen = world.as('shen-jiahui');
  for (const over of [
    { hidden: true }, { hidden: true, complainedUnitId: 'education' }, { complainedUnitId: TOWN }, { complainedEnterpriseId: QIUZHEN },
    { solvedOnSpot: '当场办好了。' }, { subjectKind: 'village' as const, reporter: null }, { title: '百分之100%_的反斜杠\\' },
  ]) await cadre.submit({ ...RESIDENT_REPORT, ...over });
  for (const over of [{}, { hidden: true }]) await shen.submit({ ...RESIDENT_REPORT, subjectId: LIANHUA, ...over });
  world.clock.at('2026-03-05 11:00');
  await world.as('guo-hanwen').submit({ ...FIRM_REPORT, subjectId: TIELAN });
  await world.as('lv-chengzhi').submit({ ...FIRM_REPORT, subjectKind: 'talent', subjectId: TIELAN, complainedUnitId: 'economic-development-zone' });
  await world.as(CAST.account).submit({ ...FIRM_REPORT, hidden: true });
}

/** All pages of a list, with what each page promised. */
async function all(person: Person, query: ListQuery): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await person.list({ ...query, cursor });
    expect(page.items.length).toBeLessThanOrEqual(Number(query.limit ?? 20));
    if (page.next !== null) expect(page.items).toHaveLength(Number(query.limit ?? 20));
    ids.push(...page.items.map((item) => item.id));
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  return ids;
}

it('has enough tickets to be worth it', () => {
  expect(tickets.length).toBeGreaterThanOrEqual(40);
  expect(new Set(tickets.map((ticket) => ticket.status)).size).toBe(STATUSES.length);
});

describe.each(PEOPLE)('%s', (personId) => {
  const visible = async () => {
    const person = await world.app.get(DirectoryService).person(personId);
    if (!person) throw new Error(`no person ${personId}`);
    const actor = personActor(person);
    return tickets.filter((ticket) => seesTicket(capacitiesOf(actor, ticket))).map((ticket) => ticket.id);
  };

  it('lists exactly what the rule shows, page by page in order, without gaps or repeats', async () => {
    expect(await all(world.as(personId), { limit: SMALL_PAGE })).toEqual(await visible());
  });

  it('opens exactly what is listed', async () => {
    const person = world.as(personId);
    const opened: string[] = [];
    await Promise.all(tickets.map(async ({ id }) => {
      const { status } = await person.get(`/api/tickets/${id}`);
      expect([200, 404]).toContain(status);
      if (status === 200) opened.push(id);
    }));
    expect(opened.sort()).toEqual((await visible()).sort());
  });

  it('has worklists whose counts are the lists’ lengths, each within what is visible', async () => {
    const person = world.as(personId);
    const seen = new Set(await visible());
    const { items } = read(WorklistCounts, await person.get('/api/tickets/counts'), 'counts');
    for (const worklist of WORKLISTS) {
      const count = items.find((item) => item.worklist === worklist)?.count;
      if (count === undefined) {
        expect(readRefusal(await person.get(`/api/tickets?worklist=${worklist}`))).toMatchObject({ status: 403, code: 'ROLE_FORBIDDEN' });
        continue;
      }
      const ids = await all(person, { worklist, limit: SMALL_PAGE });
      expect({ worklist, ids: new Set(ids).size, length: ids.length }).toEqual({ worklist, ids: count, length: count });
      expect(ids.filter((id) => !seen.has(id))).toEqual([]);
    }
  });
});

describe('filters, for one who sees all', () => {
  const supervisor = () => world.as(CAST.supervisor);
  const expected = (keep: (ticket: TicketEntity) => boolean) => tickets.filter(keep).map((ticket) => ticket.id);
  const inVillage = (ticket: TicketEntity) => !ticket.hidden && ticket.villageCode === VILLAGE;

  it.each<[string, ListQuery, (ticket: TicketEntity) => boolean]>([
    ['line', { line: 'qinqing' }, (t) => t.line === 'qinqing'],
    ['unit, also one that had it', { unit: 'police' }, (t) => t.involvedUnitIds.includes('police')],
    ['town', { place: TOWN }, (t) => t.townUnitId === TOWN],
    ['town by its division', { place: TOWN.replace('town-', '') }, (t) => t.townUnitId === TOWN],
    ['village, without who hides there', { place: VILLAGE }, inVillage],
    ['overdue', { overdue: 'true' }, (t) => t.overdueAt !== null || t.earlierYellow],
    ['not overdue', { overdue: 'false' }, (t) => t.overdueAt === null && !t.earlierYellow],
    ['number', { q: '亲清〔2026〕1号' }, (t) => t.number === '亲清〔2026〕1号'],
    ['part of a title', { q: '没有公交' }, (t) => t.title.includes('没有公交')],
    ['a title with what SQL would take for a pattern', { q: '100%_的反斜杠\\' }, (t) => t.title.includes('100%')],
    ['a pattern that is nobody’s title', { q: '村口%公交' }, () => false],
    ['several at once', { line: 'minqing', status: 'handling', place: TOWN }, (t) => t.line === 'minqing' && t.status === 'handling' && t.townUnitId === TOWN],
  ])('%s', async (_what, query, keep) => {
    expect(await all(supervisor(), { ...query, limit: SMALL_PAGE })).toEqual(expected(keep));
  });

  it('every status and every step', async () => {
    for (const status of STATUSES) expect(await all(supervisor(), { status })).toEqual(expected((t) => t.status === status));
    for (const step of STEPS) expect(await all(supervisor(), { step })).toEqual(expected((t) => STEP_OF_STATUS[t.status] === step));
  });

  it('mine is what I submitted, for a firm what is about it', async () => {
    const own = await all(world.as(CAST.cadre), { mine: 'true', limit: SMALL_PAGE });
    expect(own).toEqual(expected((t) => t.submitterId === CAST.cadre && t.complainedUnitId !== TOWN));
    const firm = await all(world.as(CAST.account), { mine: 'true' });
    expect(firm).toEqual(expected((t) => t.subjectId === QIUZHEN && t.subjectKind === 'enterprise'));
  });

  it('the most urgent comes first in a worklist', async () => {
    const { items } = await supervisor().list({ worklist: 'to_sample' });
    const triage = await world.as(CAST.districtDesk).list({ worklist: 'triage', limit: 100 });
    for (const list of [items, triage.items]) {
      const days = list.map((item) => [item.dueDay, item.stageDueDay ?? item.dueDay].sort()[0]!);
      expect(days).toEqual([...days].sort());
    }
    expect(triage.items.length).toBeGreaterThan(2);
  });
});

it.each(['visits', 'notices'])('a cursor of another list is a bad request for %s', async (list) => {
  for (const place of ['1~x', '1~not-a-uuid', list === 'visits' ? '1~7' : '1~00000000-0000-4000-8000-000000000000']) {
    const cursor = Buffer.from(place).toString('base64url');
    expect(readRefusal(await world.as(CAST.cadre).get(`/api/${list}?cursor=${cursor}`))).toMatchObject({ status: 400, code: 'CURSOR_INVALID' });
  }
});

it.each([
  'sort=title', 'filter=x', 'limit=1000000', 'limit=0', 'limit=-1', 'limit=abc', 'limit=1.5', 'status=open', 'step=1', 'overdue=yes', 'mine=1',
  'worklist=everything', 'line=民情', 'place=%27%20or%201%3D1', 'q=', 'cursor=', 'cursor=abc', 'cursor=%00', `cursor=${Buffer.from('1~x~y').toString('base64url')}`,
  `cursor=${Buffer.from("1~' or 1=1").toString('base64url')}`, `cursor=${Buffer.from('1~not-a-uuid').toString('base64url')}`,
  `cursor=${'A'.repeat(300)}`,
])('GET /api/tickets?%s is a bad request, not a failure', async (query) => {
  expect(readRefusal(await world.as(CAST.supervisor).get(`/api/tickets?${query}`))).toMatchObject({ status: 400, code: expect.stringMatching(/^(REQUEST|CURSOR)_INVALID$/) as string });
});
