// Owns the stories of a result on its way out: straight, sampled, signed by the head, sent back.
// Leaves what the reporter says to it to the rating stories.
import { UNSATISFIED } from '../testing/inputs.js';
import { SYSTEM } from '../actor.js';
import { UNITS, assistant, handler, head, headOf, scanned, supervisor, townDesk, wearing } from '../testing/people.js';
import { reported, signed, told } from '../testing/paths.js';
import { SAMPLED, UNSAMPLED, minqing, shanghai } from '../testing/story.js';

const friday = () => signed().at('2026-03-06 10:00').as(handler);
const complex = () => reported().as(townDesk).does('assess', { complexity: 'complex' }).does('dispatch', { complexity: 'complex' })
  .as(handler).does('sign_for');

describe('solved, ordinary, first round', () => {
  test('not drawn: straight out', () => {
    const story = friday().drawing(UNSAMPLED).does('submit_result');
    expect(story.ticket).toMatchObject({
      status: 'concluded', stage: null, sampled: false, stageDueAt: null,
      resultSubmittedAt: shanghai('2026-03-06 10:00'), concludedAt: shanghai('2026-03-06 10:00'), firstContactAt: shanghai('2026-03-06 10:00'),
    });
    expect(story.events.slice(-2).map(({ type, visibility }) => [type, visibility])).toEqual([
      ['result.submitted', 'internal'], ['ticket.concluded', 'public'],
    ]);
  });

  test('drawn: the supervisor looks at it within a working day', () => {
    const story = friday().drawing(SAMPLED).does('submit_result');
    expect(story.ticket).toMatchObject({ status: 'reviewing', stage: 'supervisor', sampled: true, stageDueDay: '2026-03-09', concludedAt: null });
    expect(story.as(head).refusal('approve')).toBe('REVIEW_STAGE_OTHER');
    expect(story.refusal('send_back')).toBe('REVIEW_STAGE_OTHER');
    expect(story.at('2026-03-09 09:00').as(supervisor).does('pass').ticket).toMatchObject({ status: 'concluded', stage: null });
  });

  test('drawn once: a result sent back cannot be resubmitted until it escapes, nor is another drawn in', () => {
    const sampled = friday().drawing(SAMPLED).does('submit_result').as(supervisor).does('send_back').as(handler);
    expect(sampled.drawing(UNSAMPLED).does('submit_result').ticket).toMatchObject({ status: 'reviewing', stage: 'supervisor', sampled: true });
    const unsampled = friday().drawing(UNSAMPLED).does('submit_result', { kind: 'answered' }).as(head).does('send_back').as(handler);
    expect(unsampled.drawing(SAMPLED).does('submit_result').ticket).toMatchObject({ status: 'concluded', sampled: false });
  });

  test.each([[0, 0, 'concluded'], [1, UNSAMPLED, 'reviewing']])('a line that samples %d of them', (sampleRate, draw, status) => {
    const line = { ...minqing, review: { ...minqing.review, sampleRate } };
    expect(signed({ line }).drawing(draw).as(handler).does('submit_result').ticket.status).toBe(status);
  });
});

describe('the head signs', () => {
  test.each([['answered', {}], ['planned', { plannedFor: '2026-09-01' }], ['unfounded', {}]] as const)('what is %s', (kind, typed) => {
    const story = friday().does('submit_result', { kind, ...typed });
    expect(story.ticket).toMatchObject({ status: 'reviewing', stage: 'head', stageDueDay: '2026-03-09' });
    expect(story.as(supervisor).refusal('pass')).toBe('REVIEW_STAGE_OTHER');
    expect(story.as(head).does('approve').ticket).toMatchObject({ status: 'concluded', stage: null, result: { kind } });
  });

  test('what is complex', () => {
    expect(complex().does('submit_result').ticket).toMatchObject({ status: 'reviewing', stage: 'head' });
  });

  test('every result from the second round on', () => {
    const story = told().as(scanned('mo', 1)).does('rate', UNSATISFIED).as(SYSTEM).does('reopen');
    story.as(townDesk).does('dispatch', { sameLeadReason: '只有教育局能办。' }).as(handler).does('sign_for').does('submit_result');
    expect(story.ticket).toMatchObject({ round: 2, status: 'reviewing', stage: 'head' });
  });

  test('then the supervisor, if it was drawn', () => {
    const story = friday().drawing(SAMPLED).does('submit_result', { kind: 'answered' });
    expect(story.ticket).toMatchObject({ stage: 'head', sampled: true });
    story.at('2026-03-09 09:00').as(head).does('approve');
    expect(story.ticket).toMatchObject({ status: 'reviewing', stage: 'supervisor', stageDueDay: '2026-03-10' });
    expect(story.as(supervisor).does('pass').ticket.status).toBe('concluded');
  });

  test('only the head of the lead unit', () => {
    const story = friday().does('submit_result', { kind: 'answered' });
    expect(story.as(headOf(UNITS.transport)).refusal('approve')).toBe('ACTION_FORBIDDEN');
    expect(story.as(handler).refusal('approve')).toBe('ACTION_FORBIDDEN');
  });
});

describe('nobody approves the own result', () => {
  test('a head’s goes to the supervisor, though it was not drawn', () => {
    const story = friday().as(head).does('submit_result', { kind: 'answered' });
    expect(story.ticket).toMatchObject({ status: 'reviewing', stage: 'supervisor', sampled: false });
  });

  test('a head who also handles is still the head', () => {
    const both = wearing(handler, head);
    const story = friday().as(both).does('submit_result', { kind: 'answered' });
    expect(story.ticket).toMatchObject({ status: 'reviewing', stage: 'supervisor' });
    expect(story.refusal('approve')).toBe('REVIEW_STAGE_OTHER');
  });

  test('a handler who has become the head since does not sign what they wrote', () => {
    const story = friday().does('submit_result', { kind: 'answered' }).as({ ...head, personId: handler.personId });
    expect(story.refusal('approve')).toBe('OWN_RESULT');
    expect(story.offers()).not.toContain('approve');
    expect(story.refusal('send_back')).toBeNull();
  });

  test('nor does a head who is a supervisor pass it', () => {
    const story = friday().as(wearing(head, supervisor)).does('submit_result', { kind: 'answered' });
    expect(story.refusal('pass')).toBe('OWN_RESULT');
  });
});

test('somebody with two hats may send back in either stage, in the hat that fits', () => {
  const both = wearing(head, supervisor);
  const before = friday().does('submit_result', { kind: 'answered' }).as(both);
  expect(before.offers()).toContain('send_back');
  const after = friday().drawing(SAMPLED).does('submit_result').as(both);
  expect(after.ticket.stage).toBe('supervisor');
  expect(after.does('send_back').ticket.status).toBe('handling');
});

test('sent back: to the unit, as if the clock had never stopped', () => {
  const story = friday().does('submit_result', { kind: 'answered' }).at('2026-03-09 17:00').as(head).does('send_back');
  expect(story.ticket).toMatchObject({
    status: 'handling', stage: null, result: null, resultSubmittedAt: null, stageDueAt: null, dueDay: '2026-03-23', pausedWorkingDays: 0,
    assigneeId: handler.personId,
  });
  expect(story.events.at(-1)).toMatchObject({ type: 'result.sent_back', visibility: 'internal' });
});

test('the lead may submit without the assisting unit, which is shown as missing', () => {
  const missing = friday().does('submit_result');
  expect(missing.ticket.result?.missingAssistance).toEqual([UNITS.transport]);
  const complete = signed().as(assistant).does('assist_answer');
  expect(complete.refusal('assist_answer')).toBe('ASSISTANCE_ANSWERED');
  expect(complete.at('2026-03-06 10:00').as(handler).does('submit_result').ticket.result?.missingAssistance).toEqual([]);
  expect(complete.ticket.status).toBe('concluded');
});

test('a plan carries its day, and only a plan', () => {
  expect(friday().refusal('submit_result', { kind: 'planned', plannedFor: '2026-03-06' })).toBe('PLAN_DATE_INVALID');
  expect(friday().does('submit_result', { kind: 'planned', plannedFor: '2026-03-07' }).ticket.result?.plannedFor).toBe('2026-03-07');
  expect(friday().does('submit_result', { kind: 'solved', plannedFor: '2026-03-07' }).ticket.result?.plannedFor).toBeNull();
});
