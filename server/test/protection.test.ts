// Owns that who is hidden stays hidden: in every answer to every reader, in lists, searches and notices, and at rest.
// Leaves what may be done with such a ticket to rights.test.ts.
import { Client } from 'pg';
import { readEnterprises, readPeople, readResidents } from '../src/platform/seed/base-data.js';
import { CAST, FIRM_REPORT, HELP, QIUZHEN, UNSATISFIED } from './cast.js';
import { notices } from './reading.js';
import type { Reporter } from './visitor.js';
import { readRefusal } from './visitor.js';
import type { World } from './world.js';
import { openWorld } from './world.js';

const COMMUNITY = '330110011020';
const COMMUNITY_NAME = '山水社区';
const PAINTS = '91330110YH077665X5';
/** Whatever would tell who it is: name, phone as it is and masked, village and its code, place, and the cadre who brought it. */
const TELLTALES = ['蒋国芳', '13900002428', '139****2428', COMMUNITY_NAME, COMMUNITY, '第三棵樟树', '何丽萍', 'he-liping'];
const HIDDEN_REPORT = {
  line: 'minqing', title: '夜间有刺鼻气味', text: '每晚十点以后开始，持续到凌晨。', advice: '建议夜里来测。', subjectKind: 'household', subjectId: COMMUNITY,
  place: '第三棵樟树往东', reporter: { name: '蒋国芳', phone: '13900002428' },
} as const;

let world: World;
beforeAll(async () => { world = await openWorld('2026-03-02 20:00'); });
afterAll(() => world.close());
beforeEach(() => { world.clock.at('2026-03-02 20:00'); });

/** Everything this person can get out of the API about the ticket. */
async function everything(personId: string, id: string): Promise<string> {
  const person = world.as(personId);
  const paths = [
    `/api/tickets/${id}`, '/api/tickets?limit=100', '/api/notices?limit=100', '/api/visits', `/api/tickets?place=${COMMUNITY}`,
    ...['山水', '蒋国芳', '13900002428', '樟树', '何丽萍'].map((q) => `/api/tickets?q=${encodeURIComponent(q)}`),
    ...['triage', 'to_sign', 'to_handle', 'to_assist', 'to_review', 'to_sample', 'unit', 'all', 'objections'].map((list) => `/api/tickets?worklist=${list}`),
  ];
  const answers = await Promise.all(paths.map((path) => person.get(path)));
  return answers.map((answer) => JSON.stringify(answer.body)).join('\n');
}

function telltalesIn(words: string): string[] {
  return TELLTALES.filter((telltale) => words.includes(telltale));
}

describe('a reporter who asked to stay unknown', () => {
  const READERS = ['zheng-lixin', CAST.lightingHandler, CAST.lightingHead, CAST.assistant, CAST.policeHead, CAST.supervisor, CAST.leader];
  let id: string;
  let link: Reporter;

  async function nobodyReads(from = everything): Promise<void> {
    await world.runJobs();
    for (const reader of READERS) expect({ reader, found: telltalesIn(await from(reader, id)) }).toEqual({ reader, found: [] });
  }
  const theTicket = async (personId: string, ticketId: string) => JSON.stringify((await world.as(personId).get(`/api/tickets/${ticketId}`)).body);

  it('tells only what and which town, at every step and in every answer to an action', async () => {
    ({ id } = await world.as('he-liping').submit({ ...HIDDEN_REPORT, hidden: true }));
    link = await world.link(id);
    const answers: unknown[] = [];
    const act = async (...[who, action, input]: [string, Parameters<Reporter['act']>[1], object?]) => {
      answers.push((await world.as(who).press(id, action, input)).body);
      await nobodyReads(theTicket);
    };
    await nobodyReads();
    await act('zheng-lixin', 'dispatch', { ...HELP, categoryCode: 'ecology.air.odour', leadUnitId: 'police', assistingUnitIds: [] });
    await act(CAST.policeHead, 'return', { reason: '不归公安管。' });
    await act('zheng-lixin', 'dispatch', { leadUnitId: 'urban-management', assistingUnitIds: ['transport'] });
    await act(CAST.lightingHandler, 'sign_for');
    await link.act(id, 'message', { text: '今晚又有了。' });
    await act(CAST.lightingHandler, 'ask_reporter', { question: '大约几点？' });
    await world.as('he-liping').act(id, 'answer_question', { text: '十点半左右。' });
    await act(CAST.assistant, 'assist_answer', { text: '夜间货车也查了。' });
    await nobodyReads();
    await act(CAST.lightingHandler, 'submit_result', { kind: 'answered', text: '已夜查，待监测报告。' });
    await act(CAST.lightingHead, 'approve');
    await world.runJobs();
    await link.act(id, 'rate', UNSATISFIED);
    await nobodyReads();
    expect(telltalesIn(JSON.stringify(answers))).toEqual([]);
    expect(answers).not.toContainEqual(expect.objectContaining({ code: expect.anything() as unknown }));
    expect(await world.as(CAST.lightingHead).ticket(id)).toMatchObject({ hidden: true, subjectName: '（已隐藏）', subjectId: null, place: null, submitter: '上报人', townName: '闲林街道' });
  });

  it('is known to the own side: the cadre who brought it, and the link', async () => {
    for (const view of [await world.as('he-liping').ticket(id), await link.page()]) {
      expect(view).toMatchObject({ subjectName: COMMUNITY_NAME, place: '第三棵樟树往东', reporters: [{ name: '蒋国芳', phoneMasked: '139****2428' }] });
    }
  });

  it('is not called, and no link is made for them, but by the own side; no look is logged that did not happen', async () => {
    const reporterId = (await world.as(CAST.supervisor).ticket(id)).reporters[0]!.id;
    for (const reader of READERS) {
      expect(readRefusal(await world.as(reader).post(`/api/tickets/${id}/contact`, { reporterId }))).toMatchObject({ status: 403, code: 'CONTACT_HIDDEN' });
      expect(readRefusal(await world.as(reader).post(`/api/tickets/${id}/links`, { reporterId }))).toMatchObject({ status: 403, code: 'ACTION_FORBIDDEN' });
    }
    expect(await world.source.query("select 1 from audit_log where ticket_id = $1 and act = 'contact.opened'", [id])).toEqual([]);
    expect(await world.as('he-liping').post(`/api/tickets/${id}/contact`, { reporterId })).toMatchObject({ status: 200, body: { phone: '13900002428' } });
  });

  it('does not exist for a cadre linked to the village, and is no visit of anybody else’s', async () => {
    await world.source.query("insert into subject_link (person_id, subject_id, kind) values ('cao-yu', $1, '组团联社')", [COMMUNITY]);
    expect((await world.as('cao-yu').get(`/api/tickets/${id}`)).status).toBe(404);
    expect(await everything('cao-yu', id)).not.toContain(id);
    expect(await notices(world, 'cao-yu', id)).toEqual([]);
    const { id: open } = await world.as('he-liping').submit(HIDDEN_REPORT);
    expect((await world.as('cao-yu').ticket(open)).actions).toEqual([]);
    expect((await world.as('zheng-lixin').list({ place: COMMUNITY })).items.map((item) => item.id)).toEqual([open]);
  });
});

it('举报 hides its reporter though nobody ticked the box', async () => {
  const { id } = await world.as('he-liping').submit(HIDDEN_REPORT);
  expect((await world.as('zheng-lixin').ticket(id)).reporters[0]).toMatchObject({ name: '蒋国芳', callable: true });
  await world.as('zheng-lixin').act(id, 'dispatch', { nature: 'whistleblowing', categoryCode: 'ecology.air.odour', complexity: 'ordinary', leadUnitId: 'urban-management' });
  await world.runJobs();
  const seen = await world.as(CAST.lightingHead).get(`/api/tickets/${id}`);
  expect(telltalesIn(JSON.stringify(seen.body))).toEqual([]);
  expect(seen.body).toMatchObject({ hidden: true, nature: 'whistleblowing' });
});

it('a firm’s account reads a hidden ticket about its firm, but not who brought it', async () => {
  // One of its own people, say; the cadre writes down who.
  const told = { line: 'qinqing', title: '研发人员子女入学', text: '公司里十几位研发人员的孩子没有学位。', subjectKind: 'talent', subjectId: QIUZHEN, place: '第三棵樟树旁的办公楼', reporter: HIDDEN_REPORT.reporter } as const;
  const { id: open } = await world.as('he-liping').submit(told);
  const { id } = await world.as('he-liping').submit({ ...told, hidden: true });
  await world.runJobs();
  expect(telltalesIn(JSON.stringify(await world.as(CAST.account).ticket(open)))).toContain('蒋国芳');
  const page = await world.as(CAST.account).ticket(id);
  expect([telltalesIn(JSON.stringify(page)), page.subjectId, page.reporters.map(({ name, phoneMasked }) => [name, phoneMasked])]).toEqual([[], QIUZHEN, [['反映人（已隐藏身份）', null]]]);
  const found = async (q: string) => (await world.as(CAST.account).list({ q })).items.map((item) => item.id);
  expect([await found('樟树'), new Set(await found('学位'))]).toEqual([[open], new Set([id, open])]);
  expect((await world.as('he-liping').list({ q: '樟树' })).items.map((item) => item.id)).toContain(id);
});

it('a hidden one merged into an open one hides all who stand together, and each reads only the own words', async () => {
  const { id: open } = await world.as('hong-meihua').submit({ ...HIDDEN_REPORT, reporter: { name: '柴小军', phone: '13900002103' } });
  const { id: hidden } = await world.as('he-liping').submit({ ...HIDDEN_REPORT, text: '我住在三单元。', hidden: true });
  const [first, second] = [await world.link(open), await world.link(hidden)];
  await world.as('zheng-lixin').act(hidden, 'assess', { ...HELP, categoryCode: 'ecology.air.odour' });
  await world.as('zheng-lixin').act(hidden, 'merge', { targetId: open });
  await second.refused(hidden, 'message', { text: '我是三单元的。' });
  await first.act(open, 'supplement', { text: '我家在一单元。' });
  const staff = JSON.stringify(await world.as('zheng-lixin').ticket(open));
  for (const word of ['蒋国芳', '柴小军', '13900002103', '139****']) expect(staff).not.toContain(word);
  expect(JSON.stringify(await first.page())).not.toMatch(/蒋国芳|三单元|何丽萍/);
  expect(JSON.stringify(await second.page())).not.toMatch(/柴小军|一单元|洪美华/);
  expect(JSON.stringify(await world.as('hong-meihua').ticket(open))).not.toMatch(/蒋国芳|三单元|何丽萍/);
});

describe('who is complained about', () => {
  it('a unit: its people find nothing, are told nothing, and cannot be given it', async () => {
    const { id } = await world.as('he-liping').submit({ ...HIDDEN_REPORT, complainedUnitId: 'ecology', complainedEnterpriseId: PAINTS });
    const desk = world.as('zheng-lixin');
    for (const assistingUnitIds of [['ecology'], []]) {
      const leadUnitId = assistingUnitIds.length > 0 ? 'urban-management' : 'ecology';
      expect(await desk.refused(id, 'dispatch', { ...HELP, categoryCode: 'ecology.air.odour', leadUnitId, assistingUnitIds })).toMatchObject({ status: 422, code: 'UNIT_COMPLAINED_ABOUT' });
    }
    await desk.act(id, 'dispatch', { ...HELP, categoryCode: 'ecology.air.odour', leadUnitId: 'urban-management' });
    await world.as(CAST.lightingHandler).act(id, 'sign_for');
    await world.as(CAST.lightingHandler).act(id, 'submit_result', { kind: 'solved', text: '已整改。' });
    await world.runJobs();
    for (const personId of ['yang-xiaohong', 'lei-jianfen', 'luo-xiaoping', 'tu-shuilin']) {
      expect((await world.as(personId).get(`/api/tickets/${id}`)).status).toBe(404);
      expect(await everything(personId, id)).not.toContain(id);
      expect(await notices(world, personId, id)).toEqual([]);
    }
  });

  it('a firm’s own ticket against the zone: the zone’s people step aside, and a town complained about does not judge it', async () => {
    const { id } = await world.as(CAST.account).submit({ ...FIRM_REPORT, complainedUnitId: 'economic-development-zone' });
    await world.runJobs();
    // lu-chen is linked to the firm, too: the interest weighs more.
    for (const personId of [CAST.zoneHandler, CAST.zoneHead]) expect((await world.as(personId).get(`/api/tickets/${id}`)).status).toBe(404);
    expect(await notices(world, CAST.zoneHandler, id)).toEqual([]);
    const against = await world.as('shen-jiahui').submit({ ...HIDDEN_REPORT, complainedUnitId: 'town-330110011' });
    await world.runJobs();
    expect((await world.as('zheng-lixin').get(`/api/tickets/${against.id}`)).status).toBe(404);
    expect((await world.as(CAST.districtDesk).ticket(against.id)).holder.name).toBe('区研判台');
  });
});

describe('a phone', () => {
  it('is masked for whoever works on the ticket; opening it is written down, each time', async () => {
    const { id } = await world.as('he-liping').submit(HIDDEN_REPORT);
    const [reporter] = (await world.as('zheng-lixin').ticket(id)).reporters;
    expect(reporter).toMatchObject({ phoneMasked: '139****2428', callable: true });
    for (const _ of [1, 2]) {
      expect(await world.as('zheng-lixin').post(`/api/tickets/${id}/contact`, { reporterId: reporter!.id })).toMatchObject({ status: 200, body: { phone: '13900002428' } });
    }
    expect(await world.source.query('select person_id as "personId", act, detail from audit_log where ticket_id = $1', [id]))
      .toEqual(Array(2).fill({ personId: 'zheng-lixin', act: 'contact.opened', detail: { reporterId: reporter!.id } }));
    const leader = world.as(CAST.leader);
    expect((await leader.ticket(id)).reporters[0]).toMatchObject({ callable: false });
    expect(readRefusal(await leader.post(`/api/tickets/${id}/contact`, { reporterId: reporter!.id }))).toMatchObject({ status: 403, code: 'ACTION_FORBIDDEN' });
    expect(readRefusal(await world.as(CAST.account).post(`/api/tickets/${id}/contact`, { reporterId: reporter!.id }))).toMatchObject({ status: 404, code: 'TICKET_NOT_FOUND' });
  });

  it('of a firm on record is open to who handles its ticket', async () => {
    const { id } = await world.as(CAST.account).submit(FIRM_REPORT);
    const desk = world.as(CAST.districtDesk);
    const [reporter] = (await desk.ticket(id)).reporters;
    const phone = readEnterprises().find((firm) => firm.creditCode === QIUZHEN)?.contactPhone;
    expect(await desk.post(`/api/tickets/${id}/contact`, { reporterId: reporter!.id })).toMatchObject({ status: 200, body: { phone } });
  });
});

it('no table holds a phone or a reporter’s name in plain words', async () => {
  const client = new Client({ connectionString: world.database.ownerUrl });
  await client.connect();
  try {
    const { rows: tables } = await client.query<{ name: string }>(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`);
    expect(tables.length).toBeGreaterThan(20);
    const phones = [...readPeople().map((person) => person.phone), ...readEnterprises().map((firm) => firm.contactPhone), ...readResidents().flatMap((r) => r.phone ?? [])];
    expect(phones.length).toBeGreaterThan(1000);
    const found: string[] = [];
    for (const { name } of tables) {
      const { rows } = await client.query<{ line: string }>(`select t::text as line from ${name} t`);
      const dump = rows.map((row) => row.line).join('\n');
      const digits = new Set(dump.match(/(?<!\d)1\d{10}(?!\d)/g));
      found.push(...phones.filter((phone) => digits.has(phone)).map((phone) => `${name}: ${phone}`));
      if (/蒋国芳|柴小军/.test(dump)) found.push(`${name}: a name`);
    }
    expect(found).toEqual([]);
  } finally {
    await client.end();
  }
});
