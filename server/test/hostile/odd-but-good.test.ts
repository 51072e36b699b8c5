// Owns the proof that what people really type is kept letter by letter, up to the last letter that fits, and comes back the same everywhere.
// Leaves what must be refused to doors.test.ts.
import { randomUUID } from 'node:crypto';
import { CAST, HELP, RESIDENT_REPORT, VILLAGE } from '../cast.js';
import { expectRefusal } from '../refusals.js';
import type { Person, Reporter } from '../visitor.js';
import type { World } from '../world.js';
import { openWorld } from '../world.js';

let world: World;
let cadre: Person;
let desk: Person;
let id: string;
let link: Reporter;
beforeAll(async () => {
  world = await openWorld();
  [cadre, desk] = [world.as(CAST.cadre), world.as(CAST.townDesk)];
  ({ id } = await cadre.submit(RESIDENT_REPORT));
  link = await world.link(id);
});
afterAll(() => world.close());

const ODD: [what: string, text: string][] = [
  ['rare letters', '𠮷野家的龘字，𪚥，㐂，𠀋'], ['an emoji', '😀👍🏽'], ['a family and a flag', '👨‍👩‍👧‍👦🇨🇳'], ['a keycap', '3️⃣'],
  ['a letter of two parts', 'e\u0301 ≠ é'], ['compatibility letters', '﷽ ﬁ ㎡ Ⅻ'], ['right to left', 'שלום \u202eabc\u202c مرحبا'], ['zero-width letters inside', '一\u200b二\u200d三\ufeff四'],
  ['letters for private use', '\ue000\uf8ff'], ['the last of all letters', 'x\u{10fffd}'], ['a replacement letter', '\ufffd'], ['full-width', 'Ａ１！～'], ['line ends and tabs', '一\n二\r\n三\t四'],
  ['a script', '<script>alert(document.cookie)</script>'], ['an image', '"><img src=x onerror=alert(1)>'], ['entities', '&lt;b&gt; &amp;amp; &#x4e00;'], ['a template', '{{7*7}} ${7*7} <%= 7 %> #{7}'],
  ['SQL', `'; drop table ticket; --`], ['a pattern', '100% _x_ \\ \\n \\u0000'], ['a formula', '=cmd|\' /C calc\'!A0'], ['a lookup', '${jndi:ldap://x/a}'], ['a path', '../../etc/passwd'], ['a printf', '%s %n %x %p'],
  ['words of JavaScript', 'null'], ['a prototype', '__proto__'], ['a constructor', 'constructor'], ['a number', '1e400'], ['JSON', '{"a":[1]}'], ['a JSON escape', '\\u6f22'], ['one letter', '龘'], ['a dollar group', '$& $1 $$'],
];

it.each(ODD)('%s comes back the same: reported, said, asked for, in the list, by link and in a notice', async (_what, text) => {
  const title = text.replace(/\s/g, ' ');
  const sent = await cadre.submit({ ...RESIDENT_REPORT, title, text, advice: text, place: text, reporter: { name: [...title].slice(0, 30).join('') } });
  expect(await cadre.ticket(sent.id)).toMatchObject({ title, text, advice: text, place: text });
  expect((await cadre.list({ q: title, limit: 100 })).items.find((item) => item.id === sent.id)?.title).toBe(title);
  expect((await cadre.ticket(sent.id)).reporters[0]?.name).toBe([...title].slice(0, 30).join('').trim());
  await desk.act(id, 'message', { text });
  expect((await cadre.ticket(id)).events.at(-1)?.data['text']).toBe(text);
  await link.act(id, 'supplement', { text });
  expect((await link.page()).events.at(-1)?.data['text']).toBe(text);
  const visit = { id: randomUUID(), line: 'minqing', subjectKind: 'household', subjectId: VILLAGE, visitedOn: '2026-03-02', team: [[...title].slice(0, 10).join('').trim()], said: text };
  expect((await cadre.post('/api/visits', visit)).body).toMatchObject({ said: text, team: visit.team });
});

/** The most code points of each text of a report, as domain.md and the forms promise. */
const MOST: [field: string, letters: number, body: (text: string) => object][] = [
  ['title', 80, (title) => ({ title })], ['text', 5_000, (text) => ({ text })], ['advice', 1_000, (advice) => ({ advice })], ['place', 200, (place) => ({ place })],
  ['foreignNumber', 60, (foreignNumber) => ({ foreignNumber })], ['reporter.name', 30, (name) => ({ reporter: { name } })],
];
it.each(MOST)('%s takes %i letters outside the basic plane, and not one more', async (field, letters, body) => {
  const full = '𠮷'.repeat(letters);
  const { id: made } = await cadre.submit({ ...RESIDENT_REPORT, ...body(full) });
  const view = await cadre.ticket(made);
  expect(JSON.stringify(field === 'reporter.name' ? view.reporters : view)).toContain(full);
  const sent = randomUUID();
  expectRefusal(await cadre.post('/api/tickets', { ...RESIDENT_REPORT, ...body(`${full}𠮷`), id: sent }), 400, 'REQUEST_INVALID', field);
  expectRefusal(await cadre.get(`/api/tickets/${sent}`), 404, 'TICKET_NOT_FOUND');
});

it('an id is the same in capitals: one report, one command, one ticket', async () => {
  const sent = { ...RESIDENT_REPORT, id: randomUUID() };
  const answers = await Promise.all([sent.id, sent.id.toUpperCase(), sent.id, sent.id.toUpperCase()].map((each) => cadre.post('/api/tickets', { ...sent, id: each })));
  expect(answers.map((answer) => answer.status)).toEqual([201, 201, 201, 201]);
  const command = { commandId: randomUUID(), version: 1, action: 'assess', input: HELP };
  const first = await desk.post(`/api/tickets/${sent.id}/actions`, command);
  const again = await desk.post(`/api/tickets/${sent.id}/actions`, { ...command, commandId: command.commandId.toUpperCase() });
  expect([first.status, again.status]).toEqual([200, 200]);
  // The address in capitals is another sending of the same command: it is refused rather than done twice.
  expectRefusal(await desk.post(`/api/tickets/${sent.id.toUpperCase()}/actions`, command), 409, 'COMMAND_REUSED');
  expect((await desk.ticket(sent.id)).version).toBe(2);
});

it('the last of two equal keys counts, as JSON.parse has it', async () => {
  const sent = { ...RESIDENT_REPORT, id: randomUUID() };
  const body = JSON.stringify(sent).replace('"title":', '"title":"甲","title":');
  expect((await cadre.post('/api/tickets', body)).status).toBe(201);
  expect((await cadre.ticket(sent.id)).title).toBe(RESIDENT_REPORT.title);
});
