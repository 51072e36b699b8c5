// Owns the story of a rating the submitting cadre writes down for a reporter, and of everybody who may not.
// Leaves how recorded ratings are counted apart to the reports.
import { SYSTEM } from '../actor.js';
import { UNSATISFIED } from '../testing/inputs.js';
import {
  UNITS, account, accountOf, cadre, cadreOf, districtDesk, handler, handlerOf, head, leader, scanned, supervisor, townDesk, wearing,
} from '../testing/people.js';
import { signed, told } from '../testing/paths.js';
import { reportedByFirm } from '../testing/story.js';

const firm = (over: Parameters<typeof reportedByFirm>[0] = { at: '2026-03-02 09:00' }) =>
  reportedByFirm({ submitterId: cadre.personId, submitterUnitId: UNITS.town, ...over })
    .as(districtDesk).does('assess').does('dispatch').as(handler).does('sign_for').does('submit_result').as(SYSTEM).does('deliver');
const NO_ACCOUNT = { reporter: { id: 'zhou', kind: 'enterprise', hasAccount: false } } as const;

test('the cadre records it for a resident without a phone, and it is marked as recorded', () => {
  const story = told().as(cadre).does('rate', { satisfaction: 'mostly_satisfied', text: '车有了，早上挤。' });
  expect(story.ticket).toMatchObject({ status: 'closed', closedAs: 'rated', ratedReporterIds: ['mo'] });
  expect(story.events.find((event) => event.type === 'result.rated')?.payload).toMatchObject({ recordedBy: true, reporterId: 'mo', satisfaction: 'mostly_satisfied' });
});

test('the reporter’s own is not marked', () => {
  const story = told().as(scanned('mo', 1)).does('rate');
  expect(story.events.find((event) => event.type === 'result.rated')?.payload).toMatchObject({ recordedBy: false });
});

test('a recorded 不满意 opens a new round as any other', () => {
  const story = told().as(cadre).does('rate', UNSATISFIED).as(SYSTEM).does('reopen');
  expect(story.ticket).toMatchObject({ round: 2, status: 'assessing' });
});

test('once per reporter and round, whoever writes it', () => {
  const story = told().as(cadre).does('rate', UNSATISFIED);
  expect(story.refusal('rate')).toBe('RATING_DONE');
  expect(story.as(scanned('mo', 1)).refusal('rate')).toBe('RATING_DONE');
  expect(story.offers()).not.toContain('rate');
});

describe('impossible for the cadre', () => {
  test.each([
    ['led', { leadUnitId: UNITS.town, assistingUnitIds: [] }],
    ['assisted', { leadUnitId: UNITS.education, assistingUnitIds: [UNITS.town] }],
  ])('when their own unit %s', (_words, to) => {
    const story = told().as(scanned('mo', 1)).does('rate', UNSATISFIED).as(SYSTEM).does('reopen');
    const lead = handlerOf(to.leadUnitId);
    story.as(townDesk).does('dispatch', { ...to, sameLeadReason: '原单位最熟悉。' }).as(lead).does('sign_for').does('submit_result');
    story.as({ ...head, grants: [{ role: 'head', scope: 'unit', key: to.leadUnitId }] }).does('approve').as(cadre).does('deliver');
    expect(story.refusal('rate')).toBe('RATING_BY_HANDLING_UNIT');
    expect(story.offers()).not.toContain('rate');
    expect(story.as(scanned('mo', 2)).refusal('rate')).toBeNull();
  });

  test('when they work in the lead unit beside being a cadre', () => {
    expect(told().as(wearing(cadre, handlerOf(UNITS.education))).refusal('rate')).toBe('RATING_BY_HANDLING_UNIT');
  });

  test('when the enterprise has an account: it rates itself, also what a cadre submitted', () => {
    const story = firm();
    expect(story.as(cadre).refusal('rate')).toBe('RATING_BY_ACCOUNT');
    expect(story.as(account).does('rate').ticket).toMatchObject({ status: 'closed', closedAs: 'rated' });
  });

  test('without an account the cadre records for the firm, unless their unit handled it', () => {
    expect(firm().as(cadre).refusal('rate', {}, NO_ACCOUNT)).toBeNull();
    const byTown = reportedByFirm({ at: '2026-03-02 09:00', submitterId: cadre.personId }).as(districtDesk).does('assess')
      .does('dispatch', { leadUnitId: UNITS.town, assistingUnitIds: [] }).as(handlerOf(UNITS.town)).does('sign_for').does('submit_result');
    expect(byTown.as(SYSTEM).does('deliver').as(cadre).refusal('rate', {}, NO_ACCOUNT)).toBe('RATING_BY_HANDLING_UNIT');
  });
});

test('no staff account can write a reporter’s rating', () => {
  const story = told();
  for (const actor of [handler, head, townDesk, supervisor, leader]) expect(story.as(actor).refusal('rate')).toBe('ACTION_FORBIDDEN');
  for (const actor of [cadreOf(UNITS.town, 'other'), accountOf('other'), districtDesk]) expect(story.as(actor).refusal('rate')).toBe('TICKET_NOT_FOUND');
  expect(story.as(SYSTEM).refusal('rate')).toBe('ACTION_FORBIDDEN');
});

test('a result is rated after it was told, not before', () => {
  const story = signed().as(handler).does('submit_result');
  expect(story.as(scanned('mo', 1)).refusal('rate')).toBe('STATUS_CONFLICT');
  expect(story.as(handler).refusal('deliver')).toBe('ACTION_FORBIDDEN');
  story.as(cadre).does('deliver', { channel: 'phone', words: '电话里说明了。' });
  expect(story.events.at(-1)).toMatchObject({ type: 'result.delivered', payload: { channel: 'phone', words: '电话里说明了。' } });
  expect(story.as(scanned('mo', 1)).refusal('rate')).toBeNull();
});
