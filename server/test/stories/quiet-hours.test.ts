// Owns when people are told, in a real district: nothing by night but receipts and emergencies, heads by one digest a morning, once.
// Leaves the moments to notification/domain/*.spec.ts and who is told to the other stories.
import { NoticePage } from '@zhitongche/shared/notification/contract.js';
import type { NoticeItem } from '@zhitongche/shared/notification/contract.js';
import { CAST, FIRM_REPORT, HELP, RESIDENT_REPORT } from '../cast.js';
import { notices, toldOf } from '../reading.js';
import { read } from '../visitor.js';
import type { World } from '../world.js';
import { openWorld } from '../world.js';

let world: World;
beforeAll(async () => { world = await openWorld(); });
afterAll(() => world.close());

const by = (part: keyof typeof CAST) => world.as(CAST[part]);
const page = async (personId: string) => read(NoticePage, await world.as(personId).get('/api/notices?limit=100'), 'notices');
const digests = async (personId: string): Promise<NoticeItem[]> => (await page(personId)).items.filter((item) => item.type === null);
const parts = (digest: NoticeItem | undefined) => Object.fromEntries((digest?.digest ?? []).map(({ group, tickets }) => [group, tickets.map((each) => each.ticketId).sort()]));

async function dispatched(title: string, assistingUnitIds: string[] = []): Promise<string> {
  const { id } = await by('cadre').submit({ ...RESIDENT_REPORT, title });
  await world.runJobs();
  await by('townDesk').act(id, 'dispatch', { ...HELP, leadUnitId: 'education', assistingUnitIds });
  await world.runJobs();
  return id;
}

describe('by night', () => {
  it('a message waits for eight o’clock: neither listed nor counted nor read away before', async () => {
    world.clock.at('2026-03-02 15:00');
    const id = await dispatched('夜里的留言');
    await by('handler').act(id, 'sign_for');
    await world.runJobs();
    world.clock.at('2026-03-02 21:30');
    await by('cadre').act(id, 'message', { text: '明早请先联系阿根。' });
    await world.runJobs();
    const before = await page(CAST.handler);
    expect(await notices(world, CAST.handler, id)).not.toContain('message.sent');
    // "All as read" means all that can be seen.
    expect((await by('handler').post('/api/notices/read', {})).status).toBe(204);
    world.clock.at('2026-03-03 07:59');
    expect((await page(CAST.handler)).unread).toBe(0);
    world.clock.at('2026-03-03 08:00');
    expect(await notices(world, CAST.handler, id)).toContain('message.sent');
    const after = await page(CAST.handler);
    expect([after.unread, after.items.length - before.items.length]).toEqual([1, 1]);
  });

  it('the receipt goes to the firm at once, to the desk in the morning', async () => {
    world.clock.at('2026-03-03 22:00');
    const { id } = await by('cadre').submit(FIRM_REPORT);
    await world.runJobs();
    expect(await notices(world, CAST.account, id)).toEqual(['ticket.submitted']);
    expect(await notices(world, CAST.districtDesk, id)).toEqual([]);
    world.clock.at('2026-03-04 08:00');
    expect(await notices(world, CAST.districtDesk, id)).toEqual(['ticket.submitted']);
  });

  it('an emergency wakes the desk and the unit', async () => {
    world.clock.at('2026-03-04 23:00');
    const { id } = await by('cadre').submit({ ...RESIDENT_REPORT, title: '仓库着火了', text: '村口仓库着火了，里面有人。' });
    await world.runJobs();
    expect(await notices(world, CAST.townDesk, id)).toEqual(['ticket.submitted']);
    await by('townDesk').act(id, 'dispatch', { ...HELP, leadUnitId: 'education', assistingUnitIds: ['transport'] });
    await world.runJobs();
    for (const person of [CAST.handler, CAST.head, CAST.transportHead]) expect(await notices(world, person, id)).toEqual(['ticket.dispatched']);
  });
});

describe('nobody is told of the own act', () => {
  it('not the cadre who hands over the link by which the result is told', async () => {
    world.clock.at('2026-03-05 09:00');
    const id = await dispatched('自己交的链接');
    await by('handler').act(id, 'sign_for');
    await by('handler').act(id, 'submit_result', { kind: 'solved', text: '已开通。' });
    await world.runJobs();
    await world.link(id);
    await world.runJobs();
    expect((await by('cadre').ticket(id)).status).toBe('awaiting_rating');
    expect(await toldOf(world, id, 'result.delivered')).not.toContain(CAST.cadre);
    expect(await world.source.query(
      'select n.id from notice n join ticket_event e on e.id = n.event_id where e.actor_id = n.person_id')).toEqual([]);
  });
});

describe('the heads’ digest', () => {
  let late: string;
  let news: string;
  let toSign: string;
  let toReview: string;
  let toAssist: string;

  beforeAll(async () => {
    world.clock.at('2026-03-09 09:00');
    await world.digest();
    late = await dispatched('晨报里的超期');
    await by('handler').act(late, 'sign_for');
    world.clock.at('2026-04-01 15:00');
    await world.sweep();
    await world.digest();
    // Known from here on: what the day before left behind is told.
    world.clock.at('2026-04-02 15:00');
    await world.runJobs();
    await world.digest();
    toSign = await dispatched('晨报里的待签收');
    toReview = await dispatched('晨报里的待审签');
    await by('handler').act(toReview, 'sign_for');
    await by('handler').act(toReview, 'submit_result', { kind: 'answered', text: '九月再议。' });
    toAssist = await dispatched('晨报里的待协办', ['transport']);
    news = await dispatched('晨报里的进展');
    await by('handler').act(news, 'sign_for');
    await by('cadre').act(news, 'message', { text: '请先联系阿根。' });
    await world.runJobs();
  });

  it('gathers what is late, waits, or happened, each ticket once; before it nothing of that is shown', async () => {
    expect(await notices(world, CAST.head, news)).toEqual(['ticket.dispatched']);
    expect(await toldOf(world, news, 'message.sent')).toContain(CAST.head);
    const { unread } = await page(CAST.head);
    world.clock.at('2026-04-03 07:59');
    await world.digest();
    expect((await digests(CAST.head)).map((each) => each.text)).not.toContainEqual(expect.stringContaining('4月3日'));
    world.clock.at('2026-04-03 08:00');
    await world.digest();
    const [digest] = await digests(CAST.head);
    expect(parts(digest)).toMatchObject({ late: expect.arrayContaining([late]) as unknown, to_review: [toReview], news: [news] });
    expect(parts(digest)['to_sign']).toEqual(expect.arrayContaining([toSign, toAssist]));
    expect(digest?.text).toMatch(/^4月3日晨报：\d+ 件已超期，\d+ 件待签收，1 件待审签，1 件有新进展$/);
    expect((await page(CAST.head)).unread).toBe(unread + 1);
    expect(parts((await digests(CAST.transportHead))[0])).toMatchObject({ to_assist: expect.arrayContaining([toAssist]) as unknown });
  });

  it('is made once, whoever makes it and however often', async () => {
    await Promise.all([1, 2, 3, 4].map(() => world.digest()));
    world.clock.at('2026-04-03 11:00');
    await by('cadre').act(news, 'message', { text: '再补一句。' });
    await world.runJobs();
    await world.digest();
    expect(await world.source.query(`select count(*)::int as n from notice where digest_day = '2026-04-03' and event_id is null and person_id = $1`, [CAST.head])).toEqual([{ n: 1 }]);
  });

  it('read, it has told what it told; what came after it waits for the next', async () => {
    const [digest] = await digests(CAST.head);
    await by('head').post('/api/notices/read', { ids: [digest!.id] });
    const left = await world.source.query<{ type: string; read: boolean }[]>(
      `select e.type, n.read_at is not null as read from notice n join ticket_event e on e.id = n.event_id
       where n.person_id = $1 and n.ticket_id = $2 and e.type = 'message.sent' order by n.id`, [CAST.head, news]);
    expect(left).toEqual([{ type: 'message.sent', read: true }, { type: 'message.sent', read: false }]);
  });

  it('comes later, once, when no worker was there at eight; not at all once it is night, nor on days off', async () => {
    world.clock.at('2026-04-03 20:00');
    await world.digest();
    for (const holiday of ['2026-04-04 09:00', '2026-04-05 09:00', '2026-04-06 09:00']) {
      world.clock.at(holiday);
      await world.digest();
    }
    world.clock.at('2026-04-07 15:20');
    await Promise.all([world.digest(), world.digest()]);
    const days = (await digests(CAST.head)).map((each) => each.text.split('：')[0]);
    expect(days.slice(0, 2)).toEqual(['4月7日晨报', '4月3日晨报']);
    expect(parts((await digests(CAST.head))[0])['news']).toEqual([news]);
  });

  it('begins with requests to sign and to decide and with contests, each with who answers it', async () => {
    world.clock.at('2026-04-07 16:00');
    const asked = await dispatched('晨报里的申请');
    await by('handler').act(asked, 'sign_for');
    await by('handler').act(asked, 'request_extension', { workingDays: 5, reason: '等招标。' });
    const signed = await dispatched('晨报里的待决定');
    await by('handler').act(signed, 'sign_for');
    await by('head').act(signed, 'request_pause', { reason: 'test', until: '2026-04-20', document: '检〔2026〕7号' });
    const yellow = (await by('head').ticket(late)).measures.find(({ level }) => level === 'yellow_light');
    await by('head').act(late, 'contest_measure', { measure: String(yellow?.seq), text: '系统停机一天。' });
    world.clock.at('2026-04-08 08:00');
    await world.digest();
    expect(parts((await digests(CAST.head))[0])['to_endorse']).toEqual([asked]);
    const supervisor = (await digests(CAST.supervisor))[0];
    expect(parts(supervisor)).toMatchObject({ to_decide: [signed], contests: [late] });
    expect(supervisor?.text).toMatch(/^4月8日晨报：1 件申请待决定，1 件申辩待决定/);
  });

  it('is not sent to whom it would tell nothing', async () => {
    const silent = await world.source.query<{ id: string }[]>(`select person_id as id from digest where day = '2026-04-07' and parts = '[]' limit 1`);
    expect(silent).toHaveLength(1);
    expect(await digests(silent[0]!.id)).toEqual([]);
  });
});

it('the district’s own hours hold, and the application may not rewrite a digest', async () => {
  await world.source.query(`insert into notice_setting (settings) values ('{"quietFrom": "18:00"}')`);
  await expect(world.source.query(`update digest set parts = '[]'`)).rejects.toThrow(/permission denied/);
  await expect(world.source.query(`insert into notice_setting (one, settings) values (false, '{}')`)).rejects.toThrow(/notice_setting_one/);
});
