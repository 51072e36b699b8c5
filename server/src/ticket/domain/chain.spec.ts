// Owns the proof that a ticket's events are bound together: whatever is changed, moved or missing shows.
// Leaves who compares the hashes, and when, to the audit.
import type { ChainedEvent, NewEvent } from './events.js';
import { canonical, chainHash } from './events.js';
import { told } from './testing/paths.js';
import { handler } from './testing/people.js';
import { shanghai } from './testing/story.js';

const START = '0'.repeat(64);
const EVENT: ChainedEvent = {
  ticketId: '00000000-0000-4000-8000-000000000001', seq: 3, round: 1, at: shanghai('2026-03-03 09:00'), actorId: handler.personId,
  capacity: 'lead_handler', type: 'result.submitted', visibility: 'internal',
  payload: { kind: 'solved', text: '九月起开通接送车。', plannedFor: null, missingAssistance: ['transport', 'bus'], nested: { b: 1, a: [{ y: 2, x: 1 }] } },
};

/** All events of a whole round as the repository would chain them. */
function chainOf(happened: readonly NewEvent[]): { event: ChainedEvent; hash: string }[] {
  let previous = START;
  return happened.map((event, i) => {
    const chained = { ...EVENT, ...event, seq: i + 1, at: new Date(EVENT.at.getTime() + i * 60_000) };
    previous = chainHash(previous, chained);
    return { event: chained, hash: previous };
  });
}

/** The first row whose stored hash does not follow from the row before; -1 when all do. */
const brokenAt = (rows: readonly { event: ChainedEvent; hash: string }[]): number =>
  rows.findIndex(({ event, hash }, i) => chainHash(rows[i - 1]?.hash ?? START, event) !== hash);

/** As jsonb gives an object back: without undefined, shorter keys first, then by bytes. */
function throughJsonb(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(throughJsonb);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).filter(([, v]) => v !== undefined);
  entries.sort(([a], [b]) => a.length - b.length || (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([k, v]) => [k, throughJsonb(v)]));
}

describe('one event', () => {
  const hash = chainHash(START, EVENT);

  test('has a hash of 64 hex digits that is always the same', () => {
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(chainHash(START, { ...EVENT, at: new Date(EVENT.at) })).toBe(hash);
  });

  const changed: { [F in keyof ChainedEvent]: ChainedEvent[F] } = {
    ticketId: '00000000-0000-4000-8000-000000000002', seq: 4, round: 2, at: new Date(EVENT.at.getTime() + 1), actorId: null,
    capacity: 'lead_head', type: 'result.approved', visibility: 'public', payload: { ...EVENT.payload, text: '九月起开通接送车' },
  };
  test.each(Object.keys(changed) as (keyof ChainedEvent)[])('has another hash with another %s', (field) => {
    expect(chainHash(START, { ...EVENT, [field]: changed[field] })).not.toBe(hash);
  });

  test('has another hash after another event', () => {
    expect(chainHash('1'.repeat(64), EVENT)).not.toBe(hash);
  });

  test.each<[string, Record<string, unknown>]>([
    ['a value deep inside', { ...EVENT.payload, nested: { b: 1, a: [{ y: 2, x: 3 }] } }],
    ['the order of a list', { ...EVENT.payload, missingAssistance: ['bus', 'transport'] }],
    ['a number for its text', { ...EVENT.payload, nested: { b: '1', a: [{ y: 2, x: 1 }] } }],
    ['a null left out', { kind: 'solved', text: '九月起开通接送车。', missingAssistance: ['transport', 'bus'], nested: EVENT.payload['nested'] }],
    ['one more key', { ...EVENT.payload, opinion: null }],
  ])('has another hash with %s', (_words, payload) => {
    expect(chainHash(START, { ...EVENT, payload })).not.toBe(hash);
  });

  test('has the same hash when jsonb gives the keys back in its own order, at any depth', () => {
    const payload = throughJsonb(EVENT.payload) as Record<string, unknown>;
    expect(Object.keys(payload)).not.toEqual(Object.keys(EVENT.payload));
    expect(chainHash(START, { ...EVENT, payload })).toBe(hash);
  });

  test('has the same hash when what was left empty was not stored', () => {
    const withGap = { ...EVENT.payload, opinion: undefined };
    expect(chainHash(START, { ...EVENT, payload: throughJsonb(withGap) as Record<string, unknown> })).toBe(chainHash(START, { ...EVENT, payload: withGap }));
  });
});

describe('the chain of a ticket', () => {
  const rows = chainOf(told().events);

  test('holds from the first event to the last, also after it was stored', () => {
    expect(rows.length).toBeGreaterThan(5);
    expect(brokenAt(rows)).toBe(-1);
    expect(brokenAt(rows.map(({ event, hash }) => ({ event: { ...event, payload: throughJsonb(event.payload) as NewEvent['payload'] }, hash })))).toBe(-1);
  });

  test('breaks where a payload was changed', () => {
    const forged = rows.map((row, i) => (i === 2 ? { ...row, event: { ...row.event, payload: { leadUnitId: 'another' } } } : row));
    expect(brokenAt(forged)).toBe(2);
  });

  test('breaks at the next event when the forger also wrote a fitting hash', () => {
    const forged = rows.map((row, i) => {
      if (i !== 2) return row;
      const event = { ...row.event, payload: { leadUnitId: 'another' } };
      return { event, hash: chainHash(rows[1]?.hash ?? START, event) };
    });
    expect(brokenAt(forged)).toBe(3);
  });

  test('breaks when an event is missing, and when two change places', () => {
    expect(brokenAt(rows.filter((_row, i) => i !== 3))).toBe(3);
    const [a, b] = [rows[3], rows[4]];
    expect(brokenAt(rows.map((row, i) => (i === 3 ? (b ?? row) : i === 4 ? (a ?? row) : row)))).toBe(3);
  });
});

test('canonical text is JSON with sorted keys', () => {
  expect(canonical({ b: [1, null, { d: '“”', c: true }], a: undefined, aa: '' })).toBe('{"aa":"","b":[1,null,{"c":true,"d":"“”"}]}');
});
