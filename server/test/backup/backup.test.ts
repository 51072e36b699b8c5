// Owns the drill: a backup taken while people work, brought back elsewhere, looked over, and worked on.
// Leaves the archive's format to src/backup and files that are lacking to files.test.ts.
import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { DataSource } from 'typeorm';
import type { CommandAnswer, TicketView } from '@zhitongche/shared/ticket/contract.js';
import { restoreBackup } from '../../src/backup/restore-backup.js';
import { takeBackup } from '../../src/backup/take-backup.js';
import { ENTITIES } from '../../src/entities.js';
import { dataSourceOptions } from '../../src/platform/database/data-source.js';
import { phonePhoto } from '../attachment/samples.js';
import { phoneOf } from '../attachment/tus.js';
import { TEST_KEYS } from '../base-database.js';
import { brokenChains } from '../chains.js';
import type { TestDatabase } from '../database.js';
import { createEmptyDatabase, createTestDatabase } from '../database.js';
import type { Client } from '../queue/client.js';
import { signIn } from '../queue/client.js';
import type { System } from '../queue/system.js';
import { BACK_END, createSystem } from '../queue/system.js';
import { CADRE, allRouted, awaitingRating, expectStatus, imbalances, nothingOwed, rateUnsatisfied, report } from '../queue/tickets.js';
import { waitFor } from '../queue/wait-for.js';

const keys = { dataKey: Buffer.from(TEST_KEYS.DATA_KEY, 'base64'), hashKey: Buffer.from(TEST_KEYS.HASH_KEY, 'base64') };
const quiet = () => undefined;
/** One of several pieces, one of exactly one piece, a small one. */
const photos: Record<string, Buffer> = {
  'attachments/ab/large': randomBytes(9_000_001), 'attachments/ab/large.thumbnail': randomBytes(4 * 1024 * 1024), 'attachments/ab/small': Buffer.from('照片'),
};

let folder: string;
let file: string;
let system: System;
let cadre: Client;

const counts = async (ask: <T extends object>(sql: string) => Promise<T[]>) => (await ask<{ c: Record<string, number> }>(
  `select json_build_object('ticket', (select count(*) from ticket), 'event', (select count(*) from ticket_event), 'person', (select count(*) from person),
     'rating', (select count(*) from rating), 'command', (select count(*) from command), 'notice', (select count(*) from notice)) as c`))[0]?.c;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'zhitongche-backup-'));
  file = path.join(folder, 'drill.tar.gz');
  system = await createSystem();
  system.env['ATTACHMENT_DIR'] = path.join(folder, 'files');
  const programs = [system.api(), system.worker()];
  await Promise.all(programs.map((program) => program.ready));
  cadre = await signIn(system.url, CADRE);
}, 120_000);

afterAll(async () => {
  await system.remove();
  await rm(folder, { recursive: true, force: true });
}, 60_000);

describe(`the drill, queue on ${BACK_END}`, () => {
  let restored: System;
  const before = randomUUID();

  afterAll(() => restored.remove(), 60_000);

  it('a backup is one moment, however much is written meanwhile', async () => {
    const { id } = await (await phoneOf(system, CADRE)).upload(await phonePhoto());
    expectStatus(201, await cadre.post('tickets', report(before, { attachmentIds: [id] })));
    mkdirSync(path.join(folder, 'files/attachments/ab'), { recursive: true });
    for (const [key, bytes] of Object.entries(photos)) writeFileSync(path.join(folder, 'files', key), bytes);
    writeFileSync(path.join(folder, 'files/attachments/ab/half.partial'), 'half');
    const told = await awaitingRating(system.url, cadre);
    await rateUnsatisfied(system.url, told.token);
    let going = true;
    let written = 0;
    const writing = (async () => {
      while (going) {
        expectStatus(201, await cadre.post('tickets', report()));
        written += 1;
      }
    })();
    await waitFor('writes have begun', () => written > 2);
    const said: string[] = [];
    const taken = await takeBackup(system.ownerUrl, file, keys, (line) => {
      said.push(line);
    }, { folder: path.join(folder, 'files') }).finally(() => { going = false; });
    await writing;
    expect(taken.rows).toBeGreaterThan(100);
    expect(said.some((line) => /^ {2}ticket \d+$/.test(line))).toBe(true);
    expect(readFileSync(file).includes(TEST_KEYS.DATA_KEY)).toBe(false);

    const target = await createEmptyDatabase();
    const files = path.join(folder, 'restored-files');
    await restoreBackup({ ...target, folder: files }, file, keys, quiet);
    for (const key of Object.keys(photos)) expect([key, readFileSync(path.join(files, key)).equals(photos[key] ?? Buffer.alloc(0))]).toEqual([key, true]);
    expect(existsSync(path.join(files, 'attachments/ab/half.partial'))).toBe(false);
    restored = await createSystem(target);
    restored.env['ATTACHMENT_DIR'] = files;
    expect(await imbalances(restored)).toEqual({});
    const source = await new DataSource(dataSourceOptions({ url: target.ownerUrl, pool: 1, entities: ENTITIES, applicationName: 'drill' })).initialize();
    expect(await brokenChains(source.manager)).toEqual([]);
    await source.destroy();
  }, 120_000);

  it('API and worker go on with it: what was owed is done, tickets open, numbers are never given twice', async () => {
    const programs = [restored.api(), restored.worker()];
    await Promise.all(programs.map((program) => program.ready));
    await nothingOwed(restored);
    const again = await signIn(restored.url, CADRE);
    const seen = expectStatus(200, await again.get<TicketView>(`tickets/${before}`));
    expect(seen.reporters[0]?.name).toBe('莫阿婆');
    const [photo] = seen.events.flatMap((event) => event.attachments);
    const opened = await (await phoneOf(restored, CADRE)).open(photo?.url ?? '');
    expect([opened.status, opened.headers.get('content-type'), opened.bytes.length]).toEqual([200, 'image/jpeg', photo?.size]);
    const used = new Set((await restored.query<{ number: string }>('select number from ticket')).map((row) => row.number));
    const id = randomUUID();
    const { receipt } = expectStatus(201, await again.post<CommandAnswer>('tickets', report(id)));
    expect(used.has(receipt.number)).toBe(false);
    await allRouted(restored, [id]);
    await nothingOwed(restored);
    expect(await imbalances(restored)).toEqual({});
  }, 120_000);

  it('the role of few rights may still not change what is evidence', async () => {
    expect(await restored.query(`select tgname from pg_trigger where not tgisinternal and tgenabled <> 'O'`)).toEqual([]);
    const source = await new DataSource(dataSourceOptions({ url: restored.env['DATABASE_URL'] ?? '', pool: 1, entities: [], applicationName: 'drill' })).initialize();
    await expect(source.query('delete from ticket_event')).rejects.toThrow(/permission denied/);
    await source.destroy();
  });

  it('the same archive restored twice gives the same rows', async () => {
    const [one, two] = [await createEmptyDatabase(), await createEmptyDatabase()];
    const seen = [];
    for (const target of [one, two]) {
      await restoreBackup({ ...target, folder: path.join(folder, 'again') }, file, keys, quiet);
      const source = await new DataSource(dataSourceOptions({ url: target.ownerUrl, pool: 1, entities: [], applicationName: 'drill' })).initialize();
      seen.push(await counts((sql) => source.query(sql)));
      await source.destroy();
      await target.drop();
    }
    expect(seen[0]).toEqual(seen[1]);
  }, 120_000);
});

describe('a restore refuses, and changes nothing', () => {
  let target: TestDatabase;
  beforeAll(async () => { target = await createEmptyDatabase(); });
  afterAll(() => target.drop());

  const copy = (name: string, change: (file: string) => void) => {
    const made = path.join(folder, name);
    writeFileSync(made, readFileSync(file));
    change(made);
    return made;
  };
  /** The archive unpacked, changed and packed again, so that gzip's own sum fits. */
  const altered = (name: string, change: (tar: Buffer) => Buffer) => copy(name, (made) => { writeFileSync(made, gzipSync(change(gunzipSync(readFileSync(made))))); });
  const replace = (from: string, to: string) => (tar: Buffer) => {
    const at = tar.indexOf(from);
    if (at < 0) throw new Error(`not in the archive: ${from}`);
    return Buffer.concat([tar.subarray(0, at), Buffer.from(to), tar.subarray(at + Buffer.byteLength(from))]);
  };

  it.each<[string, () => string, Partial<typeof keys>, RegExp]>([
    ['a file that is not there', () => path.join(folder, 'nothing.tar.gz'), {}, /^找不到备份文件/],
    ['a file that is no archive', () => copy('text.tar.gz', (made) => { writeFileSync(made, '不是备份'); }), {}, /^备份文件不完整或已损坏/],
    ['one cut short', () => copy('short.tar.gz', (made) => { truncateSync(made, Math.floor(readFileSync(made).length / 2)); }), {}, /^备份文件不完整/],
    ['one without its end, packed anew', () => altered('ended.tar.gz', (tar) => tar.subarray(0, tar.indexOf('manifest.json'))), {}, /^备份文件不完整/],
    ['one with a changed row', () => altered('row.tar.gz', replace('沈佳慧', '沈佳丽')), {}, /^备份文件被改动过（tables\/person）/],
    ['one with a changed count', () => altered('count.tar.gz', replace('"isCalled":true', '"isCalled":null')), {}, /^不是本系统能读的备份|^备份文件被改动过/],
    ['one of a newer version', () => altered('newer.tar.gz', replace('CreateDirectory1795219200000', 'CreateDirectorx1795219200000')), {}, /^备份文件被改动过（header.json）/],
    ['another key for the columns', () => file, { dataKey: Buffer.alloc(32, 9) }, /^DATA_KEY 与备份时的不同/],
    ['another key for the hashes', () => file, { hashKey: Buffer.alloc(32, 9) }, /^HASH_KEY 与备份时的不同/],
  ])('%s', async (_name, made, other, sentence) => {
    await expect(restoreBackup(target, made(), { ...keys, ...other }, quiet)).rejects.toThrow(sentence);
    await asTarget(target, async (ask) => { expect(await ask(`select relname from pg_class where relnamespace = 'public'::regnamespace`)).toEqual([]); });
  }, 60_000);

  it('a target that holds something', async () => {
    const full = await createTestDatabase();
    await asTarget(full, (ask) => ask(`insert into unit (id, name, short, kind, duties) values ('x', 'x', 'x', 'department', 'x')`));
    await expect(restoreBackup(full, file, keys, quiet)).rejects.toThrow(/^目标数据库不是空的（unit 里有数据）/);
    await full.drop();
  });

  it('a target that an interrupted restore left is empty enough', async () => {
    const left = await createTestDatabase();
    await expect(restoreBackup(left, file, keys, quiet)).rejects.toThrow(/^备份里有附件文件/);
    await restoreBackup({ ...left, folder: path.join(folder, 'left') }, file, keys, quiet);
    await asTarget(left, async (ask) => { expect(await ask('select 1 from person limit 1')).toHaveLength(1); });
    await left.drop();
  }, 60_000);
});

describe('a backup refuses, and leaves no half of one', () => {
  const owner = () => system.ownerUrl;

  it.each<[string, () => string, RegExp]>([
    ['a name that is taken', () => file, /已存在，不会覆盖/],
    ['a folder that is not there', () => path.join(folder, 'no', 'where.tar.gz'), /^无法写入/],
    ['a full disk', () => {
      const full = path.join(folder, 'full.tar.gz');
      symlinkSync('/dev/full', `${full}.partial`);
      return full;
    }, /^磁盘已满，没有生成备份/],
  ])('%s', async (_name, to, sentence) => {
    const target = to();
    await expect(takeBackup(owner(), target, keys, quiet, { folder: path.join(folder, 'files') })).rejects.toThrow(sentence);
    expect([existsSync(`${target}.partial`), target !== file && existsSync(target)]).toEqual([false, false]);
  });
});

async function asTarget<T>(target: TestDatabase, work: (ask: (sql: string) => Promise<object[]>) => Promise<T>): Promise<T> {
  const source = await new DataSource(dataSourceOptions({ url: target.ownerUrl, pool: 1, entities: [], applicationName: 'drill' })).initialize();
  try {
    return await work((sql) => source.query(sql));
  } finally {
    await source.destroy();
  }
}
