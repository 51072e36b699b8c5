// Owns the proof that a button and its guard agree: what is offered can be done, what is not offered is refused.
// Leaves which actions those are to grid.spec.ts.
import type { TicketAction } from '@zhitongche/shared/ticket/action-inputs.js';
import { ACTION_INPUTS, PERSON_ACTIONS } from '@zhitongche/shared/ticket/action-inputs.js';
import { Refusal } from '@zhitongche/shared/errors.js';
import { STATUSES } from '@zhitongche/shared/ticket/vocabulary.js';
import { SYSTEM, CAPACITIES } from './actor.js';
import type { Actor } from './actor.js';
import { availableActions } from './available-actions.js';
import type { Command } from './decide.js';
import { decide } from './decide.js';
import type { BadRating, ClockRequest, Ticket } from './ticket.js';
import { standIn } from './testing/capacities.js';
import { INPUTS } from './testing/inputs.js';
import { IN_STATUS, reported, signed, told } from './testing/paths.js';
import {
  UNITS, account, cadre, colleague, districtDesk, handler, head, leader, scanned, supervisor, townDesk, wearing,
} from './testing/people.js';
import { UNSAMPLED, calendar, factsOf, minqing, reportedByFirm, shanghai } from './testing/story.js';

const TARGET: Ticket = { ...reported().ticket, id: INPUTS.merge.targetId };
const NOW = shanghai('2026-03-06 18:00');
const LATER = shanghai('2026-06-01 00:00');

const PAUSE = { kind: 'pause', reason: 'test', until: '2026-03-20', document: '环监〔2026〕7号', note: null } as const;
const ASKED: ClockRequest = {
  asked: { kind: 'extension', workingDays: 5, reason: '等招标结果。' }, askedById: handler.personId, askedAt: NOW.toISOString(), stage: 'supervisor',
  endorsedById: null, opinion: null, dueDay: '2026-03-09',
};

const BAD: BadRating = {
  round: 1, reporterId: 'mo', unitId: UNITS.education, at: NOW.toISOString(), reason: 'not_solved', text: '还是没有车。', contest: null, decision: null,
};

/** The same ticket at other moments of its life, so that conditions differ and not only statuses. */
const VARIANTS: [string, (ticket: Ticket) => Ticket][] = [
  ['as it came', (t) => t],
  ['back on the town’s desk', (t) => ({ ...t, deskUnitId: UNITS.town })],
  ['before the supervisor', (t) => ({ ...t, stage: t.status === 'reviewing' ? 'supervisor' : t.stage })],
  ['with the head’s own result', (t) => ({ ...t, result: t.result && { ...t.result, submittedBy: head.personId } })],
  ['after two unsatisfied rounds', (t) => ({ ...t, round: 3, unsatisfiedCount: 2 })],
  ['after three, reviewed, with a leader', (t) => ({ ...t, round: 4, unsatisfiedCount: 3, jointReviewRound: 4, leaderInChargeId: leader.personId })],
  ['with everything used up', (t) => ({
    ...t, returnCount: 2, askedReporter: true, objectedAt: t.declinedAt, designated: true,
    assisting: t.assisting.map((a) => ({ ...a, answeredAt: NOW.toISOString() })),
  })],
  ['with units called and nobody else’s problem', (t) => ({ ...t, unitsCall: { unitIds: [UNITS.bus], arrivedUnitIds: null }, reporterIds: ['mo'] })],
  ['with a request before its head', (t) => ({ ...t, request: { ...ASKED, stage: 'head' } })],
  // The reporter is not asked while a pause is.
  ['with a pause asked by the head before the supervisor', (t) => (
    t.status === 'awaiting_reporter' ? t : { ...t, request: { ...ASKED, askedById: head.personId, asked: PAUSE } })],
  ['with a rating held against its unit', (t) => ({ ...t, badRatings: [BAD] })],
  ['with that rating contested by its head', (t) => ({ ...t, badRatings: [{ ...BAD, contest: { byId: head.personId, at: NOW.toISOString(), text: '不合理。', dueDay: '2026-03-20' } }] })],
  ['extended', (t) => ({ ...t, extensionWorkingDays: 5 })],
  ['rated by all', (t) => ({ ...t, ratedReporterIds: t.reporterIds })],
  ['solved at the door', (t) => ({ ...t, result: t.result && { ...t.result, kind: 'solved_on_spot' } })],
  ['assisted by the cadre’s own town', (t) => ({ ...t, assisting: [...t.assisting, { unitId: UNITS.town, answeredAt: null, dueDay: '2026-03-18' }] })],
];

/** Tries the action with a form filled in as that person would. */
function isRefused(ticket: Ticket, action: TicketAction, actor: Actor, now: Date): boolean {
  const command = { action, input: INPUTS[action] } as Command;
  const known = { ...factsOf(command, actor, ticket), target: TARGET };
  const rater = ticket.reporterIds.find((id) => !ticket.ratedReporterIds.includes(id));
  const facts = rater && actor.kind === 'person' ? { ...known, reporter: { id: rater, kind: 'resident' as const, hasAccount: false } } : known;
  try {
    decide(ticket, command, actor, { now, calendar, line: minqing, draw: UNSAMPLED, facts });
    return false;
  } catch (error) {
    if (error instanceof Refusal) return true;
    throw error;
  }
}

describe.each(STATUSES)('what is offered on a ticket that is %s', (status) => {
  test.each(VARIANTS)('is what is not refused: %s', (_words, change) => {
    const ticket = change(IN_STATUS[status]().ticket);
    for (const now of [NOW, LATER]) {
      for (const capacity of CAPACITIES) {
        const actor = standIn(capacity, ticket);
        const offered = availableActions(ticket, actor, { now, calendar, line: minqing });
        const possible = PERSON_ACTIONS.filter((action) => !isRefused(ticket, action, actor, now));
        expect({ capacity, now, offered }).toEqual({ capacity, now, offered: possible });
      }
    }
  });
});

describe('what people see on their screens', () => {
  test('a fresh ticket: the town’s desk assesses, the cadre may add words or take it back', () => {
    const story = reported();
    expect(story.as(townDesk).offers()).toEqual(['assess', 'lift', 'dispatch', 'note', 'message']);
    expect(story.as(cadre).offers()).toEqual(['note', 'message', 'supplement', 'withdraw', 'urge']);
    expect(story.as(districtDesk).offers()).toEqual([]);
  });

  test('in handling: the handler works, the colleague looks on, the head assigns', () => {
    const story = signed();
    expect(story.as(handler).offers()).toEqual(['note', 'message', 'ask_reporter', 'request_extension', 'request_complexity', 'call_units', 'submit_result']);
    expect(story.as(colleague).offers()).toEqual([]);
    expect(story.as(head).offers()).toEqual(['assign', 'note', 'message', 'request_extension', 'request_pause', 'request_complexity', 'ask_higher_level', 'submit_result']);
    expect(story.as(leader).offers()).toEqual(['note', 'instruct', 'take_charge']);
    expect(story.as(supervisor).offers()).toEqual(['note', 'urge', 'card']);
  });

  test('told: the reporter rates, and once rated has nothing left to rate', () => {
    const story = told();
    expect(story.as(scanned('mo', 1)).offers()).toEqual(['message', 'supplement', 'rate', 'urge']);
    expect(story.does('rate').offers()).toEqual([]);
  });

  test('an enterprise account that typed its own issue is the reporter, not a go-between', () => {
    const story = reportedByFirm({ at: '2026-03-02 09:00' }).as(account);
    expect(story.capacities()).toEqual(['reporter']);
    expect(story.offers()).toEqual(['message', 'supplement', 'withdraw', 'urge']);
  });

  test('two hats: what either hat may take', () => {
    const both = wearing(handler, { ...head, personId: handler.personId });
    expect(signed().as(both).offers()).toEqual(['assign', 'note', 'message', 'ask_reporter', 'request_extension', 'request_pause', 'request_complexity', 'ask_higher_level', 'call_units', 'submit_result']);
  });

  test('the system’s own actions are nobody’s buttons', () => {
    expect(Object.keys(ACTION_INPUTS)).toEqual(PERSON_ACTIONS);
    expect(told().as(SYSTEM).offers()).toEqual([]);
    for (const action of ['route', 'reopen', 'light', 'close_unrated', 'stop_waiting']) expect(PERSON_ACTIONS).not.toContain(action);
  });
});
