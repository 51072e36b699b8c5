// Owns the proof that words find what they should, for whom they may, and nothing of who hides.
// Leaves the pieces of a word to domain/search-words.spec.ts and what a search costs to query-ceilings.test.ts.
import { randomUUID } from 'node:crypto';
import type { ListQuery } from '@zhitongche/shared/ticket/contract.js';
import { CAST, FIRM_REPORT, HELP, LIANHUA, RESIDENT_REPORT, TOWN, UNSATISFIED, VILLAGE } from './cast.js';
import type { World } from './world.js';
import { openWorld } from './world.js';

let world: World;
const ids: Record<string, string> = {};
const LONG = `${'前面说的是别的事情。'.repeat(8)}晚上八点以后路灯不亮，老人摔倒过两次。${'后面也说的是别的事情。'.repeat(8)}`;

beforeAll(async () => {
  world = await openWorld('2026-03-02 09:00');
  const report = async (name: string, over: object, by: string = CAST.cadre) => {
    ids[name] = (await world.as(by).submit({ ...RESIDENT_REPORT, ...over, id: randomUUID() })).id;
  };
  await report('bus', {});
  world.clock.at('2026-03-03 09:00');
  await report('lamp', { title: '夜里看不见', text: LONG, place: '二号桥' });
  await report('rare', { title: '𠮷祥龘府门口积水', text: '请ＡＢＣ公司来看。' });
  await report('hidden', { title: '夜里有气味', text: '十点以后最重。', hidden: true, place: '第三棵樟树', subjectId: LIANHUA }, 'shen-jiahui');
  world.clock.at('2026-03-05 09:00');
  await report('firm', { ...FIRM_REPORT, place: null, reporter: null }, CAST.account);
  world.clock.at('2026-03-09 00:30');
  await report('late', { title: '公交站牌没有灯', text: '路边的灯不好用。' });
});
afterAll(() => world.close());

async function found(personId: string, query: ListQuery): Promise<string[]> {
  const names = new Map(Object.entries(ids).map(([name, id]) => [id, name]));
  return (await world.as(personId).list(query)).items.map((item) => names.get(item.id) ?? item.id);
}

it.each<[string, string, string[]]>([
  ['one character', '灯', ['late', 'lamp']],
  ['two', '路灯', ['lamp']],
  ['three, in this order only', '公交站', ['late']],
  ['three whose pairs stand apart', '没有公交站', []],
  ['several words, all of them', '公交 小学', ['bus']],
  ['of the text', '摔倒', ['lamp']],
  ['of the place', '二号桥', ['lamp']],
  ['of the subject', '求真', ['firm']],
  ['characters beyond the basic plane', '𠮷', ['rare']],
  ['two of them', '龘府', ['rare']],
  ['full width as half width, capitals as small', 'abc', ['rare']],
  ['the number as printed', '民情〔2026〕2号', ['lamp']],
  ['as typed', '民情2026 2', ['lamp']],
  ['the number alone, whole', '2', ['lamp']],
  ['what nobody wrote', '地铁', []],
  ['brackets alone', '〔〕', []],
  ['what SQL would take for a pattern', '%', []],
])('finds by %s', async (_what, q, names) => {
  expect(await found(CAST.supervisor, { q })).toEqual(names);
});

it('shows the words around it where only the text has it', async () => {
  const [lamp] = (await world.as(CAST.supervisor).list({ q: '路灯' })).items;
  expect(lamp?.excerpt).toMatch(/^….{0,20}路灯不亮，老人摔倒过两次.*…$/);
  const [bus] = (await world.as(CAST.supervisor).list({ q: '没有公交' })).items;
  expect(bus).not.toHaveProperty('excerpt');
});

describe('who hides', () => {
  it.each(['第三棵樟树', '樟', '莲花', LIANHUA])('is not found by %s, but by the own side', async (q) => {
    for (const reader of [CAST.supervisor, CAST.leader, CAST.otherTownDesk, CAST.townDesk]) expect(await found(reader, { q })).not.toContain('hidden');
  });

  it('is found by the one who brought it, by place as by words', async () => {
    for (const q of ['第三棵樟树', '樟', '气味 樟树']) expect(await found('shen-jiahui', { q })).toEqual(['hidden']);
    expect(await found(CAST.supervisor, { q: '气味' })).toEqual(['hidden']);
  });

  it('is no longer found once it hides', async () => {
    expect(await found(CAST.supervisor, { q: '老樟树旁' })).toContain('bus');
    await world.source.query('update ticket set hidden = true where id = $1', [ids['bus']]);
    expect(await found(CAST.supervisor, { q: '老樟树旁' })).not.toContain('bus');
    await world.source.query('update ticket set hidden = false where id = $1', [ids['bus']]);
    expect(await found(CAST.supervisor, { q: '老樟树旁' })).toContain('bus');
  });
});

it('finds nothing that the reader does not see', async () => {
  expect(await found(CAST.account, { q: '灯' })).toEqual([]);
  expect(await found(CAST.account, { q: '审批' })).toEqual(['firm']);
  expect(await found(CAST.handler, { q: '公交' })).toEqual([]);
});

it.each<[ListQuery, string[]]>([
  [{ from: '2026-03-09' }, ['late']],
  [{ to: '2026-03-02' }, ['bus']],
  [{ from: '2026-03-03', to: '2026-03-05', line: 'minqing', q: '夜里' }, ['hidden', 'lamp']],
  [{ place: VILLAGE, q: '灯' }, ['late', 'lamp']],
  [{ place: TOWN, complexity: 'complex' }, []],
])('narrows by %j', async (query, names) => {
  expect((await found(CAST.supervisor, query)).sort()).toEqual([...names].sort());
});

it('pages through what is found, each once', async () => {
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await world.as(CAST.supervisor).list({ q: '有', limit: 1, cursor });
    seen.push(...page.items.map((item) => item.id));
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  expect(seen).toHaveLength(new Set(seen).size);
  expect(seen.length).toBeGreaterThan(2);
});

it('narrows by nature, category with what is below it, round and rating', async () => {
  world.clock.at('2026-03-09 09:00');
  const id = ids['bus']!;
  await world.as(CAST.townDesk).act(id, 'dispatch', { ...HELP, leadUnitId: 'education' });
  await world.as(CAST.handler).act(id, 'sign_for');
  await world.as(CAST.handler).act(id, 'submit_result', { kind: 'solved', text: '已开接送车。' });
  await world.runJobs();
  const link = await world.link(id);
  await world.runJobs();
  await link.act(id, 'rate', UNSATISFIED);
  await world.runJobs();
  for (const query of [
    { nature: 'help' }, { category: 'public' }, { category: HELP.categoryCode }, { reopened: 'true' }, { satisfaction: 'unsatisfied' }, { unit: 'education', q: '公交' },
  ] as const) expect(await found(CAST.supervisor, query)).toEqual(['bus']);
  expect(await found(CAST.supervisor, { satisfaction: 'satisfied' })).toEqual([]);
  expect(await found(CAST.supervisor, { category: 'publi' })).toEqual([]);
  expect(await found(CAST.handler, { q: '公交' })).toEqual(['bus']);
});
