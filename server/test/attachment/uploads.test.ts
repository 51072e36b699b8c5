// Owns an upload's life before it is used: a bad line, limits, whose it is, its address, and how it disappears.
// Leaves what kinds of files there are to files.test.ts and tickets to bound.test.ts.
import { randomUUID } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { jest } from '@jest/globals';
import { MAX_FILE_BYTES } from '@zhitongche/shared/attachment/vocabulary.js';
import { MAX_WAITING_FILES } from '../../src/attachment/actions/begin-upload.js';
import { AttachmentService } from '../../src/attachment/attachment.service.js';
import { CONFIG } from '../../src/platform/config/config.js';
import type { Config } from '../../src/platform/config/config.js';
import { STORE } from '../../src/platform/storage/object-store.js';
import type { ObjectStore } from '../../src/platform/storage/object-store.js';
import { CAST } from '../cast.js';
import { expectRefusal } from '../refusals.js';
import { readRefusal } from '../visitor.js';
import type { World } from '../world.js';
import { openWorld } from '../world.js';
import { phonePhoto, picture } from './samples.js';
import type { Phone } from './tus.js';
import { phoneOf } from './tus.js';

let world: World;
let phone: Phone;
let photo: Buffer;
let store: ObjectStore;
beforeAll(async () => {
  world = await openWorld();
  phone = await phoneOf(world, CAST.cadre);
  photo = await phonePhoto(1200, 900);
  store = world.app.get<ObjectStore>(STORE);
});
afterAll(() => world.close());
afterEach(async () => {
  jest.restoreAllMocks();
  await world.source.query(`update attachment set state = 'discarded' where ticket_id is null`);
  await world.sweepFiles();
  expect(await inStore()).toEqual([]);
});

/** Names of the files that are really there. */
async function inStore(): Promise<string[]> {
  const { store: place } = world.app.get<Config>(CONFIG);
  if (place.kind !== 'folder') throw new Error('tests keep files in a folder');
  const found = await readdir(place.folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return found.filter((entry) => entry.isFile()).map((entry) => entry.name).sort();
}

const rows = () => world.source.query<{ id: string; state: string; received: number }[]>('select id, state, received_bytes as received from attachment');

describe('on a bad line', () => {
  it('carries on where it was cut, not a byte twice', async () => {
    const { id } = await phone.announce(photo.length, 'a.jpg');
    const got = await cutOff(id, photo.subarray(0, 9000));
    expect(got).toBe(9000);
    expect((await phone.carryOn(id, got, photo.subarray(got, got + 20_000))).status).toBe(204);
    expectRefusal(await phone.carryOn(id, got, photo.subarray(got)), 409, 'ATTACHMENT_OFFSET_WRONG');
    expect(await phone.offset(id)).toBe(29_000);
    expect((await phone.carryOn(id, 29_000, photo.subarray(29_000))).status).toBe(204);
    expect(await phone.view(id)).toMatchObject({ state: 'ready', received: photo.length, file: { kind: 'photo' } });
    expect(await world.source.query('select 1 from attachment_part')).toEqual([]);
  });

  /** The server notices a cut line a moment after it was cut; one cut before a byte arrived told it nothing, so it is cut again. */
  async function cutOff(id: string, bytes: Buffer): Promise<number> {
    for (;;) {
      await phone.breakOff(id, 0, bytes, photo.length);
      for (let asked = 0; asked < 200; asked += 1) {
        const offset = await phone.offset(id);
        if (offset > 0) return offset;
      }
    }
  }

  it('announced twice is one upload, for the same bytes and the same person', async () => {
    const { id, headers } = await phone.announce(photo.length, 'a.jpg');
    expect(headers.get('location')).toBe(`/api/attachments/${id}`);
    await phone.carryOn(id, 0, photo.subarray(0, 500));
    expect((await phone.announce(photo.length, 'a.jpg', id)).status).toBe(201);
    expect(await phone.offset(id)).toBe(500);
    expectRefusal(await phone.announce(photo.length + 1, 'a.jpg', id), 409, 'COMMAND_REUSED');
    expectRefusal(await phone.announce(photo.length, 'b.jpg', id), 409, 'COMMAND_REUSED');
    expectRefusal(await (await phoneOf(world, CAST.otherCadre)).announce(photo.length, 'a.jpg', id), 409, 'COMMAND_REUSED');
  });

  it.each([['a.jpeg'], [`${'长'.repeat(79)}. 的照片.png`], ['..']])('%s: finished under the ending of its content, it is still the one that was announced', async (name) => {
    const { id } = await phone.announce(photo.length, name);
    await phone.carryOn(id, 0, photo);
    expect((await phone.announce(photo.length, name, id)).status).toBe(201);
    expectRefusal(await phone.announce(photo.length, `另${name}`, id), 409, 'COMMAND_REUSED');
  });

  it('of two who write the same part at once, one is told that the offset has moved', async () => {
    const { id } = await phone.announce(photo.length, 'a.jpg');
    const both = await Promise.all([phone.carryOn(id, 0, photo.subarray(0, 5000)), phone.carryOn(id, 0, photo.subarray(0, 5000))]);
    expect(both.map((answer) => answer.status).sort()).toEqual([204, 409]);
    expect(await phone.offset(id)).toBe(5000);
  });
});

describe('limits', () => {
  it('more than 10 MB is refused before a byte is sent; more than was announced is not kept', async () => {
    expectRefusal(await phone.announce(MAX_FILE_BYTES + 1, 'a.jpg'), 413, 'ATTACHMENT_TOO_LARGE');
    expect(await rows()).toEqual([]);
    const { id } = await phone.announce(1000, 'a.jpg');
    expectRefusal(await phone.carryOn(id, 0, photo.subarray(0, 2000)), 413, 'ATTACHMENT_TOO_LARGE');
    expect(await phone.offset(id)).toBe(0);
  });

  it('so many files may wait, not one more; bytes are counted too', async () => {
    for (let n = 0; n < MAX_WAITING_FILES; n += 1) expect((await phone.announce(1000, 'a.jpg')).status).toBe(201);
    expectRefusal(await phone.announce(1000, 'a.jpg'), 409, 'ATTACHMENT_TOO_MANY_WAITING');
    const other = await phoneOf(world, CAST.otherCadre);
    for (let n = 0; n < 30; n += 1) expect((await other.announce(MAX_FILE_BYTES, 'a.jpg')).status).toBe(201);
    expectRefusal(await other.announce(1000, 'a.jpg'), 409, 'ATTACHMENT_TOO_MANY_WAITING');
  });

  it.each<[string, Record<string, string>, number, string]>([
    ['without the protocol’s version', { 'tus-resumable': '' }, 400, 'REQUEST_INVALID'],
    ['without an id', { 'upload-metadata': 'filename YQ==' }, 400, 'REQUEST_INVALID'],
    ['with a path as id', { 'upload-metadata': `id ${Buffer.from('../../x').toString('base64')}` }, 400, 'REQUEST_INVALID'],
    ['without a length', { 'upload-length': '' }, 400, 'REQUEST_INVALID'],
    ['of an unknown length', { 'upload-length': '', 'upload-defer-length': '1' }, 400, 'REQUEST_INVALID'],
    ['of a negative length', { 'upload-length': '-5' }, 400, 'REQUEST_INVALID'],
    ['from a foreign page', { origin: 'https://evil.example' }, 403, 'ORIGIN_REFUSED'],
    ['without a session', { cookie: '' }, 401, 'SESSION_REQUIRED'],
  ])('an announcement %s is refused in our words', async (_what, headers, status, code) => {
    const meta = `id ${Buffer.from(randomUUID()).toString('base64')},filename YQ==`;
    const sent = Object.fromEntries(Object.entries({ 'tus-resumable': '1.0.0', 'upload-length': '1000', 'upload-metadata': meta, ...headers }).filter(([, value]) => value !== '' || _what === 'without a session'));
    expectRefusal(await world.as(CAST.cadre).send('POST', '/api/attachments', undefined, sent), status, code);
    expect(await rows()).toEqual([]);
  });

  it('a part that is no part is refused in our words', async () => {
    const { id } = await phone.announce(1000, 'a.jpg');
    const cadre = world.as(CAST.cadre);
    expectRefusal(await cadre.send('PATCH', `/api/attachments/${id}`, '{}', { 'tus-resumable': '1.0.0', 'upload-offset': '0' }), 400, 'REQUEST_INVALID');
    expectRefusal(await cadre.send('PATCH', '/api/attachments/%00', undefined, { 'tus-resumable': '1.0.0' }), 404, 'ATTACHMENT_NOT_FOUND');
  });
});

describe('whose it is', () => {
  it('a stranger neither asks, carries on, looks, opens nor removes', async () => {
    const file = await phone.upload(photo);
    const stranger = await phoneOf(world, CAST.otherCadre);
    await expect(stranger.offset(file.id)).rejects.toThrow('404');
    expectRefusal(await stranger.carryOn(file.id, 0, photo), 404, 'ATTACHMENT_NOT_FOUND');
    expectRefusal(await stranger.discard(file.id), 404, 'ATTACHMENT_NOT_FOUND');
    expect((await stranger.open(`/api/attachments/${file.id}`)).status).toBe(404);
    expect((await stranger.open(file.url!)).status).toBe(404);
    expect((await phone.open(file.url!)).status).toBe(200);
  });

  it('an address ends, and none is made up', async () => {
    world.clock.at('2026-03-02 09:00');
    const { id, url } = await phone.upload(photo);
    const opened = async (address: string) => (await phone.open(address)).status;
    world.clock.at('2026-03-02 09:14');
    expect(await opened(url!)).toBe(200);
    world.clock.at('2026-03-02 09:15');
    expect(await opened(url!)).toBe(410);
    expect(await opened((await phone.view(id)).file!.url!)).toBe(200);
    expect(await opened(url!.replace(/e=\d+/, 'e=9999999999'))).toBe(404);
    expect(await opened(url!.replace('/file', '/thumbnail'))).toBe(404);
    expect(await opened(`/api/attachments/${id}/file`)).toBe(400);
    world.clock.at('2026-03-02 09:00');
  });

  it('a player gets the part it asks for', async () => {
    const { url, size } = await phone.upload(photo);
    const whole = (await phone.open(url!)).bytes;
    for (const [range, from, to] of [['bytes=0-1', 0, 1], ['bytes=100-', 100, size - 1], ['bytes=-10', size - 10, size - 1], [`bytes=5-${String(size * 2)}`, 5, size - 1]] as const) {
      const part = await phone.open(url!, { range });
      expect([part.status, part.headers.get('content-range')]).toEqual([206, `bytes ${String(from)}-${String(to)}/${String(size)}`]);
      expect(part.bytes.equals(whole.subarray(from, to + 1))).toBe(true);
    }
    expect((await phone.open(url!, { range: 'bytes=9-2' })).status).toBe(200);
  });
});

describe('disappearing', () => {
  it('thrown away, it is gone from table and store', async () => {
    const file = await phone.upload(photo);
    expect(await inStore()).toHaveLength(2);
    expect((await phone.discard(file.id)).status).toBe(204);
    expect([await rows(), await inStore()]).toEqual([[], []]);
    expect((await phone.open(file.url!)).status).toBe(404);
    expectRefusal(await phone.discard(file.id), 404, 'ATTACHMENT_NOT_FOUND');
  });

  it('what nobody used within a day goes, whole or half; what is younger stays', async () => {
    world.clock.at('2026-03-02 09:00');
    await phone.upload(photo);
    const { id: half } = await phone.announce(photo.length, 'b.jpg');
    await phone.carryOn(half, 0, photo.subarray(0, 3000));
    world.clock.at('2026-03-02 18:00');
    const young = await phone.upload(await picture('png'));
    world.clock.at('2026-03-03 09:01');
    await world.sweepFiles();
    expect((await rows()).map((row) => row.id)).toEqual([young.id]);
    expect(await inStore()).toHaveLength(2);
    expect(await world.source.query('select 1 from attachment_part')).toEqual([]);
    world.clock.at('2026-03-02 09:00');
  });

  it('a backup hears of every object, with its size and sum', async () => {
    await phone.upload(photo);
    await phone.upload(Buffer.from('#!AMR\n0123456789012345678901234567890'), 'a.amr');
    const listed = [];
    for await (const object of world.app.get(AttachmentService).storedObjects()) listed.push(object);
    expect(listed.map(({ key }) => key.split('/').pop()!).sort()).toEqual(await inStore());
    for (const { key, bytes } of listed) {
      const chunks = await (await store.get(key))!.toArray() as Buffer[];
      expect(Buffer.concat(chunks)).toHaveLength(bytes);
    }
  });
});

describe('a crash', () => {
  it('between the store and the row: the upload is finished by the next look, once', async () => {
    const put = store.put.bind(store);
    const dying = jest.spyOn(store, 'put').mockImplementation(async (key, bytes) => {
      await put(key, bytes);
      if (key.endsWith('.thumbnail')) throw new Error('power cut');
    });
    const { id } = await phone.announce(photo.length, 'a.jpg');
    expectRefusal(await phone.carryOn(id, 0, photo), 500, 'INTERNAL');
    expect([(await rows())[0], (await inStore()).length]).toEqual([{ id, state: 'uploading', received: photo.length }, 2]);
    dying.mockRestore();
    expect(await phone.offset(id)).toBe(photo.length);
    expect(await phone.view(id)).toMatchObject({ state: 'ready' });
    expect(await inStore()).toHaveLength(2);
  });

  it('between the store and the row, and nobody comes back: the sweep finds both', async () => {
    jest.spyOn(store, 'put').mockRejectedValueOnce(new Error('the store is away'));
    const { id } = await phone.announce(photo.length, 'a.jpg');
    expect(readRefusal(await phone.carryOn(id, 0, photo))).toMatchObject({ status: 500 });
    await world.source.query(`update attachment set created_at = created_at - interval '2 days'`);
    await world.sweepFiles();
    expect([await rows(), await inStore()]).toEqual([[], []]);
  });

  it('in the middle of removing: the row says so until the object is gone', async () => {
    const file = await phone.upload(photo);
    jest.spyOn(store, 'delete').mockRejectedValueOnce(new Error('power cut'));
    expectRefusal(await phone.discard(file.id), 500, 'INTERNAL');
    expect(await rows()).toMatchObject([{ id: file.id, state: 'discarded' }]);
    expect((await phone.open(file.url!)).status).toBe(404);
    await world.sweepFiles();
    expect([await rows(), await inStore()]).toEqual([[], []]);
  });
});
