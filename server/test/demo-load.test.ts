// Owns the proof that a file of messages goes through a running system: stopped and run again, over an API that is killed, to books that add up.
// Leaves single steps to journey.spec.ts. The messages are invented.
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { fateOf } from '../src/demo-load/journey.js';
import { chanceOf } from '../src/demo-load/chances.js';
import { load } from '../src/demo-load/load.js';
import type { LoadReport } from '../src/demo-load/load.js';
import { readMessages } from '../src/demo-load/messages.js';
import type { LoadOptions } from '../src/demo-load/options.js';
import { reconcile } from '../src/demo-load/reconcile.js';
import { isClean, tellLoad } from '../src/demo-load/report.js';
import type { Program } from './queue/processes.js';
import type { System } from './queue/system.js';
import { BACK_END, createSystem } from './queue/system.js';
import { eventsPerTicket, imbalances, nothingOwed } from './queue/tickets.js';

const MESSAGES = [
  { subject: '村口路灯不亮', detail: '村口到祠堂的三盏路灯坏了一个多月，老人晚上不敢出门。', label: '路灯', time: '2025-03-04 08:00:00' },
  { subject: '垃圾桶离窗户太近', detail: '垃圾桶正对一楼厨房，天热味道大，希望挪到围墙外面。', time: '2025-03-01' },
  { subject: '公交末班车太早', detail: '末班车六点就收了，镇上打工的人回不来。', label: '公交', time: '2025-03-02T07:00:00Z' },
  { subject: '企业用电增容办不下来', detail: '新车间要增容，申请交了两个月没有答复，设备到了不能开机。', label: '供电' },
  { subject: '', detail: '小区门口的窨井盖翘起来了！昨天有人骑车摔倒。', time: 1_740_700_800 },
  { subject: '公司招工难', detail: '我们厂年后缺三十个熟练工，想请人社部门帮忙组织一场招聘。' },
  { subject: '河道有人倒泥浆', detail: '每天半夜有车往村北的河里倒泥浆，水都浑了。', label: '环保' },
  { subject: '外卖车占消防通道', detail: '饭点时外卖车把消防通道停满了，物业说管不了。' },
  { subject: '学校门口没有斑马线', detail: '新校门开在西侧，路上没有斑马线，也没有人疏导。', label: '交通' },
  { subject: '\u200b\u0007', detail: '\u0001桥头的\u001b[1m限高杆\u009b歪了\ud83d，\u007f大车过不去。', label: '\u0085' },
  { subject: '\ufeff路面\u0000塌陷\udc00', detail: '\u200b'.repeat(90) + '塌了一米见方\t，\u0008已经两天。' },
  { subject: '长'.repeat(100), detail: '𠮷'.repeat(6000), label: '其他' },
] as const;

/** Real texts, beside the clone where they are given; they are never part of it. */
const REAL = fileURLToPath(new URL('../../../shared/data/messages.jsonl', import.meta.url));

describe(`demo:load, queue on ${BACK_END}`, () => {
  let system: System;
  let api: Program;
  let folder: string;
  let file: string;
  let journal: string;
  const options = (): LoadOptions & { file: string } => ({
    url: system.url, file, tickets: 500, seed: '1', concurrency: 3, journal, reconcile: null, patienceMs: 60_000,
  });
  const run = (stepped: (done: number) => void = () => undefined, stop = new AbortController()): Promise<LoadReport> => {
    let done = 0;
    return load(options(), { start: () => undefined, step: () => { stepped(done += 1); }, stop: () => undefined }, stop.signal);
  };

  beforeAll(async () => {
    system = await createSystem();
    api = system.api();
    const worker = system.worker();
    await Promise.all([api.ready, worker.ready]);
    folder = await mkdtemp(path.join(tmpdir(), 'zhitongche-load-'));
    [file, journal] = [path.join(folder, 'messages.jsonl'), path.join(folder, 'journal.jsonl')];
    const lines = MESSAGES.map((message) => JSON.stringify(message));
    await writeFile(file, Buffer.concat([
      Buffer.from(`\uFEFF${lines.slice(0, 5).join('\r\n')}\r\n`),
      Buffer.from('{"subject":"断行","detail":"写到一半\r\n'),
      Buffer.concat([Buffer.from('{"subject":"'), Buffer.from([0xc2, 0xb7, 0xb5, 0xc6]), Buffer.from('","detail":"GBK"}\n')]),
      Buffer.from('{"subject":"没有正文","detail":"  "}\n["数组"]\n\n'),
      Buffer.from(lines.slice(5).join('\n')),
    ]));
  }, 120_000);

  afterAll(async () => {
    await system.remove();
    await rm(folder, { recursive: true, force: true });
  });

  it('reads what can be read, in the order of time, and names the rest by line', async () => {
    const { messages, strange, clipped } = await readMessages(file, '1');
    expect(messages.map((message) => message.line)).toEqual([5, 2, 3, 1, 4, 11, 12, 13, 14, 15, 16, 17]);
    expect(strange.map(({ line }) => line)).toEqual([6, 7, 8, 9]);
    expect(clipped).toBe(1);
    expect(messages[0]!.title).toBe('小区门口的窨井盖翘起来了！');
    expect([...messages.at(-1)!.title]).toHaveLength(80);
    expect([...messages.at(-1)!.text]).toHaveLength(5000);
    expect(new Set(messages.map((message) => message.id)).size).toBe(messages.length);
    const [again, other] = [await readMessages(file, '1'), await readMessages(file, '2')];
    expect(again.messages).toEqual(messages);
    expect(other.messages.map((message) => message.id)).not.toEqual(messages.map((message) => message.id));
  });

  it('stops when it is told to, goes on in a second run over a killed API, and repeats nothing', async () => {
    const stop = new AbortController();
    const first = await run((done) => { if (done === 2) stop.abort(); }, stop);
    expect(first.ended).toBe('stopped');
    expect(first.acknowledged).toBeLessThan(MESSAGES.length);
    expect(tellLoad(first).join('\n')).toContain('已停止');
    const [before] = await system.query<{ tickets: number }>('select count(*)::int as tickets from ticket');
    expect(before!.tickets).toBeGreaterThanOrEqual(2);

    let back: Promise<void> | undefined;
    const second = await run((done) => {
      if (done !== 4) return;
      back = api.kill().then(() => {
        api = system.api();
        return api.ready;
      });
    });
    await back;
    expect(second.problems).toEqual([]);
    expect(isClean(second)).toBe(true);
    expect(second.figures.noAnswer).toBeGreaterThan(0);
    const sum = Object.values(second.byStatus).reduce((total, count) => total + count, 0);
    expect([second.wanted, second.acknowledged, sum, second.lost]).toEqual([MESSAGES.length, MESSAGES.length, MESSAGES.length, []]);

    const { messages } = await readMessages(file, '1');
    const rows = await system.query<{ id: string; status: string }>('select id, status from ticket');
    expect(new Set(rows.map((row) => row.id))).toEqual(new Set(messages.map((message) => message.id)));
    const counts: Record<string, number> = {};
    for (const { status } of rows) counts[status] = (counts[status] ?? 0) + 1;
    expect(counts).toEqual(second.byStatus);
    await nothingOwed(system);
    expect(await imbalances(system)).toEqual({});
    expect(await eventsPerTicket(system, messages.map((message) => message.id), 'ticket.submitted')).toEqual(messages.map(() => 1));
  }, 240_000);

  it('brings tickets to what was meant for them', async () => {
    const { messages } = await readMessages(file, '1');
    const ends = { waits: 'assessing', dispatched: 'dispatched', handled: 'handling', unrated: 'awaiting_rating', declined: 'declined', satisfied: 'closed', mostly: 'closed', returned: 'closed', unsatisfied: 'closed' };
    const rows = await system.query<{ id: string; status: string; round: number }>('select id, status, round from ticket');
    for (const { id } of messages) {
      const fate = fateOf(chanceOf(id, 'fate'));
      expect({ fate, ...rows.find((row) => row.id === id) }).toMatchObject({ fate, status: ends[fate], round: fate === 'unsatisfied' ? 2 : 1 });
    }
  });

  it('a third run finds everything done', async () => {
    const [before] = await system.query('select count(*) as events from ticket_event');
    expect(isClean(await run())).toBe(true);
    expect((await system.query('select count(*) as events from ticket_event'))[0]).toEqual(before);
  }, 120_000);

  it('keeps a journal with which a later reconciliation finds what is missing', async () => {
    const check = () => reconcile({ ...options(), reconcile: journal }, new AbortController().signal);
    const whole = await check();
    expect(whole).toMatchObject({ tickets: MESSAGES.length, broken: [], wrong: [] });
    expect(whole.changes).toBeGreaterThan(MESSAGES.length * 2);
    const [made] = await system.query<{ links: number }>('select count(*)::int as links from reporter_link');
    expect([whole.links, whole.links > 0]).toEqual([made!.links, true]);
    expect(await readFile(journal, 'utf8')).not.toMatch(/路灯|窨井/);

    await system.query(`delete from ticket_event where type = 'ticket.dispatched' and ticket_id = (select ticket_id from ticket_event where type = 'ticket.dispatched' order by id limit 1)`);
    await system.query('delete from reporter_link where token_hash = (select min(token_hash) from reporter_link)');
    await writeFile(journal, '{"ticketId":"half', { flag: 'a' });
    const { wrong, broken } = await check();
    expect(broken).toHaveLength(1);
    expect(wrong).toEqual([
      expect.stringMatching(/^(民情|亲清)〔\d{4}〕\d+号 dispatch .*历史里没有这一步/), expect.stringMatching(/^民情〔\d{4}〕\d+号 link：找不到 not found \(404 LINK_NOT_FOUND\)/),
    ]);
  }, 120_000);

  if (existsSync(REAL)) {
    it('takes a hundred real texts', async () => {
      const own = { ...options(), file: REAL, tickets: 100, concurrency: 8, journal: path.join(folder, 'real.jsonl') };
      const report = await load(own, { start: () => undefined, step: () => undefined, stop: () => undefined }, new AbortController().signal);
      process.stderr.write(`${tellLoad(report).join('\n')}\n`);
      expect([report.acknowledged, report.lost, report.problems]).toEqual([report.wanted, [], []]);
      expect((await reconcile({ ...own, reconcile: own.journal }, new AbortController().signal)).wrong).toEqual([]);
    }, 280_000);
  }
});
