// Owns deadlines as they are asked for: over HTTP with their reasons, and at the console, whatever the host's zone.
// Leaves the counting itself to the golden tables beside deadline/domain.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { DeadlineAnswer } from '@zhitongche/shared/deadline/contract.js';
import { CAST, RESIDENT_REPORT } from './cast.js';
import { expectRefusal } from './refusals.js';
import type { Person } from './visitor.js';
import { read } from './visitor.js';
import type { World } from './world.js';
import { openWorld } from './world.js';

/** Day 0, ordinary, complex, and whether each is provisional: the table of domain.md and dates around the edges of years. */
const GOLDEN: [string, string, string][] = [
  ['2025-12-31', '2026-01-22', '2026-02-28'],
  ['2026-02-16', '2026-03-13', '2026-04-16'],
  ['2026-06-30', '2026-07-21', '2026-08-31'],
  ['2026-08-01', '2026-08-21', '2026-10-08'],
];

describe('GET /api/deadlines/preview', () => {
  let world: World;
  let cadre: Person;
  beforeAll(async () => {
    world = await openWorld();
    cadre = world.as(CAST.cadre);
  });
  afterAll(() => world.close());

  const ask = async (query: string) => read(DeadlineAnswer, await cadre.get(`/api/deadlines/preview?${query}`), query);

  it.each(GOLDEN)('from %s: ordinary %s, complex %s', async (from, ordinary, complex) => {
    expect((await ask(`line=minqing&complexity=ordinary&from=${from}`)).day).toBe(ordinary);
    expect((await ask(`complexity=complex&from=${from}`)).day).toBe(complex);
  });

  it('tells each skipped day and why, and the make-up day that counted', async () => {
    const { day, at, provisional, derivation } = await ask('complexity=ordinary&from=2026-02-16');
    expect({ day, at, provisional }).toEqual({ day: '2026-03-13', at: '2026-03-13T16:00:00.000Z', provisional: false });
    expect(derivation?.count).toMatchObject({ limit: 15, paused: 0, extension: 0, workingDays: 15, to: '2026-03-13' });
    expect(derivation?.count?.skipped.map((fact) => `${fact.day} ${fact.name ?? fact.reason}`)).toEqual([
      '2026-02-17 春节', '2026-02-18 春节', '2026-02-19 春节', '2026-02-20 春节', '2026-02-21 春节', '2026-02-22 春节', '2026-02-23 春节',
      '2026-03-01 weekend', '2026-03-07 weekend', '2026-03-08 weekend',
    ]);
    expect(derivation?.count?.makeUpDays.map((fact) => fact.day)).toEqual(['2026-02-28']);
  });

  it('tells the roll of two months that end in a holiday', async () => {
    const { derivation } = await ask('complexity=complex&from=2026-08-01');
    expect(derivation?.monthEnd).toMatchObject({ months: 2, nominal: '2026-10-01', clamped: false, end: { day: '2026-10-08', reason: 'weekday' } });
    expect(derivation?.monthEnd.rolledOver).toHaveLength(7);
  });

  it('a day in a year without notice is provisional', async () => {
    expect(await ask('complexity=ordinary&from=2026-12-25')).toMatchObject({ day: '2027-01-18', provisional: true });
  });

  it.each([
    ['complexity=ordinary', 400, 'REQUEST_INVALID'], ['complexity=ordinary&from=2026-02-29', 400, 'REQUEST_INVALID'],
    ['complexity=quick&from=2026-02-16', 400, 'REQUEST_INVALID'], ['complexity=ordinary&from=2026-02-16&zone=UTC', 400, 'REQUEST_INVALID'],
    ['complexity=ordinary&from=2150-01-01', 422, 'YEAR_OUT_OF_CALENDAR'], ['line=nothing&complexity=ordinary&from=2026-02-16', 404, 'NOT_FOUND'],
  ] as const)('%s is refused', async (query, status, code) => {
    expectRefusal(await cadre.get(`/api/deadlines/preview?${query}`), status, code);
  });

  it('a ticket tells why it is owed on its day, with its pauses, to those who see it', async () => {
    const { id } = await cadre.submit(RESIDENT_REPORT);
    const told = read(DeadlineAnswer, await cadre.get(`/api/tickets/${id}/deadline`), 'the deadline');
    expect(told).toMatchObject({ day: '2026-03-23', provisional: false, derivation: { day0: '2026-03-02', count: { paused: 0, workingDays: 15 } } });
    expectRefusal(await world.as(CAST.strangeCadre).get(`/api/tickets/${id}/deadline`), 404, 'TICKET_NOT_FOUND');
    expectRefusal(await cadre.get('/api/tickets/x/deadline'), 404, 'TICKET_NOT_FOUND');
  });

  it('asks for a session', async () => {
    expectRefusal(await world.send('GET', '/api/deadlines/preview?complexity=ordinary&from=2026-02-16'), 401, 'SESSION_REQUIRED');
  });
});

describe('npm run deadline', () => {
  let folder: string;
  beforeAll(async () => { folder = await mkdtemp(path.join(tmpdir(), 'zhitongche-deadline-')); });
  afterAll(async () => { await rm(folder, { recursive: true, force: true }); });
  const program = path.join(import.meta.dirname, '../dist/main.deadline.js');

  async function run(args: string[], input: string, zone: string): Promise<{ code: unknown; out: string; err: string }> {
    const child = spawn(process.execPath, [program, ...args], { env: { ...process.env, INIT_CWD: folder, TZ: zone } });
    const ended = once(child, 'exit');
    child.stdin.end(input);
    const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
    return { code: (await ended)[0], out, err };
  }

  it.each(['UTC', 'Asia/Shanghai', 'America/New_York'])('prints one date a line in %s', async (zone) => {
    const input = GOLDEN.map(([from]) => `${from} ordinary\n${from} complex\n`).join('');
    expect(await run([], input, zone)).toEqual({ code: 0, out: GOLDEN.map(([, ordinary, complex]) => `${ordinary}\n${complex}\n`).join(''), err: '' });
    expect(await run(['2026-02-16', 'complex'], '', zone)).toEqual({ code: 0, out: '2026-04-16\n', err: '' });
  });

  it('each line of output answers the line of input in its place, also an empty or a wrong one', async () => {
    const { code, out, err } = await run([], '\ufeff2026-02-16 complex\r\n\r\n  \t\ntomorrow complex\n2026-02-16 complex\n2026-02-30 ordinary\n2026-02-16\n2026-02-16 complex', 'UTC');
    expect([code, out]).toEqual([1, '2026-04-16\n\n\n\n2026-04-16\n\n\n2026-04-16\n']);
    expect(err.trimEnd().split('\n')).toEqual([expect.stringMatching(/^错误：第 4 行：tomorrow：/), expect.stringMatching(/^错误：第 6 行：2026-02-30：/), expect.stringMatching(/^错误：第 7 行：用法/)]);
    expect(await run([], '\n', 'UTC')).toEqual({ code: 0, out: '\n', err: '' });
    expect(await run([], '', 'UTC')).toEqual({ code: 0, out: '', err: '' });
  });

  it.each([[['tomorrow', 'complex'], /^错误：tomorrow：/], [['2026-02-16'], /^错误：用法/], [['--month', '3'], /^错误：用法/], [['--calendar'], /^错误：用法/]])('%j is refused on standard error', async (args, sentence) => {
    expect(await run(args, '', 'UTC')).toEqual({ code: 1, out: '', err: expect.stringMatching(sentence) });
  });

  it('says that it knows no imported notice, and tries one that it is given', async () => {
    const { code, out } = await run(['--help'], '', 'UTC');
    expect([code, out]).toEqual([0, expect.stringContaining('不知道管理员导入的放假通知')]);

    const day = (date: string, isOffDay: boolean, name = '春节') => ({ name, date, isOffDay });
    const statutory = ['2027-01-01', '2027-04-05', '2027-05-01', '2027-05-02', '2027-06-09', '2027-09-15', '2027-10-01', '2027-10-02', '2027-10-03'].map((date) => day(date, true, '节日'));
    const spring = [5, 6, 7, 8, 9, 10, 11, 12].map((n) => day(`2027-02-${String(n).padStart(2, '0')}`, true));
    await writeFile(path.join(folder, '2027.json'), `\ufeff${JSON.stringify({ $schema: 'x', year: 2027, papers: [], days: [...statutory, ...spring, day('2027-01-31', false), day('2027-02-14', false)] })}`);
    await writeFile(path.join(folder, '2026.json'), JSON.stringify({ year: 2026, papers: [], days: [day('2026-02-14', false)] }));
    // Provisionally only 5 and 8 February are no working days of those weeks; with the notice also 9–12, and two Sundays are worked.
    expect((await run(['2027-01-29', 'ordinary'], '', 'UTC')).out).toBe('2027-02-23\n');
    expect((await run(['--calendar', '2027.json', '2027-01-29', 'ordinary'], '', 'UTC')).out).toBe('2027-02-25\n');
    expect((await run(['--calendar', path.join(folder, '2027.json')], '2027-01-29 ordinary\n', 'UTC')).out).toBe('2027-02-25\n');
    expect(await run(['--calendar', '2026.json', '2026-02-16', 'complex'], '', 'UTC')).toEqual({ code: 1, out: '', err: expect.stringMatching(/^错误：2026\.json：/) });
    expect(await run(['--calendar', '2028.json'], '2026-02-16 complex\n', 'UTC')).toEqual({ code: 1, out: '', err: '错误：2028.json：读不到这个文件（ENOENT）。\n' });
  });

  it('ten thousand lines keep their order', async () => {
    const days = Array.from({ length: 10_000 }, (_, i) => new Date(Date.UTC(2026, 0, 1 + (i % 300))).toISOString().slice(0, 10));
    const { out } = await run([], days.map((day) => `${day} ordinary`).join('\n'), 'UTC');
    const lines = out.trimEnd().split('\n');
    expect(lines).toHaveLength(days.length);
    expect(days.filter((day, i) => (lines[i] ?? '') <= day)).toEqual([]);
    expect(lines.slice(300, 600)).toEqual(lines.slice(0, 300));
  });
});
