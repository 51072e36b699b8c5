// Owns deadlines as they are asked for: over HTTP with their reasons, and at the console, whatever the host's zone.
// Leaves the counting itself to the golden tables beside deadline/domain.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
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
  const program = path.join(import.meta.dirname, '../dist/main.deadline.js');

  async function run(args: string[], input: string, zone: string): Promise<{ code: unknown; out: string }> {
    const child = spawn(process.execPath, [program, ...args], { env: { ...process.env, TZ: zone }, stdio: ['pipe', 'pipe', 'inherit'] });
    const ended = once(child, 'exit');
    child.stdin.end(input);
    const out = await text(child.stdout);
    return { code: (await ended)[0], out };
  }

  it.each(['UTC', 'Asia/Shanghai', 'America/New_York'])('prints one date a line in %s', async (zone) => {
    const input = GOLDEN.map(([from]) => `${from} ordinary\n${from} complex\n`).join('\n');
    expect(await run([], input, zone)).toEqual({ code: 0, out: GOLDEN.map(([, ordinary, complex]) => `${ordinary}\n${complex}\n`).join('') });
    expect(await run(['2026-02-16', 'complex'], '', zone)).toEqual({ code: 0, out: '2026-04-16\n' });
  });

  it('a line that is none gets a sentence in its place and the command fails', async () => {
    const { code, out } = await run([], 'tomorrow complex\n2026-02-16 complex\n2026-02-30 ordinary\n2026-02-16\n', 'UTC');
    expect(code).toBe(1);
    const lines = out.trimEnd().split('\n');
    expect(lines.map((line) => line.startsWith('错误：'))).toEqual([true, false, true, true]);
    expect(lines[1]).toBe('2026-04-16');
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
