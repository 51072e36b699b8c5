// Owns the enterprise edition over HTTP: a firm reports and rates by itself, also where a cadre reported for it.
// Leaves merged firms to merged.test.ts.
import { CAST, FIRM_HELP, FIRM_REPORT, TIELAN, XUNYU } from '../cast.js';
import { notices } from '../reading.js';
import type { World } from '../world.js';
import { openWorld } from '../world.js';

let world: World;
beforeAll(async () => { world = await openWorld('2026-03-02 10:12'); });
afterAll(() => world.close());

describe('a week’s matter done in three days: a cadre reports for a firm that has an account', () => {
  let id: string;

  it('goes to the district’s desk at once, and the firm sees it', async () => {
    ({ id } = await world.as('guo-hanwen').submit({
      line: 'qinqing', title: '收购德国企业股份交割审批', text: '交割窗口只剩一周。', subjectKind: 'enterprise', subjectId: TIELAN,
    }));
    await world.runJobs();
    expect(await world.as('tong-wei').ticket(id)).toMatchObject({ status: 'assessing', holder: { name: '区研判台' } });
    expect(await world.as('lv-chengzhi').ticket(id)).toMatchObject({ asReporter: true, submitter: expect.stringContaining('郭') as string });
    expect(await notices(world, 'lv-chengzhi', id)).toEqual(['ticket.submitted']);
  });

  it('is solved by commerce and told to the account by the worker', async () => {
    await world.as('tong-wei').act(id, 'dispatch', { nature: 'help', categoryCode: 'growth.trade.overseas', complexity: 'ordinary', leadUnitId: 'commerce' });
    await world.as('shen-chunxiao').act(id, 'sign_for');
    world.clock.at('2026-03-05 16:00');
    await world.as('shen-chunxiao').act(id, 'submit_result', { kind: 'solved', text: '备案与外汇登记已办妥。' });
    expect(await world.as('lv-chengzhi').ticket(id)).toMatchObject({ status: 'concluded' });
    await world.runJobs();
    expect(await world.as('lv-chengzhi').ticket(id)).toMatchObject({ status: 'awaiting_rating' });
    expect(await notices(world, 'lv-chengzhi', id)).toContain('result.delivered');
    expect((await world.as('lv-chengzhi').list({ worklist: 'to_rate' })).items.map((item) => item.id)).toEqual([id]);
  });

  it('is rated by the account; the cadre may neither rate nor hand out a link for it', async () => {
    const cadre = world.as('guo-hanwen');
    expect((await cadre.ticket(id)).actions).not.toContain('rate');
    expect(await cadre.refused(id, 'rate', { satisfaction: 'satisfied' })).toMatchObject({ status: 403, code: 'RATING_BY_ACCOUNT' });
    const reporterId = (await cadre.ticket(id)).reporters[0]?.id;
    expect(await cadre.post(`/api/tickets/${id}/links`, { reporterId })).toMatchObject({ status: 403, body: { code: 'RATING_BY_ACCOUNT' } });
    await world.as('lv-chengzhi').act(id, 'rate', { satisfaction: 'satisfied' });
    expect(await cadre.ticket(id)).toMatchObject({ status: 'closed', closedAs: 'rated' });
  });
});

describe('a firm reports by itself', () => {
  let id: string;
  const firm = () => world.as(CAST.account);
  const officer = () => world.as(CAST.zoneHandler);

  it('only for itself, only on its own line', async () => {
    const own = await firm().submit(FIRM_REPORT);
    id = own.id;
    expect(own.receipt.number).toMatch(/^亲清〔2026〕\d+号$/);
    expect(own.ticket).toMatchObject({ asReporter: true, actions: ['message', 'supplement', 'withdraw', 'urge'] });
    const send = (over: object) => firm().post('/api/tickets', { ...FIRM_REPORT, id: crypto.randomUUID(), ...over });
    expect(await send({ subjectId: XUNYU })).toMatchObject({ status: 403, body: { code: 'SUBJECT_FORBIDDEN' } });
    expect(await send({ line: 'minqing', subjectKind: 'household', subjectId: '330110102017' })).toMatchObject({ status: 403, body: { code: 'LINE_FORBIDDEN' } });
    expect(await send({ solvedOnSpot: '自己解决了' })).toMatchObject({ status: 403, body: { code: 'ACTION_FORBIDDEN' } });
  });

  it('talks with the officer; internal notes stay inside', async () => {
    await world.as(CAST.districtDesk).act(id, 'dispatch', { ...FIRM_HELP, leadUnitId: 'economic-development-zone', assistingUnitIds: ['planning'] });
    await officer().act(id, 'sign_for');
    await officer().act(id, 'message', { text: '周总好，十六项都找我。' });
    await firm().act(id, 'message', { text: '设备清单下午发您。' });
    await officer().act(id, 'note', { text: '卡在特气站位置。' });
    await world.runJobs();
    const seen = await firm().ticket(id);
    expect(seen.events.filter((event) => event.type === 'message.sent').map((event) => [event.data['text'], event.mine]))
      .toEqual([['周总好，十六项都找我。', false], ['设备清单下午发您。', true]]);
    expect(JSON.stringify(seen)).not.toContain('特气站');
    expect(seen.events.some((event) => event.visibility === 'internal')).toBe(false);
    expect((await officer().ticket(id)).events.map((event) => event.type)).toContain('note.added');
    expect((await notices(world, CAST.zoneHandler, id)).filter((type) => type === 'message.sent')).toHaveLength(1);
    expect(await notices(world, CAST.account, id)).not.toContain('note.added');
  });

  it('is asked once, answers, and rates', async () => {
    await officer().act(id, 'ask_reporter', { question: '设备清单是否定稿？' });
    expect((await firm().list({ worklist: 'to_answer' })).items.map((item) => item.id)).toEqual([id]);
    world.clock.at('2026-03-10 09:00'); // Friday, Monday and Tuesday passed: three working days later than 26 March.
    await firm().act(id, 'answer_question', { text: '已定稿。' });
    expect(await firm().ticket(id)).toMatchObject({ status: 'handling', dueDay: '2026-03-31' });
    expect(await officer().refused(id, 'ask_reporter', { question: '再问一次？' })).toMatchObject({ status: 409, code: 'REPORTER_ALREADY_ASKED' });
    await officer().act(id, 'submit_result', { kind: 'solved', text: '十六项全部办结。' });
    await world.runJobs();
    const { ticket } = await firm().act(id, 'rate', { satisfaction: 'mostly_satisfied' });
    expect(ticket).toMatchObject({ status: 'closed' });
    expect(await firm().refused(id, 'rate', { satisfaction: 'satisfied' })).toMatchObject({ status: 409, code: 'STATUS_CONFLICT' });
  });

  it('a colleague of the officer looks on; the firm next door does not', async () => {
    expect((await world.as(CAST.zoneColleague).ticket(id)).id).toBe(id);
    expect((await world.as(CAST.otherAccount).get(`/api/tickets/${id}`)).status).toBe(404);
  });
});
