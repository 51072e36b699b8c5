// Owns that both stores keep to the same promises, and that the application works on the S3 one as on a folder.
// Leaves what is kept to the other suites here.
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { createStore } from '../../src/platform/storage/create-store.js';
import type { ObjectStore } from '../../src/platform/storage/object-store.js';
import { CAST } from '../cast.js';
import { expectRefusal } from '../refusals.js';
import { openWorld } from '../world.js';
import type { S3Server } from './s3-server.js';
import { startS3 } from './s3-server.js';
import { picture } from './samples.js';
import { phoneOf } from './tus.js';

const KEYS = { accessKey: 'AKIAZTC', secretKey: 'not/a+secret=', region: 'cn-hangzhou' };
let s3: S3Server;
let folder: string;
let stores: Record<'folder' | 's3', ObjectStore>;
beforeAll(async () => {
  s3 = await startS3(KEYS);
  folder = await mkdtemp(path.join(tmpdir(), 'zhitongche-store-'));
  stores = { folder: createStore({ kind: 'folder', folder }), s3: createStore({ kind: 's3', endpoint: s3.endpoint, bucket: 'files', ...KEYS }) };
});
afterAll(async () => {
  await s3.close();
  await rm(folder, { recursive: true, force: true });
});
afterEach(() => { s3.failing = null; });

const whole = async (stream: Readable | null): Promise<string | null> => (stream === null ? null : Buffer.concat(await stream.toArray() as Buffer[]).toString());

describe.each(['folder', 's3'] as const)('the %s', (kind) => {
  it('gives back what was put, whole or a part, until it is deleted', async () => {
    const store = stores[kind];
    const key = `attachments/ab/${randomUUID()}`;
    expect(await whole(await store.get(key))).toBe(null);
    expect(await whole(await store.get(key, { from: 0, to: 3 }))).toBe(null);
    await store.put(key, Buffer.from('孩子没有车坐'));
    await store.put(key, Buffer.from('0123456789'));
    expect(await whole(await store.get(key))).toBe('0123456789');
    expect(await whole(await store.get(key, { from: 2, to: 4 }))).toBe('234');
    await store.delete(key);
    await store.delete(key);
    expect(await whole(await store.get(key))).toBe(null);
  });

  it.each(['../../etc/passwd', '/etc/passwd', 'a//b', 'attachments/../x', '', 'IMG 1.jpg', '照片.jpg', 'a\0b'])('takes no key that is not ours: %j', async (key) => {
    await expect(stores[kind].put(key, Buffer.from('x'))).rejects.toThrow('not a key of ours');
    await expect(stores[kind].get(key)).rejects.toThrow('not a key of ours');
    await expect(stores[kind].delete(key)).rejects.toThrow('not a key of ours');
  });
});

describe('a process killed while it writes into the folder', () => {
  const dist = new URL('../../dist/platform/storage/folder-store.js', import.meta.url);
  const files = async () => (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()).map((entry) => entry.name);

  /** Ends itself as kill -9 does, when all is written and nothing has its name yet. */
  async function killedWriting(key: string): Promise<void> {
    const program = `import fs from 'node:fs/promises'; import { syncBuiltinESMExports } from 'node:module';
      fs.rename = () => process.kill(process.pid, 'SIGKILL'); syncBuiltinESMExports();
      const { FolderStore } = await import(${JSON.stringify(dist.href)});
      await new FolderStore(${JSON.stringify(folder)}).put(${JSON.stringify(key)}, Buffer.from('half'));`;
    const [, signal] = await once(spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: 'inherit' }), 'exit') as [number | null, string | null];
    expect([signal, (await files()).length]).toEqual(['SIGKILL', 1]);
  }

  it('leaves what the next try replaces', async () => {
    const key = `attachments/ab/${randomUUID()}`;
    await killedWriting(key);
    expect(await whole(await stores.folder.get(key))).toBe(null);
    await stores.folder.put(key, Buffer.from('0123456789'));
    expect([await whole(await stores.folder.get(key)), (await files()).length]).toEqual(['0123456789', 1]);
    await stores.folder.delete(key);
  });

  it('leaves what is deleted with its key, as the sweep of unused uploads does', async () => {
    const key = `attachments/ab/${randomUUID()}`;
    await killedWriting(key);
    await stores.folder.delete(key);
    expect(await files()).toEqual([]);
  });
});

it('the folder keeps no half file', async () => {
  const left = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  expect(left.map((entry) => entry.name)).toEqual([]);
});

it('S3 is signed: another secret, another region or another key gets nothing', async () => {
  for (const wrong of [{ secretKey: 'guessed' }, { region: 'us-east-1' }, { accessKey: 'AKIAOTHER' }]) {
    const before = s3.refused;
    await expect(createStore({ kind: 's3', endpoint: s3.endpoint, bucket: 'files', ...KEYS, ...wrong }).put('attachments/aa/bb', Buffer.from('x'))).rejects.toThrow();
    expect(s3.refused).toBeGreaterThan(before);
  }
  expect([...s3.objects.keys()]).toEqual([]);
});

it('the application on S3: uploaded, opened, thrown away; a store in trouble costs nothing', async () => {
  const world = await openWorld('2026-03-02 09:00', {
    S3_ENDPOINT: s3.endpoint, S3_BUCKET: 'files', S3_REGION: KEYS.region, S3_ACCESS_KEY: KEYS.accessKey, S3_SECRET_KEY: KEYS.secretKey,
  });
  try {
    const phone = await phoneOf(world, CAST.cadre);
    const photo = await picture('png');
    s3.failing = 503;
    const { id } = await phone.announce(photo.length, 'a.png');
    expectRefusal(await phone.carryOn(id, 0, photo), 500, 'INTERNAL');
    s3.failing = null;
    const { file } = await phone.view(id);
    expect([...s3.objects.keys()].sort()).toEqual([expect.stringMatching(/^\/files\/attachments\/..\/[\w-]{36}$/), expect.stringMatching(/\.thumbnail$/)]);
    expect((await phone.open(file!.url!)).bytes.equals([...s3.objects].find(([key]) => !key.endsWith('.thumbnail'))![1])).toBe(true);
    expect((await phone.open(file!.url!, { range: 'bytes=0-3' })).bytes.toString('latin1')).toBe('\x89PNG');
    expect((await phone.discard(id)).status).toBe(204);
    expect([...s3.objects.keys()]).toEqual([]);
  } finally {
    await world.close();
  }
});
