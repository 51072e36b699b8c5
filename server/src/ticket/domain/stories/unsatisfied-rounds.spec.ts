// Owns the stories of a reporter who is not satisfied a second and a third time: joint review, leader, final answer.
// Leaves the first new round to new-round.spec.ts.
import { SYSTEM } from '../actor.js';
import { UNSATISFIED } from '../testing/inputs.js';
import { UNITS, cadre, districtDesk, headOf, leader, scanned, supervisor, townDesk } from '../testing/people.js';
import { anotherRound, told } from '../testing/paths.js';
import type { Story } from '../testing/story.js';
import { shanghai } from '../testing/story.js';

/** The reporter of this round says no, and the worker reopens it. */
const unsatisfied = (story: Story, at: string) =>
  story.at(at).as(scanned('mo', story.ticket.round)).does('rate', UNSATISFIED).as(SYSTEM).does('reopen');

const round2 = () => unsatisfied(told(), '2026-03-09 10:00');
const round3 = () => unsatisfied(anotherRound(round2(), '2026-03-10', UNITS.transport), '2026-03-11 10:00');
const round4 = () => unsatisfied(anotherRound(round3(), '2026-03-12', UNITS.bus), '2026-03-13 10:00');

test('after the first, triage may simply choose another unit; a joint review is possible, not owed', () => {
  const story = round2();
  expect(story.ticket).toMatchObject({ round: 2, unsatisfiedCount: 1, deskUnitId: UNITS.town });
  expect(story.as(townDesk).refusal('dispatch', { leadUnitId: UNITS.transport, assistingUnitIds: [] })).toBeNull();
  expect(story.does('joint_review').ticket.jointReviewRound).toBe(2);
});

test('nobody meets over a ticket that satisfied everybody so far', () => {
  expect(told().as(supervisor).refusal('joint_review')).toBe('JOINT_REVIEW_NOT_DUE');
});

describe('after the second', () => {
  test('it lies with the district, and no unit gets it before units have met and decided', () => {
    const story = round3().as(districtDesk);
    expect(story.ticket).toMatchObject({ round: 3, unsatisfiedCount: 2, deskUnitId: 'district' });
    expect(story.refusal('dispatch', { leadUnitId: UNITS.police })).toBe('JOINT_REVIEW_NEEDED');
    expect(story.refusal('answer_at_once')).toBe('JOINT_REVIEW_NEEDED');
    expect(story.as(supervisor).refusal('joint_review', { heldOn: '2026-03-12' })).toBe('DATE_INVALID');
    story.does('joint_review', { heldOn: '2026-03-11', unitIds: [UNITS.police, UNITS.bus], decision: '由公安牵头。' });
    expect(story.events.at(-1)).toMatchObject({ type: 'joint_review.recorded', payload: { unitIds: [UNITS.police, UNITS.bus], decision: '由公安牵头。' } });
    expect(story.as(districtDesk).does('dispatch', { leadUnitId: UNITS.police }).ticket.status).toBe('dispatched');
  });

  test('nor by designation', () => {
    const story = round2().at('2026-03-09 11:00');
    for (const unit of [UNITS.transport, UNITS.bus]) {
      story.as(townDesk).does('dispatch', { leadUnitId: unit, assistingUnitIds: [] }).as(headOf(unit)).does('return');
    }
    unsatisfied(anotherRound(story, '2026-03-10', UNITS.lighting), '2026-03-11 10:00').as(supervisor);
    expect(story.refusal('designate', { leadUnitId: UNITS.police })).toBe('JOINT_REVIEW_NEEDED');
    expect(story.does('joint_review').refusal('designate', { leadUnitId: UNITS.police })).toBeNull();
  });

  test('the review of an earlier round does not count for this one', () => {
    const early = round2().as(supervisor).does('joint_review');
    const story = unsatisfied(anotherRound(early, '2026-03-10', UNITS.transport), '2026-03-11 10:00');
    expect(story.ticket).toMatchObject({ round: 3, jointReviewRound: 2 });
    expect(story.as(districtDesk).refusal('dispatch', { leadUnitId: UNITS.police })).toBe('JOINT_REVIEW_NEEDED');
  });

  test('a final answer is too early', () => {
    expect(round3().as(districtDesk).refusal('answer_finally')).toBe('FINAL_ANSWER_NOT_DUE');
  });
});

describe('after the third', () => {
  test('no unit gets it before a leader answers for it', () => {
    const story = round4().as(supervisor).does('joint_review').as(districtDesk);
    expect(story.ticket).toMatchObject({ round: 4, unsatisfiedCount: 3 });
    expect(story.refusal('dispatch', { leadUnitId: UNITS.police })).toBe('FINAL_ROUND_NEEDS_LEADER');
    expect(story.refusal('answer_at_once')).toBe('FINAL_ROUND_NEEDS_LEADER');
    story.as(leader).does('take_charge');
    expect(story.ticket.leaderInChargeId).toBe(leader.personId);
    expect(story.refusal('take_charge')).toBe('TAKE_CHARGE_TAKEN');
    expect(story.as(districtDesk).does('dispatch', { leadUnitId: UNITS.police }).ticket.status).toBe('dispatched');
  });

  test('or a reasoned final answer: passed by the supervisor it ends the ticket, unsatisfied and listed apart', () => {
    const story = round4().at('2026-03-16 09:00').as(districtDesk).does('answer_finally');
    expect(story.ticket).toMatchObject({ status: 'reviewing', stage: 'supervisor', result: { kind: 'answered', final: true } });
    expect(story.events.at(-1)).toMatchObject({ type: 'ticket.answered_finally', visibility: 'internal' });
    story.at('2026-03-17 09:00').as(supervisor).does('pass');
    expect(story.ticket).toMatchObject({
      status: 'closed', closedAs: 'final_unsatisfied', stage: null, stageDueAt: null, unsatisfiedCount: 3,
      concludedAt: shanghai('2026-03-17 09:00'), closedAt: shanghai('2026-03-17 09:00'),
    });
    expect(story.events.slice(-2)).toMatchObject([
      { type: 'ticket.concluded', visibility: 'public' }, { type: 'ticket.closed', payload: { closedAs: 'final_unsatisfied' } },
    ]);
    expect(story.as(scanned('mo', 4)).refusal('rate')).toBe('STATUS_CONFLICT');
  });

  test('a final answer the supervisor does not accept goes back to triage, and is no longer final', () => {
    const story = round4().as(districtDesk).does('answer_finally').as(supervisor).does('send_back');
    expect(story.ticket).toMatchObject({ status: 'assessing', result: null, closedAs: null });
  });
});

test('the same code from the first round rates only the first round', () => {
  const story = anotherRound(round2(), '2026-03-10', UNITS.transport);
  expect(story.as(scanned('mo', 1)).capacities()).toEqual(['reporter_reader']);
  expect(story.refusal('rate')).toBe('ACTION_FORBIDDEN');
  expect(story.as(scanned('mo', 2)).does('rate').ticket).toMatchObject({ status: 'closed', closedAs: 'rated', unsatisfiedCount: 1 });
});

test('urging and looking on stay possible through all rounds for the cadre', () => {
  expect(round4().as(cadre).offers()).toEqual(['note', 'message', 'supplement', 'urge']);
});

test('a later round may go to any unit, but the ticket’s returns stay used up', () => {
  const story = round2().at('2026-03-09 11:00');
  for (const unit of [UNITS.transport, UNITS.bus]) {
    story.as(townDesk).does('dispatch', { leadUnitId: unit, assistingUnitIds: [] }).as(headOf(unit)).does('return');
  }
  unsatisfied(anotherRound(story, '2026-03-10', UNITS.lighting), '2026-03-11 10:00').as(supervisor).does('joint_review');
  story.as(districtDesk).does('dispatch', { leadUnitId: UNITS.transport, assistingUnitIds: [] });
  expect(story.as(headOf(UNITS.transport)).refusal('return')).toBe('RETURN_LIMIT_REACHED');
});

test('whom an answer has not satisfied is neither declined nor merged away', () => {
  const story = round2().as(townDesk);
  expect(story.refusal('decline')).toBe('FIRST_ROUND_ONLY');
  expect(story.refusal('merge')).toBe('FIRST_ROUND_ONLY');
});
