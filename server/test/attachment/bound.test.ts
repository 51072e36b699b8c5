// Owns what becomes of files that go with words: bound once, counted, seen by whoever sees the words and by nobody else.
// Leaves uploading to uploads.test.ts and hidden reporters to hidden.test.ts.
import { randomUUID } from 'node:crypto';
import type { TicketView } from '@zhitongche/shared/ticket/contract.js';
import { CommandAnswer } from '@zhitongche/shared/ticket/contract.js';
import { CAST, HELP, RESIDENT_REPORT, UNSATISFIED, XUNYU } from '../cast.js';
import { brokenChains } from '../chains.js';
import { expectRefusal } from '../refusals.js';
import type { Actor } from '../visitor.js';
import { read } from '../visitor.js';
import { ticketIn } from '../tickets.js';
import type { World } from '../world.js';
import { openWorld } from '../world.js';
import { amr, docx, phonePhoto, picture } from './samples.js';
import type { Phone } from './tus.js';
import { phoneOf, phoneWithLink } from './tus.js';

let world: World;
let photo: Buffer;
const phones = new Map<string, Promise<Phone>>();
const phone = (personId: string): Promise<Phone> => {
  const known = phones.get(personId) ?? phoneOf(world, personId);
  phones.set(personId, known);
  return known;
};
beforeAll(async () => {
  world = await openWorld();
  photo = await picture('png');
});
afterAll(() => world.close());
beforeEach(() => { world.clock.at('2026-03-02 09:00'); });

/** So many finished uploads of a person. */
async function uploads(personId: string, count = 1): Promise<string[]> {
  const ids: string[] = [];
  for (let n = 0; n < count; n += 1) ids.push((await (await phone(personId)).upload(photo, `照片 ${String(n)}.png`)).id);
  return ids;
}

const filesOf = (ticket: TicketView, type: string) => ticket.events.filter((event) => event.type === type).flatMap((event) => event.attachments);

describe('with a report', () => {
  it('the files are the ticket’s, their ids are in the chain, a replay changes nothing', async () => {
    const attachmentIds = await uploads(CAST.cadre, 9);
    const request = { ...RESIDENT_REPORT, id: randomUUID(), attachmentIds };
    const first = await world.as(CAST.cadre).submit(request);
    expect((await world.as(CAST.cadre).submit(request)).receipt).toEqual(first.receipt);
    const files = filesOf(first.ticket!, 'ticket.submitted');
    expect(files.map((file) => file.id)).toEqual(attachmentIds);
    expect(files[0]).toMatchObject({ kind: 'photo', name: '照片 0.png', url: expect.stringMatching(`^/api/tickets/${request.id}/files/`), thumbnailUrl: expect.any(String) });
    const [event] = await world.source.query<{ payload: { attachmentIds: string[] } }[]>('select payload from ticket_event where ticket_id = $1 order by seq limit 1', [request.id]);
    expect(event!.payload.attachmentIds).toEqual(attachmentIds);
    expect(await brokenChains(world.source.manager)).toEqual([]);
    expectRefusal(await (await phone(CAST.cadre)).discard(attachmentIds[0]!), 404, 'ATTACHMENT_NOT_FOUND');
    await expect(world.source.query('delete from attachment where ticket_id = $1', [request.id])).rejects.toThrow(/is kept/);
    await expect(world.source.query('update attachment set ticket_id = null where ticket_id = $1', [request.id])).rejects.toThrow(/is kept/);
  });

  it.each<[string, () => Promise<string[]>, number, string]>([
    ['ten files', () => uploads(CAST.cadre, 10), 400, 'REQUEST_INVALID'],
    ['the same file twice', async () => { const [id] = await uploads(CAST.cadre); return [id!, id!]; }, 400, 'REQUEST_INVALID'],
    ['an id that is none', () => Promise.resolve(['../../etc/passwd']), 400, 'REQUEST_INVALID'],
    ['an id of nothing', () => Promise.resolve([randomUUID()]), 404, 'ATTACHMENT_NOT_FOUND'],
    ['somebody else’s', () => uploads(CAST.otherCadre), 404, 'ATTACHMENT_NOT_FOUND'],
    ['one that is still on its way', async () => [(await (await phone(CAST.cadre)).announce(5000, 'a.jpg')).id], 409, 'ATTACHMENT_NOT_READY'],
    ['one that was thrown away', async () => { const [id] = await uploads(CAST.cadre); await (await phone(CAST.cadre)).discard(id!); return [id!]; }, 404, 'ATTACHMENT_NOT_FOUND'],
    ['one that is used already', async () => { const ids = await uploads(CAST.cadre); await world.as(CAST.cadre).submit({ ...RESIDENT_REPORT, attachmentIds: ids }); return ids; }, 404, 'ATTACHMENT_NOT_FOUND'],
  ])('%s: refused, and no ticket is made', async (_what, make, status, code) => {
    const attachmentIds = await make();
    const id = randomUUID();
    expectRefusal(await world.as(CAST.cadre).post('/api/tickets', { ...RESIDENT_REPORT, id, attachmentIds }), status, code);
    expect(await world.source.query('select 1 from ticket where id = $1', [id])).toEqual([]);
  });

  it('two reports that want the same file at once: one gets it', async () => {
    const attachmentIds = await uploads(CAST.cadre);
    const answers = await Promise.all([1, 2].map(() => world.as(CAST.cadre).post('/api/tickets', { ...RESIDENT_REPORT, id: randomUUID(), attachmentIds })));
    expect(answers.map((answer) => answer.status).sort()).toEqual([201, 404]);
  });
});

it('the fifty-first file of a ticket is refused', async () => {
  const { id } = await world.as(CAST.cadre).submit({ ...RESIDENT_REPORT, attachmentIds: await uploads(CAST.cadre, 9) });
  for (const count of [9, 9, 9, 9, 4]) {
    await world.as(CAST.cadre).act(id, 'supplement', { text: '再补几张。', attachmentIds: await uploads(CAST.cadre, count) });
  }
  const attachmentIds = await uploads(CAST.cadre, 2);
  expect(await world.as(CAST.cadre).refused(id, 'supplement', { text: '还有两张。', attachmentIds })).toMatchObject({ status: 409, code: 'ATTACHMENT_TICKET_FULL' });
  await world.as(CAST.cadre).act(id, 'supplement', { text: '那就一张。', attachmentIds: attachmentIds.slice(0, 1) });
  expect(await world.as(CAST.cadre).refused(id, 'supplement', { text: '再一张。', attachmentIds: attachmentIds.slice(1) })).toMatchObject({ code: 'ATTACHMENT_TICKET_FULL' });
});

describe('who opens what', () => {
  it('submitter, desk, handler and resident: each what belongs to words they see; all others nothing', async () => {
    const made = await ticketIn(world, 'handling', { line: 'minqing' });
    const { id } = made;
    const resident = await world.link(id);
    const send = async (by: string, action: 'note' | 'message' | 'supplement') => {
      const [file] = await uploads(by);
      await world.as(by).act(id, action, { text: '见附件。', attachmentIds: [file!] });
      return file!;
    };
    const note = await send(CAST.handler, 'note');
    const message = await send(CAST.handler, 'message');
    const supplement = await send(CAST.cadre, 'supplement');
    const withLink = phoneWithLink(world, resident.token);
    const own = await withLink.upload(await docx(), '村民签名.docx');
    await resident.act(id, 'message', { text: '大家都签了名。', attachmentIds: [own.id] });
    world.clock.at('2026-03-02 09:01');

    const seen = async (who: string): Promise<Record<string, boolean>> => {
      const { status, body } = await world.as(who).get(`/api/tickets/${id}`);
      const files = status === 200 ? (body as TicketView).events.flatMap((event) => event.attachments) : [];
      for (const file of files) expect((await (await phone(who)).open(file.url!)).status).toBe(200);
      return Object.fromEntries(Object.entries({ note, message, supplement, own: own.id }).map(([name, file]) => [name, files.some((f) => f.id === file)]));
    };
    const all = { note: true, message: true, supplement: true, own: true };
    for (const who of [CAST.cadre, CAST.handler, CAST.townDesk, CAST.supervisor, CAST.leader]) expect({ who, ...await seen(who) }).toEqual({ who, ...all });
    expect(await seen(CAST.linkedCadre)).toEqual({ ...all, note: false });
    for (const who of [CAST.strangeCadre, CAST.otherTownDesk, CAST.zoneHead, CAST.zoneHandler, CAST.account, CAST.sysadmin]) {
      expect({ who, ...await seen(who) }).toEqual({ who, note: false, message: false, supplement: false, own: false });
    }
    const page = await resident.page();
    const theirs = page.events.flatMap((event) => event.attachments);
    expect(theirs.map((file) => file.id).sort()).toEqual([message, supplement, own.id].sort());
    for (const file of theirs) expect((await withLink.open(file.url!)).status).toBe(200);

    // An address is its reader's alone, also among those who see the file, and only along its ticket.
    const address = filesOf(await world.as(CAST.handler).ticket(id), 'message.sent')[0]!.url!;
    expect((await (await phone(CAST.townDesk)).open(address)).status).toBe(404);
    expect((await (await phone(CAST.strangeCadre)).open(address)).status).toBe(404);
    expect((await withLink.open(address.replace(`/api/tickets/${id}/`, `/api/follow/${resident.token}/`))).status).toBe(404);
    const elsewhere = await ticketIn(world, 'handling', { line: 'minqing' });
    expect((await (await phone(CAST.handler)).open(address.replace(id, elsewhere.id))).status).toBe(404);
    expect((await (await phone(CAST.handler)).open(address)).status).toBe(200);
    // The unit that lost the right to see the ticket loses the files, whatever address it has kept.
    await world.source.query(`update ticket set complained_unit_id = 'education' where id = $1`, [id]);
    expect((await (await phone(CAST.handler)).open(address)).status).toBe(404);
  });

  it('the unit complained about never sees one', async () => {
    const { id } = await world.as(CAST.cadre).submit({ ...RESIDENT_REPORT, complainedUnitId: 'police', attachmentIds: await uploads(CAST.cadre) });
    expect((await world.as(CAST.policeHead).get(`/api/tickets/${id}`)).status).toBe(404);
  });

  it('a result’s files: staff at once, the reporter with the result', async () => {
    const made = await ticketIn(world, 'handling', { line: 'minqing' });
    const resident = await world.link(made.id);
    const [file] = await uploads(CAST.handler);
    const given = await world.as(CAST.handler).act(made.id, 'submit_result', { kind: 'answered', text: '本学期先开一班。', attachmentIds: [file!] });
    expect(given.ticket!.result!.attachments.map((f) => f.id)).toEqual([file]);
    expect((await resident.page()).events.flatMap((event) => event.attachments)).toEqual([]);
    await world.as(CAST.head).act(made.id, 'approve');
    const page = await resident.page();
    expect([page.result!.attachments.map((f) => f.id), filesOf(page, 'ticket.concluded').map((f) => f.id)]).toEqual([[file], [file]]);
    expect((await phoneWithLink(world, resident.token).open(page.result!.attachments[0]!.url!)).status).toBe(200);
  });

  it('those merged together: each their own and the result, never another’s', async () => {
    const cadre = world.as(CAST.cadre);
    const mine = await cadre.submit({ ...RESIDENT_REPORT, attachmentIds: await uploads(CAST.cadre) });
    const other = await world.as(CAST.otherCadre).submit({ ...RESIDENT_REPORT, title: '孩子上学没有车', attachmentIds: await uploads(CAST.otherCadre) });
    await world.runJobs();
    const desk = world.as(CAST.townDesk);
    await desk.act(other.id, 'merge', { targetId: mine.id });
    const links = { mine: await world.link(mine.id), other: await world.link(other.id) };
    const phones = { mine: phoneWithLink(world, links.mine.token), other: phoneWithLink(world, links.other.token) };
    await desk.act(mine.id, 'dispatch', { ...HELP, leadUnitId: 'education' });
    await world.as(CAST.handler).act(mine.id, 'sign_for');
    const said = await phones.mine.upload(photo);
    await links.mine.act(mine.id, 'message', { text: '这是我家门口。', attachmentIds: [said.id] });
    const [result] = await uploads(CAST.handler);
    await world.as(CAST.handler).act(mine.id, 'submit_result', { kind: 'solved', text: '已开通。', attachmentIds: [result!] });
    const ids = async (who: 'mine' | 'other') => (await links[who].page()).events.flatMap((event) => event.attachments);
    const submitted = (id: string) => world.source.query<{ id: string }[]>('select id from attachment where ticket_id = $1 and not id = any($2)', [id, [said.id, result]]).then((rows) => rows[0]!.id);
    expect((await ids('mine')).map((f) => f.id)).toEqual([await submitted(mine.id), said.id, result]);
    expect((await ids('other')).map((f) => f.id)).toEqual([await submitted(other.id), result]);
    for (const file of await ids('other')) expect((await phones.other.open(file.url!)).status).toBe(200);
    const foreign = (await ids('mine')).find((f) => f.id === said.id)!.url!.replace(links.mine.token, links.other.token);
    expect((await phones.other.open(foreign)).status).toBe(404);

    // The other reporter's rating with a photo: staff see it, the first reporter does not.
    await world.runJobs();
    const proof = await phones.other.upload(photo);
    await links.other.act(other.id, 'rate', { ...UNSATISFIED, attachmentIds: [proof.id] });
    expect((await ids('other')).map((f) => f.id)).toContain(proof.id);
    expect((await ids('mine')).map((f) => f.id)).not.toContain(proof.id);
    expect(filesOf(await world.as(CAST.handler).ticket(mine.id), 'result.rated').map((f) => f.id)).toEqual([proof.id]);
  });

  it('an enterprise’s account sees its firm’s files, another firm’s does not', async () => {
    const made = await ticketIn(world, 'handling', { line: 'qinqing' });
    const [file] = await uploads(CAST.account);
    const { ticket } = await world.as(CAST.account).act(made.id, 'supplement', { text: '营业执照。', attachmentIds: [file!] });
    const { url } = filesOf(ticket!, 'ticket.supplemented')[0]!;
    expect((await (await phone(CAST.account)).open(url!)).status).toBe(200);
    expect((await (await phone(CAST.otherAccount)).open(url!)).status).toBe(404);
    expect((await world.as(CAST.otherAccount).get(`/api/tickets/${made.id}`)).status).toBe(404);
    expect(XUNYU).not.toBe(made.id);
  });
});

describe('a reporter whose identity is hidden', () => {
  it('names tell nothing to those who may not see them; the own side reads its own', async () => {
    const cadre = await phone(CAST.cadre);
    const attachmentIds = [(await cadre.upload(await phonePhoto(), '俞阿根家门口.jpg')).id, (await cadre.upload(await docx(), '俞阿根的信.docx')).id, (await cadre.upload(photo, '俞阿根2.png')).id];
    const { id, ticket } = await world.as(CAST.cadre).submit({ ...RESIDENT_REPORT, hidden: true, attachmentIds });
    expect(filesOf(ticket!, 'ticket.submitted').map((f) => f.name)).toEqual(['俞阿根家门口.jpg', '俞阿根的信.docx', '俞阿根2.png']);
    const desk = await world.as(CAST.townDesk).ticket(id);
    expect(filesOf(desk, 'ticket.submitted').map((f) => f.name)).toEqual(['照片1.jpg', '文件1.docx', '照片2.png']);
    expect(JSON.stringify(desk)).not.toContain('俞阿根');
    const opened = await (await phone(CAST.townDesk)).open(filesOf(desk, 'ticket.submitted')[1]!.url!);
    expect([opened.status, opened.headers.get('content-disposition')]).toEqual([200, `attachment; filename*=UTF-8''${encodeURIComponent('文件1.docx')}`]);
  });

  it('no voice goes with it, whenever the box was ticked', async () => {
    const cadre = await phone(CAST.cadre);
    const voice = (await cadre.upload(amr(), '录音.amr')).id;
    const id = randomUUID();
    expectRefusal(await world.as(CAST.cadre).post('/api/tickets', { ...RESIDENT_REPORT, id, hidden: true, attachmentIds: [voice] }), 422, 'ATTACHMENT_VOICE_HIDDEN');
    read(CommandAnswer, await world.as(CAST.cadre).post('/api/tickets', { ...RESIDENT_REPORT, id, hidden: true }), 'the report without it');
    expect(await world.as(CAST.cadre).refused(id, 'supplement', { text: '听录音。', attachmentIds: [voice] })).toMatchObject({ status: 422, code: 'ATTACHMENT_VOICE_HIDDEN' });
    const link = await world.link(id);
    const spoken = await phoneWithLink(world, link.token).upload(amr(), '录音.amr');
    const speaker: Actor = link;
    expect(await speaker.refused(id, 'message', { text: '听录音。', attachmentIds: [spoken.id] })).toMatchObject({ code: 'ATTACHMENT_VOICE_HIDDEN' });
  });

  it('a voice that was there before triage found it to be 举报 is heard by nobody but the own side', async () => {
    const voice = (await (await phone(CAST.cadre)).upload(amr(), '录音.amr')).id;
    const { id } = await world.as(CAST.cadre).submit({ ...RESIDENT_REPORT, attachmentIds: [voice] });
    const before = filesOf(await world.as(CAST.townDesk).ticket(id), 'ticket.submitted')[0]!;
    expect((await (await phone(CAST.townDesk)).open(before.url!)).status).toBe(200);
    await world.as(CAST.townDesk).act(id, 'assess', { nature: 'whistleblowing', categoryCode: HELP.categoryCode, complexity: 'ordinary' });
    expect((await (await phone(CAST.townDesk)).open(before.url!)).status).toBe(404);
    expect(filesOf(await world.as(CAST.townDesk).ticket(id), 'ticket.submitted')).toMatchObject([{ name: '录音1.amr', url: null }]);
    const own = filesOf(await world.as(CAST.cadre).ticket(id), 'ticket.submitted')[0]!;
    expect((await (await phone(CAST.cadre)).open(own.url!)).status).toBe(200);
  });
});
