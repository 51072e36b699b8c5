// Owns the bus stop's story over HTTP: seven duplicates merged, each reporter judges for themselves, one 不满意 opens one round.
// Leaves hidden reporters among them to protection.test.ts.
import { FIRM_HELP, FIRM_REPORT, QIUZHEN, XUNYU } from '../cast.js';
import { happened, notices, times } from '../reading.js';
import type { Reporter } from '../visitor.js';
import type { World } from '../world.js';
import { openWorld } from '../world.js';

const COMMUNITY = '330110011020';
const STOP = { nature: 'complaint', categoryCode: 'travel.bus.stop', complexity: 'ordinary' } as const;
const NAMES = ['方秋云', '蒋国芳', '柴小军', '叶素珍', '周来娣', '胡水根', '丁建英', '陶志远'];

let world: World;
beforeAll(async () => { world = await openWorld('2026-03-02 09:00'); });
afterAll(() => world.close());

describe('eight who miss the same bus stop', () => {
  const ids: string[] = [];
  const links: Reporter[] = [];
  const [main = '', ...duplicates] = NAMES.map((_, i) => `00000000-0000-4000-8000-00000000010${String(i)}`);
  /** The first was brought by the community's cadre, the others by her colleague. */
  const submitterOf = (i: number) => (i === 0 ? 'he-liping' : 'hong-meihua');

  it('are reported one by one and merged by the town’s triage', async () => {
    for (const [i, name] of NAMES.entries()) {
      const { id } = await world.as(submitterOf(i)).submit({
        id: [main, ...duplicates][i]!, line: 'minqing', title: `公交站点取消（${String(i + 1)}）`, text: `${name}说：原来的站取消了，要多走一公里。`,
        subjectKind: 'household', subjectId: COMMUNITY, reporter: { name, phone: `1390000970${String(i)}` },
      });
      ids.push(id);
      links.push(await world.link(id));
    }
    await world.runJobs();
    const triage = world.as('zheng-lixin');
    for (const id of duplicates) expect(await triage.act(id, 'merge', { targetId: main })).toMatchObject({ receipt: { status: 'merged' } });
    const seen = await triage.ticket(main);
    expect(seen.reporters.map((reporter) => reporter.name).sort()).toEqual([...NAMES].sort());
    expect(seen.events.filter((event) => event.type === 'ticket.merged_in')).toHaveLength(7);
    expect(await triage.refused(main, 'merge', { targetId: duplicates[0]! })).toMatchObject({ status: 422, code: 'MERGE_TARGET_INVALID' });
  });

  it('are told of the one that answers them, and see no other reporter', async () => {
    await world.runJobs();
    expect(await notices(world, 'hong-meihua', duplicates[0]!)).toContain('ticket.merged');
    for (const [i, link] of links.entries()) {
      const page = await link.page();
      expect(page.id).toBe(ids[i]);
      expect(page.reporters.map((reporter) => reporter.name)).toEqual([NAMES[i]]);
      const words = JSON.stringify(page);
      for (const other of NAMES.filter((name) => name !== NAMES[i])) expect(words).not.toContain(other);
      expect(words).not.toContain('merged_in');
    }
    // The colleague who brought duplicates sees hers, not the one they were merged into.
    expect((await world.as('hong-meihua').get(`/api/tickets/${main}`)).status).toBe(404);
    expect(await world.as('hong-meihua').ticket(duplicates[0]!)).toMatchObject({ mergedInto: { id: main }, reporters: [{ name: NAMES[1] }] });
  });

  it('follow the progress on their own page', async () => {
    await world.as('zheng-lixin').act(main, 'dispatch', { ...STOP, leadUnitId: 'transport', assistingUnitIds: ['bus'] });
    await world.as('han-yan').act(main, 'sign_for');
    await world.as('han-yan').act(main, 'message', { text: '方主任，周四到现场。' });
    expect(await links[3]!.page()).toMatchObject({ status: 'handling', lead: { id: 'transport' } });
    expect(JSON.stringify(await links[3]!.page())).not.toContain('方主任');
    await world.as('han-yan').act(main, 'request_extension', { workingDays: 3, reason: '等站牌到货。' });
    await world.as('hu-yuanyuan').act(main, 'endorse_request', { opinion: '情况属实。' });
    await world.as('qian-wei').act(main, 'grant_request');
    expect((await links[3]!.page()).events.at(-1)).toMatchObject({ type: 'clock.extended', data: { reason: '等站牌到货。' } });
    await world.as('han-yan').act(main, 'submit_result', { kind: 'solved', text: '原站点恢复，双向停靠。' });
    await world.runJobs();
    for (const link of links) expect(await link.page()).toMatchObject({ status: 'awaiting_rating', result: { text: '原站点恢复，双向停靠。' } });
    expect((await links[3]!.page()).actions).toEqual(['rate']);
  });

  it('rate there: six satisfied, one not, one still to come', async () => {
    for (const [i, link] of links.entries()) if (i >= 1 && i <= 5) await link.act(ids[i]!, 'rate', { satisfaction: 'satisfied' });
    expect(await links[1]!.refused(duplicates[0]!, 'rate', { satisfaction: 'satisfied' })).toMatchObject({ status: 409, code: 'RATING_DONE' });
    await links[7]!.act(ids[7]!, 'rate', { satisfaction: 'unsatisfied', reason: 'not_solved', text: '我家门口那站没有恢复。' });
    await links[6]!.act(ids[6]!, 'rate', { satisfaction: 'satisfied' });
    const ratings = await world.source.query<{ satisfaction: string; n: number }[]>('select satisfaction, count(*)::int as n from rating where ticket_id = $1 group by 1 order by 1', [main]);
    expect(ratings).toEqual([{ satisfaction: 'satisfied', n: 6 }, { satisfaction: 'unsatisfied', n: 1 }]);
    // What another reporter tapped is nobody else's to read.
    expect(JSON.stringify(await links[2]!.page())).not.toContain('我家门口');
  });

  it('get exactly one new round, however often the worker and the sweep look', async () => {
    await world.runJobs();
    world.clock.at('2026-03-02 10:00');
    await world.sweep();
    await world.runJobs();
    await world.sweep();
    expect(await times(world, main, 'ticket.reopened')).toBe(1);
    expect(await world.as('zheng-lixin').ticket(main)).toMatchObject({ status: 'assessing', round: 2, unsatisfiedCount: 1 });
    for (const link of links) expect(await link.page()).toMatchObject({ status: 'assessing', round: 2, actions: [] });
    expect((await happened(world, duplicates[0]!)).at(-1)).toBe('ticket.merged');
  });
});

describe('a firm whose matter was merged into another firm’s', () => {
  it('sees its own ticket with the other’s progress, and rates there with its own account', async () => {
    const first = await world.as('zhou-min').submit(FIRM_REPORT);
    const second = await world.as('xu-yifan').submit({ ...FIRM_REPORT, subjectId: XUNYU, title: '我们也卡在审批上', text: '迅羽的低空试验场也有九项审批。' });
    await world.runJobs();
    await world.as('tong-wei').act(second.id, 'merge', { targetId: first.id });
    await world.as('tong-wei').act(first.id, 'dispatch', { ...FIRM_HELP, leadUnitId: 'economic-development-zone' });
    await world.as('lu-chen').act(first.id, 'sign_for');
    await world.as('lu-chen').act(first.id, 'submit_result', { kind: 'solved', text: '两家都已办结。' });
    await world.runJobs();
    expect((await world.as('xu-yifan').get(`/api/tickets/${first.id}`)).status).toBe(404);
    const theirs = await world.as('xu-yifan').ticket(second.id);
    expect(theirs).toMatchObject({ status: 'awaiting_rating', actions: ['rate'], mergedInto: { id: first.id } });
    for (const word of ['求真', QIUZHEN, '周敏']) expect(JSON.stringify(theirs)).not.toContain(word);
    expect(JSON.stringify(await world.as('zhou-min').ticket(first.id))).not.toMatch(/迅羽|低空|许一帆/);
    // With the version its own page shows, as the mini-app sends it.
    const sent = await world.as('xu-yifan').post(`/api/tickets/${second.id}/actions`, {
      commandId: crypto.randomUUID(), version: theirs.version, action: 'rate', input: { satisfaction: 'satisfied' },
    });
    expect(sent.status).toBe(200);
    expect((await world.as('zhou-min').ticket(first.id)).status).toBe('awaiting_rating');
    await world.as('zhou-min').act(first.id, 'rate', { satisfaction: 'satisfied' });
    for (const [who, id] of [['zhou-min', first.id], ['xu-yifan', second.id]] as const) expect((await world.as(who).ticket(id)).status).toBe('closed');
  });
});
