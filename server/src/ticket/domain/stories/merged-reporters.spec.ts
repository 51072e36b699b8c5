// Owns the story of the bus stop: seven duplicates merged into one ticket, every reporter rates for themselves.
// Leaves who finds duplicates to routing.
import { SYSTEM } from '../actor.js';
import { UNSATISFIED } from '../testing/inputs.js';
import { UNITS, account, accountOf, cadre, cadreOf, districtDesk, handler, linkedCadre, scanned, townDesk } from '../testing/people.js';
import { reported, signed, told } from '../testing/paths.js';
import type { Beginning } from '../testing/story.js';
import { reportedByCadre, reportedByFirm, shanghai } from '../testing/story.js';

const RESIDENTS = ['r1', 'r2', 'r3', 'r4', 'r5', 'r6', 'r7'];
const id = (n: number) => `00000000-0000-4000-8000-0000000001${String(n).padStart(2, '0')}`;
const duplicate = (reporterId: string, n: number, over: Partial<Beginning> = {}) =>
  reportedByCadre({ at: '2026-03-03 10:00', id: id(n), number: `民情〔2026〕${n + 2}号`, reporterId, ...over }).as(townDesk).does('assess');

/** The community's own ticket, seven more merged into it, one result told to all. */
function busStop() {
  const story = signed({ title: '公交站点取消', subjectKind: 'village', reporterId: 'community' });
  const duplicates = RESIDENTS.map((reporterId, n) => duplicate(reporterId, n));
  for (const other of duplicates) other.mergesInto(story);
  story.at('2026-03-06 10:00').as(handler).does('submit_result').as(cadre).does('deliver');
  return { story, duplicates };
}

test('merging ends the duplicate and joins its reporter; nobody’s name is in the events', () => {
  const { story, duplicates } = busStop();
  expect(story.ticket.reporterIds).toEqual(['community', ...RESIDENTS]);
  for (const { ticket, events } of duplicates) {
    expect(ticket).toMatchObject({ status: 'merged', mergedIntoId: story.ticket.id, stageDueAt: null });
    expect(events.at(-1)).toMatchObject({ type: 'ticket.merged', visibility: 'public', payload: { targetNumber: '民情〔2026〕1号' } });
  }
  const joined = story.events.filter((event) => event.type === 'ticket.merged_in');
  expect(joined).toHaveLength(7);
  expect(joined.every((event) => event.visibility === 'internal')).toBe(true);
  for (const resident of RESIDENTS) expect(JSON.stringify(joined)).not.toContain(`"${resident}"`);
});

test('six satisfied, one not: one new round, and everybody rates again in it', () => {
  const { story } = busStop();
  for (const resident of RESIDENTS.slice(0, 6)) story.at('2026-03-09 09:00').as(scanned(resident, 1)).does('rate');
  expect(story.ticket).toMatchObject({ status: 'awaiting_rating', unsatisfiedAt: null, closedAs: null });
  expect(story.as(SYSTEM).refusal('reopen')).toBe('REOPEN_NOT_DUE');

  story.at('2026-03-10 20:00').as(scanned('r7', 1)).does('rate', UNSATISFIED);
  expect(story.ticket).toMatchObject({ status: 'awaiting_rating', unsatisfiedAt: shanghai('2026-03-10 20:00'), unsatisfiedCount: 1 });

  story.as(SYSTEM).does('reopen');
  expect(story.ticket).toMatchObject({ status: 'assessing', round: 2, day0: '2026-03-10', ratedReporterIds: [], unsatisfiedCount: 1 });
  expect(story.ticket.reporterIds).toHaveLength(8);
  expect(story.refusal('reopen')).toBe('STATUS_CONFLICT');
});

test('two unsatisfied before the worker comes are one unsatisfied round, from the first of them', () => {
  const { story } = busStop();
  story.at('2026-03-09 09:00').as(scanned('r1', 1)).does('rate', UNSATISFIED);
  story.at('2026-03-10 09:00').as(scanned('r2', 1)).does('rate', UNSATISFIED).as(scanned('r3', 1)).does('rate');
  expect(story.ticket).toMatchObject({ status: 'awaiting_rating', unsatisfiedCount: 1, unsatisfiedAt: shanghai('2026-03-09 09:00') });
  expect(story.as(SYSTEM).does('reopen').ticket).toMatchObject({ round: 2, day0: '2026-03-09' });
});

test('one unsatisfied is not outvoted: when all the others are content, it still waits for the worker', () => {
  const { story } = busStop();
  story.as(scanned('r1', 1)).does('rate', UNSATISFIED);
  for (const other of ['community', ...RESIDENTS.slice(1)]) story.as(scanned(other, 1)).does('rate');
  expect(story.ticket).toMatchObject({ status: 'awaiting_rating', closedAs: null, unsatisfiedCount: 1 });
  expect(story.as(SYSTEM).refusal('reopen')).toBeNull();
});

test('closed when the last of them is content, and each rates once', () => {
  const { story } = busStop();
  for (const resident of RESIDENTS) story.as(scanned(resident, 1)).does('rate', { satisfaction: 'mostly_satisfied' });
  expect(story.refusal('rate')).toBe('RATING_DONE');
  expect(story.ticket.status).toBe('awaiting_rating');
  expect(story.as(scanned('community', 1)).does('rate').ticket).toMatchObject({ status: 'closed', closedAs: 'rated' });
});

test('a firm merged in rates for itself and sees nothing else of the ticket it was joined to', () => {
  const story = reportedByFirm({ at: '2026-03-02 09:00' });
  const other = reportedByFirm({ at: '2026-03-02 09:30', id: id(9), reporterId: 'lv', subjectId: 'lvyuan', submitterId: 'lvyuan.account' });
  other.as(districtDesk).does('assess').mergesInto(story);
  story.as(districtDesk).does('dispatch').as(handler).does('sign_for').does('submit_result').as(SYSTEM).does('deliver');

  story.as(accountOf('lvyuan'));
  expect(story.capacities()).toEqual(['merged_reporter']);
  expect(story.offers()).toEqual(['rate']);
  expect(story.refusal('message')).toBe('TICKET_NOT_FOUND');
  expect(story.does('rate', {}, { reporter: { id: 'lv', kind: 'enterprise', hasAccount: true } }).ticket.status).toBe('awaiting_rating');
  expect(story.as(account).does('rate').ticket.status).toBe('closed');
});

test('the cadre who typed a merged one tells and records for their own reporter', () => {
  const story = signed();
  duplicate('r1', 1, { submitterId: 'renhe.cadre' }).mergesInto(story);
  story.as(handler).does('submit_result').as(cadreOf(UNITS.otherTown));
  expect(story.capacities()).toEqual(['merged_submitter']);
  story.does('deliver').does('rate', {}, { reporter: { id: 'r1', kind: 'resident', hasAccount: false } });
  expect(story.events.at(-1)).toMatchObject({ type: 'result.rated', payload: { recordedBy: true, reporterId: 'r1' } });
});

test('… once, and not if their own unit handled it', () => {
  const R1 = { reporter: { id: 'r1', kind: 'resident', hasAccount: false } } as const;
  const joined = (assistingUnitIds: string[]) => {
    const story = reported();
    duplicate('r1', 1, { submitterId: 'renhe.cadre' }).mergesInto(story);
    story.as(townDesk).does('dispatch', { assistingUnitIds }).as(handler).does('sign_for').does('submit_result');
    return story.as(cadreOf(UNITS.otherTown)).does('deliver');
  };
  expect(joined([]).does('rate', {}, R1).refusal('rate', {}, R1)).toBe('RATING_DONE');
  expect(joined([UNITS.otherTown]).refusal('rate', {}, R1)).toBe('RATING_BY_HANDLING_UNIT');
});

test('one of several cannot withdraw it for the others', () => {
  const story = signed();
  duplicate('r1', 1).mergesInto(story);
  for (const actor of [scanned('mo', 1), scanned('r1', 1), cadre]) expect(story.as(actor).refusal('withdraw')).toBe('WITHDRAW_MERGED');
});

describe('not into', () => {
  test.each([
    ['itself', () => ({ ...duplicate('r1', 1).ticket })],
    ['a ticket of the other line', () => reportedByFirm({ at: '2026-03-02 09:00' }).ticket],
    ['one whose result is already told', () => told().ticket],
    ['one that has ended', () => reported().as(scanned('mo', 1)).does('withdraw').ticket],
  ])('%s', (_words, target) => {
    expect(duplicate('r1', 1).as(townDesk).refusal('merge', {}, { target: target() })).toBe('MERGE_TARGET_INVALID');
  });

  test('a ticket that could be handled by the unit, or read by the firm, this one complains about', () => {
    const target = signed().ticket;
    const aboutUnit = duplicate('r1', 1, { complainedUnitId: UNITS.education }).as(townDesk);
    expect(aboutUnit.refusal('merge', {}, { target })).toBe('MERGE_TARGET_INVALID');
    const aboutFirm = duplicate('r1', 1, { complainedEnterpriseId: 'lvyuan' }).as(townDesk);
    expect(aboutFirm.refusal('merge', {}, { target })).toBe('MERGE_TARGET_INVALID');
    expect(aboutFirm.refusal('merge', {}, { target: { ...target, complainedEnterpriseId: 'lvyuan' } })).toBeNull();
  });

  test('anything, before it is assessed or once a unit has it', () => {
    const target = signed().ticket;
    expect(reported({ id: id(1) }).as(townDesk).refusal('merge', {}, { target })).toBe('STATUS_CONFLICT');
    expect(signed({ id: id(1) }).as(townDesk).refusal('merge', {}, { target })).toBe('STATUS_CONFLICT');
  });
});

test('one hidden reporter hides the ticket they are joined to', () => {
  const story = signed();
  expect(story.as(linkedCadre).capacities()).toEqual(['linked']);
  duplicate('r1', 1, { hidden: true }).mergesInto(story);
  expect(story.ticket.hidden).toBe(true);
  expect(story.as(linkedCadre).capacities()).toEqual([]);
});
